"""Quiet TensorFlow before anything imports it; order the files; give each test no progress."""

import functools
import gc
import os
import re
from collections import Counter

import pytest
from xdist.scheduler import LoadFileScheduling

from tests.place import ROOT

gc.disable()  # until all is imported and collected
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")


# The files that need JupyterLab share one, and so one worker: together they take longest of all.
JUPYTERLAB = "tests/browser/ with JupyterLab"
# Processor seconds of the other files that take longest, by tests/processor_time.py, those of the
# browser's processes included. They are not exact: a file that takes long comes first, because at
# the end it would run alone.
SECONDS = {
    "test_checkup.py": 73,
    "11_other_peoples_networks.ipynb": 35,
    "test_patients_train.py": 26,
    "test_keras_code.py": 44,
    "04_why_the_relu_died.ipynb": 38,
    "10_restore_your_own_photo.ipynb": 32,
    "test_live.py": 29,
    "03_the_loss_that_never_moves.ipynb": 29,
    "test_network.py": 25,
    "02_rednet_step_by_step.ipynb": 24,
    "06_fsrcnn_step_by_step.ipynb": 23,
    "test_jax.py": 22,
    "test_engine.py": 21,
    "07_the_grey_image.ipynb": 21,
    "test_clinic.py": 21,
    "test_matrix.py": 20,
    "test_site.py": 20,
    "test_state.py": 20,
    "test_site_playground.py": 19,
    "test_claims.py": 19,
    "test_engine_mechanism.py": 18,
    "test_site_reach.py": 18,
    "test_states.py": 17,
    "test_site_lessons.py": 17,
    "test_bundle.py": 17,
    "test_lesson_02.py": 17,
    "test_own_network.py": 14,
    "07_solutions.ipynb": 13,
    "03_solutions.ipynb": 13,
    "02_solutions.ipynb": 11,
    "test_claims_case_b.py": 11,
    "test_motion.py": 10,
    "test_training_run.py": 10,
    "test_transplant.py": 10,
    "test_lesson_01.py": 10,
    "test_sr_clinic.py": 10,
    "test_super_resolution.py": 9,
    "test_target_and_loss.py": 9,
    "test_inputs.py": 8,
    "08_why_small_weights_vanish.ipynb": 8,
    "test_litert.py": 8,
    "test_winograd.py": 8,
    "test_any_answer.py": 7,
}
# These worked solutions train each patient of a clinic under five seeds: they are claims.
CLINICS = ("04_solutions.ipynb", "08_solutions.ipynb")


@pytest.hookimpl(tryfirst=True)  # before pytest chooses by marker
def pytest_collection_modifyitems(items):
    """Mark the solutions that are claims; then what takes long first, JupyterLab before all."""
    for item in items:
        if item.path.name in CLINICS:
            item.add_marker(pytest.mark.claims)
    tests = Counter(item.path for item in items)
    items.sort(
        key=lambda item: (
            not needs_jupyterlab(item.path),
            -SECONDS.get(item.path.name, 0),
            -tests[item.path],
            item.path,
        )
    )


@functools.cache
def needs_jupyterlab(path):
    """Whether a test of this file asks for one of the fixtures `lab`, `lab_page`, `lab_home`."""
    if path.parent.name != "browser":
        return False
    asks = r"^def \w+\([^)]*\blab(?:_page|_home)?\b"
    return bool(re.search(asks, path.read_text(encoding="utf-8"), re.MULTILINE))


class OneJupyterLab(LoadFileScheduling):
    """One file stays on one worker, and all that share a JupyterLab do, too.

    Patients share nothing: all seeds of all of them would keep one worker busy for 12 minutes.
    """

    def _split_scope(self, nodeid):
        file = super()._split_scope(nodeid)
        if file.endswith("test_patients_train.py"):
            return nodeid
        return JUPYTERLAB if needs_jupyterlab(ROOT / file) else file


@pytest.hookimpl(optionalhook=True)  # xdist may be switched off
def pytest_xdist_make_scheduler(config, log):
    return OneJupyterLab(config, log)


def pytest_collection_finish():
    """Keras, TensorFlow and the tests stay: to look through them for garbage takes a tenth."""
    gc.collect()
    gc.freeze()
    gc.enable()
    gc.set_threshold(100_000, 20, 100)


@pytest.fixture(autouse=True)
def own_progress(tmp_path, monkeypatch):
    """The progress file of this test."""
    path = tmp_path / "progress.json"
    monkeypatch.setenv("RESTORELIB_PROGRESS", str(path))
    return path

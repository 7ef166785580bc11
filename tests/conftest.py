"""Quiet TensorFlow before anything imports it; order the files; give each test no progress."""

import gc
import os
from collections import Counter

import pytest
from xdist.scheduler import LoadFileScheduling

gc.disable()  # until all is imported and collected
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")


def pytest_collection_modifyitems(items):
    """What takes long first, for at the end it would run alone: browser, claims, most tests."""
    browser, claims = (
        {item.path for item in items if item.get_closest_marker(marker)}
        for marker in ("browser", "claims")
    )
    tests = Counter(item.path for item in items)
    items.sort(
        key=lambda item: (
            item.path not in browser,
            item.path not in claims,
            -tests[item.path],
            item.path,
        )
    )


class OneBrowser(LoadFileScheduling):
    """One file stays on one worker, and all that share a JupyterLab and a browser do, too."""

    def _split_scope(self, nodeid):
        browser = "tests/browser/"
        return browser if nodeid.startswith(browser) else super()._split_scope(nodeid)


def pytest_xdist_make_scheduler(config, log):
    return OneBrowser(config, log)


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

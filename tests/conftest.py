"""Quiet TensorFlow before anything imports it; order the files; give each test no progress."""

import gc
import os
from collections import Counter

import pytest

gc.disable()  # until all is imported and collected
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
# The workers share the cores: a net spread over all of them by each takes half as long again.
os.environ.setdefault("TF_NUM_INTRAOP_THREADS", "1")
os.environ.setdefault("TF_NUM_INTEROP_THREADS", "1")


def pytest_collection_modifyitems(items):
    """The claims first, then the file of most tests: a long one at the end would run alone."""
    claims = {item.path for item in items if item.get_closest_marker("claims")}
    tests = Counter(item.path for item in items)
    items.sort(key=lambda item: (item.path not in claims, -tests[item.path], item.path))


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

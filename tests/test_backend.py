"""How many threads a run is said to take."""

import os

import pytest

from restorelib.backend import intra_op_threads
from restorelib.storage.provenance import provenance


@pytest.mark.parametrize("said", ["1", "3"])
def test_the_environment_decides(monkeypatch, said):
    monkeypatch.setenv("TF_NUM_INTRAOP_THREADS", said)
    assert intra_op_threads() == provenance()["threads"] == int(said)


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="needs Linux")
def test_else_each_core_that_this_process_may_use_has_one(monkeypatch):
    monkeypatch.delenv("TF_NUM_INTRAOP_THREADS", raising=False)
    mine = os.sched_getaffinity(0)
    assert intra_op_threads() == len(mine)
    for nothing in ("", "0", "all"):
        monkeypatch.setenv("TF_NUM_INTRAOP_THREADS", nothing)
        assert intra_op_threads() == len(mine)
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: {min(mine)})
    assert intra_op_threads() == 1

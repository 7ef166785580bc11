"""Processor time of each test file: `make test ARGS="-p tests.processor_time"`.

User and system time, that of ended processes included. A kernel or a browser is counted where it
ends: with the last cell of its notebook, or with a later test on the same worker.
"""

import os
from collections import Counter

import pytest

KEY = "processor seconds"
_total: Counter[str] = Counter()


def _now() -> float:
    """Processor seconds of this process and of its processes that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item):
    before = _now()
    result = yield
    _total[item.nodeid.partition("::")[0]] += _now() - before
    return result


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    """Add what a worker has sent."""
    _total.update(getattr(node, "workeroutput", {}).get(KEY, {}))


def pytest_sessionfinish(session):
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput[KEY] = dict(_total)


def pytest_terminal_summary(terminalreporter):
    terminalreporter.section(KEY)
    for file, seconds in _total.most_common(40):
        terminalreporter.line(f"{seconds:7.1f}  {file}")
    terminalreporter.line(f"{sum(_total.values()):7.1f}  in {len(_total)} files")

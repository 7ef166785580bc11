"""Work in a thread of its own: how often it reports, and what becomes of an error."""

import pytest

from restorelib.widgets import background
from restorelib.widgets.background import Work


def test_reports_come_at_most_ten_times_a_second_and_at_the_end(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(background.time, "perf_counter", lambda: now[0])
    reports = []
    work = Work(None, lambda *report: reports.append(report), None)
    for done in range(1, 101):
        now[0] += 0.01
        work._report(done, 100)
    assert 10 <= len(reports) <= 12  # in one second
    assert reports[-1][0] == 100
    done, total, left = reports[5]
    assert left == pytest.approx((total - done) * 0.01)


def test_a_callback_that_fails_in_the_thread_is_raised_again():
    def broken(result, error):
        raise RuntimeError("cannot send")

    work = Work(lambda report, stop: None, lambda *report: None, broken)
    with pytest.raises(RuntimeError, match="cannot send"):
        work.start().result(60)

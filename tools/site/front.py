"""The first page: the first minute, three sentences, and the three paths."""

from restorelib.cases import case_a
from restorelib.experiments import recordings
from restorelib.widgets.live_data import live_data
from restorelib.widgets.payload import payload
from tools.site.page import COURSE, Page


def page() -> Page:
    """The first page."""
    spec = case_a.panel_spec(["residual_activation"])
    data = {
        "panel-a": payload(spec, recordings.load(spec.case)),
        "patches-a": live_data(spec.live(spec.states()[0])),
    }
    body = (
        f"<h1>{COURSE}</h1>\n"
        '<div data-part="panel" data-payload="panel-a" data-patches="patches-a"></div>'
    )
    return Page(
        path="index.html",
        title=COURSE,
        description="See two networks that really did not train, and train them in this page.",
        body=body,
        kind="front",
        data=data,
    )

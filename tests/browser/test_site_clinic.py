"""A reader diagnoses a patient on a page from the disk: no kernel, no request, and it is kept."""

import shutil

import pytest
from playwright.sync_api import expect

from restorelib.course.progress_file import from_json
from restorelib.widgets.clinic import Clinic
from tests.browser import patients
from tests.browser.site_pages import barriers, open_page, silent_page
from tools.site import alive
from tools.site.__main__ import SCRIPT, styles
from tools.site.data import script
from tools.site.page import Page

pytestmark = pytest.mark.browser
SIZE = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A page of the site that holds the clinic and nothing else."""
    folder = tmp_path_factory.mktemp("clinic")
    part = alive.part(Clinic())
    page = Page("clinic.html", "Clinic", "A clinic.", f"<h1>Clinic</h1>{part.html}", data=part.data)
    (folder / "data").mkdir()
    for name, packed in page.data.items():
        (folder / "data" / f"{name}.js").write_text(script(packed), encoding="utf-8")
    (folder / "site.css").write_text(styles(), encoding="utf-8")
    shutil.copy(SCRIPT, folder / "site.js")
    (folder / page.path).write_text(page.html(), encoding="utf-8")
    return folder / page.path


def test_a_patient_is_diagnosed_by_keyboard_and_kept_without_a_kernel(browser, place):
    about = patients.solvable()
    with silent_page(browser, viewport=SIZE, reduced_motion="reduce") as (page, faults):
        page.set_default_timeout(20_000)
        open_page(page, place)
        opened = patients.open_it(page.locator(".rl-clinic"), about)
        opened.get_by_role("button", name="Hand in").press("Enter")
        expect(opened.locator(".rl-credits .rl-wrong")).to_have_count(4)
        expect(opened.locator(".rl-credits")).to_be_focused()
        patients.diagnose(opened, about)
        expect(opened.locator(".rl-credits .rl-right")).to_have_count(4)
        solved = opened.locator(".rl-solved")
        assert " ".join(about.why.split()) in solved.inner_text()
        assert "You used 2 measurements. One would" in solved.inner_text()
        kept = from_json(page.evaluate("localStorage['restorelib progress']"))
        assert [*kept.exercises] == [f"11.{about.name}"]
        assert barriers(page) == []

        page.reload()
        card = page.locator(f".rl-card[data-patient={about.name}]")
        expect(card).to_contain_text("diagnosed with 2 measurements")
        again = patients.open_it(page.locator(".rl-clinic"), about)
        expect(again.locator(".rl-made")).to_have_count(2)
        expect(again.locator(".rl-solved")).to_be_visible()
        again.get_by_role("button", name="Waiting room").first.press("Enter")
        expect(card).to_be_focused()
        assert barriers(page) == []
    assert faults == []

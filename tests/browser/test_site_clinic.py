"""What needs a drawing or a diagnosis, on a page from the disk: no kernel, no request, and kept."""

import shutil

import pytest
from playwright.sync_api import expect

from restorelib.cases import map_spec
from restorelib.course.progress_file import from_json
from restorelib.widgets.clinic import Clinic
from restorelib.widgets.training_map import TrainingMap
from tests.browser import patients
from tests.browser.site_pages import barriers, open_page, silent_page
from tools.site import alive
from tools.site.__main__ import SCRIPT, styles
from tools.site.data import script
from tools.site.page import Page

pytestmark = pytest.mark.browser
SIZE = {"width": 1280, "height": 900}


def page_of(widget, folder):
    """A page of the site that holds a widget and nothing else."""
    part = alive.part(widget)
    page = Page("page.html", "Page", "A page.", f"<h1>Page</h1>{part.html}", data=part.data)
    (folder / "data").mkdir()
    for name, packed in page.data.items():
        (folder / "data" / f"{name}.js").write_text(script(packed), encoding="utf-8")
    (folder / "site.css").write_text(styles(), encoding="utf-8")
    shutil.copy(SCRIPT, folder / "site.js")
    (folder / page.path).write_text(page.html(), encoding="utf-8")
    return folder / page.path


def test_a_patient_is_diagnosed_by_keyboard_and_kept_without_a_kernel(browser, tmp_path):
    about, place = patients.solvable(), page_of(Clinic(), tmp_path)
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


def test_a_border_is_drawn_by_keyboard_then_the_map_tells_its_cells_and_trains_one(
    browser, tmp_path
):
    spec = map_spec.case_b_maps()
    place = page_of(TrainingMap(spec), tmp_path)
    with silent_page(browser, viewport=SIZE, reduced_motion="reduce") as (page, faults):
        page.set_default_timeout(20_000)
        open_page(page, place)
        reveal = page.get_by_role("button", name="Show what happened")
        expect(reveal).to_be_disabled()
        assert page.get_by_role("grid").count() == 0  # it would tell
        page.get_by_role("slider").first.press("Home")
        page.get_by_role("slider").first.press("ArrowDown")
        page.locator(".rl-map-handle:focus").press("End")
        assert barriers(page) == []
        reveal.press("Enter")

        border, columns = spec.border("SGD"), len(spec.x.labels)
        drawn = [0, columns, *[columns // 2] * (len(border) - 2)]
        cells = sum(abs(one - other) for one, other in zip(drawn, border, strict=True))
        expect(page.locator(".rl-compared")).to_contain_text(f"{cells} of 192 cells lie between")
        expect(page.locator(".rl-headline")).to_have_text(f"{spec.finding('SGD')}.")
        kept = from_json(page.evaluate("localStorage['restorelib progress']"))
        assert kept.guesses[spec.name].choice.startswith("SGD: 0.00075 none ")
        assert barriers(page) == []

        cell = page.get_by_role("gridcell").nth(3 * columns + 1)
        cell.press("Enter")
        told = " / ".join(["not within 1,024 steps"] * 3)
        assert told not in page.locator(".rl-map-told").inner_text()  # said once
        expect(page.locator(".rl-map-told")).to_contain_text("8 layers, a std of 0.001.")
        link = page.locator(".rl-map-state a").get_attribute("href")
        assert link.endswith(
            "#panel=b&kernel_initializer=normal_1e-3&m=4&optimizer=sgd&prelu_slope=0.25"
        )
        page.get_by_role("gridcell").nth(columns - 4).press("Enter")  # five layers: a few seconds
        expect(page.locator(".rl-map-state")).to_be_hidden()
        page.get_by_role("button", name="Train it now").press("Enter")
        expect(page.locator(".rl-map-live .rl-status")).to_contain_text(
            "Seed 0 is 1 dB above one flat grey", timeout=60_000
        )

        page.reload()
        expect(page.locator(".rl-compared")).to_contain_text(f"{cells} of 192")
    assert faults == []

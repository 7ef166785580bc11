"""A reader walks through the lessons as pages, opened from disk, with no network."""

import json

import pytest
from playwright.sync_api import expect

from restorelib.cases import case_a
from restorelib.course import progress
from restorelib.course.lessons import LESSONS
from restorelib.course.progress_file import Guessed, from_json
from restorelib.course.travel import bring_back

pytestmark = pytest.mark.browser

STANDS_STILL = "03_the_loss_that_never_moves"
NOISY = "the noisy picture as it came in"
FLAT = "one flat colour, the mean of all pictures"
KEPT = "localStorage['restorelib progress']"


@pytest.fixture(scope="module")
def page_and_faults(browser):
    """One page for all readers, and what it should not do."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True)
    said = []
    context.on("request", lambda request: _note(said, request.url))
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page, said
    context.close()


@pytest.fixture
def reader(page_and_faults, site):
    """Open pages in one browser that keeps things; nothing may fail, and nothing may be asked."""
    page, said = page_and_faults
    said.clear()

    def opened(name):
        path, _, anchor = name.partition("#")
        page.goto("about:blank")  # another anchor alone would not load it again
        page.goto(f"{(site / 'lessons' / path).as_uri()}.html{'#' * bool(anchor)}{anchor}")
        return page

    yield opened
    page.evaluate("localStorage.clear(), sessionStorage.clear()")  # the next reader is another
    assert said == []


def _note(said, url):
    if not url.startswith(("file:", "data:", "blob:")):
        said.append(url)


def heading(page, words):
    return page.get_by_role("heading", name=words)


def test_a_guess_opens_what_it_holds_back_and_is_compared_when_its_card_is_seen(reader):
    page = reader(STANDS_STILL)
    assert not heading(page, "Break one thing").is_visible()
    button = page.get_by_role("button", name=FLAT)
    button.click()
    heading(page, "Break one thing").wait_for()
    expect(button).to_be_focused()
    page.get_by_role("button", name=NOISY).click()  # not compared yet: it can be changed
    page.get_by_role("button", name=FLAT).click()
    assert not from_json(page.evaluate(KEPT)).guesses["03-which-score"].compared

    page.reload()
    page.get_by_text(f"You said “{FLAT}”. Measured: 28.13 dB").scroll_into_view_if_needed()
    marked = page.get_by_role("button", name="measured")
    expect(marked).to_be_disabled()
    assert NOISY in marked.inner_text()
    kept = from_json(page.evaluate(KEPT)).guesses["03-which-score"]
    assert (kept.choice, kept.compared) == (FLAT, True)


def test_show_me_opens_without_a_guess_and_moves_the_focus_there(reader):
    page = reader(STANDS_STILL)
    page.get_by_role("button", name="Show me").first.click()
    heading(page, "Break one thing").wait_for()
    opened = page.locator(".waits", has=heading(page, "Break one thing"))
    expect(opened).to_be_focused()
    page.reload()
    heading(page, "Break one thing").wait_for()
    assert page.get_by_text("No guess made").first.is_visible()
    assert page.get_by_role("button", name="Show me").count() == 1  # of the second guess
    page.get_by_text("No guess made").first.scroll_into_view_if_needed()
    page.get_by_text("One click: it is compared at once.").wait_for()
    page.get_by_role("button", name=NOISY).click()
    page.get_by_text(f"You said “{NOISY}”").wait_for()
    assert from_json(page.evaluate(KEPT)).guesses["03-which-score"].compared


def test_a_link_into_a_hidden_part_leads_to_the_guess_that_hides_it(reader):
    page = reader(f"{STANDS_STILL}#5.-Name-the-number")
    expect(page.get_by_role("button", name="Show me").first).to_be_focused()
    top = page.get_by_role("button", name=FLAT).evaluate("e => e.getBoundingClientRect().top")
    assert 0 < top < 800


def test_the_question_of_a_panel_is_a_guess(reader):
    page = reader(f"{LESSONS[4].file.removesuffix('.ipynb')}")
    more = page.get_by_text("At no learning rate does the ReLU get away.")
    label = next(iter(case_a.DO_SMALLER_STEPS_HELP.choices.values()))
    asked = page.get_by_text(case_a.DO_SMALLER_STEPS_HELP.text).first
    while not asked.is_visible():
        page.get_by_role("button", name="Show me").click()
    asked.scroll_into_view_if_needed()
    page.get_by_role("button", name=label, exact=True).click()
    more.wait_for()
    told = from_json(page.evaluate(KEPT)).guesses["04-smaller-steps"]
    assert (told.choice, told.compared) == (label, True)
    page.reload()
    page.get_by_text(f"You said “{label}”").wait_for()


def test_the_slider_and_the_two_pictures_answer(reader):
    page = reader(LESSONS[1].file.removesuffix(".ipynb"))
    for _ in range(2):
        page.get_by_role("button", name="Show me").first.click()
    slider = page.get_by_role("slider")
    slider.scroll_into_view_if_needed()
    slider.press("End")
    page.get_by_text("sigma 80: doing nothing").wait_for()
    picture = page.get_by_role("img", name="sigma 80: doing nothing")
    assert picture.evaluate("img => img.decode().then(() => img.naturalWidth)") == 512

    page = reader(LESSONS[10].file.removesuffix(".ipynb"))
    page.get_by_role("button", name="Show me").first.click()
    page.locator(".comparison").scroll_into_view_if_needed()
    page.locator(".rl-compare[data-ready]").wait_for()


def test_progress_goes_to_python_and_comes_back(reader, tmp_path, own_progress):
    page = reader(STANDS_STILL)
    page.get_by_role("button", name=FLAT).click()
    page = reader("index")
    page.get_by_text("1 of 2 guesses").wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save progress.json").click()
    saved = tmp_path / download.value.suggested_filename
    download.value.save_as(saved)
    assert saved.name == "progress.json"
    assert bring_back(saved, folder=tmp_path).is_done
    assert progress.guessed("03-which-score").choice == FLAT

    progress.make_guess("03-which-score", NOISY, compared=True)
    progress.pass_exercise("03.1")
    page.locator("input[type=file]").set_input_files(own_progress)
    page.get_by_text("is brought back").wait_for()
    page.get_by_text("1 of 3 exercises").wait_for()
    assert from_json(page.evaluate(KEPT)).exercises == progress.read().exercises
    page = reader(STANDS_STILL)
    page.get_by_role("button", name="Show the whole lesson").click()
    page.get_by_text("You passed it on").wait_for()
    assert page.get_by_role("button", name=NOISY).is_disabled()  # compared there: it stands

    page = reader("index")
    (tmp_path / "other.json").write_text(json.dumps({"a": 1}), encoding="utf-8")
    page.locator("input[type=file]").set_input_files(tmp_path / "other.json")
    page.get_by_text("holds no progress").wait_for()
    assert from_json(page.evaluate(KEPT)).exercises == progress.read().exercises


def test_another_tab_follows(reader):
    page = reader(STANDS_STILL)
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_role("button", name=FLAT).click()
    heading(page, "Break one thing").wait_for()
    other.close()


def test_all_is_there_without_the_script_and_in_print(browser, site):
    place = f"{(site / 'lessons' / STANDS_STILL).as_uri()}.html"
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(place)
    assert heading(page, "Break one thing").is_visible()
    assert page.get_by_text("No guess made").first.is_visible()
    context.close()
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto(place)
    assert not heading(page, "Break one thing").is_visible()
    page.emulate_media(media="print")
    assert heading(page, "Break one thing").is_visible()
    assert not page.get_by_text("The lesson goes on").first.is_visible()
    context.close()


def test_no_page_is_wider_than_a_phone(browser, site):
    context = browser.new_context(viewport={"width": 390, "height": 844}, offline=True)
    page = context.new_page()
    wide = []
    for path in sorted((site / "lessons").rglob("*.html")):
        page.goto(path.as_uri())
        page.add_style_tag(content=".waits { display: block !important }")
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 390:
            wide.append((path.name, width))
    context.close()
    assert wide == []


def test_what_the_progress_of_a_page_holds_is_what_python_holds(reader):
    page = reader(STANDS_STILL)
    page.get_by_role("button", name=NOISY).click()
    told = json.loads(page.evaluate(KEPT))
    assert told["schema"] == 1 and told.keys() == {"schema", "exercises", "guesses"}
    (guess,) = told["guesses"].values()
    assert Guessed(**guess).choice == NOISY

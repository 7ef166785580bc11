"""How a reader finds things on the site: search, terms, menu; from disk, with no network."""

from urllib.parse import parse_qs, urlparse

import pytest

from tests.browser.conftest import watched_page

pytestmark = pytest.mark.browser
LAPTOP = {"viewport": {"width": 1280, "height": 800}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def address(site):
    return (site / "glossary.html").as_uri()


@pytest.fixture(scope="module")
def glossary(browser, site):
    """The page of the glossary on a laptop."""
    with watched_page(browser, **LAPTOP) as page:
        page.goto((site / "glossary.html").as_uri())
        yield page


def test_the_search_leads_by_the_keyboard_to_the_place_and_highlights_the_words(glossary):
    page = glossary
    with page.expect_request("**/data/search.js"):  # now, and not before
        page.keyboard.press("/")
    box = page.get_by_role("combobox", name="Search all pages")
    assert box.evaluate("box => box === document.activeElement")
    page.keyboard.type("he init")
    options = page.get_by_role("option")
    options.nth(1).wait_for()
    assert "He initialisation" in options.all_inner_texts()[0]
    assert {"He", "initialisation"} <= set(page.locator(".search mark").all_inner_texts())
    assert box.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    chosen = page.locator('[role="option"][aria-selected="true"]')
    assert chosen.count() == 1
    assert chosen.get_attribute("id") == options.nth(1).get_attribute("id")
    assert chosen.get_attribute("id") == box.get_attribute("aria-activedescendant")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary.html#he-initialisation")
    assert not box.is_visible()
    assert page.evaluate("document.querySelector(':target').getBoundingClientRect().top") < 800


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("2.3026", "symptoms/loss-is-2-3026.html"),
        ("nan", "symptoms/loss-is-nan.html"),
        ("gray image", "symptoms/output-is-grey.html"),
        ("dying relu", "glossary.html#dead"),
        ("kaiming init", "glossary.html#he-initialisation"),
        ("checkerboard artifacts", "symptoms/checkerboard.html"),
    ],
)
def test_what_people_type_finds_its_page_among_the_first_three(glossary, typed, found):
    page = glossary
    if not page.get_by_role("combobox").is_visible():
        page.keyboard.press("/")
    page.get_by_role("combobox").fill(typed)
    first = page.get_by_role("option")
    first.filter(has=page.locator("mark")).first.wait_for()
    addresses = first.evaluate_all("all => all.slice(0, 3).map(({ href }) => href)")
    assert any(found in address for address in addresses)


def test_escape_closes_the_search_and_gives_the_focus_back(glossary):
    page = glossary
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Search").press("Enter")
    page.keyboard.type("qqqq")
    page.get_by_text("Nothing found").wait_for()
    page.keyboard.press("Escape")
    assert not page.get_by_role("combobox").is_visible()
    assert page.evaluate("document.activeElement.className") == "search-open"


def test_a_term_says_what_it_means_on_hover_and_on_focus_until_escape(glossary):
    page = glossary
    term = page.locator("a.term", has_text="epsilon").first
    meaning = page.get_by_role("tooltip")
    term.hover()
    meaning.wait_for()
    assert meaning.inner_text().startswith("epsilon\nA small number")
    meaning.hover()  # it stays while one reads it
    page.wait_for_timeout(400)
    assert meaning.is_visible()
    page.keyboard.press("Escape")
    assert not meaning.is_visible()
    term.focus()
    meaning.wait_for()
    assert term.get_attribute("aria-describedby") == meaning.get_attribute("id")
    page.mouse.move(0, 0)
    page.keyboard.press("Tab")
    assert term.get_attribute("aria-describedby") is None


def test_a_report_names_the_place_that_was_touched_and_the_words_that_were_chosen(glossary):
    page = glossary
    page.locator("#tanh + dd").dblclick(position={"x": 60, "y": 12})
    link = page.get_by_role("link", name="Report a wrong number")
    link.evaluate("link => link.addEventListener('click', (event) => event.preventDefault())")
    link.click()
    body = parse_qs(urlparse(link.get_attribute("href")).query)["body"][0]
    assert "Page: glossary.html" in body and "Figure: T\n" in body
    assert "The number says: activation" in body


def test_on_a_phone_a_touch_explains_a_term_and_a_second_one_leads_to_it(browser, address):
    with watched_page(browser, **PHONE) as page:
        page.goto(address)
        term = page.locator("a.term", has_text="epsilon").first
        term.tap()
        meaning = page.get_by_role("tooltip")
        meaning.wait_for()
        assert "Tap again" in meaning.inner_text() and "#" not in page.url
        box = meaning.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 390
        page.set_viewport_size({"width": 844, "height": 390})  # turned: the term stands elsewhere
        meaning.wait_for(state="hidden")
        page.set_viewport_size(PHONE["viewport"])
        term.tap()
        meaning.wait_for()
        term.tap()
        page.wait_for_url("**/glossary.html#epsilon")
        page.get_by_role("button", name="Menu").tap()
        page.get_by_role("link", name="Start").first.tap()
        page.wait_for_url("**/index.html")


def test_without_a_script_a_page_has_its_menu_and_the_theme_of_the_system(browser, address):
    with watched_page(browser, **PHONE, java_script_enabled=False, color_scheme="dark") as page:
        page.goto(address)
        links = page.get_by_role("navigation", name="Pages")
        assert not links.is_visible()
        page.get_by_role("button", name="Menu").tap()
        links.wait_for()
        red, green, blue = page.evaluate(
            "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"
        )
        assert max(red, green, blue) < 40

"""Name your number, as somebody uses it who is stuck: from disk, without a network."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import watched_page

pytestmark = pytest.mark.browser
PAGE = "name-your-number.html"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
LOG = """Epoch 1/2
3/3 - 0s - 20ms/step - accuracy: 0.3012 - loss: 1.2000
Epoch 2/2
3/3 - 0s - 20ms/step - accuracy: 0.2990 - loss: 1.0986"""


@pytest.fixture(scope="module")
def numbers(browser, site):
    with watched_page(browser, viewport={"width": 1280, "height": 800}, offline=True) as page:
        said = []
        page.on("console", lambda message: said.append(message.text))
        page.goto((site / PAGE).as_uri())
        yield page
        assert said == []


def headline(page):
    return page.locator(".headline")


def test_an_empty_page_shows_the_numbers_worth_knowing(numbers):
    expect(numbers.get_by_role("img", name="Known numbers")).to_be_visible()
    expect(headline(numbers)).to_have_count(0)


def test_it_answers_while_one_types_and_leads_on(numbers):
    box = numbers.get_by_role("textbox", name="Paste a training log, or type one number")
    box.press_sequentially("2.3026")
    expect(headline(numbers)).to_contain_text("2.3026 is ln 10")
    expect(numbers.locator("[aria-live]")).to_have_text("2.3026 is ln 10: all classes alike.")
    expect(numbers.get_by_role("img", name="ln 10, where yours is")).to_be_visible()
    numbers.get_by_role("link", name="Loss stuck at 2.3026").click()
    expect(numbers.get_by_role("heading", level=1)).to_have_text(
        "Loss stuck at 2.3026 with accuracy 0.1"
    )
    numbers.get_by_role("link", name="Compare yours").click()
    expect(headline(numbers)).to_contain_text("2.3026 is ln 10")


def test_what_one_knows_changes_the_answer(numbers):
    numbers.get_by_role("textbox", name="Paste a training log").fill("loss: 0.0500")
    expect(headline(numbers)).to_contain_text("0.0500")
    numbers.get_by_label("Loss").select_option("squared")
    numbers.get_by_label("Spread of y").fill("0.2236")
    expect(headline(numbers)).to_contain_text("0.2236²: the mean")
    numbers.get_by_label("Spread of y").fill("0.5")
    expect(numbers.locator(".meaning")).not_to_contain_text("0.2236²")


def test_each_example_has_an_answer_and_a_log_a_table(numbers):
    for button in numbers.locator(".example").all():
        button.click()
        expect(headline(numbers)).to_have_count(1)
        expect(numbers.locator(".next li").first).to_be_visible()
    numbers.get_by_role("textbox", name="Paste a training log").fill(LOG)
    expect(headline(numbers)).to_contain_text("ln 3")
    expect(numbers.get_by_role("row")).to_have_count(3)


def test_on_a_phone_the_answer_comes_before_the_questions(browser, site):
    with watched_page(browser, viewport={"width": 390, "height": 844}) as page:
        page.goto((site / PAGE).as_uri())
        page.get_by_role("button", name="0.6931").click()
        below = page.locator(".known").bounding_box()["y"]
        assert headline(page).bounding_box()["y"] < below
        assert page.evaluate(SIDEWAYS) <= 0

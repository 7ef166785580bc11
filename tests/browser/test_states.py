"""Every state of a panel by its text, by its preset and as code, in a page with no kernel."""

import json
from dataclasses import replace

import pytest

from restorelib.cases import case_a, case_b, depth, first_guess, keras_code
from restorelib.experiments import recordings
from restorelib.widgets.payload import describe, payload
from tests.browser import panel_page
from tests.browser.conftest import watched_page

pytestmark = pytest.mark.browser
SPECS = {
    "case A": case_a.panel_spec(),
    "one knob": case_a.panel_spec(["residual_activation"]),
    "case B": case_b.panel_spec(),
    "depth": depth.panel_spec(),
    "first guess": replace(first_guess.panel_spec(), question=None),
}
GO = """(panel, texts) => texts.map((text) => {
  const field = panel.querySelector(".rl-state input");
  field.value = text;
  field.dispatchEvent(new Event("input"));
  panel.querySelector(".rl-go").click();
  return [panel.querySelector(".rl-told").textContent, field.value,
    panel.querySelector(".rl-sentence").textContent, panel.querySelector(".rl-code").value];
})"""
PICK = """(panel) => {
  const select = panel.querySelector(".rl-presets select");
  return [...select.options].filter(({ disabled }) => !disabled).map(({ value, text }) => {
    select.value = value;
    select.dispatchEvent(new Event("change"));
    return [text, panel.querySelector(".rl-state input").value, select.value === value];
  });
}"""


@pytest.fixture(params=SPECS)
def spec(request):
    return SPECS[request.param]


@pytest.fixture(scope="module")
def page(browser):
    with watched_page(browser) as page:
        yield page


def served(page, spec):
    panel_page.serve(page, payload(spec, recordings.load(spec.case)))
    page.goto(panel_page.PLACE)
    panel = page.locator(".rl-panel[data-ready]")
    panel.wait_for()
    return panel


def opened(page, spec):
    """Its panel, with the text of the state unfolded and the code shown."""
    panel = served(page, spec)
    panel.locator(".rl-state summary").click()
    panel.locator(".rl-copy").click()
    return panel


def written(spec, number, step):
    """The text of a state, as Python would write it."""
    recipe = spec.recipes()[number]
    if spec.name == "first_guess":
        values = [f"change={list(first_guess.CHANGES)[number // spec.seeds]}"]
    else:
        shown = [knob.field for knob in spec.knobs]
        hidden = [field for field in spec.fixed if field not in shown]
        shallow = getattr(recipe, "shallow", False)
        values = [
            f"{field}={case_b.SHALLOW if shallow and field == 'm' else getattr(recipe, field)}"
            for field in (*shown, *hidden)
        ]
    return f"{spec.name or spec.case}: {', '.join(values)}, seed={recipe.seed}, step={step}"


def test_the_text_of_every_state_leads_there(page, spec):
    panel = opened(page, spec)
    records = recordings.load(spec.case)
    wanted, texts = [], []
    for state, _ in enumerate(spec.states()):
        number = state * spec.seeds + state % spec.seeds
        record = records[spec.recipes()[number]]
        at = state % len(record.steps)
        texts.append(written(spec, number, record.steps[at]))
        code = keras_code.code(record.recipe, scores=spec.tells_scores)
        told = "This state is shown now."
        wanted.append([told, texts[-1], describe(spec, record)["words"]["sentence"][at], code])
    assert panel.evaluate(GO, texts) == wanted


def test_a_preset_sets_all_knobs(page, spec):
    panel = opened(page, spec)
    states = spec.states()
    expected = []
    for preset in spec.presets:
        state = states.index(spec.recipe(**preset.values))
        text = written(spec, state * spec.seeds, states[state].steps)
        expected.append([f"{preset.name}: {preset.what}", text, True])
    assert panel.locator(".rl-presets").is_visible() == (len(expected) > 1)
    assert panel.evaluate(PICK) == expected


def test_names_of_states_do_not_answer_the_question(page):
    panel = served(page, case_a.panel_spec(question=case_a.WILL_IT_LEARN))
    hidden = panel.locator(".rl-presets, .rl-state, .rl-copy")
    assert hidden.count() == 3 and not hidden.locator("visible=true").count()


def test_a_preset_is_chosen_with_the_keyboard_and_a_knob_leaves_it(page):
    panel = opened(page, SPECS["case A"])
    select = panel.locator(".rl-presets select")
    assert panel.get_by_label("Preset").input_value() == "0"
    select.focus()
    page.keyboard.press("ArrowDown")
    assert "residual_activation=tanh" in panel.locator(".rl-state input").input_value()
    panel.get_by_role("radio", name="linear").check()
    assert select.evaluate("select => select.selectedOptions[0].text") == "your own choice"


def test_a_wrong_text_is_answered_and_stays(page):
    panel = opened(page, SPECS["one knob"])
    before = panel.locator(".rl-sentence").inner_text()
    field, told = panel.locator(".rl-state input"), panel.locator(".rl-told")
    field.fill("case_a: input_skip=False, residual_activation=relu")
    field.press("Enter")
    words = told.inner_text()
    assert words.startswith("input_skip expects True, as this panel has no knob for it; received")
    panel.get_by_role("radio", name="tanh").check()
    assert field.input_value() == "case_a: input_skip=False, residual_activation=relu"
    panel.locator(".rl-copy-state").click()
    page.wait_for_function(
        "() => document.querySelector('.rl-told').textContent !== " + json.dumps(words)
    )
    assert "residual_activation=tanh" in field.input_value()
    assert panel.locator(".rl-sentence").inner_text() != before

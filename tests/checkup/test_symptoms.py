"""SYMPTOMS.md is written from the rules; each row leads to what treats its subject."""

import re
from collections import Counter
from functools import cache

import nbformat
import pytest

from restorelib.checkup import symptoms_page
from restorelib.checkup.finding import SYMPTOMS, to_read
from restorelib.checkup.repairs import REPAIRS
from restorelib.checkup.rules.all_rules import RULES
from tests.place import ROOT
from tests.prose.test_plain_words import found_in, prose

# Kind of finding -> words without which no text treats it.
SUBJECT = {
    "bottleneck": "Dense(64",
    "checkerboard": "checkerboard",
    "dead-layer": "gradient is exactly 0",
    "dropout": "Dropout",
    "fractions-as-ids": "Embedding",
    "frozen": "trainable",
    "gradient-fades": "gradient does not get",
    "gradient-not-finite": "sqrt",
    "hidden-sigmoids": "sigmoid",
    "initial-weights": "gain",
    "inputs-never-vary": "`x`",
    "labels-out-of-range": "labels",
    "learning-rate-too-high": "learning rate",
    "learning-rate-too-low": "Adam(1e-3)",
    "logits-or-probabilities": "from_logits",
    "loss-of-the-truth": "y_true - y_pred",
    "no-gradient": "argmax",
    "no-nonlinearity": "activation",
    "not-finite": "isfinite",
    "not-learned": "When nothing is found",
    "nothing-to-learn": "shuffled, but not in the same way",
    "nothing-trainable": "trainable",
    "one-hot": "to_categorical",
    "one-sided-correction": "negative, so the ReLU",
    "optimizer": "SGD",
    "padding-last": "mask_zero",
    "penalties": "regularizer",
    "range": "inputs that are too large",
    "rare-class": "class_weight",
    "saturated": "inputs",
    "shapes": "shape",
    "signal-fades": "differs",
    "slopes-for-each-place": "shared_axes",
    "softmax-of-one": "sigmoid",
    "sorted-classes": "permutation",
    "target-and-loss": "sparse_categorical_crossentropy",
    "targets-never-vary": "`y`",
    "targets-out-of-reach": "without activation",
    "training-and-inference": "BatchNormalization",
    "units-alike": "kernel_initializer",
    "weights-not-finite": "NaN",
}
KINDS = {rule.kind: rule for rule in RULES}


@cache
def prose_of(lesson):
    cells = nbformat.read(ROOT / lesson, as_version=4).cells
    return "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


def read(kind, lesson):
    """The text that treats a kind of finding: of a lesson, of its section, or the repair."""
    if not lesson:
        return REPAIRS[kind]
    file, _, anchor = to_read(kind, lesson)[1].partition("#")
    sections = re.split(r"(?m)^(?=##+ )", prose_of(file))
    titled = [s for s in sections if s.partition("\n")[0].lstrip("# ").replace(" ", "-") == anchor]
    assert len(titled) == 1 or not anchor, f"{file} has no section {anchor}"
    return titled[0] if anchor else prose_of(file)


def test_the_page_is_written_from_the_rules():
    committed = (ROOT / "SYMPTOMS.md").read_text(encoding="utf-8")
    assert committed == symptoms_page.page(), "make symptoms"


@pytest.mark.parametrize("kind", KINDS)
def test_a_rule_has_symptoms_a_first_test_and_what_is_not_tested(kind):
    rule = KINDS[kind]
    assert set(rule.shows) <= set(SYMPTOMS) and rule.shows
    assert rule.symptom.endswith(".") and rule.first_test and rule.not_tested
    assert symptoms_page.page().count(f'<a id="{kind}"></a>') == 1


@pytest.mark.parametrize("kind", KINDS)
def test_each_row_leads_to_a_text_that_treats_its_subject(kind):
    assert SUBJECT[kind] in read(kind, KINDS[kind].lesson)


def test_a_lesson_that_does_not_exist_or_treats_something_else_is_found_out():
    with pytest.raises(KeyError):
        read("dead-layer", "99")
    with pytest.raises(AssertionError, match="has no section 4.-Other"):
        read("dead-layer", "04#4.-Other")
    assert SUBJECT["dropout"] not in read("dead-layer", "04")


def test_repairs_are_short_plain_and_name_the_line_of_keras():
    assert set(REPAIRS) <= set(KINDS)
    for kind, words in REPAIRS.items():
        assert "`" in words and words.endswith(".") and len(words.split()) <= 45, kind
        assert list(found_in(prose(words))) == [], kind


def test_kinds_are_unique_and_each_symptom_has_one():
    assert max(Counter(rule.kind for rule in RULES).values()) == 1
    assert set(SYMPTOMS) == {word for rule in RULES for word in rule.shows}


def test_links_within_the_page_arrive():
    page = symptoms_page.page()
    assert set(re.findall(r"\]\(#([\w-]+)\)", page)) <= set(re.findall(r'<a id="([\w-]+)">', page))

"""SYMPTOMS.md is written from the rules, and links to lessons that exist."""

import re
from collections import Counter

import pytest

from restorelib.checkup import symptoms_page
from restorelib.checkup.finding import NOTEBOOKS, SYMPTOMS
from restorelib.checkup.rules.all_rules import RULES
from tests.place import ROOT


def test_the_page_is_written_from_the_rules():
    committed = (ROOT / "SYMPTOMS.md").read_text(encoding="utf-8")
    assert committed == symptoms_page.page(), "make symptoms"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.kind)
def test_a_rule_has_symptoms_a_first_test_and_what_is_not_tested(rule):
    assert set(rule.shows) <= set(SYMPTOMS) and rule.shows
    assert rule.symptom.endswith(".") and rule.first_test and rule.not_tested
    assert (ROOT / NOTEBOOKS[rule.lesson]).is_file()
    assert f"`{rule.kind}`" in symptoms_page.page()


def test_kinds_are_unique_and_each_symptom_has_one():
    assert max(Counter(rule.kind for rule in RULES).values()) == 1
    assert set(SYMPTOMS) == {word for rule in RULES for word in rule.shows}


def test_every_table_row_has_its_three_cells():
    rows = [line for line in symptoms_page.page().splitlines() if line.startswith("| ")]
    assert len(rows) > 30
    for row in rows:
        assert len(re.findall(r"(?<!\\)\|", row)) == 4, row

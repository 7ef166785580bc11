"""SYMPTOMS.md, one page to print: written from the rules, by `make symptoms`."""

from __future__ import annotations

import re
from pathlib import Path

from restorelib.checkup.finding import NOTEBOOKS, SYMPTOMS, Rule
from restorelib.checkup.rules.all_rules import RULES

PAGE = Path(__file__).parents[2] / "SYMPTOMS.md"
TOP = """# My network does not train

<!-- Written by `make symptoms` from the rules of restorelib.checkup. -->

Find what you see, and do the first test. The lesson practises that step of the card, not always on
the same fault. But first **name the number**: what does a prediction of zero, of the mean, of the
input, of all classes alike (ln C) score? Or let the library do all steps, on some hundred samples,
and leave your model alone: `from restorelib.checkup import diagnose; print(diagnose(model, x, y))`.

| You see | First test | Lesson |
|---|---|---|
"""


def page() -> str:
    """The page as Markdown: one table, its symptoms in the order of SYMPTOMS.

    A rule with several symptoms has its row under the first of them, and only its name under the
    others: with all rows the table would not fit on a printed page.
    """
    rows, listed = [], set()
    for word, meaning in SYMPTOMS.items():
        rules = [rule for rule in RULES if word in rule.shows]
        above = ", ".join(f"`{rule.kind}`" for rule in rules if rule.kind in listed)
        also = f" See also {above}." if above else ""
        rows.append(f"| **{word[0].upper() + word[1:]}: {_low(meaning)}.**{also} | | |")
        rows += [_row(rule) for rule in rules if rule.kind not in listed]
        listed |= {rule.kind for rule in rules}
    return TOP + "\n".join(rows) + "\n"


def _row(rule: Rule) -> str:
    link = f"[{rule.lesson}]({NOTEBOOKS[rule.lesson]})"
    symptom = re.sub(r"\s+", " ", rule.symptom)
    return f"| {symptom} `{rule.kind}` | {rule.first_test} | {link} |"


def _low(text: str) -> str:
    return text[0].lower() + text[1:]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

"""SYMPTOMS.md, one page to print: written from the rules, by `make symptoms`."""

from __future__ import annotations

import re
from pathlib import Path

from restorelib.checkup.finding import LESSONS, SYMPTOMS, Rule
from restorelib.checkup.rules import RULES

PAGE = Path(__file__).parents[2] / "SYMPTOMS.md"
TOP = """# My network does not train

<!-- Written by `make symptoms` from the rules of restorelib.checkup. -->

Find what you see, do the first test, read the lesson. Before all of it, **name the number**: what
does a prediction of zero, of the mean, of the input, of all classes alike (ln C) score? Or let the
library walk the whole card; some hundred samples are enough, and your model is left as it was:

```python
from restorelib.checkup import diagnose

print(diagnose(model, x, y))  # any Keras model; the text can be pasted into a question
```
"""


def page() -> str:
    """The page as Markdown: a table for each symptom, in the order of SYMPTOMS."""
    parts = [TOP]
    for word, meaning in SYMPTOMS.items():
        rows = [_row(rule) for rule in RULES if word in rule.shows]
        head = ["| More closely | First test | Practised in |", "|---|---|---|"]
        parts.append(
            "\n".join([f"## {word[0].upper() + word[1:]}: {_low(meaning)}", "", *head, *rows])
        )
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _row(rule: Rule) -> str:
    link = f"[{rule.lesson}]({LESSONS[rule.lesson]})"
    symptom = re.sub(r"\s+", " ", rule.symptom)
    return f"| {symptom} `{rule.kind}` | {rule.first_test} | {link} |"


def _low(text: str) -> str:
    return text[0].lower() + text[1:]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

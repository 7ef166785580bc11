"""SYMPTOMS.md, for the screen and for paper: written from the rules, by `make symptoms`."""

from __future__ import annotations

import re
from pathlib import Path

from restorelib.checkup.finding import SYMPTOMS, Rule, to_read
from restorelib.checkup.repairs import REPAIRS
from restorelib.checkup.rules.all_rules import RULES

PAGE = Path(__file__).parents[2] / "SYMPTOMS.md"
TOP = """# My network does not train

<!-- Written by `make symptoms` from the rules of restorelib.checkup. -->

Find what you see, and do its test. If the test says yes, change what is named below it. But first
**name the number**: what does a prediction of zero, of the mean, of the input, of all classes alike
(ln C) score? Or let the library do all steps, on some hundred samples, and leave your model alone:

```python
from restorelib.checkup import diagnose

print(diagnose(model, x, y))
```
"""


def page() -> str:
    """The page as Markdown: a section for each of SYMPTOMS, an item for each rule.

    A rule with several symptoms has its item under the first of them, and a link under the others.
    """
    titles = {word: word[0].upper() + word[1:] for word in SYMPTOMS}
    places = [f"[{title}](#{_place(word)})" for word, title in titles.items()]
    parts, listed = [TOP, " · ".join(places) + "\n"], set()
    for word, meaning in SYMPTOMS.items():
        rules = [rule for rule in RULES if word in rule.shows]
        above = [f"[{rule.kind}](#{rule.kind})" for rule in rules if rule.kind in listed]
        items = [_item(rule) for rule in rules if rule.kind not in listed]
        items += [f"- See also {', '.join(above)}."] if above else []
        heading = f'## <a id="{_place(word)}"></a>{titles[word]}'
        parts.append("\n\n".join([heading, f"{meaning}.", "\n".join(items)]) + "\n")
        listed |= {rule.kind for rule in rules}
    return "\n".join(parts)


def _place(word: str) -> str:
    return "seen-" + word.lower().replace(" ", "-")


def _item(rule: Rule) -> str:
    symptom = re.sub(r"\s+", " ", rule.symptom)
    return (
        f'- <a id="{rule.kind}"></a>**{symptom}** `{rule.kind}`<br>'
        f"Test: {rule.first_test}<br>{_change(rule)}"
    )


def _change(rule: Rule) -> str:
    """What to change, and where to read about it."""
    words, link = to_read(rule.kind, rule.lesson)
    said = [f"Change: {REPAIRS[rule.kind]}"] if rule.kind in REPAIRS else []
    return " ".join([*said, f"Read: [{words}]({link})."] if rule.lesson else said)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

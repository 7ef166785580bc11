"""Sentences with gaps for measured numbers. A browser fills the same ones for runs of its own."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Facts = Mapping[str, float | str]


@dataclass(frozen=True)
class Wording:
    """A text about a run at a snapshot: a template, and the facts that fill it.

    Args:
        template: as `fill` takes it.
        facts: (record, snapshot) -> the facts; `factsOf` in js/facts.ts computes the same.
    """

    template: str
    facts: Callable[[Any, int], Facts]

    def __call__(self, record: Any, snapshot: int) -> str:
        return fill(self.template, self.facts(record, snapshot))


def fill(template: str, facts: Facts) -> str:
    """Put facts into the gaps of a template.

    A gap is `{name:form}`. The form is one of `format`, or "size" (two digits), or "plural" (an
    "s" unless the number is 1); `{name:form|words}` gives the words for 0. A part in square
    brackets is left out if one of its facts is missing.

    Raises:
        KeyError: if a fact is missing outside of brackets.
    """

    def optional(part: re.Match) -> str:
        try:
            return _without_gaps(part[1], facts)
        except KeyError:
            return ""

    return _without_gaps(re.sub(r"\[(.*?)\]", optional, template), facts)


def size(value: float) -> str:
    """Two significant digits: 0.51, 3.3e-10."""
    value = float(value)
    return f"{value:.2g}" if 0.01 <= abs(value) < 100 else f"{value:.1e}"


def _without_gaps(template: str, facts: Facts) -> str:
    return re.sub(r"\{(\w+):?(.*?)\}", lambda gap: _formatted(facts[gap[1]], gap[2]), template)


def _formatted(value: float | str, form: str) -> str:
    if isinstance(value, str):
        return value
    form, _, nothing = form.partition("|")
    if nothing and value == 0:
        return nothing
    if form == "plural":
        return "s" if value != 1 else ""
    return size(value) if form == "size" else format(value, form)

"""Verdicts by rules on measured facts. A browser applies the same rules to runs of its own."""

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from restorelib.experiments.wording import Facts, fill

# The name of a fact, a relation, and the number that it is compared with.
Condition = tuple[str, str, float]
_RELATIONS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


def holds(conditions: Sequence[Condition], facts: Facts) -> bool:
    """Whether all conditions hold; no conditions always do."""
    return all(_RELATIONS[relation](facts[name], bound) for name, relation, bound in conditions)


@dataclass(frozen=True)
class Rule:
    """What a run has come to if all conditions hold."""

    kind: str
    conditions: tuple[Condition, ...]
    words: str  # a template, as `fill` takes it


@dataclass(frozen=True)
class Judgement:
    """How a run ended: the first of its rules that holds at the last snapshot.

    Args:
        rules: the last one has no conditions, so that one of them always holds.
        facts: (record, snapshot) -> the facts; `factsOf` in js/facts.ts computes the same.
    """

    rules: tuple[Rule, ...]
    facts: Callable[[Any, int], Facts]

    def __call__(self, record: Any) -> tuple[str, str]:
        """The kind of the rule that holds, and its words."""
        facts = self.facts(record, len(record.steps) - 1)
        rule = next(rule for rule in self.rules if holds(rule.conditions, facts))
        return rule.kind, fill(rule.words, facts)

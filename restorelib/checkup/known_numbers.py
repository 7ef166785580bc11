"""Compare a number with those that are known in advance: by digits, near, or nothing fits.

Pure arithmetic on `known_table`, without Keras. `js/site/known_numbers.ts` does the same.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import product

from restorelib.checkup.known_table import GUESSED, KNOWN, SAMPLED, Formula, Known

# Name -> what is known of the data: a number, or for "shares" one number a class.
Facts = Mapping[str, float | Sequence[float]]

NEAR = 0.01  # relative distance that batches and penalties may bring about
SLACK = 0.0025  # relative; the scatter of a fact from samples to samples
GAP = 0.05  # a guessed fact is near if it is 20 times nearer than the next one
OPERATIONS = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "ln": math.log,
    "sqrt": math.sqrt,
    "square": lambda a: a * a,
    "largest": max,
    "pair": lambda p: (p, 1 - p),
    "entropy": lambda shares: -sum(p * math.log(p) for p in shares if p > 0),
    "decibels": lambda ratio: 20 * math.log10(ratio),
}


@dataclass(frozen=True)
class Match:
    """A known number beside the one that was read."""

    known: Known
    guessed: Mapping[str, float]  # facts that were not given
    value: float
    distance: float  # of the number read from it, relative to it
    fit: str  # "fits" (no digit differs), "near" or "far"


def table() -> dict:
    """The known numbers, and what is needed to compare with them, for a page to read."""
    return {
        "known": [asdict(known) for known in KNOWN],
        "guessed": GUESSED,
        "sampled": sorted(SAMPLED),
        "near": NEAR,
        "slack": SLACK,
        "gap": GAP,
    }


def value_of(formula: Formula, facts: Facts) -> float:
    """The value of a formula.

    Raises:
        KeyError: if it needs a fact that is missing.
    """
    if isinstance(formula, tuple):
        operation, *arguments = formula
        return OPERATIONS[operation](*(value_of(part, facts) for part in arguments))
    return facts[formula] if isinstance(formula, str) else formula


def needed(formula: Formula) -> tuple[str, ...]:
    """The facts that a formula needs, each once."""
    if isinstance(formula, tuple):
        names = [name for part in formula[1:] for name in needed(part)]
        return tuple(dict.fromkeys(names))
    return (formula,) if isinstance(formula, str) else ()


def matches(
    number: float, half: float, measures: Sequence[str], facts: Facts, halves: Facts
) -> list[Match]:
    """The known numbers that can be computed, the best fit first.

    Args:
        number: as it was read.
        half: half a unit of its last digit.
        measures: what the number may be, among MEASURES.
        facts: what is known of the data. "sigma" counts on a scale of 0 to 255.
        halves: half a unit of the last digit of the facts that have one.
    """
    found = [
        _best(known, number, half, facts, halves)
        for known in KNOWN
        if known.of in measures and _can_be_had(known, facts)
    ]
    order = ("fits", "near", "far")
    return sorted(
        found,
        key=lambda m: (
            order.index(m.fit),
            len(m.guessed),
            round(abs(m.distance), 9),
            m.known.predictor,
        ),
    )


def missing(measures: Sequence[str], facts: Facts) -> list[str]:
    """The facts that more known numbers could be computed from."""
    wanted = [
        name
        for known in KNOWN
        if known.of in measures
        for name in needed(known.formula)
        if name not in facts and name not in GUESSED
    ]
    return list(dict.fromkeys(wanted))


def by_chance(
    number: float, half: float, measures: Sequence[str], facts: Facts, halves: Facts
) -> float:
    """The share of all numbers within 10 % of this one that fit some known number as well.

    Only what needs no more guesses than the best match counts.
    """
    best = matches(number, half, measures, facts, halves)[:1]
    guesses = len(best[0].guessed) if best else 0
    low, high = 0.9 * number, 1.1 * number
    covered, end = 0.0, low
    spans = []
    for known in KNOWN:
        if known.of in measures and _can_be_had(known, facts):
            for guessed, value, tolerance in _options(known, half, facts, halves):
                if len(guessed) <= guesses:
                    spans.append((max(value - tolerance, low), min(value + tolerance, high)))
    for start, stop in sorted(spans):
        covered += max(0.0, stop - max(start, end))
        end = max(end, stop)
    return covered / (high - low) if high > low else 0.0


def _can_be_had(known: Known, facts: Facts) -> bool:
    return all(name in facts or name in GUESSED for name in needed(known.formula))


def _options(known: Known, half: float, facts: Facts, halves: Facts) -> list[tuple]:
    """Guessed facts, the value, and how far a number may lie from it that still fits."""
    unknown = [name for name in needed(known.formula) if name not in facts]
    made = []
    for guess in product(*(GUESSED[name] for name in unknown)):
        guessed = dict(zip(unknown, guess, strict=True))
        full = {**facts, **guessed}
        try:
            value = value_of(known.formula, full)
            tolerance = half + _uncertainty(known.formula, full, halves)
        except (ValueError, ZeroDivisionError):  # such as the logarithm of 0
            continue
        made.append((guessed, value, tolerance * (1 + 1e-9)))
    return made


def _uncertainty(formula: Formula, facts: Facts, halves: Facts) -> float:
    """How much the value may move with the digits of the facts, and from samples to samples."""
    total = 0.0
    for name in needed(formula):
        scatter = SLACK * abs(facts[name]) if name in SAMPLED else 0.0
        half = halves.get(name, 0.0) + scatter
        if half:
            low, high = (
                value_of(formula, {**facts, name: facts[name] + sign * half}) for sign in (-1, 1)
            )
            total += abs(high - low) / 2
    return total


def _best(known: Known, number: float, half: float, facts: Facts, halves: Facts) -> Match:
    options = _options(known, half, facts, halves)
    if not options:
        return Match(known, {}, math.nan, math.inf, "far")
    fitting = [option for option in options if abs(number - option[1]) <= option[2]]
    by_distance = sorted(options, key=lambda option: abs(number - option[1]))
    guessed, value, _ = fitting[0] if fitting else by_distance[0]
    away = abs(number - value)
    distance = (number - value) / abs(value) if value else math.inf
    gap = abs(by_distance[1][1] - value) if len(by_distance) > 1 else math.inf
    near = abs(distance) <= NEAR and away <= GAP * gap
    return Match(known, guessed, value, distance, "fits" if fitting else "near" if near else "far")

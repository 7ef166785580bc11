"""Numbers known in advance: against Keras's own losses, and against their twin for the browser."""

import math

import keras
import numpy as np
import pytest

from restorelib.checkup import known_numbers as numbers
from restorelib.checkup.known_table import GUESSED, KNOWN, MEASURES, PREDICTORS, SAMPLED
from tests import in_node

COUNT = 40_000
RNG = np.random.default_rng(0)
LABELS = np.arange(COUNT) % 5
RARE = np.repeat([0, 1, 2], [24_000, 12_000, 4_000])  # labels of three classes
BITS = (np.arange(COUNT) % 10 < 3).astype("float32")[:, None]
SKEWED = RNG.exponential(2.0, (COUNT, 1)) + 3
BELL = RNG.normal(4.0, 1.5, (COUNT, 1))
EVEN = RNG.uniform(0, 7, (COUNT, 1))


def one_hot(labels):
    return np.eye(labels.max() + 1, dtype="float32")[labels]


def score(name, y, made):
    """What Keras says of these predictions."""
    y = np.asarray(y, "float32")
    made = np.broadcast_to(np.asarray(made, "float32"), y.shape)
    return float(np.mean(getattr(keras.losses, name)(y, made)))


def described(y):
    deviation = float(np.mean(np.abs(y - np.median(y))))
    return {"mean": float(y.mean()), "std": float(y.std()), "deviation": deviation}


def standardised(y):
    return (y - y.mean()) / y.std()


def shares(labels):
    return tuple(np.bincount(labels) / len(labels))


def certain(y, column):
    """One class for every sample, with the probability 1."""
    return np.broadcast_to(np.eye(y.shape[1])[column], y.shape)


def noisy(name, span, sigma=25):
    clean = span * RNG.uniform(0, 1, (100, 50, 50, 1))
    noise = RNG.normal(0, sigma / 255 * span, clean.shape)
    return {"sigma": sigma, "span": span}, score(name, clean, clean + noise)


def decibels(span, mse):
    return 10 * math.log10(span**2 / mse)


FIVE, THREE, TWO = one_hot(LABELS), one_hot(RARE), (0.7, 0.3)
CCE, BCE = "categorical_crossentropy", "binary_crossentropy"
MSE, MAE = "mean_squared_error", "mean_absolute_error"
ALWAYS, NEVER = np.ones_like(BITS), np.zeros_like(BITS)
ORACLES = {  # (predictor, measure, the first words of its condition) -> facts, Keras's score
    ("all classes alike", "categorical", ""): lambda: ({"classes": 5}, score(CCE, FIVE, 0.2)),
    ("class frequencies", "categorical", ""): lambda: (
        {"shares": shares(RARE)},
        score(CCE, THREE, shares(RARE)),
    ),
    ("certain", "categorical", "of one"): lambda: (
        {"classes": 5},
        score(CCE, FIVE, certain(FIVE, 2)),
    ),
    ("certain", "categorical", "and right"): lambda: (
        {"accuracy": 0.3},
        score(CCE, THREE, certain(THREE, 1)),
    ),
    ("all classes alike", "binary", ""): lambda: ({}, score(BCE, BITS, 0.5)),
    ("class frequencies", "binary", ""): lambda: ({"shares": TWO}, score(BCE, BITS, 0.3)),
    ("class frequencies", "binary", "on"): lambda: ({"classes": 5}, score(BCE, FIVE, 0.2)),
    ("certain", "binary", "where it says no"): lambda: (
        {"accuracy": 0.7},
        score(BCE, BITS, NEVER),
    ),
    ("certain", "binary", "where it says yes"): lambda: (
        {"accuracy": 0.3},
        score(BCE, BITS, ALWAYS),
    ),
    ("the mean", "squared", ""): lambda: (described(SKEWED), score(MSE, SKEWED, SKEWED.mean())),
    ("the mean", "squared", "if y is spread"): lambda: ({"span": 7}, score(MSE, EVEN, 3.5)),
    ("the mean", "squared", "if y is stand"): lambda: ({}, score(MSE, standardised(SKEWED), 0)),
    ("the mean", "squared", "if y is 0 or 1:"): lambda: ({"classes": 5}, score(MSE, FIVE, 0.2)),
    ("the mean", "squared", "if y is 0 or 1"): lambda: ({"shares": TWO}, score(MSE, BITS, 0.3)),
    ("zero", "squared", ""): lambda: (described(SKEWED), score(MSE, SKEWED, 0)),
    ("zero", "squared", "if"): lambda: ({"span": 7}, score(MSE, EVEN, 0)),
    ("the input", "squared", "with"): lambda: noisy(MSE, 255),
    ("the median", "absolute", ""): lambda: (
        described(SKEWED),
        score(MAE, SKEWED, np.median(SKEWED)),
    ),
    ("the median", "absolute", "if y is bell"): lambda: (
        described(BELL),
        score(MAE, BELL, np.median(BELL)),
    ),
    ("the median", "absolute", "if y is stand"): lambda: ({}, score(MAE, standardised(BELL), 0)),
    ("the median", "absolute", "if y is spread"): lambda: ({"span": 7}, score(MAE, EVEN, 3.5)),
    ("zero", "absolute", "if"): lambda: ({"classes": 5}, score(MAE, FIVE, 0)),
    ("the input", "absolute", "with"): lambda: noisy(MAE, 1),
    ("zero", "hinge", ""): lambda: ({}, score("hinge", 2 * BITS - 1, 0)),
    ("the most frequent class", "hinge", ""): lambda: (
        {"shares": TWO},
        score("hinge", 2 * BITS - 1, -1),
    ),
    ("any class", "accuracy", "of"): lambda: (
        {"classes": 5},
        float(np.mean(keras.metrics.categorical_accuracy(FIVE, RNG.random(FIVE.shape)))),
    ),
    ("the most frequent class", "accuracy", ""): lambda: (
        {"shares": shares(RARE)},
        float(np.mean(keras.metrics.categorical_accuracy(THREE, certain(THREE, 0)))),
    ),
    ("no everywhere", "accuracy", "by"): lambda: (
        {"classes": 5},
        float(np.mean(keras.metrics.binary_accuracy(FIVE, np.full_like(FIVE, 0.2)))),
    ),
    ("the input", "psnr", "with"): lambda: (
        (made := noisy(MSE, 1))[0],
        decibels(1, made[1]),
    ),
    ("the mean", "psnr", ""): lambda: (
        {**described(EVEN), "span": 7},
        decibels(7, score(MSE, EVEN, EVEN.mean())),
    ),
    ("zero", "psnr", ""): lambda: (
        {**described(EVEN), "span": 7},
        decibels(7, score(MSE, EVEN, 0)),
    ),
}


def oracle(known):
    keys = [key for key in ORACLES if (known.predictor, known.of) == key[:2]]
    fitting = [
        key for key in keys if known.when.startswith(key[2]) and bool(key[2]) == bool(known.when)
    ]
    return max(fitting, key=lambda key: len(key[2]))


@pytest.mark.parametrize("known", KNOWN, ids=lambda k: f"{k.of}: {k.predictor} {k.when}")
def test_the_formula_gives_what_keras_gives(known):
    facts, scored = ORACLES[oracle(known)]()
    # 40,000 targets drawn at random: a spread of some tenths of a per cent.
    drawn = "spread" in known.when or "bell" in known.when or known.of == "accuracy"
    exact = set(numbers.needed(known.formula)) <= {"classes", "shares", "accuracy"} and not drawn
    assert numbers.value_of(known.formula, facts) == pytest.approx(
        scored, rel=1e-5 if exact else 0.02
    )


def test_each_known_number_has_an_oracle_of_its_own():
    assert len({oracle(known) for known in KNOWN}) == len(KNOWN) == len(ORACLES)
    assert {known.of for known in KNOWN} == set(MEASURES)
    assert {known.predictor for known in KNOWN} == set(PREDICTORS)
    facts = {name for known in KNOWN for name in numbers.needed(known.formula)}
    assert set(GUESSED) | SAMPLED <= facts


def first(number, half, measures, facts=None, halves=None):
    return numbers.matches(number, half, measures, facts or {}, halves or {})[0]


@pytest.mark.parametrize("classes", [2, 3, 10, 37, 100, 1000])
def test_a_loss_of_ln_c_names_the_classes_without_being_told(classes):
    found = first(round(math.log(classes), 4), 5e-5, ["categorical"])
    assert found.fit == "fits" and found.guessed == {"classes": classes}


def test_tolerance_is_what_the_digits_allow():
    assert first(2.3026, 5e-5, ["categorical"]).fit == "fits"
    assert first(2.3030, 5e-5, ["categorical"]).fit == "near"  # as a training loss reads it
    assert first(2.30, 5e-3, ["categorical"]).fit == "fits"
    assert first(2.35, 5e-3, ["categorical"]).fit == "far"
    # What was rounded to 0.29 may have been 0.2949: the variance moves by 3.4 %.
    facts, halves = {"std": 0.29}, {"std": 0.005}
    assert first(0.29**2 * 1.03, 1e-6, ["squared"], facts, halves).fit == "fits"
    assert first(0.29**2 * 1.03, 1e-6, ["squared"], facts).known.when != ""


def test_of_many_guesses_one_that_is_dense_is_not_called_near():
    """Between ln 90 and ln 91 lies 1 %: every number there is near one of the two."""
    between = (math.log(90) + math.log(91)) / 2
    assert first(between, 1e-6, ["categorical"]).fit == "far"
    assert first(between, 1e-6, ["categorical"], {"classes": 90}).fit == "near"


def test_chance_is_the_share_of_numbers_that_would_fit():
    numbers_drawn = RNG.uniform(0.9 * 2.3, 1.1 * 2.3, 1000)
    hits = [first(drawn, 5e-3, ["categorical"]).fit == "fits" for drawn in numbers_drawn]
    chance = numbers.by_chance(2.3, 5e-3, ["categorical"], {}, {})
    assert chance == pytest.approx(np.mean(hits), abs=0.04)
    assert numbers.by_chance(2.3026, 5e-5, ["categorical"], {}, {}) < 0.01
    # A fact that was given needs no guess, and what is guessed no longer counts.
    assert numbers.by_chance(0.0015, 5e-5, ["squared"], {}, {}) > 0.2
    known = {"sigma": 10, "span": 1}
    assert numbers.by_chance(0.0015, 5e-5, ["squared"], known, {}) < 0.4
    assert numbers.by_chance(0.9941, 5e-5, ["accuracy"], {}, {}) > numbers.by_chance(
        0.9941, 5e-5, ["accuracy"], {"classes": 10}, {}
    )


def test_what_is_missing_is_what_more_could_be_computed_from():
    assert numbers.missing(["categorical"], {}) == ["shares", "accuracy"]
    assert numbers.missing(["categorical"], {"shares": (0.5, 0.5), "accuracy": 0.5}) == []
    assert numbers.missing(["squared"], {"std": 1.0}) == ["shares", "mean"]


def generated(count):
    """Numbers and facts of all kinds: on a known number, beside it, and anywhere."""
    rng = np.random.default_rng(7)
    for _ in range(count):
        known = KNOWN[rng.integers(len(KNOWN))]
        full = {
            "classes": int(rng.integers(2, 200)),
            "shares": rng.dirichlet(np.ones(int(rng.integers(2, 6)))).round(3).tolist(),
            "accuracy": round(float(rng.uniform()), 3),
            "mean": round(float(rng.normal(0, 3)), 2),
            "std": round(float(rng.uniform(0, 3)), 2),
            "deviation": round(float(rng.uniform(0, 3)), 2),
            "sigma": int(rng.integers(0, 80)),
            "span": float(rng.choice([1, 2, 255, 7])),
        }
        try:
            value = numbers.value_of(known.formula, full)
        except (ValueError, ZeroDivisionError):
            value = 1.0
        digits = int(rng.integers(1, 7))
        number = round(value * float(rng.choice([1, 1, 1.003, 1.2])), digits)
        given = {k: v for k, v in full.items() if rng.random() < 0.5}
        halves = {k: 0.005 for k in given if k in SAMPLED and rng.random() < 0.5}
        measures = [known.of] if rng.random() < 0.5 else list(MEASURES)
        yield [number, 0.5 * 10**-digits, measures, given, halves]


SCRIPT = """asked.questions.map(([value, half, measures, facts, halves]) => {
  const [table, number, given] = [asked.table, { value, half }, { facts, halves }];
  const found = code.matches(table, number, measures, given).map((m) =>
    [table.known.indexOf(m.known), m.fit, m.guessed, String(m.value), String(m.distance)]);
  const chance = code.byChance(table, number, measures, given);
  return [found, chance, code.missing(table, measures, given)];
})"""


def test_the_browser_says_the_same(tmp_path):
    """Python and TypeScript, on numbers and facts of all kinds."""
    questions = list(generated(300))
    asked = {"table": numbers.table(), "questions": questions}
    answers = in_node.answers("site/known_numbers.ts", SCRIPT, asked, tmp_path)
    fits = []
    for question, (found, chance, missing) in zip(questions, answers, strict=True):
        expected = numbers.matches(*question)
        assert [KNOWN[i] for i, *_ in found] == [m.known for m in expected], question
        for (_, fit, guessed, value, distance), match in zip(found, expected, strict=True):
            assert (fit, guessed) == (match.fit, match.guessed), (question, match)
            assert float(value) == pytest.approx(match.value, rel=1e-12, nan_ok=True)
            away = float(distance.replace("Infinity", "inf"))
            assert away == pytest.approx(match.distance, rel=1e-9, abs=1e-12)
        fits += [expected[0].fit] if expected else []
        assert chance == pytest.approx(numbers.by_chance(*question), abs=1e-9)
        assert missing == numbers.missing(question[2], question[3])
    assert set(fits) == {"fits", "near", "far"}

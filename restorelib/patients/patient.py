"""One patient as data, read from its file."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from restorelib.patients.causes import CAUSES

FOLDER = Path(__file__).parent / "files"
LESSON = ("digits", "house_prices", "reviews", "parity")  # of lesson 11, told in full
CLINIC = tuple(
    sorted(path.stem for path in FOLDER.glob("*.toml") if path.stem not in LESSON)
)  # blind; in the order of the alphabet, so that the order tells nothing


@dataclass(frozen=True)
class Measured:
    """Something to measure once the program has run.

    Attributes:
        name: what is measured, in a few words.
        code: Python that runs after the program, as a cell would; its output is the measurement.
        step: of the method card, 1 to 6; 0 for a look at the data.
    """

    name: str
    code: str
    step: int = 0


@dataclass(frozen=True)
class Change:
    """A change of the program.

    Attributes:
        name: what is changed, in a few words.
        lines: pairs of text in the program and what stands there instead; none changes nothing.
        reply: what a reader should learn from it.
        right: whether it removes the cause.
    """

    name: str
    lines: tuple[tuple[str, str], ...] = ()
    reply: str = ""
    right: bool = False


@dataclass(frozen=True)
class Score:
    """What counts as success.

    Attributes:
        label: what is scored, on which data.
        code: a Python expression for it, which runs after the program.
        learned: from here on the net has learned.
        higher: whether a higher score is better.
        unit: of the score; empty for a share.
    """

    label: str
    code: str
    learned: float
    higher: bool = True
    unit: str = ""

    def reached(self, score: float) -> bool:
        """Whether this score counts as learned; not a number does not."""
        return score >= self.learned if self.higher else score <= self.learned


@dataclass(frozen=True)
class Patient:
    """A program that does not train, or seems not to.

    Attributes:
        name: of its file; says what the net is for, not what is wrong.
        title: the same in words.
        complaint: what its owner says.
        asked: address of a public question that tells this story.
        stands_for: what the made data stand for.
        program: plain Keras with `SEED = 0`, `x`, `y`, `model` and `history`.
        curve: key of the history that is drawn, and its label with the unit.
        score: what counts as success.
        numbers: name -> Python expression: scores, in the unit of the curve, of predictors that
            learn nothing.
        number: the name of the one at which the curve stands, or "none of them".
        measurements: what can be measured.
        cause: a key of `CAUSES`.
        telling: names of the measurements that support the cause.
        why: the mechanism, in one or two sentences.
        slips: other cause -> a reply that says what speaks against it.
        changes: what can be tried, the right ones and the tempting ones.
        seeds: how many runs of each change are recorded.
    """

    name: str
    title: str
    complaint: str
    asked: str
    stands_for: str
    program: str
    curve: tuple[str, str]
    score: Score
    numbers: dict[str, str]
    number: str
    measurements: tuple[Measured, ...]
    cause: str
    telling: tuple[str, ...]
    why: str
    slips: dict[str, str]
    changes: tuple[Change, ...]
    seeds: int = 5

    def change(self, name: str) -> Change:
        """The change of this name; "" is no change.

        Raises:
            ValueError: if the patient has no such change.
        """
        known = {change.name: change for change in (Change(""), *self.changes)}
        if name not in known:
            raise ValueError(
                f"{self.name} expects one of the changes {[*known]}; received {name!r}."
            )
        return known[name]

    def code(self, change: str = "", *, seed: int = 0) -> str:
        """The program with one change, and with a seed for weights and order of the batches.

        Raises:
            ValueError: if the patient has no such change, or the program lacks what it replaces.
        """
        code = self.program
        for old, new in (("SEED = 0", f"SEED = {seed}"), *self.change(change).lines):
            if code.count(old) != 1:
                raise ValueError(
                    f"A change expects a text that stands once in the program of {self.name}; "
                    f"it has {old!r} {code.count(old)} times."
                )
            code = code.replace(old, new)
        return code


NONE = "none of them"


def load(name: str) -> Patient:
    """The patient of this name.

    Raises:
        ValueError: if there is none, its file names a number, measurement or cause that it does
            not define, or nobody could diagnose it.
    """
    if name not in (*LESSON, *CLINIC):
        raise ValueError(f"load expects one of {[*LESSON, *CLINIC]}; received {name!r}.")
    return read(FOLDER / f"{name}.toml")


def read(path: Path) -> Patient:
    """A patient's file.

    Raises:
        ValueError: as `load`.
    """
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    patient = Patient(
        **{
            **told,
            "name": path.stem,
            "program": told["program"].strip() + "\n",
            "curve": tuple(told["curve"]),
            "score": Score(**told["score"]),
            "measurements": tuple(Measured(**each) for each in told["measurements"]),
            "telling": tuple(told["telling"]),
            "changes": tuple(_change(**each) for each in told["changes"]),
        }
    )
    _check(patient)
    return patient


def _change(lines: list[list[str]] = (), **told) -> Change:
    return Change(lines=tuple((old, new) for old, new in lines), **told)


def _check(patient: Patient) -> None:
    if not patient.telling or not any(change.right for change in patient.changes):
        told = "expects a telling measurement and a right change; received one of them, or none"
        raise ValueError(f"{patient.name}.toml {told}.")
    names = [measured.name for measured in patient.measurements]
    expected = {
        "number": ((patient.number,), (*patient.numbers, NONE)),
        "telling": (patient.telling, names),
        "cause": ((patient.cause, *patient.slips), CAUSES),
    }
    for field, (given, known) in expected.items():
        if unknown := [each for each in given if each not in known]:
            raise ValueError(
                f"{patient.name}.toml expects {field} among {[*known]}; received {unknown}."
            )

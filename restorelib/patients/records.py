"""What was measured in a patient: its file beside the words, and that file's maker.

`python -m restorelib.patients.records NAME` trains a patient under all of its changes and seeds,
and writes the file; without a name, all patients whose program or changes have changed since.
"""

import argparse
import ast
import hashlib
import json
import math
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from restorelib.patients.patient import CLINIC, FOLDER, LESSON, Patient, load
from restorelib.storage.provenance import provenance
from restorelib.storage.whole import whole

DIGITS = 4  # of recorded numbers: more than a picture shows


@dataclass(frozen=True)
class Recorded:
    """What was measured in a patient.

    Attributes:
        digest: of all that decides a measurement; another one means that the file is stale.
        provenance: versions, processor and date.
        log: what the program printed, as it came, under seed 0.
        numbers: name -> the score of a predictor that learns nothing.
        outputs: name of a measurement -> what it shows, as it came, under seed 0.
        curves: name of a change ("" for none) -> for each seed the drawn key of the history.
        scores: name of a change -> for each seed the score; None where it is not a number.
        seconds: of processor time, for one run at the median.
    """

    digest: str
    provenance: dict[str, str | int]
    log: str
    numbers: dict[str, float]
    outputs: dict[str, str]
    curves: dict[str, list[list[float | None]]]
    scores: dict[str, list[float | None]]
    seconds: float

    def learned(self, patient: Patient, change: str = "") -> int:
        """How many seeds learned under this change."""
        scores = self.scores[change]
        return sum(score is not None and patient.score.reached(score) for score in scores)


def digest(patient: Patient) -> str:
    """Of all that decides what is measured; words and the layout of code do not."""
    codes = [_parsed(patient.code(change.name)) for change in patient.changes]
    names = [change.name for change in patient.changes]
    measured = [asdict(each) for each in patient.measurements]
    told = [_parsed(patient.program), names, codes, measured, patient.numbers, patient.score.code]
    text = json.dumps([*told, patient.curve[0], patient.seeds], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _parsed(code: str) -> str:
    return ast.unparse(ast.parse(code))


def recorded(name: str) -> Recorded:
    """What was measured in a patient.

    Raises:
        ValueError: if there is no such patient, or its program has changed since.
    """
    patient = load(name)
    found = Recorded(**json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")))
    if found.digest != digest(patient):
        raise ValueError(
            f"{name}.json expects the program with digest {found.digest}; received "
            f"{digest(patient)}. Record it: python -m restorelib.patients.records {name}"
        )
    return found


def record(patient: Patient) -> Recorded:
    """Train a patient under all of its changes and seeds: minutes."""
    import keras

    from restorelib.patients.program import output, run, without_durations

    curves: dict[str, list] = {}
    scores: dict[str, list] = {}
    seconds: list[float] = []
    first: dict[str, Any] = {}
    for change in ("", *(change.name for change in patient.changes)):
        curves[change], scores[change] = [], []
        for seed in range(patient.seeds):
            started = time.process_time()
            made = run(patient, change, seed=seed)
            seconds.append(time.process_time() - started)
            curves[change].append([_rounded(value) for value in made.history[patient.curve[0]]])
            scores[change].append(_rounded(made.score))
            if not first:
                first = {
                    "log": without_durations(made.log),
                    "numbers": {
                        name: _rounded(float(eval(code, made.names)))
                        for name, code in patient.numbers.items()
                    },
                    "outputs": {
                        each.name: without_durations(output(each.code, dict(made.names)))
                        for each in patient.measurements
                    },
                }
            keras.utils.clear_session()
    took = round(sorted(seconds)[len(seconds) // 2], 1)
    told = provenance()
    return Recorded(digest(patient), told, **first, curves=curves, scores=scores, seconds=took)


def write(patient: Patient) -> None:
    """Record a patient into its file."""
    text = json.dumps(asdict(record(patient)), indent=1, ensure_ascii=False)
    with whole(FOLDER / f"{patient.name}.json") as part:
        part.write_text(text + "\n", encoding="utf-8")


def _rounded(value: float) -> float | None:
    return float(f"{value:.{DIGITS}g}") if math.isfinite(value) else None


def _stale() -> Iterator[str]:
    for name in (*LESSON, *CLINIC):
        try:
            recorded(name)
        except (OSError, ValueError):
            yield name


def main(argv: list[str] | None = None) -> int:
    """Record the patients named, or all whose file is stale; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m restorelib.patients.records")
    parser.add_argument("name", nargs="*", help="of a patient")
    for name in parser.parse_args(argv).name or _stale():
        patient = load(name)
        write(patient)
        found = recorded(name)
        print(name, {change: found.learned(patient, change) for change in found.scores})
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""Run the program of a patient, and measure in it, as cells of a notebook would."""

import ast
import contextlib
import io
import linecache
import re
from dataclasses import dataclass
from typing import Any

from restorelib.patients.patient import Patient

DURATION = re.compile(r" - \d+m?s(?:/step|/epoch)?(?= - |$)")


@dataclass(frozen=True)
class Run:
    """One run of a patient's program.

    Attributes:
        history: key -> one value for each epoch, as Keras's `History` has it.
        score: as the patient's `score` defines it.
        learned: whether the score counts as learned.
        log: what the program printed.
        names: all names that the program defined, such as `model`, `x` and `y`.
    """

    history: dict[str, list[float]]
    score: float
    learned: bool
    log: str
    names: dict[str, Any]


def run(patient: Patient, change: str = "", *, seed: int = 0) -> Run:
    """Train a patient's net, as its owner did or with one change.

    The program sets Keras's global seed, as a reader's program would.

    Args:
        patient: from `load`.
        change: name of one of its changes; "" for none.
        seed: of the initial weights and the order of the batches. The data stay the same.

    Raises:
        ValueError: if the patient has no such change.
    """
    names: dict[str, Any] = {}
    log = output(patient.code(change, seed=seed), names, file=f"{patient.name}.py")
    score = float(eval(patient.score.code, names))
    return Run(names["history"].history, score, patient.score.reached(score), log, names)


def output(code: str, names: dict[str, Any], *, file: str = "cell.py") -> str:
    """Run code as a cell: what it prints, then the value of its last line if that is an expression.

    Args:
        code: Python.
        names: what the code can use; its own names are added.
        file: what a traceback calls the code.
    """
    # TensorFlow reads the source of functions, and a traceback shows it.
    linecache.cache[file] = (len(code), None, code.splitlines(keepends=True), file)
    tree = ast.parse(code, file)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, file, "exec"), names)
        value = last and eval(compile(ast.Expression(last.value), file, "eval"), names)
    shown = "" if value is None else f"{value!r}\n"
    return (printed.getvalue() + shown).rstrip()


def without_durations(log: str) -> str:
    """A log without the seconds, which differ from run to run."""
    return "\n".join(DURATION.sub("", line) for line in log.splitlines())

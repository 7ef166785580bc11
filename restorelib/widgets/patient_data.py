"""What the browser gets about a patient: its words, and all that was measured in it."""

from dataclasses import asdict
from pathlib import Path

from restorelib.patients.patient import Change, load
from restorelib.patients.records import recorded
from restorelib.storage.packing import pack
from restorelib.storage.provenance import in_words

HERE = Path(__file__).parent
# One style sheet of both files: the browser cannot import a second file.
STYLE = "\n".join(
    (HERE / name).read_text(encoding="utf-8") for name in ("panel.css", "patient.css")
)


def packed(name: str) -> bytes:
    """A patient as the browser reads it, with the program as it came as the first change.

    Args:
        name: of a patient that was recorded.

    Raises:
        ValueError: if there is no such patient, or its program has changed since.
        OSError: if it was never recorded.
    """
    patient, found = load(name), recorded(name)
    changes = [
        asdict(change)
        | {"reply": one_line(change.reply)}
        | {"curves": found.curves[change.name], "scores": found.scores[change.name]}
        for change in (Change(""), *patient.changes)
    ]
    measurements = [
        asdict(each) | {"output": found.outputs[each.name]} for each in patient.measurements
    ]
    told = asdict(patient) | {
        "complaint": one_line(patient.complaint),
        "stands_for": one_line(patient.stands_for),
        "why": one_line(patient.why),
        "slips": {cause: one_line(reply) for cause, reply in patient.slips.items()},
        "numbers": [*found.numbers.items()],
        "measurements": measurements,
        "changes": changes,
        "log": found.log,
        "provenance": in_words(found.provenance),
    }
    return pack(told, {})


def one_line(text: str) -> str:
    """A text that a file breaks into lines where it is long."""
    return " ".join(text.split())

"""What the check-up says about a patient that it has never seen: by hand, once for each patient.

`python -m tests.patients.first_look NAME` runs the patient's program as it came, asks `diagnose`
about the trained model, and adds the answer to first_look.json, as it is. A name that stands there
already is left alone: a first look happens once.
"""

import argparse
import json
import time

from restorelib.checkup import diagnose
from restorelib.patients.patient import CLINIC, LESSON, load
from restorelib.patients.program import run
from restorelib.patients.records import digest
from restorelib.storage.whole import whole
from tests.place import ROOT

FILE = ROOT / "tests" / "patients" / "first_look.json"

# Kinds of findings that name a cause; for a healthy net, none is right.
NAMED: dict[str, tuple[str, ...]] = {
    "last_activation": ("softmax-of-one", "target-and-loss", "targets-out-of-reach"),
    "loss": ("target-and-loss", "logits-or-probabilities", "one-hot"),
    "learning_rate": ("learning-rate-too-high",),
    "pairs": ("nothing-to-learn",),
    "scale_missing": ("range",),
    "scale_twice": ("range",),
    "targets_not_scaled": ("range",),
    "imbalance": ("rare-class",),
    "broadcast": ("shapes", "loss-of-the-truth"),
    "mode": ("training-and-inference",),
    "nan": ("not-finite",),
    "no_nonlinearity": ("no-nonlinearity",),
    "padding": ("padding-last",),
    "too_few_epochs": (),
    "ceiling": (),
}


def looked(name: str) -> dict:
    """What the check-up says about a patient: its findings, the strongest first."""
    patient = load(name)
    names = run(patient).names
    started = time.process_time()
    report = diagnose(names["model"], names["x"], names["y"])
    return {
        "digest": digest(patient),
        "findings": [finding.kind for finding in report.findings],
        "heading": report.heading(),
        "seconds": round(time.process_time() - started),
    }


def right(name: str, findings: list[str]) -> bool:
    """Whether the first finding names the cause; of a healthy net, whether there is none."""
    named = NAMED[load(name).cause]
    return findings[0] in named if findings and named else not findings and not named


def main() -> None:
    """Look at the patients named, or at all that nobody has looked at."""
    parser = argparse.ArgumentParser(prog="python -m tests.patients.first_look")
    parser.add_argument("name", nargs="*", help="of a patient")
    known = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    for name in parser.parse_args().name or (*LESSON, *CLINIC):
        if name in known:
            print(f"{name}: looked at before, {known[name]['findings']}")
            continue
        known[name] = looked(name)
        with whole(FILE) as part:
            part.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")
        said = known[name]["findings"]
        print(f"{name}: {'right' if right(name, said) else 'not right'}, {said}")


if __name__ == "__main__":
    main()

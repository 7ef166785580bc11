"""Patients to diagnose, in any order; all that can be measured in them is recorded."""

from collections.abc import Mapping
from typing import Any

import traitlets

from restorelib.course import progress
from restorelib.patients.causes import CAUSES
from restorelib.patients.patient import CLINIC, load
from restorelib.patients.records import recorded
from restorelib.widgets.patient_data import HERE, STYLE, one_line, packed
from restorelib.widgets.widget import Widget, choices, paragraph

_kept: dict[str, Any] = {}  # in this kernel: a cell that runs again begins where it was left


def exercise(name: str) -> str:
    """Name of a patient among the exercises of the learner's progress."""
    return f"11.{name}"


class Clinic(Widget):
    """A waiting room of patients. The browser asks the kernel only to keep what was done.

    For each of them a reader names the number, supports a cause with a measurement, and tries a
    change on five seeds. `kept` is name -> how far it has come; a patient that is diagnosed is
    recorded in the learner's progress.

    Raises:
        ValueError: if the program of a patient has changed since it was recorded.
    """

    _esm = HERE / "clinic.bundle.js"
    _css = STYLE
    roster = traitlets.List().tag(sync=True)  # what is known before a patient is opened
    causes = traitlets.List().tag(sync=True)  # in their order, each with its words
    patients = traitlets.Dict().tag(sync=True)  # name -> packed
    passed = traitlets.List(traitlets.Unicode()).tag(sync=True)
    kept = traitlets.Dict().tag(sync=True)

    def __init__(self) -> None:
        known = progress.read().exercises
        super().__init__(
            roster=[_waiting(name) for name in CLINIC],
            causes=[list(cause) for cause in CAUSES.items()],
            patients={name: packed(name) for name in CLINIC},
            passed=[name for name in CLINIC if exercise(name) in known],
            kept=dict(_kept),
        )
        self.observe(self._keep, "kept")

    @traitlets.validate("kept")
    def _known_patients(self, proposal: dict) -> Mapping[str, Any]:
        if unknown := [name for name in proposal["value"] if name not in CLINIC]:
            raise traitlets.TraitError(f"kept expects names among {[*CLINIC]}; received {unknown}.")
        return proposal["value"]

    def _keep(self, change: dict) -> None:
        _kept.update(change["new"])
        for name, case in change["new"].items():
            if case.get("solved") is not None and name not in self.passed:
                progress.pass_exercise(exercise(name))
                self.passed = [*self.passed, name]

    def fallback(self) -> list[str]:
        """Its title, and those of the patients; parts of HTML."""
        titles = choices([waiting["title"] for waiting in self.roster])
        click = paragraph("Run this cell: then open one of them.")
        return [paragraph("The waiting room", strong=True), titles, click]

    def __repr__(self) -> str:
        return f"Clinic of {len(self.roster)} patients. Run this cell in JupyterLab to use it."


def _waiting(name: str) -> dict[str, Any]:
    patient = load(name)
    return {
        "name": name,
        "exercise": exercise(name),
        "title": patient.title,
        "line": one_line(patient.complaint),
        "curve": recorded(name).curves[""][0],
    }

"""The recorded runs of one patient: what each change of its program does, over all seeds."""

import traitlets

from restorelib.patients.patient import load
from restorelib.patients.records import recorded
from restorelib.widgets.patient_data import HERE, STYLE, packed
from restorelib.widgets.widget import Widget, choices, paragraph

AS_IT_CAME = "as it came"  # what stands for no change; `patient.ts` has it, too


class PatientRuns(Widget):
    """Curves and scores of a patient as it came and under each change; it asks no kernel.

    Args:
        name: of the patient, such as "digits".

    Raises:
        ValueError: if there is no such patient, or its program has changed since it was recorded.
    """

    _esm = HERE / "patient_runs.bundle.js"
    _css = STYLE
    payload = traitlets.Bytes().tag(sync=True)

    def __init__(self, name: str):
        self.patient = load(name)
        super().__init__(payload=packed(name))

    def fallback(self) -> list[str]:
        """Its title, and how many seeds learned under each change; parts of HTML."""
        found, patient = recorded(self.patient.name), self.patient
        learned = {change: found.learned(patient, change) for change in found.scores}
        told = [
            f"{change or AS_IT_CAME}: {count} of {patient.seeds} seeds learned"
            for change, count in learned.items()
        ]
        click = paragraph("Run this cell: one click then shows the runs of a change.")
        return [paragraph(patient.title, strong=True), choices(told), click]

    def __repr__(self) -> str:
        programs, seeds = 1 + len(self.patient.changes), self.patient.seeds
        return (
            f"PatientRuns of {programs * seeds} recorded runs: {self.patient.title}, "
            f"{programs} programs x {seeds} seeds. Run this cell in JupyterLab to use it."
        )

"""The clinic in JupyterLab: a patient is diagnosed by keyboard, and the kernel keeps it."""

import nbformat
import pytest
from playwright.sync_api import expect

from restorelib.course.progress_file import from_json
from tests.browser import axe, jupyter, patients

pytestmark = pytest.mark.browser
CELLS = (
    "from restorelib import widgets\n\nwidgets.Clinic()",
    "widgets.PatientRuns('{name}')",
)


@pytest.fixture(scope="module")
def page(lab_page, lab, lab_home):
    about = patients.solvable()
    cells = [nbformat.v4.new_code_cell(cell.format(name=about.name)) for cell in CELLS]
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(notebook, lab_home / "clinic.ipynb")
    (lab_home / "progress.json").unlink(missing_ok=True)
    jupyter.open_notebook(lab_page, lab, "clinic.ipynb")
    jupyter.run_all(lab_page)
    return lab_page


def test_a_patient_is_diagnosed_by_keyboard_and_the_kernel_keeps_it(page, lab_home):
    about = patients.solvable()
    clinic = page.locator(f"{jupyter.NOTEBOOK} .rl-clinic[data-ready]")
    opened = patients.open_it(clinic, about)
    patients.diagnose(opened, about)
    expect(opened.locator(".rl-credits .rl-right")).to_have_count(4)
    runs = page.locator(f"{jupyter.NOTEBOOK} .rl-patient-runs[data-ready]")
    runs.get_by_role("radio").nth(1).press("Space")
    expect(runs.locator(".rl-diff")).to_be_visible()
    assert axe.barriers(page, pictures=0) == []

    jupyter.clear_outputs(page)
    jupyter.run_all(page)  # in the same kernel: it begins where it was left
    card = clinic.locator(f".rl-card[data-patient={about.name}]")
    expect(card).to_contain_text("diagnosed with 2 measurements")
    kept = from_json((lab_home / "progress.json").read_text(encoding="utf-8"))
    assert [*kept.exercises] == [f"11.{about.name}"]

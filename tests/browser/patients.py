"""How a reader diagnoses a patient of the clinic, by keyboard alone."""

from playwright.sync_api import Locator

from restorelib.patients import patient, records
from restorelib.patients.causes import CAUSES


def solvable() -> patient.Patient:
    """A patient of the clinic."""
    return patient.load(patient.CLINIC[0])


def open_it(clinic: Locator, about: patient.Patient) -> Locator:
    """Open a patient from the waiting room; its page."""
    clinic.locator(f".rl-card[data-patient={about.name}]").press("Enter")
    opened = clinic.locator(f".rl-patient[data-patient={about.name}]")
    opened.wait_for()
    return opened


def diagnose(opened: Locator, about: patient.Patient) -> None:
    """Give all four answers, with one measurement too many, and hand in."""
    wrong = next(each.name for each in about.measurements if each.name not in about.telling)
    for name in (wrong, about.telling[0]):
        opened.locator(".rl-take", has_text=name).press("Enter")
    opened.get_by_role("radio", name=about.number).press("Space")
    opened.get_by_role("radio", name=CAUSES[about.cause]).press("Space")
    opened.locator(".rl-cause").get_by_role("radio", name=about.telling[0]).press("Space")
    right = next(change for change in about.changes if change.right)
    opened.locator(".rl-repair").get_by_role("radio", name=right.name, exact=True).press("Space")
    opened.get_by_role("button", name="Try it on one seed").press("Enter")
    opened.get_by_role("button", name="more seeds").press("Enter")
    learned = records.recorded(about.name).learned(about, right.name)
    opened.locator(".rl-count").get_by_role("radio", name=str(learned)).press("Space")
    opened.get_by_role("button", name="Hand in").press("Enter")

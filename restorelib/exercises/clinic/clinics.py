"""The clinic of each lesson that has one."""

from restorelib.exercises.clinic import lesson_04, lesson_08
from restorelib.exercises.clinic.ward import Clinic

CLINICS = {clinic.lesson: clinic for clinic in (lesson_04.CLINIC, lesson_08.CLINIC)}


def open_clinic(lesson: str) -> Clinic:
    """The clinic of a lesson: three nets, what to measure in them, and what to change.

    Args:
        lesson: its number, "04" or "08".

    Raises:
        ValueError: for a lesson without a clinic.
    """
    if lesson not in CLINICS:
        raise ValueError(
            f"open_clinic expects one of {', '.join(map(repr, CLINICS))}; received {lesson!r}."
        )
    return CLINICS[lesson]

"""Which lesson has which clinic."""

from restorelib.exercises.clinic import lesson_04, lesson_08
from restorelib.exercises.clinic.ward import Clinic

CLINICS = {clinic.lesson: clinic for clinic in (lesson_04.CLINIC, lesson_08.CLINIC)}


def open_clinic(lesson: str) -> Clinic:
    """The clinic of a lesson: its three nets, what can be measured, what can be tried.

    Args:
        lesson: its number, "04" or "08".

    Raises:
        ValueError: for a lesson that has none.
    """
    if lesson not in CLINICS:
        raise ValueError(
            f"open_clinic expects one of {', '.join(map(repr, CLINICS))}; received {lesson!r}."
        )
    return CLINICS[lesson]

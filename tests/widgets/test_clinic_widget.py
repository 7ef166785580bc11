"""The clinic: what goes to the browser, what it may send back, and what is kept of it."""

import gzip
import json

import pytest
import traitlets

from restorelib.course import progress
from restorelib.patients.causes import CAUSES
from restorelib.patients.patient import CLINIC, load
from restorelib.storage.packing import unpack
from restorelib.widgets import clinic

NAME = CLINIC[0]
MOST = 250_000  # bytes, of all patients together


@pytest.fixture(autouse=True)
def new_kernel(monkeypatch):
    monkeypatch.setattr(clinic, "_kept", {})


def test_every_patient_waits_with_title_complaint_and_curve_but_no_answer():
    made = clinic.Clinic()
    assert [waiting["name"] for waiting in made.roster] == [*CLINIC] == [*made.patients]
    for waiting in made.roster:
        patient = load(waiting["name"])
        assert waiting["title"] == patient.title and waiting["line"] and len(waiting["curve"]) > 1
        told = json.dumps(waiting)
        assert patient.cause not in waiting.values() and patient.why.strip()[:30] not in told
    assert dict(made.causes) == CAUSES and [key for key, _ in made.causes] == [*CAUSES]
    assert (made.passed, made.kept) == ([], {})


def test_a_patient_comes_packed_with_all_that_can_be_asked_of_it():
    told, _ = unpack(clinic.Clinic().patients[NAME])
    assert told["name"] == NAME and told["changes"][0]["name"] == "" and told["measurements"]


def test_all_patients_together_are_a_small_download():
    made = clinic.Clinic()
    assert sum(map(len, made.patients.values())) < MOST
    assert all(gzip.decompress(packed) for packed in made.patients.values())


def test_a_diagnosis_is_recorded_once_and_shown_by_the_next_clinic():
    made = clinic.Clinic()
    made.kept = {NAME: {"measured": ["a"], "solved": None}}
    assert progress.read().exercises == {} and made.passed == []
    made.kept = {NAME: {"measured": ["a"], "solved": 1}}
    assert [*progress.read().exercises] == [f"11.{NAME}"] and made.passed == [NAME]
    made.kept = {NAME: {"measured": ["a", "b"], "solved": 1}}
    assert made.passed == [NAME]
    again = clinic.Clinic()
    assert again.kept == made.kept and again.passed == [NAME]


def test_only_patients_can_be_kept():
    with pytest.raises(traitlets.TraitError, match="expects names among.*received.*nobody"):
        clinic.Clinic().kept = {"nobody": {}}


def test_a_notebook_keeps_the_titles_and_nothing_that_was_done():
    made = clinic.Clinic()
    before = made.fallback(), repr(made)
    made.kept = {NAME: {"solved": 1}}
    assert (made.fallback(), repr(made)) == before
    assert load(NAME).title in "".join(made.fallback())
    assert repr(made).startswith(f"Clinic of {len(CLINIC)} patients.")

"""Patients on a page: each file of data once, and no answer in the page itself."""

import json
from html import unescape

from restorelib.patients.patient import CLINIC, load
from restorelib.widgets.clinic import Clinic
from restorelib.widgets.patient_runs import PatientRuns
from tools.site import alive


def test_a_clinic_names_a_file_for_each_patient_and_gives_no_answer_away():
    part = alive.part(Clinic())
    told = unescape(part.html)
    files = json.loads(told.partition('data-files="')[2].partition('">')[0])
    assert [*files] == [*CLINIC] and [*files.values()] == [*part.data]
    for patient in map(load, CLINIC):
        assert patient.title in told
        assert patient.why.split(".")[0] not in told and patient.telling[0] not in told


def test_recorded_runs_share_the_file_of_the_clinic():
    part = alive.part(PatientRuns(CLINIC[0]))
    (name,) = part.data
    assert f'data-payload="{name}"' in part.html and name in alive.part(Clinic()).data

"""The panel of a patient's recorded runs: what goes to the browser, and what a notebook keeps."""

import re

import pytest

from restorelib.patients import patient, records
from restorelib.storage.packing import unpack
from restorelib.storage.provenance import in_words
from restorelib.widgets.patient_runs import PatientRuns

NAME = patient.CLINIC[0]


def test_the_payload_has_the_words_of_the_patient_and_all_that_was_measured():
    told, arrays = unpack(PatientRuns(NAME).payload)
    about, found = patient.load(NAME), records.recorded(NAME)
    assert arrays == {}
    assert told["program"] == about.program and told["cause"] == about.cause
    assert [change["name"] for change in told["changes"]] == [*found.scores]
    for change in told["changes"]:
        assert change["scores"] == found.scores[change["name"]]
        assert change["curves"] == found.curves[change["name"]]
        assert len(change["scores"]) == told["seeds"]
    assert {each["name"]: each["output"] for each in told["measurements"]} == found.outputs
    assert dict(told["numbers"]) == found.numbers
    texts = [told["complaint"], told["why"], *(change["reply"] for change in told["changes"])]
    assert "\n" not in "".join(texts)


def test_a_notebook_keeps_the_title_and_how_many_seeds_learned():
    runs = PatientRuns(NAME)
    about, html = patient.load(NAME), "".join(runs.fallback())
    assert about.title in html
    assert len(re.findall(rf"\d of {about.seeds} seeds learned", html)) == 1 + len(about.changes)
    programs = 1 + len(about.changes)
    assert f"{programs * about.seeds} recorded runs: {about.title}" in repr(runs)


def test_an_unknown_patient_is_refused_with_the_names_that_there_are():
    with pytest.raises(ValueError, match=f"expects one of.*{NAME}.*received 'nobody'"):
        PatientRuns("nobody")


def test_provenance_says_only_what_is_known():
    told = {"processor": "A", "threads": 1, "keras": "3", "recorded": "2026-01-01"}
    assert in_words(told, ran="2 s") == "A, 1 thread, keras 3, 2026-01-01, 2 s"

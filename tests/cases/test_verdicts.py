"""The verdicts of the panels follow the library's own rules, on the recorded runs."""

from collections import Counter

from restorelib.cases import case_a, case_b, case_b_words, depth, first_guess
from restorelib.cases.panel_spec import VERDICTS
from restorelib.experiments import recordings
from restorelib.experiments.verdicts import OFF_THE_PLATEAU, is_stuck, outcome


def verdicts(spec):
    records = recordings.load(spec.case)
    return [(records[recipe], *spec.verdict(records[recipe])) for recipe in spec.recipes()]


def test_case_a_is_stuck_or_what_outcome_says():
    for record, kind, words in verdicts(case_a.panel_spec()):
        end = record.measurement()
        assert kind == ("stuck" if is_stuck(end) else outcome(end))
        assert words.startswith(f"{kind}, ") and "-0.0 dB" not in words


def test_case_b_is_grey_within_one_decibel_of_the_plateau():
    for record, kind, _ in verdicts(case_b.panel_spec()):
        above = record.psnr[-1] - record.grey_psnr
        assert (kind == "grey") == (-OFF_THE_PLATEAU < above <= OFF_THE_PLATEAU)
        assert (kind == "better") == (case_b_words.outcome(record) == "bicubic")


def test_every_panel_knows_all_its_verdicts():
    for spec in (case_a, case_b, depth, first_guess):
        kinds = Counter(kind for _, kind, _ in verdicts(spec.panel_spec()))
        assert set(kinds) <= set(VERDICTS) and len(kinds) > 1


def test_the_first_panel_tells_no_scores():
    assert not any("dB" in words for _, _, words in verdicts(first_guess.panel_spec()))

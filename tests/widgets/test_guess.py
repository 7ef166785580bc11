import pytest
import traitlets

from restorelib.course import progress
from restorelib.widgets.guess import UNFIT, Guess


def ask():
    return Guess("What will the log show?", ["20 dB", "28.13 dB"], name="frozen log")


def ask_a_lessons():
    return Guess("The PSNR is about", ["12 dB", "22 dB"], name="01-score-of-nothing")


def test_without_a_click_the_comparison_is_plain_and_the_question_stays_open():
    question = ask()
    assert repr(question.compare("28.13 dB")) == "No guess made. Measured: 28.13 dB."
    assert not question.compared and question.answer == "28.13 dB"


def test_a_guess_is_laid_beside_the_measurement():
    question = ask()
    question.choice = "20 dB"
    assert repr(question.compare("28.13 dB")) == (
        "✘ Otherwise. You said “20 dB”. Measured: 28.13 dB."
    )
    assert (question.answer, question.compared) == ("28.13 dB", True)


def test_the_library_maps_a_measured_value_to_a_choice():
    question = ask_a_lessons()
    question.choice = "12 dB"
    words = repr(question.compare(22.118))
    assert words == "✘ Otherwise. You said “12 dB”. Measured: 22.12 dB, so “22 dB”."
    assert question.answer == "22 dB"


def test_a_right_guess_is_called_right_and_one_without_an_answer_is_not_judged():
    question = ask()
    question.choice = "28.13 dB"
    assert repr(question.compare("28.13 dB")).startswith("✔ Right. You said")
    question = ask_a_lessons()
    question.choice = "12 dB"
    assert repr(question.compare(float("nan"))).startswith("Compared. You said")


def test_a_folded_comparison_begins_with_a_line_that_gives_nothing_away():
    html = ask().compare("28.13 dB")._repr_html_()
    first, _, rest = html.partition("\n")
    assert "28.13" not in first and "28.13 dB" in rest


def test_a_comparison_tells_a_page_whose_guess_it_is_and_what_was_measured():
    html = ask_a_lessons().compare(22.118)._repr_html_()
    assert 'data-guess="01-score-of-nothing"' in html
    assert 'data-answer="22 dB" data-measured="22.12 dB"' in html


def test_a_measurement_that_fits_no_choice_marks_none():
    question = ask_a_lessons()
    assert repr(question.compare(41.9)) == "No guess made. Measured: 41.90 dB."
    assert question.answer == ""


def test_the_words_of_an_older_copy_of_the_lesson_are_compared():
    question = ask_a_lessons()
    assert repr(question.compare("22.12 dB")) == "No guess made. Measured: 22.12 dB."
    question.compare("22 dB")
    assert question.answer == "22 dB"


@pytest.mark.parametrize("measured", [(None,), (1, 2), ([],), ({"a": 1},)])
def test_what_does_not_fit_the_question_fails_no_cell(measured):
    question = ask_a_lessons()
    question.choice = "12 dB"
    assert UNFIT in repr(question.compare(*measured))
    assert not question.compared  # the cell can be mended, and run again


def test_a_click_after_run_all_is_compared_at_once():
    question = ask()
    question.compare("28.13 dB")
    question.set_state({"choice": "20 dB"})
    assert question.compared
    assert progress.guessed("frozen log").compared
    with pytest.raises(traitlets.TraitError, match="compared already"):
        question.choice = "28.13 dB"


def test_it_can_be_changed_until_it_is_compared():
    question = ask()
    question.choice = "20 dB"
    question.choice = "28.13 dB"
    question.compare("28.13 dB")
    with pytest.raises(traitlets.TraitError, match="compared already"):
        question.choice = "20 dB"
    assert question.choice == "28.13 dB"


def test_what_the_browser_sends_is_checked():
    with pytest.raises(traitlets.TraitError, match="expects one of"):
        ask().set_state({"choice": "<script>"})


def test_a_cell_that_runs_again_keeps_the_answer():
    ask().choice = "20 dB"
    assert ask().choice == "20 dB" and not ask().compared
    assert Guess("Another?", ["a", "b"], name="frozen log").choice == ""


def test_a_cell_that_runs_again_keeps_the_comparison():
    first = ask()
    first.choice = "20 dB"
    first.compare("28.13 dB")
    again = ask()
    with pytest.raises(traitlets.TraitError, match="compared already"):
        again.choice = "28.13 dB"
    assert repr(again.compare("28.13 dB")).endswith("You said “20 dB”. Measured: 28.13 dB.")


def test_every_click_is_kept_and_showing_it_again_is_no_click(monkeypatch):
    kept = []
    monkeypatch.setattr(progress, "make_guess", lambda *said, **how: kept.append((said, how)))
    question = ask()
    question.set_state({"choice": "20 dB"})
    monkeypatch.setattr(progress, "guessed", lambda name: progress.Guessed("20 dB", "today"))
    assert ask().choice == "20 dB"
    question.compare("28.13 dB")
    assert kept == [
        (("frozen log", "20 dB"), {}),
        (("frozen log", "20 dB"), {"compared": True}),
    ]


@pytest.mark.parametrize("choices", [["only one"], ["twice", "twice"], []])
def test_too_few_or_equal_choices_are_refused(choices):
    with pytest.raises(ValueError, match="two or more choices, all different"):
        Guess("?", choices, name="bad")


def test_where_widgets_do_not_render_the_question_can_be_read():
    text = repr(ask())
    assert text == "Guess: What will the log show? (20 dB / 28.13 dB)"
    assert "0x" not in text  # an address would differ in each run

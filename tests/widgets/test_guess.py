import pytest
import traitlets

from restorelib.course import progress
from restorelib.widgets.guess import Guess


def ask():
    return Guess("What will the log show?", ["20 dB", "28.13 dB"], name="frozen log")


def test_without_a_click_the_comparison_is_plain_and_the_question_stays_open():
    question = ask()
    assert repr(question.compare("28.13 dB")) == "No guess made. Measured: 28.13 dB."
    assert not question.compared


def test_a_guess_is_compared_word_for_word():
    question = ask()
    question.choice = "20 dB"
    assert repr(question.compare("28.13 dB")) == "You said 20 dB; measured: 28.13 dB."


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
    assert repr(again.compare("28.13 dB")) == "You said 20 dB; measured: 28.13 dB."


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

"""What of a lesson waits for which guess."""

from tools.site.waits import Block, folded

TEXT = Block("text")


def ask(name):
    return Block(f"ask {name}", asks=name)


def test_all_that_follows_a_guess_waits_for_it():
    assert folded([TEXT, ask("a"), TEXT, ask("b"), TEXT, TEXT]).split("\n") == [
        "text",
        "ask a",
        '<div class="waits" data-waits="a">',
        "text",
        "ask b",
        "</div>",
        '<div class="waits" data-waits="a b">',
        "text",
        "text",
        "</div>",
    ]


def test_a_guess_at_the_end_holds_back_nothing():
    assert folded([TEXT, ask("a")]) == "text\nask a"
    assert folded([ask("a"), TEXT, ask("b")]).split("\n")[-2:] == ["ask b", "</div>"]


def test_a_lesson_without_guesses_waits_for_nothing():
    assert folded([TEXT, TEXT]) == "text\ntext"
    assert folded([]) == ""

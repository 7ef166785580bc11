"""What of a lesson waits for which guess."""

from tools.site.waits import Block, folded, waits

TEXT, SECTION = Block("text"), Block("section", begins_section=True)


def ask(name):
    return Block(f"ask {name}", asks=name)


def compare(*names):
    return Block("compare", compares=frozenset(names))


def test_a_guess_holds_back_all_to_the_end_of_the_section_that_compares_it():
    blocks = [TEXT, ask("a"), TEXT, SECTION, compare("a"), TEXT, SECTION, TEXT]
    assert waits(blocks) == [(), (), ("a",), ("a",), ("a",), ("a",), (), ()]


def test_a_question_that_is_compared_at_once_holds_back_the_rest_of_its_section():
    assert waits([ask("a"), TEXT, SECTION, TEXT]) == [(), ("a",), (), ()]


def test_what_follows_two_guesses_waits_for_both():
    blocks = [ask("a"), ask("b"), compare("b"), SECTION, compare("a"), SECTION]
    assert waits(blocks) == [(), ("a",), ("a", "b"), ("a",), ("a",), ()]
    blocks = [ask("a"), ask("b"), compare("a"), SECTION, compare("b"), SECTION]
    assert waits(blocks) == [(), ("a",), ("a", "b"), ("b",), ("b",), ()]


def test_blocks_that_wait_for_the_same_stand_in_one_element():
    html = folded([ask("a"), TEXT, compare("a"), SECTION, ask("b"), TEXT])
    assert html.split("\n") == [
        "ask a",
        '<div class="waits" data-waits="a">',
        "text",
        "compare",
        "</div>",
        "section",
        "ask b",
        '<div class="waits" data-waits="b">',
        "text",
        "</div>",
    ]

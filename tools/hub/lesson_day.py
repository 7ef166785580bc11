"""Two days of a class of four: pull and work; then the teacher changes the course, and all pull.

Each of them works in a way of their own, and one against the advice:

- ann solves an exercise in her copy of the lesson;
- ben changes the cell that the teacher changes, too;
- cleo has files of her own under the name of a lesson that the teacher will add;
- dora works in `notebooks/`, where nbgitpuller merges, and changes the teacher's cell, too.
"""

import time

from tests.browser import jupyter
from tools.hub import repository
from tools.hub.member import Member, together
from tools.hub.repository import ADDED, TRAINED

NAMES = ("ann", "ben", "cleo", "dora")
# What each of them clicks: whether it is right does not matter here.
GUESSES = {
    "ann": ("the noisy picture as it came in", "all below 0"),
    "ben": ("a black picture", "half above 0, half below"),
    "cleo": ("something in between, other in each run", "all exactly 0"),
    "dora": ("a black picture", "all below 0"),
}
LINE = "# a line of {}"  # that each of them types
SOLVED = """def my_net():
    image = keras.Input((None, None, 3), name="noisy")
    x = deconv_half(conv_half(image))
    x = deconv(3, "deconv5", seed=10)(x)
    x = layers.Add(name="input_skip")([image, x])
    return keras.Model(image, x)


mine = my_net()
train(mine)
# a line of ann"""
MINE = b"cleo's own notes, which are no notebook"


def place(member: Member) -> str:
    """Path of the lesson as this member opens it, below `course/`."""
    return f"notebooks/{TRAINED}" if member.name == "dora" else f"my_lessons/{TRAINED}"


def arrive(members: list[Member], link: str) -> None:
    """All open the teacher's link at once, log in, and come to the first lesson."""
    for member in members:
        member.follow(link)
    began = time.monotonic()
    for member in members:
        member.log_in()
    together(members, "logged in", Member.has_server, began)
    together(members, "pulled", Member.has_pulled, began)
    together(members, "first lesson", Member.is_in_lesson, began)


def work(members: list[Member]) -> None:
    """All run the lesson at once and guess: the first time while it runs, then when it is done."""
    for member in members:
        member.open(place(member))
    began = time.monotonic()
    for member in members:
        member.run_all()
    for member in members:
        member.guess(GUESSES[member.name][0])
    together(members, "run lesson 03", Member.is_done, began)
    for member in members:
        member.guess(GUESSES[member.name][1])


def leave_marks(members: list[Member]) -> None:
    """Each does what nobody may lose, and saves."""
    ann, ben, cleo, dora = members
    ann.type_into("def my_net", SOLVED, over=True)
    ann.run_cell("def my_net")
    ann.run_cell("check_repair(mine")
    for member in (ben, dora):
        member.type_into("28.1152534485 dB", f"\n{LINE.format(member.name)}")
    cleo.type_into("def psnr(", f"\n{LINE.format('cleo')}")
    dora.type_into("def psnr(", f"\n{LINE.format('dora')}, too")
    for member in members:
        member.save(place(member), until=LINE.format(member.name))
    for folder in ("my_lessons", "notebooks"):
        (cleo.home / "course" / folder / ADDED).write_bytes(MINE)


def pull_again(members: list[Member], link: str) -> None:
    """The teacher changes the course, and all open the link once more."""
    repository.change()
    began = time.monotonic()
    for member in members:
        member.follow(link)
    together(members, "pulled again", Member.has_pulled, began)
    together(members, "", Member.is_in_lesson)
    for member in members:
        jupyter.screenshot(member.page, f"hub-{member.name}")

"""The table of lessons, as data: README, notebooks and the learner's progress agree with it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Lesson:
    """One lesson. Names of guesses and exercises are those that `progress` keeps."""

    file: str  # in notebooks/
    title: str
    minutes: int
    happens: str  # one or two sentences for somebody who chooses what to read
    steps: tuple[int, ...] = ()  # of the method card, that it practises
    guesses: tuple[str, ...] = ()
    exercises: tuple[str, ...] = ()

    @property
    def number(self) -> str:
        """Two digits, "03"."""
        return self.file[:2]


LESSONS = (
    Lesson(
        file="00_start_here.ipynb",
        title="Start here",
        minutes=15,
        happens="Your machine, the map with your own progress, the method card, and a first guess.",
        guesses=("00-which-stops",),
    ),
    Lesson(
        file="01_images_noise_and_psnr.ipynb",
        title="Images, noise and PSNR",
        minutes=60,
        happens="What doing nothing scores, before there is any network; and how PSNR is got "
        "wrong.",
        steps=(1,),
        guesses=("01-score-of-nothing", "01-blur-or-nothing", "01-largest-error"),
        exercises=("01.1", "01.2", "01.3"),
    ),
    Lesson(
        file="02_rednet_step_by_step.ipynb",
        title="RED-Net step by step",
        minutes=85,
        happens="The network, layer by layer; overfit one batch; then train. Deeper, with and "
        "without skips.",
        steps=(2, 6),
        guesses=(
            "02-how-many-weights",
            "02-transposed-shape",
            "02-one-batch",
            "02-shuffled-pairs",
            "02-how-high",
            "02-thirty-layers",
            "02-signal",
        ),
        exercises=("02.1", "02.2", "02.3"),
    ),
    Lesson(
        file="03_the_loss_that_never_moves.ipynb",
        title="The loss that never moves",
        minutes=65,
        happens="A denoising network trains well. One line is added, and its log freezes. Guess "
        "the number it freezes at.",
        steps=(1,),
        guesses=("03-which-score", "03-which-side"),
        exercises=("03.1", "03.2", "03.3"),
    ),
    Lesson(
        file="04_why_the_relu_died.ipynb",
        title="Why the ReLU died",
        minutes=105,
        happens="Same layer, new job. What the network can express and what training can reach, "
        "taken apart; all suspects over ten seeds; three blind cases.",
        steps=(3, 4, 6),
        guesses=(
            "04-how-many-below-zero",
            "04-how-early",
            "04-quiet-start",
            "04-transplant",
            "04-smaller-steps",
            "04-build-it-again",
            "04-two-relus",
        ),
        exercises=("04.A", "04.B", "04.C", "04.1", "04.2"),
    ),
)

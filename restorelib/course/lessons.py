"""The table of lessons as data. README, notebooks and the learner's progress match it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Lesson:
    """One lesson. `progress` keeps its guesses and exercises under these names."""

    file: str  # in notebooks/
    title: str
    minutes: int
    happens: str  # one or two sentences, to help a reader choose
    steps: tuple[int, ...] = ()  # of the method card, which it practises
    guesses: tuple[str, ...] = ()
    exercises: tuple[str, ...] = ()

    @property
    def number(self) -> str:
        """Two digits, such as "03"."""
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
        minutes=75,
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
        ),
        exercises=("02.1", "02.2", "02.3"),
    ),
    Lesson(
        file="03_the_loss_that_never_moves.ipynb",
        title="The loss that never moves",
        minutes=60,
        happens="A denoising network trains well. One line is added, and its log freezes. Guess "
        "the number it freezes at.",
        steps=(1,),
        guesses=("03-which-score", "03-which-side"),
        exercises=("03.1", "03.2", "03.3"),
    ),
    Lesson(
        file="04_why_the_relu_died.ipynb",
        title="Why the ReLU died",
        minutes=90,
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
    Lesson(
        file="05_super_resolution_and_srcnn.ipynb",
        title="Super-resolution and SRCNN",
        minutes=60,
        happens="How to make a picture small without moving it, and the new ladder. Three layers "
        "stop at grey, and later leave it.",
        steps=(1,),
        guesses=("05-which-mistake", "05-which-rung", "05-who-leaves"),
        exercises=("05.1", "05.2", "05.3"),
    ),
    Lesson(
        file="06_fsrcnn_step_by_step.ipynb",
        title="FSRCNN step by step",
        minutes=60,
        happens="Five parts, counted one by one. A network that trains, without any error, and "
        "paints squares: which of its lines is it? Overfit one batch, then change one thing.",
        steps=(2, 6),
        guesses=("06-how-many-meet", "06-how-much-less", "06-squares"),
        exercises=("06.1", "06.2", "06.3"),
    ),
    Lesson(
        file="07_the_grey_image.ipynb",
        title="The grey image",
        minutes=65,
        happens="Eight layers paint everything grey, with the same loss after each reset. Guess "
        "that loss, find the one number that was learned, and bisect.",
        steps=(1, 5),
        guesses=(
            "07-which-number",
            "07-how-many-moved",
            "07-no-biases",
            "07-which-rung",
            "07-how-long",
        ),
        exercises=("07.1", "07.2", "07.3"),
    ),
    Lesson(
        file="08_why_small_weights_vanish.ipynb",
        title="Why small weights vanish",
        minutes=80,
        happens="The gain of a layer, computed and measured; weights that keep a signal. How Adam "
        "gets away where SGD cannot; the last layer; a map of a thousand trainings; three blind "
        "cases.",
        steps=(3, 4, 6),
        guesses=(
            "08-gain",
            "08-no-biases",
            "08-last-layer",
            "08-which-one-change",
            "08-border",
            "08-border-case-a",
        ),
        exercises=("08.A", "08.B", "08.C", "08.1", "08.2"),
    ),
    Lesson(
        file="09_measured_like_the_papers.ipynb",
        title="Measured like the papers",
        minutes=60,
        happens="Trained networks end a little below the papers' figures. Three suspects, then the "
        "gap closes. Test pictures that were trained on, and what five pictures show.",
        steps=(1, 6),
        guesses=(
            "09-what-closes",
            "09-twice",
            "09-which-moves",
            "09-the-gap",
            "09-how-much",
            "09-how-wide",
        ),
        exercises=("09.1", "09.2", "09.3"),
    ),
    Lesson(
        file="10_restore_your_own_photo.ipynb",
        title="Restore your own photograph",
        minutes=70,
        happens="Luma by a trained network, colour by bicubic; tiles without seams; which "
        "sigma. Then your own photograph, and what cameras and JPEG do that no training had.",
        steps=(1, 6),
        guesses=("10-overlap", "10-wrong-sigma", "10-blind", "10-jpeg", "10-camera"),
        exercises=("10.1", "10.2", "10.3"),
    ),
    Lesson(
        file="11_other_peoples_networks.ipynb",
        title="Other people's networks",
        minutes=60,
        happens="Four networks that are not about pictures at all, by hand and with the check-up: "
        "digits, house prices, reviews, switches. Then twelve blind cases, and your own network.",
        steps=(1, 2, 3, 4, 5, 6),
        guesses=(
            "11-which-number",
            "11-which-change",
            "11-which-column",
            "11-what-is-left",
            "11-how-long",
        ),
        exercises=("11.1", "11.2"),
    ),
)

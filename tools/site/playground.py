"""The playground: the frame of its page, the photographs, and what it says of a run."""

from dataclasses import asdict

from restorelib.cases import case_a, case_a_words, case_b, panel_spec
from restorelib.cases.layer_words import layer_words
from restorelib.experiments.judging import Rule
from restorelib.experiments.verdicts import CLEAR, OFF_THE_PLATEAU, STUCK, VERDICT
from restorelib.storage.packing import pack
from restorelib.widgets.live_data import live_data
from tools.site.page import Page

# What holds for both nets. "On the patches": the gradient is measured on a few of them.
_NO_GRADIENT = (("gradient", "<=", 0.0),)
_FIRST = (
    Rule(
        "stuck",
        (*_NO_GRADIENT, ("step", ">", 0.0)),
        "Stuck: no weight gets a gradient, {psnr:.1f} dB",
    ),
    Rule("start", (("step", "<=", 0.0),), "Not trained yet: the initial weights"),
)
_GREY = Rule(
    "grey",
    (("flat_gain", ">", -OFF_THE_PLATEAU), ("flat_gain", "<", OFF_THE_PLATEAU)),
    "About as good as one flat grey, {psnr:.1f} dB",
)
_WORSE = Rule("worse", (), "Worse than one flat grey, {psnr:.1f} dB")
_RED_RULES = (
    *_FIRST,
    Rule("stuck", STUCK, "Stuck: the score of doing nothing, {psnr:.1f} dB"),
    Rule("better", (("gain", ">=", CLEAR),), "Better than doing nothing by {gain:.1f} dB"),
    Rule("same", (("gain", ">", -CLEAR),), "About as good as doing nothing, {gain:+z.2f} dB"),
    _GREY,
    Rule(
        "learning",
        (("flat_gain", ">", 0.0),),
        "Past one flat grey, {gain:+z.1f} dB against doing nothing",
    ),
    _WORSE,
)
_FSRCNN_RULES = (
    *_FIRST,
    Rule("better", (("gain", ">", 0.0),), "Past bicubic interpolation by {gain:.1f} dB"),
    Rule(
        "learning",
        (("nearest_gain", ">", 0.0),),
        "Past repeated pixels, {gain:+z.1f} dB against bicubic",
    ),
    _GREY,
    Rule(
        "learning",
        (("flat_gain", ">", 0.0),),
        "Past one flat grey, {gain:+z.1f} dB against bicubic",
    ),
    _WORSE,
)
_ENLARGED = (
    "After {step:,} step{step:plural} the score is {psnr:.2f} dB: {flat_gain:+z.2f} dB against one "
    "flat grey, {nearest_gain:+z.2f} dB against repeated pixels, {gain:+z.2f} dB against bicubic "
    "interpolation. The predicted values have a std of {spread:size|0}, and the largest gradient "
    "of a weight is {gradient:.1e|exactly 0}."
)
_COMMON = {
    "histogram": case_a_words.histogram_words.template,
    "network": layer_words.template,
}
TEXTS = {
    "red": {
        "words": _COMMON | {"sentence": VERDICT, "pictures": panel_spec.added_words.template},
        "verdict": [list(asdict(rule).values()) for rule in _RED_RULES],
    },
    "fsrcnn": {
        "words": _COMMON
        | {
            "sentence": _ENLARGED,
            "enlarged": "the net paints grey levels from {darkest:,} to {brightest:,} (0 is "
            "black, 255 is white)",
        },
        "verdict": [list(asdict(rule).values()) for rule in _FSRCNN_RULES],
    },
}


def data() -> dict[str, bytes]:
    """What the playground asks for, by name; patches under the names that panels use."""
    specs = {"a": case_a.panel_spec(["residual_activation"]), "b": case_b.panel_spec()}
    patches = {
        f"patches-{name}": live_data(spec.live(spec.states()[0])) for name, spec in specs.items()
    }
    return patches | {"playground": pack(TEXTS, {})}


PART = '<div data-part="playground"><p>The playground needs JavaScript.</p></div>'


def page() -> Page:
    """The page of the playground."""
    return Page(
        path="playground.html",
        title="Build your own failure",
        description="Train two real networks in this page: choose how they start, watch the signal "
        "fade, units die and the gradient stop, and repair them.",
        body=f"<h1>Build your own failure</h1>\n{PART}",
        kind="playground-page",
        data=data(),
    )

"""Which last activation and loss fit which targets, as a table. Without Keras."""

from __future__ import annotations

from dataclasses import dataclass

from restorelib.checkup.loss_families import (
    BINARY,
    CATEGORICAL,
    CROSSENTROPIES,
    DISTANCES,
    HINGES,
    SPARSE,
)

FITS = "fits"
UNUSUAL = "unusual"  # can learn: a note, and a finding only if a change helps this very model
CANNOT = "cannot"  # not what was meant, whatever the weights are
LOGITS = "logits"  # UNUSUAL where Keras keeps the logits behind the activation, else CANNOT

CLASSES = ("binary", "one-hot", "class-numbers", "several-labels")
ANY = ("*",)


@dataclass(frozen=True)
class Combination:
    """A row: the first whose columns all match is the one that counts."""

    targets: tuple[str, ...]  # among `target_and_loss.TARGETS`
    last: tuple[str, ...]  # activation of the last layer; "linear" is none
    losses: tuple[str, ...]
    verdict: str
    why: str = ""
    kind: str = "target-and-loss"  # of the finding
    from_logits: bool | None = None  # None: either
    units: str = "any"  # "one", "many" or "any"


R = Combination
RECTIFIED = ("relu", "relu6", "softplus", "exponential")
CLASSES_IN_ONE_UNIT = R(
    ("class-numbers",),
    ANY,
    BINARY,
    CANNOT,
    "one unit answers one yes-or-no question, and cannot tell more than two classes apart",
    units="one",
)
TABLE = (
    R(
        ANY,
        ("softmax",),
        ANY,
        CANNOT,
        "softmax over one unit returns 1 for every input",
        kind="softmax-of-one",
        units="one",
    ),
    CLASSES_IN_ONE_UNIT,
    R(
        ("class-numbers",),
        ANY,
        (*BINARY, *CATEGORICAL),
        CANNOT,
        "{loss} compares unit by unit, and a class number is not such a row of values",
        units="many",
    ),
    R(
        ANY,
        ANY,
        CATEGORICAL,
        CANNOT,
        "over a single unit {loss} is 0 or does not depend on it",
        units="one",
    ),
    R(
        ANY,
        ("linear",),
        CROSSENTROPIES,
        CANNOT,
        "{loss} takes the output for probabilities; without an activation it can be any number, "
        "and outside 0 to 1 it passes no gradient",
        kind="logits-or-probabilities",
        from_logits=False,
    ),
    R(
        ANY,
        (*RECTIFIED, "leaky_relu", "elu", "selu", "tanh", "softsign", "gelu", "silu"),
        CROSSENTROPIES,
        CANNOT,
        "{loss} takes the output for probabilities, and {last} can leave the range 0 to 1, outside "
        "which no gradient passes",
        kind="logits-or-probabilities",
        from_logits=False,
    ),
    R(
        ANY,
        RECTIFIED,
        CROSSENTROPIES,
        CANNOT,
        "{loss} takes the output for logits, and after {last} they can never be negative",
        kind="logits-or-probabilities",
        from_logits=True,
    ),
    R(
        ANY,
        ("relu, then softmax", "relu, then sigmoid"),
        CROSSENTROPIES,
        CANNOT,
        "what goes into the last activation can never be negative",
        kind="logits-or-probabilities",
    ),
    R(
        ANY,
        ("softmax", "sigmoid"),
        CROSSENTROPIES,
        LOGITS,
        "{loss} is told that it gets logits (from_logits=True), and would apply {last} twice",
        kind="logits-or-probabilities",
        from_logits=True,
    ),
    R(
        ("several-labels",),
        ("softmax",),
        (*BINARY, *CATEGORICAL),
        CANNOT,
        "softmax makes probabilities that sum to 1, so that two labels cannot both be likely",
        kind="one-hot",
    ),
    R(
        ("several-labels", "fractions", "numbers"),
        ANY,
        CATEGORICAL,
        CANNOT,
        "{loss} expects targets that sum to 1 over the classes",
        kind="one-hot",
    ),
    R(
        ("one-hot", "shares", "class-numbers"),
        ("sigmoid",),
        (*CATEGORICAL, *SPARSE),
        LOGITS,
        "sigmoid makes probabilities that do not sum to 1 over the classes",
        kind="logits-or-probabilities",
    ),
    R(
        ("one-hot", "shares"),
        ("softmax",),
        BINARY,
        UNUSUAL,
        "{loss} asks a yes-or-no question of each class, of which most answers are no",
    ),
    R(
        ("one-hot", "shares"),
        ("sigmoid", "linear"),
        BINARY,
        UNUSUAL,
        "{n} yes-or-no questions, of which most answers are no: nothing says that one class holds",
    ),
    R(
        CLASSES,
        ("softmax", "sigmoid", "tanh"),
        DISTANCES,
        UNUSUAL,
        "{loss} passes almost no gradient through {last} where it is sure and wrong",
    ),
    R(
        CLASSES,
        RECTIFIED,
        DISTANCES,
        UNUSUAL,
        "{loss} behind {last} passes no gradient where the output is 0, and nothing keeps it below "
        "1",
    ),
    R(CLASSES, ("linear",), DISTANCES, UNUSUAL, "{loss} fits amounts; these are classes"),
    R(
        ("binary", "signs"),
        ("sigmoid", "softmax", *RECTIFIED),
        HINGES,
        UNUSUAL,
        "{loss} wants an output of -1 or less for one of the classes, and {last} gives none below "
        "0",
    ),
    R(
        ("fractions", "numbers", "shares"),
        ("softmax",),
        (*BINARY, *DISTANCES),
        UNUSUAL,
        "softmax makes values that sum to 1 over {units} units",
        units="many",
    ),
    R(ANY, ("softmax", "sigmoid"), CROSSENTROPIES, FITS, from_logits=False),
    R(ANY, ("linear",), CROSSENTROPIES, FITS, from_logits=True),
    R(ANY, ANY, DISTANCES, FITS),
    R(ANY, ANY, HINGES, FITS),
)

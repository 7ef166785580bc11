"""Which last activation and loss fit which targets: a table, without Keras.

`read` looks a combination up. It says whether the combination fits, cannot work, or is unusual
and can still learn; `write` says in Keras's words what fits these targets.
"""

from __future__ import annotations

from dataclasses import dataclass

FITS = "fits"
UNUSUAL = "unusual"  # can learn: a note, and a finding only if a change helps this very model
CANNOT = "cannot"  # not what was meant, whatever the weights are
LOGITS = "logits"  # UNUSUAL where Keras keeps the logits behind the activation, else CANNOT

# Kind of target -> (in words, units, last activation, loss); {n} is the number of classes.
TARGETS = {
    "binary": ("0 or 1", 1, "sigmoid", "binary_crossentropy"),
    "one-hot": ("{n} classes, one-hot", None, "softmax", "categorical_crossentropy"),
    "shares": ("shares of {n} classes", None, "softmax", "categorical_crossentropy"),
    "class-numbers": (
        "{n} classes as whole numbers",
        None,
        "softmax",
        "sparse_categorical_crossentropy",
    ),
    "several-labels": ("{n} labels, several at once", None, "sigmoid", "binary_crossentropy"),
    "signs": ("-1 or 1", None, "tanh", "hinge"),
    "fractions": ("values from 0 to 1", None, "sigmoid", "mse"),
    "numbers": ("numbers", None, "", "mse"),
}
BINARY = ("binary_crossentropy", "binary_focal_crossentropy")
CATEGORICAL = ("categorical_crossentropy", "categorical_focal_crossentropy")
SPARSE = ("sparse_categorical_crossentropy",)
CROSSENTROPIES = (*BINARY, *CATEGORICAL, *SPARSE)
DISTANCES = (
    *("mean_squared_error", "mse", "mean_absolute_error", "mae", "huber", "log_cosh"),
    *("mean_squared_logarithmic_error", "mean_absolute_percentage_error"),
)
HINGES = ("hinge", "squared_hinge")
CLASSES = ("binary", "one-hot", "class-numbers", "several-labels")
ANY = ("*",)


@dataclass(frozen=True)
class Combination:
    """A row: the first whose columns all match is the one that counts."""

    targets: tuple[str, ...]  # among TARGETS
    last: tuple[str, ...]  # activation of the last layer; "linear" is none
    losses: tuple[str, ...]
    verdict: str
    why: str = ""
    kind: str = "target-and-loss"  # of the finding
    from_logits: bool | None = None  # None: either
    units: str = "any"  # "one", "many" or "any"


def read(
    target: str, last: str, loss: str, *, from_logits: bool = False, units: int = 1, classes: int
) -> Combination | None:
    """The row for this combination; None if the table says nothing about it.

    Args:
        target: kind of target, among TARGETS.
        last: activation of the last layer, "linear" for none, "" if it is unknown.
        loss: Keras's name in snake case.
        from_logits: as the loss was told.
        units: of the last layer.
        classes: that the targets name.
    """
    many = "one" if units == 1 else "many"
    for row in TABLE:
        if (
            _among(target, row.targets)
            and _among(last, row.last)
            and _among(loss, row.losses)
            and row.from_logits in (None, from_logits)
            and row.units in ("any", many)
            and not (row is CLASSES_IN_ONE_UNIT and classes < 3)
        ):
            return row
    return None


def named(target: str, classes: int) -> str:
    """The kind of target in words: "10 classes as whole numbers"."""
    return TARGETS[target][0].format(n=classes)


def write(target: str, classes: int) -> str:
    """What fits such targets, as Keras writes it."""
    _, units, last, loss = TARGETS[target]
    activation = f', activation="{last}"' if last else ""
    return f'Dense({units or classes}{activation}) with loss="{loss}"'


def _among(value: str, column: tuple[str, ...]) -> bool:
    return column == ANY or value in column


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
        "{loss} compares unit by unit, and a class number is no such row of values",
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
        "{loss} takes the output for probabilities, and {last} leaves 0 to 1, where no gradient "
        "passes",
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
        "{loss} passes next to no gradient through {last} where it is sure and wrong",
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

"""Which last activation and loss fit which targets, without Keras.

`read` looks a combination up in the table. It says whether the combination fits, cannot work, or
is unusual and can still learn; `write` says in Keras's words what fits these targets.
"""

from __future__ import annotations

from restorelib.checkup.combination_table import ANY, CLASSES_IN_ONE_UNIT, TABLE, Combination

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

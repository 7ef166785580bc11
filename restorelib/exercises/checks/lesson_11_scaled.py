"""Check of lesson 11's second exercise: scale the columns of a table, and of another one alike."""

from collections.abc import Callable, Sequence

import numpy as np

from restorelib.exercises.answers import AnswerError, as_array
from restorelib.exercises.feedback import Feedback, exercise, not_yet
from restorelib.exercises.functions import called
from restorelib.exercises.shown import shown

# Columns of very different size, and one that is always the same.
MEANS, STDS = np.array([110.0, 52_000.0, 0.5, 7.0]), np.array([30.0, 5_000.0, 0.3, 0.0])


@exercise("11.2")
def check_scaled(
    function: Callable[[np.ndarray, np.ndarray], Sequence[np.ndarray]],
) -> Feedback:
    """Lesson 11, exercise 2: scale a table for training, and new rows in the same way.

    Args:
        function: (x, x_new), both (N, columns) -> the two, scaled.
    """
    rng = np.random.default_rng(0)
    x = (MEANS + STDS * rng.standard_normal((200, 4))).astype("float32")
    new = (MEANS + STDS * (1 + 2 * rng.standard_normal((50, 4)))).astype("float32")
    before = x.copy(), new.copy()
    returned = called(function, x, new)
    if not (np.array_equal(x, before[0]) and np.array_equal(new, before[1])):
        return not_yet(
            "Your function changes the tables that it gets. Compute new ones: (x - mean) / std, "
            "not x -= mean."
        )
    ours, theirs = _pair(returned, x.shape, new.shape)
    fault = _fault_of_training(ours, x) or _fault_of_new(theirs, x, new)
    return fault or Feedback(
        True,
        "Each column has a mean of 0 and a std of 1, the constant one is 0, and new rows are "
        "measured by the same rule. `layers.Normalization` with `adapt(x)` keeps that rule inside "
        "the model, where it cannot be forgotten.",
    )


def _pair(value: object, *shapes: tuple[int, ...]) -> list[np.ndarray]:
    if not isinstance(value, tuple | list) or len(value) != 2:
        raise AnswerError(f"Return two tables, x and x_new, scaled; received {shown(value)}.")
    arrays = [as_array(each) for each in value]
    for array, shape in zip(arrays, shapes, strict=True):
        if array is None or array.shape != shape or array.dtype.kind not in "fiu":
            raise AnswerError(
                f"A scaled table should have the shape that it had, {shape}; received "
                f"{shown(array)}."
            )
    return [array.astype("float64") for array in arrays]


def _fault_of_training(ours: np.ndarray, x: np.ndarray) -> Feedback | None:
    if not np.isfinite(ours).all():
        return not_yet(
            "A column that is always the same has a std of 0, and dividing by it gives values that "
            "are not finite. Divide by 1 there, for example."
        )
    mean, std = ours.mean(axis=0), ours.std(axis=0)
    if abs(ours.mean()) < 0.01 and abs(ours.std() - 1) < 0.01 and np.ptp(mean) > 0.1:
        return not_yet(
            "You take one mean and one std for the whole table. Each column needs its own: axis=0."
        )
    if np.abs(mean).max() > 0.01:
        return not_yet(
            f"The means of your columns are {np.round(mean, 2).tolist()}. Subtract the mean of "
            "each column first."
        )
    if np.abs(std[:3] - 1).max() > 0.02:
        return not_yet(
            f"The stds of your columns are {np.round(std, 3).tolist()}, with 1, 1, 1 and 0 "
            "wanted. Divide by the std of each column, not by its square."
        )
    return None


def _fault_of_new(theirs: np.ndarray, x: np.ndarray, new: np.ndarray) -> Feedback | None:
    mean, std = x.mean(axis=0, dtype="float64"), x.std(axis=0, dtype="float64")
    wanted = (new - mean) / np.where(std > 0, std, 1)
    if np.allclose(theirs[:, :3], wanted[:, :3], rtol=0.02, atol=0.05):
        return None
    if np.allclose(theirs[:, :3], new[:, :3]):
        return not_yet("The new rows come back as they were. The net has learned on scaled ones.")
    if abs(theirs[:, 0].mean()) < 0.05:
        return not_yet(
            "You measure the new rows by their own mean and std. The same house would then get "
            "another number in other company. Use the mean and std of x for both."
        )
    return not_yet("Scale the new rows with the mean and the std of x, column by column.")

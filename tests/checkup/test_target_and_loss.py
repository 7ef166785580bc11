"""The table of targets, last activation and loss, against training."""

import subprocess
import sys

import keras
import numpy as np
import pytest

from restorelib.checkup.combination_table import CANNOT, FITS, LOGITS, TABLE, UNUSUAL
from restorelib.checkup.outputs import read_outputs
from restorelib.checkup.target_and_loss import TARGETS, write
from tests.checkup import checkup_nets as nets
from tests.place import ROOT

pytestmark = pytest.mark.slow

X, LABELS = nets.blobs(classes=3)
BITS = (LABELS == 1).astype("float32")[:, None]
ONE_HOT = nets.one_hot(LABELS, 3)
SEVERAL = np.stack([LABELS != 0, LABELS != 1], axis=1).astype("float32")
LOGITS_OF = {
    "binary": keras.losses.BinaryCrossentropy(from_logits=True),
    "sparse": keras.losses.SparseCategoricalCrossentropy(from_logits=True),
}


def right(made, y):
    """Share of the samples whose class, or all of whose labels, are predicted."""
    if y.ndim == 1:
        classes = made.argmax(axis=1) if made.shape[1] > 1 else np.round(made[:, 0])
        return np.mean(classes == y)
    if y.shape[1] == 3:
        return np.mean(made.argmax(axis=1) == y.argmax(axis=1))
    return np.mean(((made > 0.5) == (y > 0.5)).all(axis=1))


def by_name(value):
    return "" if isinstance(value, np.ndarray | float) else getattr(value, "name", str(value))


# Targets, units, last activation, loss, verdict; and the range of `right` after training.
TRAINED = [
    (BITS, 1, "sigmoid", "binary_crossentropy", FITS, 0.9, 1),
    (ONE_HOT, 3, "softmax", "categorical_crossentropy", FITS, 0.9, 1),
    (LABELS, 3, "softmax", "sparse_categorical_crossentropy", FITS, 0.9, 1),
    (SEVERAL, 2, "sigmoid", "binary_crossentropy", FITS, 0.9, 1),
    (BITS, 1, "softmax", "binary_crossentropy", CANNOT, 0, 0.4),
    (LABELS, 1, "sigmoid", "binary_crossentropy", CANNOT, 0, 0.7),
    (SEVERAL, 2, "softmax", "binary_crossentropy", CANNOT, 0, 0.7),
    (ONE_HOT, 3, "sigmoid", "categorical_crossentropy", LOGITS, 0.9, 1),
    (LABELS, 3, "softmax", LOGITS_OF["sparse"], LOGITS, 0.9, 1),
    (ONE_HOT, 3, "sigmoid", "binary_crossentropy", UNUSUAL, 0.9, 1),
    (ONE_HOT, 3, "softmax", "mse", UNUSUAL, 0.9, 1),
    (BITS, 1, None, "mse", UNUSUAL, 0.9, 1),
]


@pytest.mark.parametrize(
    ("y", "units", "last", "loss", "verdict", "low", "high"), TRAINED, ids=by_name
)
def test_a_verdict_is_what_training_shows(y, units, last, loss, verdict, low, high):
    keras.utils.set_random_seed(0)
    optimizer = keras.optimizers.Adam(0.01)
    model = nets.compiled(nets.dense_net(8, 16, units, last=last), loss, optimizer)
    (output,) = read_outputs(model, X[:2], y, loss)
    assert output.combination.verdict == verdict
    # Ten epochs in one: each one of its own costs more than its steps.
    model.fit(np.tile(X, (10, 1)), np.concatenate([y] * 10), batch_size=32, verbose=0)
    assert low <= right(model(X).numpy(), y) <= high


@pytest.mark.parametrize(
    ("last", "target", "is_"),
    [
        ("linear", "binary", CANNOT),
        ("relu", "binary", CANNOT),
        ("tanh", "one-hot", CANNOT),
        ("linear", "class-numbers", CANNOT),
    ],
)
def test_without_probabilities_a_cross_entropy_passes_no_gradient_somewhere(last, target, is_):
    y = {"binary": BITS, "one-hot": ONE_HOT, "class-numbers": LABELS}[target]
    loss = TARGETS[target][3]
    model = nets.dense_net(8, 3 if target != "binary" else 1, last=last)
    (output,) = read_outputs(model, X[:2], y, loss)
    assert output.combination.verdict == is_
    outside = np.full((4, output.units), -0.5, "float32")  # all of them can return this, but relu
    if last == "relu":
        outside[:] = 2.0
    near = outside + 0.1
    losses = [float(np.mean(keras.losses.get(loss)(y[:4], made))) for made in (outside, near)]
    if target == "binary":
        assert losses[0] == losses[1]  # the same, however far outside
    else:
        assert not losses[0] > losses[1] + 1e-3  # nearer is no better


@pytest.mark.parametrize(
    ("odd", "plain"),
    [
        (("sigmoid", "categorical_crossentropy"), ("softmax", "categorical_crossentropy")),
        (("softmax", "binary_crossentropy"), ("sigmoid", "binary_crossentropy")),
    ],
)
def test_on_tensorflow_keras_trains_the_logits_digit_by_digit(odd, plain):
    if keras.backend.backend() != "tensorflow":
        pytest.skip("another backend keeps no logits")
    losses = []
    for last, loss in (odd, plain):
        keras.utils.set_random_seed(0)
        model = nets.compiled(nets.dense_net(8, 16, 3, last=last), loss)
        losses.append(model.fit(X, ONE_HOT, epochs=3, verbose=0).history["loss"])
    assert losses[0] == losses[1]


@pytest.mark.parametrize(
    ("made", "name"),
    [
        (keras.layers.Lambda(lambda t: keras.ops.softmax(t)), "softmax"),
        (keras.layers.Activation("sigmoid"), "sigmoid"),
        (keras.layers.Softmax(), "softmax"),
    ],
)
def test_an_activation_behind_batchnorm_is_read(made, name):
    keras.utils.set_random_seed(0)
    inner = [keras.layers.Dense(3), keras.layers.BatchNormalization(), made]
    model = keras.Sequential([keras.Input((8,)), *inner])
    (output,) = read_outputs(model, X[:2], ONE_HOT, "categorical_crossentropy")
    assert output.activation == name


def test_every_row_says_something_and_every_kind_of_target_has_its_form():
    assert {row.verdict for row in TABLE} == {FITS, UNUSUAL, CANNOT, LOGITS}
    assert all(row.why for row in TABLE if row.verdict != FITS)
    for target in TARGETS:
        assert write(target, 10).startswith("Dense(")
    said = write("class-numbers", 10)
    assert said == 'Dense(10, activation="softmax") with loss="sparse_categorical_crossentropy"'


def test_the_table_needs_no_keras():
    code = "import sys, restorelib.checkup.target_and_loss; assert 'keras' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)

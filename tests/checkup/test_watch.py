"""`Watch` names the number while training stands still, and is silent on healthy trainings."""

import keras
import numpy as np
import pytest

from restorelib.checkup import Watch
from restorelib.checkup.watched_numbers import watched
from tests.checkup import checkup_nets as nets
from tests.checkup import healthy_nets as healthy

pytestmark = pytest.mark.slow


def fitted(make, *, epochs=5, batch=64, data=True, **settings):
    """The lines that Watch has said during a training, with data and without."""
    model, x, y = nets.build(make)
    lines = []
    own = Watch(x, y, say=lines.append) if data else Watch(say=lines.append)
    other = Watch(say=lambda line: None)
    model.fit(x, y, epochs=epochs, batch_size=batch, verbose=0, callbacks=[own, other], **settings)
    assert own.said == lines
    return lines, other.said


IN_EACH_RUN = (
    nets.text_classifier,
    nets.two_inputs_two_outputs,
    nets.autoencoder,
    healthy.vae,
    healthy.rare_class,
)
OTHERS = [make for make in healthy.HEALTHY if make not in IN_EACH_RUN]


@pytest.mark.parametrize(
    "make",
    [*IN_EACH_RUN, *(pytest.param(make, marks=pytest.mark.claims) for make in OTHERS)],
    ids=lambda make: make.__name__,
)
def test_it_says_nothing_on_a_healthy_training(make):
    assert fitted(make, epochs=8) == ([], [])


def test_a_plateau_at_ln_10_is_named_with_and_without_data():
    for lines in fitted(nets.digits_at_ln_10, epochs=6, batch=250):
        first, second, last = lines
        assert first == "Watch: loss 2.3026 is ln 10: what guessing scores, for 3 epochs now."
        assert "for 6 epochs now" in second and "diagnose(model, x, y)" in last


def test_digits_that_repeat_and_the_predictor_with_that_score():
    with_data, without = fitted(nets.black_output, epochs=3, batch=96)
    assert "what predicting 0 scores, for 3 epochs now" in with_data[0]
    assert "repeats to the last digit" in without[0]


def test_a_plateau_of_the_validation_loss_alone_says_what_the_training_loss_is():
    model, x, y = nets.build(nets.mlp)
    watch = Watch(x, y, say=lambda line: None)
    watch.set_model(model)
    watch.on_train_begin()
    for epoch in range(3):
        watch.on_epoch_begin(epoch)
        watch.on_epoch_end(epoch, {"loss": 0.05 / (epoch + 1), "val_loss": 1.3863})
    watch.on_train_end()
    assert watch.said[0].startswith(
        "Watch: val_loss 1.3863 is ln 4: what guessing scores (and loss"
    )


def bursting():
    x, y = nets.curve()
    rate = keras.optimizers.SGD(1e8)
    return nets.compiled(nets.dense_net(4, 8, 1), "mse", rate), x, y


def test_a_loss_that_is_lost_is_named_with_its_step_and_layer():
    lines, _ = fitted(bursting, epochs=2)
    assert "not a number from step" in lines[0] and "of epoch 1 on" in lines[0]
    assert "the first layer whose weights are not finite is dense" in lines[0]
    assert sum("not a number" in line for line in lines) == 1


def missing_inputs():
    x, y = nets.curve()
    x[3] = np.nan
    return nets.compiled(nets.dense_net(4, 8, 1), "mse"), x, y


def test_values_that_are_missing_are_named_before_any_layer():
    lines, other = fitted(missing_inputs, epochs=1)
    assert "4 values of x are not finite" in lines[0]
    assert "the first layer whose weights are not finite is" in other[0]


KNOWN = [
    ("mse", np.array([[0.0], [1.0], [2.0]]), 2 / 3, "the mean of y"),
    ("mse", np.array([[1.0], [1.0], [4.0]]), 6.0, "predicting 0"),
    ("mae", np.array([[0.0], [0.0], [3.0]]), 1.0, "the median of y"),
    ("binary_crossentropy", np.array([[0.0], [0.0], [0.0], [1.0]]), 0.5623, "how frequent"),
    (nets.SPARSE, np.array([0, 0, 1, 2]), 1.0397, "how frequent"),
    ("categorical_crossentropy", np.eye(3)[[0, 0, 1, 2]], 1.0986, "guessing"),
]


@pytest.mark.parametrize(("loss", "y", "value", "words"), KNOWN)
def test_each_loss_has_its_own_known_numbers(loss, y, value, words):
    units = 3 if "categorical" in loss else 1
    known = watched(loss, units, y)
    assert words in known.name(value).words
    assert known.name(0.83 * value) is None or words not in known.name(0.83 * value).words
    assert known.best_constant <= value + 1e-4


def test_the_score_of_the_input_is_known():
    x, y = nets.noisy_photographs()
    named = watched("mse", 1, y, x).name(float(np.mean((x - y) ** 2)))
    assert "returning the input" in named.words


def test_a_generator_is_refused_since_fit_would_lack_its_batches():
    with pytest.raises(ValueError, match=r"fit then lacks.*Watch\(\)"):
        Watch(iter([(np.ones(1), np.ones(1))]))

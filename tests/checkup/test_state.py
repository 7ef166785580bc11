"""A check-up leaves a model unchanged, also after an error or Ctrl-C; and its own errors."""

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers

from restorelib.checkup import bisection, diagnose, examination, finding, walk
from restorelib.checkup.rules.all_rules import RULES
from restorelib.training.gradients import values
from tests.checkup import checkup_nets as nets

pytestmark = pytest.mark.slow

FEW = 12  # steps of a test: whether the state is put back does not depend on their number


@pytest.fixture(autouse=True)
def few_steps(monkeypatch):
    monkeypatch.setattr(examination, "STEPS", FEW)
    monkeypatch.setattr(bisection, "SEEDS", (1,))


class Interrupted(KeyboardInterrupt):
    """Stands for Ctrl-C, but a test can tell it from a real one."""


def in_training():
    """A net in the middle of its training, with every kind of state that could be changed.

    A frozen layer, penalties, dropout and noise with seeds of their own, statistics of BatchNorm,
    a ReLU layer that is dead, moments of Adam, and metrics that have counted.
    """
    keras.utils.set_random_seed(0)
    x, y = nets.curve()
    model = keras.Sequential(
        [
            keras.Input((4,)),
            layers.Dense(16, "tanh", name="frozen", trainable=False),
            layers.BatchNormalization(),
            layers.GaussianNoise(0.1),
            layers.Dropout(0.8),
            layers.Dense(16, kernel_regularizer="l2", name="penalised"),
            layers.Dense(8, bias_initializer=keras.initializers.Constant(-50)),
            layers.ReLU(name="dead"),
            layers.Dense(1, "linear"),
        ]
    )
    model.compile(keras.optimizers.Adam(3e-3), "mse", metrics=["mae"], jit_compile=False)
    model.fit(x, y, batch_size=64, epochs=1, shuffle=False, verbose=0)
    return model, x, y


@pytest.fixture(scope="module")
def patient():
    """One for all tests: each leaves it unchanged, or fails."""
    return in_training()


def everything(model):
    """All of a model that a check-up could leave changed, as values that compare."""
    inner = model._flatten_layers()
    held = [*model.variables, *model.metrics_variables]
    if model.optimizer is not None:
        held += model.optimizer.variables
    return {
        "numbers": [values(variable).tobytes() for variable in held],
        "steps": None if model.optimizer is None else int(model.optimizer.iterations),
        "rate": None if model.optimizer is None else float(values(model.optimizer.learning_rate)),
        "to train": [variable.path for variable in model.trainable_variables],
        "flags": [layer.trainable for layer in inner],
        "rates": [getattr(layer, "rate", None) for layer in inner],
        "activations": [getattr(layer, "activation", None) for layer in inner],
        "patched": [sorted({"call", "build"} & set(vars(layer))) for layer in inner],
        "compiled": (model.optimizer, model.loss, model.train_function, model.stop_training),
        "layers": [id(layer) for layer in inner],
    }


# All that a check-up changes in a model: kind of the rule -> name of the change.
CHANGES = {
    "frozen": "all layers trainable",
    "dropout": "no dropout",
    "penalties": "no penalties",
    "dead-layer": "dead without its relu",
}


def test_everything_is_as_it_was(patient):
    model, x, y = patient
    before, data = everything(model), (x.copy(), y.copy())
    report = diagnose(model, x, y, seconds=120)
    assert everything(model) == before
    assert np.array_equal(x, data[0]) and np.array_equal(y, data[1])
    # All changes were tried: layers trainable, dropout and penalties off, a ReLU taken out.
    assert set(CHANGES.values()) <= set(report.trials), list(report.trials)


def test_training_continues_as_without_a_check_up(patient):
    (one, x, y), (twin, _, _) = patient, in_training()
    diagnose(one, x, y, seconds=0)
    logs = [
        model.fit(x, y, batch_size=32, epochs=2, shuffle=False, verbose=0).history
        for model in (one, twin)
    ]
    assert logs[0] == logs[1]


@pytest.mark.parametrize(("kind", "change"), CHANGES.items())
def test_ctrl_c_during_a_trial_leaves_no_change(monkeypatch, patient, kind, change):
    model, x, y = patient
    before, stages = everything(model), []
    train = examination.Probe.train

    def interrupted(*args, **kwargs):
        trial = train(*args, **kwargs)
        if stages[-1] == f"trying {change}":
            raise Interrupted
        return trial

    monkeypatch.setattr(walk, "RULES", [rule for rule in RULES if rule.kind == kind])
    monkeypatch.setattr(examination.Probe, "train", interrupted)
    with pytest.raises(Interrupted):
        diagnose(model, x, y, seconds=120, progress=stages.append)
    assert everything(model) == before


def test_ctrl_c_while_calls_are_noted_leaves_no_change(monkeypatch, patient):
    model, x, y = patient
    before, call = everything(model), layers.ReLU.call

    def interrupted(layer, inputs):
        if "call" in vars(layer):
            raise Interrupted
        return call(layer, inputs)

    with monkeypatch.context() as patched, pytest.raises(Interrupted):
        patched.setattr(layers.ReLU, "call", interrupted)
        diagnose(model, x, y)
    assert everything(model) == before


def test_ctrl_c_in_the_progress_function_leaves_no_change(patient):
    model, x, y = patient
    before, stages = everything(model), []

    def stop_at_the_third(stage):
        stages.append(stage)
        if len(stages) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        diagnose(model, x, y, progress=stop_at_the_third)
    assert everything(model) == before
    assert len(set(stages)) == 3 and all(isinstance(stage, str) for stage in stages)


def test_an_error_in_a_rule_leaves_no_change(monkeypatch, patient):
    model, x, y = patient
    before = everything(model)

    def look(evidence):
        evidence.overfit  # noqa: B018  the weights have moved by now
        evidence.subject.model.layers[0].kernel.assign(np.zeros((4, 16)))
        raise RuntimeError("an error in a rule")

    broken = finding.rule(
        "broken", shows=(), first_test="", lesson="00", not_tested="", last=False
    )(look)
    monkeypatch.setattr(walk, "RULES", (broken, *RULES))
    with pytest.raises(RuntimeError, match="in a rule"):
        diagnose(model, x, y)
    assert everything(model) == before


@pytest.mark.parametrize(
    "make",
    [nets.text_classifier, nets.two_inputs_two_outputs, nets.subclassed, nets.learning_rate_of_ten],
    ids=lambda make: make.__name__,
)
def test_other_kinds_of_model_are_unchanged_too(make):
    model, x, y = nets.build(make)
    model.fit(x, y, epochs=1, batch_size=64, verbose=0)  # a subclassed model is built by that
    before = everything(model)
    diagnose(model, x, y, seconds=2)
    assert everything(model) == before


def test_half_precision_with_its_loss_scale():
    x, y = nets.blobs()
    keras.utils.set_random_seed(0)
    model = keras.Sequential(
        [
            keras.Input((8,)),
            layers.Dense(32, "relu", dtype="mixed_float16"),
            layers.Dense(4, "softmax", dtype="float32"),
        ]
    )
    scaled = keras.optimizers.LossScaleOptimizer(keras.optimizers.Adam(3e-3))
    model.compile(scaled, nets.SPARSE, jit_compile=False)
    model.fit(x, y, epochs=1, batch_size=64, verbose=0)
    before = everything(model)
    assert diagnose(model, x, y).findings == ()
    assert everything(model) == before


def test_progress_gets_words_and_nothing_is_printed(capsys):
    model, x, y = nets.build(nets.mlp)
    stages = []
    diagnose(model, x, y, progress=stages.append)
    diagnose(model, x, y)  # no terminal and no notebook, so no progress line
    assert "overfitting one batch" in stages
    assert capsys.readouterr() == ("", "")


# Errors explain what was expected.

X, Y = nets.blobs()


def compiled():
    return nets.compiled(nets.dense_net(8, 4, 4, last="softmax"), nets.SPARSE)


class OwnStep(keras.Model):
    """Trains in its own way."""

    def __init__(self):
        super().__init__()
        self.dense = layers.Dense(4, "softmax")

    def call(self, x):
        return self.dense(x)

    def train_step(self, data):
        return {}


class Hidden(keras.Model):
    """Keeps its layer where Keras does not look for it."""

    def __init__(self):
        super().__init__()
        self.box = type("Box", (), {"dense": layers.Dense(4, "softmax")})()

    def call(self, x):
        return self.box.dense(x)


class Silent(keras.Model):
    """Has no call."""


def own_step():
    model = OwnStep()
    model.compile("adam", jit_compile=False)
    return model


def no_loss():
    model = nets.dense_net(8, 4)
    model.compile("adam", jit_compile=False)
    return model


WRONG = {
    "a layer": (lambda: layers.Dense(4), X, Y, TypeError, "expects a keras.Model; received Dense"),
    "a function": (lambda: len, X, Y, TypeError, "expects a keras.Model"),
    "not compiled": (lambda: nets.dense_net(8, 4), X, Y, ValueError, r"loss='mse'"),
    "no loss": (no_loss, X, Y, ValueError, "needs a loss: compile"),
    "own train_step": (own_step, X, Y, ValueError, "train_step of its own.*loss='mse'"),
    "no call": (Silent, X, Y, ValueError, "no call"),
    "hidden layers": (
        lambda: nets.compiled(Hidden(), nets.SPARSE),
        X,
        Y,
        ValueError,
        "can reach no layer",
    ),
    "x too narrow": (compiled, X[:, :7], Y, ValueError, r"cannot be called on x of shape \(256, 7"),
    "y too short": (compiled, X, Y[:-1], ValueError, r"as many targets as inputs.*\[256, 255\]"),
    "two targets": (compiled, X, [Y, Y], ValueError, "1 outputs, and y holds 2"),
    "empty": (compiled, X[:0], Y[:0], ValueError, r"one sample at least; received \[0, 0\]"),
    "one row": (compiled, X[0], Y[:1], ValueError, r"\[8, 1\].*x\[None\]"),
    "strings": (compiled, np.array(["a"] * 256), Y, TypeError, "texts.*takes numbers"),
    "objects": (compiled, X.astype(object), Y, TypeError, r"objects \(float\).*astype"),
    "nothing": (compiled, X, None, ValueError, r"received y=None.*diagnose\(model, x, x\)"),
    "a number": (compiled, X, 3.0, TypeError, "samples along the first axis"),
    "a dataset": (
        compiled,
        tf.data.Dataset.from_tensor_slices((X, Y)).batch(8),
        Y,
        ValueError,
        "inputs and targets together",
    ),
}


@pytest.mark.parametrize("case", WRONG, ids=str)
def test_what_cannot_be_examined_raises_an_error_that_explains(case):
    make, x, y, kind, words = WRONG[case]
    with pytest.raises(kind, match=f"(?s){words}"):
        diagnose(make(), x, y)


def test_an_unknown_loss_is_named():
    with pytest.raises(ValueError, match="'cross_entropy'"):
        diagnose(compiled(), X, Y, loss="cross_entropy")


def test_a_model_with_its_own_train_step_needs_a_loss():
    assert diagnose(own_step(), X, Y, loss=nets.SPARSE).findings == ()


def test_data_may_be_lists_tensors_or_integers():
    model = compiled()
    whole = np.rint(4 * X).astype("int64")
    for x, y in ((X.tolist(), Y.tolist()), (tf.constant(X), tf.constant(Y)), (whole, Y)):
        assert diagnose(model, x, y, seconds=0).findings == ()


def test_read_only_data_can_be_examined():
    x, y = X.copy(order="F"), Y.copy()
    x.flags.writeable = y.flags.writeable = False
    assert diagnose(compiled(), x, y, seconds=0).findings == ()

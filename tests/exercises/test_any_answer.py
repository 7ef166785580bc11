"""A check replies to any answer without an error, and accepts no wrong one."""

import datetime
import decimal
import inspect
import itertools
import pathlib
import sys

import keras
import numpy as np
import pytest
from keras import layers

from restorelib import exercises
from restorelib.exercises.clinic.ward import Patient, Trial
from restorelib.exercises.feedback import Feedback, exercise
from restorelib.models import rednet, sr_nets

rng = np.random.default_rng(0)
CLEAN = rng.random((2, 16, 16, 3), dtype="float32")
NOISY = (CLEAN + 0.05 * rng.standard_normal(CLEAN.shape)).astype("float32")
LOW, HIGH = CLEAN[:, :6, :6, :1], CLEAN[:, :12, :12, :1]


def net(channels=3, *, compiled=True, size=None, **layer):
    image = keras.Input((size, size, channels))
    x = layers.Conv2DTranspose(channels, 3, padding="same", **layer)(image)
    model = keras.Model(image, layers.Add()([image, layers.ReLU()(x)]))
    if compiled:
        model.compile("adam", loss="mse", jit_compile=False)
    return model


def deep():
    model = sr_nets.fsrcnn(2, 4, 2, 4, seed=0)
    model.compile("sgd", loss="mse", jit_compile=False)
    return model


def blown_up():
    model = net()
    model.set_weights([np.full_like(weights, np.nan) for weights in model.get_weights()])
    return model


def patient():
    x = CLEAN[..., :1]
    return Patient("04", "B", "", net(1), x, x, np.full(64, np.mean(x**2), "float32"))


NET = net()
RUNGS = {"A": "nearest", "B": "bicubic", "C": "no rung"}
SUBJECT = patient()
# A call of each check that it can read, right or not.
CALLS = {
    "check_case": {
        "patient": SUBJECT,
        "number": "zero",
        "evidence": ("share alive", 0.0),
        "fix": Trial("B", {"learning_rate": 1e-3}, (0.5,) * 5, 1.0),
        "recovered": 2,
    },
    "check_counts": {"weights": 3_937, "products": 3_937 * 5_400},
    "check_damage": {"damage": lambda images, seed: images + 0.1, "steps": 1},
    "check_deconv": {"layer": layers.Conv2DTranspose(1, 8, strides=4, padding="same"), "scale": 4},
    "check_downsample": {"function": lambda image, scale: image[::scale, ::scale]},
    "check_evidence": {
        "model": NET,
        "noisy": NOISY,
        "clean": CLEAN,
        "is_dead": False,
        "largest_gradient": 0.0,
        "values_changed": 1,
    },
    "check_floor": {"function": lambda y: 1.0},
    "check_fsrcnn_s": {"model": sr_nets.fsrcnn(2, 32, 5, 1), "scale": 2},
    "check_identity_score": {"number": 20.17, "sigma": 25},
    "check_interval": {"function": lambda ours, theirs: (0.1, 0.2)},
    "check_ladder_score": {"number": 24.0, "clean": CLEAN, "sigma": 30, "width": 5},
    "check_my_gain": {"function": lambda image, enlarge, scale: 1.0},
    "check_off_the_plateau": {"model": deep(), "low": LOW, "high": HIGH},
    "check_one_batch": {
        "nets": {"A": NET, "B": NET},
        "x": NOISY,
        "y": CLEAN,
        "fault_of": {"A": "its training", "B": "the network"},
    },
    "check_overlap": {"function": lambda network: 7},
    "check_plateau": {"function": lambda train, test: (0.1, 10.0)},
    "check_prediction": {"predicted": 1e-13},
    "check_predictor": {"function": lambda noisy: 0.5 * noisy, "clean": CLEAN, "sigma": 10},
    "check_psnr": {"function": lambda reference, image: 20.0},
    "check_relu_kept": {"model": NET, "noisy": NOISY, "clean": CLEAN},
    "check_repair": {"model": NET, "noisy": NOISY, "clean": CLEAN},
    "check_rungs": {"answers": RUNGS},
    "check_same_grey": {
        "model": deep(),
        "low": LOW,
        "high": HIGH,
        "first_gradient": 1e-3,
        "bicubic_score": 90.0,
        "cause": "the pairs",
    },
    "check_scaled": {"function": lambda x, x_new: (x, x_new)},
    "check_self_ensemble": {"function": lambda restore, image: restore(image)},
    "check_shape_and_weights": {"shape": (26, 26, 16), "weights": 9_585},
    "check_skips": {"model": rednet.red_net(10, 2, 3, skip_every=2, input_skip=False, seed=1)},
    "check_sr_psnr": {"function": lambda reference, image, scale: 20.0},
    "check_std": {"my_std": lambda size, maps_in, slope, stride: 0.1},
    "check_verdicts": {"answers": {"A": "not shown", "B": "shown", "C": "leak"}},
    "check_what_happened": {"answers": {"A": "zoom", "B": "JPEG", "C": "noise"}},
}


class Hostile:
    """Every question raises an error."""

    def __getattr__(self, name):
        raise RuntimeError(name)

    def __len__(self):
        raise RuntimeError("length")

    def __repr__(self):
        raise RuntimeError("repr")

    def __eq__(self, other):
        raise RuntimeError("equal")

    __hash__ = None

    def __bool__(self):
        raise RuntimeError("truth")

    def __array__(self, *arguments, **keywords):
        raise RuntimeError("array")


class OfMany(keras.Model):
    """A subclass without inputs of its own."""

    def call(self, x):
        return x


SLIPS = {
    "None": None,
    "True": True,
    "False": False,
    "np.True_": np.True_,
    "minus one": -1,
    "half": 0.5,
    "huge": 10**300,
    "too huge for a float": 10**400,
    "longer than Python prints": 10**5000,
    "nan": float("nan"),
    "inf": float("inf"),
    "np.float32 nan": np.float32("nan"),
    "complex": 1j,
    "Decimal": decimal.Decimal("0.1"),
    "nothing in quotes": "",
    "no": "no",
    "3": "3",
    "28.13 dB": "28.13 dB",
    "bytes": b"3",
    "long text": "word " * 1000,
    "empty list": [],
    "list": [1.5, 2.5, 3.5],
    "ragged": [[1], [2, 3]],
    "tuple of None": (None, None),
    "dict": {"A": None},
    "dict of arrays": {"A": np.ones(9), "B": np.ones(9), "C": np.ones(9)},
    "dict of lists": {"A": [1], "B": {}, "C": NET},
    "set": {1, 2},
    "range": range(3),
    "endless": itertools.count(),
    "even": 6,
    "1e308": 1e308,
    "0-d": np.array(0.5),
    "one nan": np.array([np.nan]),
    "vector": np.linspace(0, 1, 1000),
    "nan among": np.array([1.0, np.nan]),
    "objects": np.array([None, "a"], dtype=object),
    "names": np.array(["zero", "grey"]),
    "no values": np.zeros((0, 3)),
    "bytes of pictures": np.zeros((2, 16, 16, 3), "uint8"),
    "one picture": np.zeros((16, 16, 3), "float32"),
    "pictures of nan": np.full((2, 16, 16, 3), np.nan, "float32"),
    "grey pictures": np.full((2, 16, 16, 1), 0.5, "float32"),
    "a pixel": np.full((1, 1, 1, 3), 0.5, "float32"),
    "0 to 255": np.full((2, 16, 16, 3), 255, "float32"),
    "tensor": keras.ops.convert_to_tensor([0.5, 0.25]),
    "tensor of one": keras.ops.convert_to_tensor(0.5),
    "variable": keras.Variable([1.0, 2.0]),
    "symbolic tensor": keras.Input((None, None, 3)),
    "function": lambda *arguments: None,
    "method": np.ones(3).max,
    "class": keras.Model,
    "a NumPy class": np.float64,
    "layer": layers.ReLU(),
    "model not built": keras.Sequential([layers.Conv2D(3, 3)]),
    "model of no layers": keras.Sequential(),
    "subclass": OfMany(),
    "two inputs": keras.Model([i := keras.Input((4, 4, 3)), j := keras.Input((4, 4, 3))], i + j),
    "dense": keras.Sequential([keras.Input((4,)), layers.Dense(1)]),
    "model for another size": net(size=8),
    "grey model": net(1),
    "module": np,
    "object": object(),
    "hostile": Hostile(),
    "path": pathlib.Path("net.keras"),
    "date": datetime.date(2000, 1, 1),
    "Ellipsis": ...,
}


def replied(name, **arguments):
    """The reply of a check, which has to be one that a learner can read."""
    reply = getattr(exercises, name)(**arguments)
    assert isinstance(reply, exercises.Feedback)
    words = repr(reply)
    assert reply.error is None, (reply.error, words)
    assert 0 < len(words) < 700, words
    for noise in ("Traceback", " at 0x", "array([", "numpy=", "[[", "<KerasTensor"):
        assert noise not in words, words
    assert "</div>" in reply._repr_html_()
    return reply


@pytest.mark.parametrize("check", CALLS)
def test_every_argument_may_be_anything(check):
    for argument in CALLS[check]:
        for kind, slip in SLIPS.items():
            reply = replied(check, **{**CALLS[check], argument: slip})
            assert not reply.solved, (argument, kind, reply)


def spoils(image, *arguments):
    image[...] = 0
    return image


def stops(*arguments):
    raise ValueError(f"{object()} does not like {np.ones((40, 40))}")


FUNCTIONS = [
    (name, argument)
    for name, given in CALLS.items()
    for argument, value in given.items()
    if inspect.isfunction(value)
]


@pytest.mark.parametrize(("check", "argument"), FUNCTIONS)
def test_every_function_may_return_anything_spoil_its_input_or_stop(check, argument):
    def returns(value):
        return lambda *arguments: value

    kinds = {kind: returns(slip) for kind, slip in SLIPS.items()}
    kinds |= {
        "writes into its input": spoils,
        "stops": stops,
        "exits": lambda *arguments: sys.exit(),
        "takes nothing": lambda: 1,
        "gives what it gets": lambda first, *others: first,
        "gives all it gets": lambda *arguments: arguments,
        "asks itself for ever": lambda *arguments: kinds["asks itself for ever"](*arguments),
    }
    for kind, function in kinds.items():
        reply = replied(check, **{**CALLS[check], argument: function})
        assert not reply.solved, (kind, reply)


BATCHES = np.linspace(0, 1e-3, 8)
QUOTED = "which is text: write the number alone, without quotes"


@pytest.mark.parametrize(
    ("check", "changed", "words"),
    [
        (
            "check_evidence",
            {"largest_gradient": BATCHES},
            "the largest of all batches, with .max()",
        ),
        ("check_evidence", {"largest_gradient": list(BATCHES)}, "with .max()"),
        ("check_evidence", {"largest_gradient": BATCHES.max}, "the function max: call it, with ()"),
        ("check_evidence", {"largest_gradient": "9e-4"}, QUOTED),
        ("check_evidence", {"values_changed": NOISY != CLEAN}, "count with np.count_nonzero"),
        ("check_evidence", {"values_changed": 0.67}, "a whole number; so far it is 0.67"),
        ("check_evidence", {"is_dead": "no"}, "True or False, without quotes; so far it is 'no'"),
        ("check_evidence", {"is_dead": 0}, "True or False, without quotes; so far it is 0"),
        ("check_evidence", {"model": net(compiled=False)}, "compile(optimizer, loss) first"),
        ("check_evidence", {"clean": CLEAN[:1]}, "should have the shape (2, 16, 16, 3)"),
        ("check_identity_score", {"number": "20.17 dB"}, QUOTED),
        ("check_ladder_score", {"number": [24.0, 25.0]}, "take the mean of all squares"),
        ("check_ladder_score", {"clean": 255 * CLEAN}, "Divide by 255"),
        ("check_ladder_score", {"clean": CLEAN[0]}, "pictures (N, height, width, 3)"),
        ("check_predictor", {"clean": (255 * CLEAN).astype("uint8")}, "it holds uint8 values"),
        ("check_counts", {"weights": "3,937"}, QUOTED),
        ("check_counts", {"weights": NET.count_params}, "count_params: call it, with ()"),
        ("check_counts", {"weights": NET}, "it is a value of type Functional."),
        ("check_counts", {"products": 2.1e7 + 0.5}, "products should be a whole number"),
        ("check_shape_and_weights", {"shape": "(26, 26, 16)"}, "text: write it without quotes"),
        ("check_shape_and_weights", {"shape": NET.output}, "hand in its shape"),
        ("check_shape_and_weights", {"shape": (26, 16)}, "three whole numbers in brackets"),
        ("check_shape_and_weights", {"shape": 26}, "three whole numbers in brackets"),
        ("check_repair", {"model": net}, "the function net: call it, with ()"),
        ("check_repair", {"model": keras.Sequential}, "the class Sequential: make a network"),
        ("check_repair", {"model": layers.Conv2D(3, 3, name="last")}, "one layer, last"),
        ("check_repair", {"model": SLIPS["model not built"]}, "does not know its input yet"),
        ("check_repair", {"model": SLIPS["subclass"]}, "does not know its input yet"),
        ("check_repair", {"model": net(size=8)}, "your network takes (8, 8, 3)"),
        (
            "check_repair",
            {"model": net(bias_initializer=keras.initializers.Constant(np.nan))},
            "its training blew up",
        ),
        ("check_relu_kept", {"model": SLIPS["dense"]}, "makes (1,) out of (4,)"),
        ("check_relu_kept", {"noisy": CLEAN[..., :1]}, "should have the shape (2, 16, 16, 1)"),
        ("check_skips", {"model": SLIPS["two inputs"]}, "2 inputs"),
        ("check_skips", {"model": "net.keras"}, "it received 'net.keras'"),
        ("check_one_batch", {"fault_of": ("its training", "the network")}, "Say for A"),
        ("check_one_batch", {"nets": NET}, "nets should be those of nets_that_stand_still()"),
        ("check_one_batch", {"nets": {"A": NET, "B": net(compiled=False)}}, "is not compiled"),
        ("check_rungs", {"answers": ["nearest", "bicubic", "no rung"]}, "Answer for each of A"),
        ("check_same_grey", {"first_gradient": {"feature": 1e-3}}, "the first value, of the first"),
        ("check_same_grey", {"bicubic_score": CLEAN}, "should be a number of dB"),
        ("check_same_grey", {"cause": 3}, "received 3"),
        ("check_same_grey", {"high": LOW[:1]}, "should have the shape (2, 6, 6, 1)"),
        ("check_prediction", {"predicted": 0}, "it has to be above 0"),
        ("check_prediction", {"predicted": True}, "True, which is no number"),
        ("check_psnr", {"function": 19.7}, "the function itself, no result: it is 19.7"),
        ("check_psnr", {"function": lambda a, b: f"{a.mean():.2f}"}, QUOTED),
        ("check_psnr", {"function": lambda a, b: (a - b) ** 2}, "which is not one number"),
        ("check_std", {"my_std": lambda k, n, a: 1}, "it is called with (3, 12, 0.0, 1)"),
        ("check_damage", {"damage": CLEAN}, "the function itself, no result: it is an array"),
        ("check_damage", {"damage": lambda images: images}, "stops with TypeError"),
        ("check_deconv", {"layer": layers.Conv2DTranspose}, "the class Conv2DTranspose"),
        ("check_case", {"patient": "B"}, "should come from the clinic's admit; it is 'B'"),
        ("check_case", {"evidence": "share alive"}, "give (name, value)"),
        ("check_case", {"evidence": ("share alive", "0.5")}, QUOTED),
        ("check_case", {"evidence": ("share alive", BATCHES)}, "which is not one number"),
        ("check_case", {"fix": "learning_rate"}, "hand in what it returns"),
        ("check_case", {"recovered": "2 of 3"}, QUOTED),
        ("check_case", {"recovered": [0, 1]}, "which is not one number"),
    ],
)
def test_a_natural_slip_gets_the_words_that_help(check, changed, words):
    reply = replied(check, **{**CALLS[check], **changed})
    assert not reply.solved and words in " ".join(repr(reply).split())


@pytest.mark.parametrize(
    ("check", "changed"),
    [
        ("check_shape_and_weights", {"shape": (None, 26, 26, 16), "weights": 9_585}),
        ("check_shape_and_weights", {"shape": (1, 26, 26, 16), "weights": 9_585.0}),
        ("check_shape_and_weights", {"shape": [26, 26, 16], "weights": np.int32(9_585)}),
        ("check_shape_and_weights", {"shape": np.array([26, 26, 16]), "weights": np.array(9_585)}),
        ("check_counts", {"weights": np.float64(3_937), "products": 21_259_800.0}),
        ("check_identity_score", {"number": np.array(20.17)}),
        ("check_identity_score", {"number": np.array([20.17], "float32")}),
        ("check_identity_score", {"number": keras.ops.convert_to_tensor(20.17)}),
        ("check_identity_score", {"number": keras.Variable(20.17)}),
        ("check_prediction", {"predicted": np.float32(3.8e-14)}),
        ("check_rungs", {"answers": {name: np.str_(it) for name, it in RUNGS.items()}}),
    ],
)
def test_other_forms_of_the_right_answer_are_right(check, changed):
    assert replied(check, **{**CALLS[check], **changed}).solved


def test_a_check_that_is_called_wrongly_says_what_it_takes():
    reply = exercises.check_evidence(NET, NOISY, CLEAN)
    assert not reply.solved and reply.error is None
    assert "check_evidence takes model, noisy, clean, is_dead, largest" in reply.text
    assert "missing a required argument: 'is_dead'" in reply.text
    assert "unexpected keyword argument 'width'" in exercises.check_psnr(max, width=3).text


def test_an_error_of_the_check_itself_is_told_and_kept():
    @exercise("00.1")
    def check_answer(answer):
        """Six by seven.

        Args:
            answer: a whole number.

        Returns:
            Feedback.
        """
        return answer.nothing

    reply = check_answer(np.ones(3))
    assert not reply.solved and isinstance(reply.error, AttributeError)
    assert "answer: an array of shape (3,), float64. It expects answer: a whole" in reply.text
    assert reply == Feedback(False, reply.text)


def test_every_check_is_asked_here():
    assert set(CALLS) == {name for name in exercises.__all__ if name.startswith("check_")}

"""`diagnose` takes what `fit` takes, or says in words what to do instead."""

import contextlib
import re

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers, ops

from restorelib.checkup import Watch, diagnose, examination
from restorelib.checkup.own_step import own_step
from restorelib.checkup.samples import read_samples
from restorelib.checkup.subject import Subject
from restorelib.checkup.untouched import untouched
from tests.checkup import checkup_nets as nets

pytestmark = pytest.mark.slow
X, Y = nets.blobs(2, 6)
BITS = Y[:, None].astype("float32")


@pytest.fixture(autouse=True)
def few_steps(monkeypatch):
    monkeypatch.setattr(examination, "STEPS", 12)


def classifier(features=6):
    return nets.compiled(nets.dense_net(features, 8, 1, last="sigmoid"), "binary_crossentropy")


def quick(model, *data, **settings):
    return diagnose(model, *data, seconds=0, **settings)


class Table:
    """Stands for a DataFrame where pandas is not installed: columns of unlike types."""

    def __init__(self, columns):
        self.held = columns
        self.columns = list(columns)
        self.dtypes = [np.asarray(values).dtype for values in columns.values()]

    def __getitem__(self, name):
        return Column(self.held[name])

    def to_numpy(self, dtype=None, na_value=None):
        made = np.stack([np.asarray(c, object) for c in self.held.values()], axis=1)
        if dtype is None:
            return made
        return np.where(made == None, na_value, made).astype(dtype)  # noqa: E711


class Column:
    """Stands for a Series."""

    def __init__(self, values):
        self.held = values

    def to_numpy(self):
        return np.asarray(self.held)


class Rows(keras.utils.PyDataset):
    """Hands out sixteen batches, and says which ones were asked for."""

    def __init__(self, count=16):
        super().__init__()
        self.count, self.asked = count, []

    def __len__(self):
        return self.count

    def __getitem__(self, i):
        self.asked.append(i)
        part = slice(i % 16 * 16, i % 16 * 16 + 16)
        return X[part], BITS[part]


def endless():
    while True:
        yield X[:32], BITS[:32]


def dataset():
    return tf.data.Dataset.from_tensor_slices((X, BITS))


FORMS = {
    "table": ((Table({i: X[:, i] for i in range(6)}), Column(Y)), "256"),
    "Dataset": ((dataset().batch(32),), "256, 8 of 8 batches of 32 (tf.data.Dataset)"),
    "endless Dataset": ((dataset().repeat().batch(4),), "256, 64 batches of 4 (tf.data.Dataset)"),
    "PyDataset": ((Rows(),), "256, 16 of 16 batches of 16 (Rows)"),
    "generator": ((endless(),), "2,048, 64 batches of 32 (generator)"),
    "tuple of one": (((X,), Y), "256"),
}


@pytest.mark.parametrize("form", FORMS)
def test_forms_of_data_are_read_as_arrays(form):
    data, said = FORMS[form]
    subject = Subject(classifier(), *data)
    assert ", ".join(filter(None, (f"{subject.count:,}", subject.source))) == said
    np.testing.assert_array_equal(subject.x[:16], X[: len(subject.x)][:16])
    assert subject.y.reshape(-1)[:16].tolist() == Y[:16].tolist()


def test_a_table_that_fit_refuses_is_read_and_the_report_says_so():
    columns = {name: X[:, i] for i, name in enumerate("abcde")}
    report = quick(classifier(), Table({**columns, "f": X[:, 5] > 0}), Y)
    (note,) = report.notes
    assert note.startswith("`fit` raises an error on x: f (bool).") and "astype" in note


def test_real_tables_are_read_by_rows_whatever_their_index():
    pandas = pytest.importorskip("pandas", reason="a table of columns stands for one above")
    x = pandas.DataFrame(X, columns=list("abcdef"), index=range(100, 356))
    y = pandas.Series(Y, index=range(300, 556))
    np.testing.assert_array_equal(read_samples(x, y).x, X)
    assert read_samples(x, y).y.tolist() == Y.tolist() and not read_samples(x, y).remarks
    odd = {
        "category": pandas.Categorical(Y),
        "object": pandas.Series(list(Y), dtype=object, index=x.index),
        "Int64": pandas.array(Y, dtype="Int64"),
        "bool": Y > 0,
    }
    for kind, column in odd.items():
        samples = read_samples(x.assign(a=column), y)
        assert samples.x[:, 0].tolist() == Y.tolist()
        assert f"a ({kind})" in samples.remarks[0]
        with pytest.raises(ValueError, match="dtype|object"):
            classifier().fit(x.assign(a=column), y, verbose=0)
    missing = x.assign(a=pandas.array([pandas.NA, *Y[1:]], dtype="Int64"))
    assert np.isnan(read_samples(missing, y).x[0, 0])
    for column, words in (
        (pandas.Categorical(np.where(Y > 0, "red", "blue")), "text in the columns a"),
        (pandas.date_range("2020-01-01", periods=256), "dates in the columns a"),
    ):
        with pytest.raises(TypeError, match=words):
            read_samples(x.assign(a=column), y)


def test_a_long_pydataset_gives_batches_from_all_over_it():
    rows = Rows(1000)
    samples = read_samples(rows)
    assert samples.count == 64 * 16 and len(rows.asked) == 64
    assert rows.asked[0] == 0 and rows.asked[-1] == 999


class Endless(Rows):
    @property
    def num_batches(self):
        return None


def test_a_pydataset_without_an_end_gives_its_first_batches():
    rows = Endless()
    assert read_samples(rows).source == "64 batches of 16 (Endless)"
    assert rows.asked == list(range(64))


def test_batches_with_weights_and_of_unlike_length():
    parts = [(np.ones((4, n, 1)), np.ones((4, 1)), np.ones(4)) for n in (5, 7, 7)]
    samples = read_samples(iter(parts))
    assert samples.x.shape == (8, 7, 1) and "2 batches of 4" in samples.source


def test_samples_are_drawn_as_often_as_their_weights_say():
    samples = read_samples(X, Y, class_weight={0: 1.0, 1: 3.0})
    assert samples.y.mean() == pytest.approx(0.75, abs=0.01) and samples.weight == 2
    only = read_samples(X, Y, sample_weight=np.where(np.arange(256) == 7, 1.0, 0.0))
    assert (only.x == X[7]).all()


def test_the_loss_with_weights_is_about_that_of_evaluate():
    keras.utils.set_random_seed(0)
    model, weights = classifier(), np.where(Y == 1, 4.0, 0.5)
    with untouched(model):
        subject = Subject(model, X, BITS, sample_weight=weights)
        loss = subject.score(subject.y, [np.asarray(subject.model(subject.x))])
    wanted = model.evaluate(X, BITS, sample_weight=weights, batch_size=256, verbose=0)
    assert loss == pytest.approx(wanted, rel=0.1)


class AddsItsLoss(keras.Model):
    """A small autoencoder that adds its own loss, and is compiled without one."""

    def __init__(self):
        super().__init__()
        self.inner, self.outer = layers.Dense(3, "tanh"), layers.Dense(6)

    def call(self, x):
        made = self.outer(self.inner(x))
        self.add_loss(ops.mean(ops.square(made - x)))
        return made


def test_a_model_that_adds_its_own_loss_needs_no_targets():
    model = AddsItsLoss()
    model.compile("adam", jit_compile=False)
    report = quick(model, X)
    assert report.findings == () and report.trivial_scores == {}
    assert report.loss > 0.1 and "no constant prediction" in " ".join(report.not_tested)
    assert not model.built


class OwnStep(keras.Model):
    """A functional model with a train_step of its own."""

    def train_step(self, data):
        return super().train_step(data)


def test_a_train_step_of_its_own_with_a_compiled_loss_is_named_and_not_followed():
    inputs = keras.Input((6,))
    model = nets.compiled(OwnStep(inputs, layers.Dense(1, "sigmoid")(inputs)), "mse")
    report = quick(model, X, BITS)
    assert "its own train_step" in " ".join(report.not_tested)


class OwnLoop(keras.Model):
    """As in Keras's guide; on JAX a train_step takes and returns all variables instead."""

    moved = slice(None)  # of the trainable weights: those that it trains

    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            loss = self.compute_loss(x=x, y=y, y_pred=self(x, training=True))
        weights = self.trainable_weights[self.moved]
        self.optimizer.apply(tape.gradient(loss, weights), weights)
        return {"loss": loss}


class FirstLayerOnly(OwnLoop):
    moved = slice(0, 2)


class Raises(OwnLoop):
    def train_step(self, data):
        raise KeyError("mask")


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (OwnLoop, "it moves all 4 trainable weights"),
        (FirstLayerOnly, "2 of 4 trainable weights stay as they are (head/kernel, head/bias)"),
        (Raises, "raises an error on one batch: 'mask'"),
    ],
)
def test_a_train_step_of_its_own_is_run_for_a_few_steps(kind, words):
    inputs = keras.Input((6,))
    head = layers.Dense(1, "sigmoid", name="head")
    model = nets.compiled(kind(inputs, head(layers.Dense(8)(inputs))), "mse")
    weights, optimizer = model.get_weights(), model.optimizer
    with untouched(model):
        said = own_step(model, X[:16], BITS[:16])
    assert said.startswith("Its own train_step") and words in said
    if kind is OwnLoop:
        first, last = re.search(r"from a loss of (\S+) to ([\d.]+);", said).groups()
        wanted = model.evaluate(X[:16], BITS[:16], verbose=0)
        assert float(first) == pytest.approx(wanted, rel=1e-3) and float(last) < float(first)
    assert model.optimizer is optimizer and not optimizer.built
    assert all(np.array_equal(a, b) for a, b in zip(weights, model.get_weights(), strict=True))


def test_the_report_holds_what_its_own_train_step_did():
    inputs = keras.Input((6,))
    model = nets.compiled(OwnLoop(inputs, layers.Dense(1, "sigmoid")(inputs)), "mse")
    assert "Its own train_step" in quick(model, X, BITS).notes[-1]


class AddsItsLossInOwnLoop(AddsItsLoss):
    def train_step(self, data):
        with tf.GradientTape() as tape:
            self(data, training=True)
            loss = sum(self.losses)
        self.optimizer.apply(tape.gradient(loss, self.trainable_weights), self.trainable_weights)
        return {"loss": loss}


def test_a_train_step_with_added_losses_needs_no_other():
    model = AddsItsLossInOwnLoop()
    model.compile("adam", jit_compile=False)
    report = quick(model, X)
    assert "it moves all 4" in report.notes[-1] and not model.built
    assert any("on the loss that it adds" in said for said in report.not_tested)


def two_heads():
    inputs = keras.Input((6,))
    inner = layers.Dense(8, "relu")(inputs)
    heads = [layers.Dense(1, "sigmoid", name="a")(inner), layers.Dense(4, name="features")(inner)]
    return keras.Model(inputs, heads)


@pytest.mark.parametrize("loss", [["mse", None], {"a": "mse"}], ids=["list", "dict"])
@pytest.mark.parametrize("y", [[BITS, None], BITS, {"a": BITS}], ids=["list", "array", "dict"])
def test_outputs_without_a_loss_are_left_out(loss, y):
    subject = Subject(nets.compiled(two_heads(), loss), X, y)
    assert [output.name for output in subject.outputs] == ["a"]
    assert subject.left_out == ("1 of 2 outputs: they have no loss",)
    assert [layer.name for layer in subject.leaves if layer.name == "features"] == []


def test_the_weights_of_losses_stay_with_their_outputs():
    model = two_heads()
    model.compile("adam", ["mse", "mse"], loss_weights={"a": 2.0, "features": 0.5})
    subject = Subject(model, X, [BITS, np.zeros((256, 4))])
    perfect = [BITS, np.ones((256, 4), "float32")]
    assert subject.score(subject.y, perfect) == pytest.approx(0.5)


def stateful():
    inputs = keras.Input(batch_shape=(16, 6, 1))
    return keras.Model(inputs, layers.Dense(1, "sigmoid")(layers.LSTM(4, stateful=True)(inputs)))


def test_a_model_with_a_fixed_batch_is_called_on_batches_of_that_size():
    model = nets.compiled(stateful(), "binary_crossentropy")
    before = [np.array(v) for v in model.variables]
    assert quick(model, X[:80, :, None], BITS[:80]).findings == ()
    assert all(np.array_equal(a, v) for a, v in zip(before, model.variables, strict=True))
    with pytest.raises(ValueError, match="batches of 16 samples and no others; received 10"):
        quick(model, X[:10, :, None], BITS[:10])


def test_one_sample_and_one_long_sequence():
    assert quick(classifier(), X[:1], BITS[:1]).findings == ()
    wave = np.sin(np.arange(400) / 5).astype("float32")[None, :, None]
    model = keras.Sequential([keras.Input((None, 1)), layers.Conv1D(4, 3, padding="same")])
    model.add(layers.Dense(1))
    assert quick(nets.compiled(model, "mse"), wave[:, :-1], wave[:, 1:]).findings == ()


def test_texts_go_through_the_models_own_text_layer():
    texts = np.array(["good film", "bad film"] * 40)
    words = layers.TextVectorization(20, output_sequence_length=4)
    words.adapt(texts)
    model = keras.Sequential(
        [
            keras.Input((1,), dtype="string"),
            words,
            layers.Embedding(20, 4),
            layers.GlobalAveragePooling1D(),
            layers.Dense(1, "sigmoid"),
        ]
    )
    nets.compiled(model, "binary_crossentropy")
    marks = [len(layer._inbound_nodes) for layer in model.layers]
    for form in (texts[:, None], texts.astype(object)):
        with untouched(model):
            assert Subject(model, form, Y[:80]).x.shape == (80, 4)
    assert "(4,) int64" in quick(model, tf.constant(texts), Y[:80]).facts["x"]
    assert [len(layer._inbound_nodes) for layer in model.layers] == marks
    assert model.fit(tf.constant(texts), Y[:80], verbose=0).history["loss"][0] > 0


def test_both_sets_and_both_modes_are_read():
    model, x, y = nets.build(nets.mlp_with_dropout)
    report = quick(model, x, y, validation_data=(x[:64] + 3, y[:64]))
    losses = report.sets
    assert losses["training set, inference"] == report.loss
    wanted = model.evaluate(x[:64] + 3, y[:64], verbose=0, return_dict=True)["loss"]
    assert losses["validation set, inference"] == pytest.approx(wanted, rel=1e-4)
    assert losses["training set, training mode"] != report.loss
    assert "64 of" in report.facts["validation x"] and "validation set" in str(report)


# A loss that cannot compare is a finding, and a model that was never called stays so.


@pytest.mark.parametrize(
    ("loss", "y", "words"),
    [
        (nets.SPARSE, nets.one_hot(Y, 4), 'with loss="categorical_crossentropy"'),
        ("categorical_crossentropy", Y, 'with loss="sparse_categorical_crossentropy"'),
        ("log_cosh", np.zeros((256, 2)), r"\(4,\), its target \(2,\)"),
    ],
    ids=["one-hot into sparse", "numbers into categorical", "another shape"],
)
def test_a_loss_that_cannot_compare_is_the_finding_shapes(loss, y, words):
    model = nets.compiled(nets.dense_net(6, 4, 4, last="softmax"), loss)
    (finding,) = quick(model, X, y).findings
    assert finding.kind == "shapes"
    assert words.replace("\\", "") in finding.what and "Keras says" in finding.what


class Rounds(layers.Layer):
    """Rounds, and passes no gradient."""

    def call(self, x):
        return ops.round(x)


def test_a_net_without_any_gradient_is_found():
    model = keras.Sequential([keras.Input((6,)), layers.Dense(4, "tanh"), layers.Dense(1)])
    model.add(Rounds())
    kinds = [f.kind for f in quick(nets.compiled(model, "mae"), X, 5 * X[:, :1]).findings]
    assert kinds[0] == "no-gradient"


def never_called():
    model = keras.Sequential(
        [layers.Dense(4, "relu"), layers.BatchNormalization(), layers.Dropout(0.5)]
    )
    model.add(layers.Dense(1, "sigmoid"))
    return nets.compiled(model, "binary_crossentropy")


@pytest.mark.parametrize("make", [never_called, lambda: nets.compiled(nets.Blocks(), nets.SPARSE)])
@pytest.mark.parametrize("y", [BITS, None], ids=["examined", "refused"])
def test_a_model_that_was_never_called_stays_so(make, y):
    keras.utils.set_random_seed(0)
    model = make()
    with contextlib.nullcontext() if y is BITS else pytest.raises(ValueError, match="y=None"):
        quick(model, X, y)
    assert not model.built and model.weights == []
    keras.utils.set_random_seed(0)
    other = make()
    model(X), other(X)
    for mine, own in zip(model.get_weights(), other.get_weights(), strict=True):
        np.testing.assert_array_equal(mine, own)


# What is refused, in words.


def of_module(name, place, **methods):
    """An instance of a class that seems to come from another library."""
    return type(name, (), {"__module__": place, **methods})()


def history():
    return classifier().fit(X, BITS, verbose=0)


REFUSED = {
    "PyTorch": (lambda: of_module("Net", "torch.nn.modules.module"), "TorchModuleWrapper"),
    "Keras 2": (lambda: of_module("Model", "tf_keras.src.engine.training"), "import keras"),
    "History": (history, "what fit returns"),
    "a class": (lambda: nets.Blocks, r"the class Blocks\. Make one: Blocks\(\)"),
    "a layer": (lambda: layers.Dense(1), "Put it into a model"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_other_models_get_an_error_that_says_what_can_be_done(case):
    make, words = REFUSED[case]
    with pytest.raises(TypeError, match=f"expects a keras.Model; received .*{words}"):
        diagnose(make(), X, Y)
    with pytest.raises(TypeError, match=f"Watch expects a keras.Model; received .*{words}"):
        Watch(X, Y).set_model(make())


DATA = {
    "texts": ((X, np.where(Y > 0, "cat", "dog")), {}, TypeError, "'cat', 'dog'.*return_inverse"),
    "a text column": (
        (Table({"size": X[:, 0], "colour": ["red"] * 256}), Y),
        {},
        TypeError,
        "columns colour.*get_dummies",
    ),
    "dates": (
        (Table({"day": np.arange(256).astype("datetime64[D]")}), Y),
        {},
        TypeError,
        "dates in the columns day",
    ),
    "ragged": (
        (tf.ragged.constant([[1.0, 2.0], [3.0]]), Y[:2]),
        {},
        TypeError,
        r"one length.*x\.to_tensor\(\)",
    ),
    "single samples": ((dataset(),), {}, ValueError, r"single samples.*dataset\.batch\(32\)"),
    "two Datasets": ((X, dataset().batch(8)), {}, ValueError, r"Dataset\.zip"),
    "no batch": ((iter(()),), {}, ValueError, "hands out none"),
    "swapped": ((BITS, X), {}, ValueError, "swapped"),
    "weights of 0": ((X, Y), {"sample_weight": np.zeros(256)}, ValueError, "not all 0"),
    "weights by place": ((X, Y), {"sample_weight": np.ones((256, 6))}, ValueError, "one weight a"),
    "weights as a list": ((X, Y), {"class_weight": [1, 2]}, ValueError, "class_weight is a dict"),
    "many rows": ((list(X), Y), {}, ValueError, r"np\.stack"),
    "validation": (
        (X, Y),
        {"validation_data": (X[:, :5], Y)},
        ValueError,
        "validation_data: The model cannot be called",
    ),
}


@pytest.mark.parametrize("case", DATA)
def test_data_that_cannot_be_read_get_an_error_that_says_what_to_do(case):
    data, settings, kind, words = DATA[case]
    model = classifier()
    before = [np.array(v) for v in model.variables]
    with pytest.raises(kind, match=f"(?s){words}") as caught:
        diagnose(model, *data, **settings)
    assert len(str(caught.value)) < 600
    assert all(np.array_equal(a, v) for a, v in zip(before, model.variables, strict=True))

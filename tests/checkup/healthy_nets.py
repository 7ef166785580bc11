"""Healthy nets from unlike fields: the check-up must find nothing in these.

As in `checkup_nets`, a function returns (model, x, y). HEALTHY lists those of both modules.
"""

from functools import cache

import keras
import numpy as np
import pytest
from keras import layers, ops

from tests.checkup import checkup_nets as nets
from tests.checkup.checkup_nets import SPARSE, Case, compiled, dense_net


class Sampling(layers.Layer):
    """Draws a code and adds the distance of its distribution to the normal one."""

    def __init__(self):
        super().__init__()
        self.seed = keras.random.SeedGenerator(1)

    def call(self, given):
        mean, log_variance = given
        spread = ops.exp(log_variance)
        self.add_loss(-0.5 / 64 * ops.mean(1 + log_variance - ops.square(mean) - spread))
        drawn = keras.random.normal(ops.shape(mean), seed=self.seed)
        return mean + ops.sqrt(spread) * drawn


def vae() -> Case:
    """Adds a part of its loss itself."""
    x = nets.digits()[0].reshape(250, 64)
    inputs = keras.Input((64,))
    inner = layers.Dense(32, "relu")(inputs)
    code = Sampling()((layers.Dense(4)(inner), layers.Dense(4)(inner)))
    made = layers.Dense(64, "sigmoid")(layers.Dense(32, "relu")(code))
    return compiled(keras.Model(inputs, made), "binary_crossentropy"), x, x


def own_train_step() -> Case:
    """Trains in its own way, with the compiled loss."""

    class Own(keras.Model):
        def train_step(self, data):
            return super().train_step(data)

    x, y = nets.curve()
    inputs = keras.Input((4,))
    made = layers.Dense(1)(layers.Dense(32, "relu")(inputs))
    return compiled(Own(inputs, made), "mse"), x, y


def rare_class() -> Case:
    """One sample in ten is of the other class, and can be told from the rest."""
    rng = np.random.default_rng(0)
    y = (rng.random((256, 1)) < 0.1).astype("float32")
    x = (rng.standard_normal((256, 4)) + 2 * y).astype("float32")
    model = dense_net(4, 16, 1, last="sigmoid")
    return compiled(model, "binary_crossentropy", keras.optimizers.Adam(0.02)), x, y


def rarer_class_that_is_learned() -> Case:
    """One sample in thirty, after training: no constant does as well."""
    rng = np.random.default_rng(1)
    y = (np.arange(256) % 30 == 0).astype("float32")[:, None]
    x = (rng.standard_normal((256, 4)) + 3 * y).astype("float32")
    model = dense_net(4, 16, 1, last="sigmoid")
    compiled(model, "binary_crossentropy", keras.optimizers.Adam(0.02))
    model.fit(x, y, batch_size=32, epochs=8, verbose=0)
    return model, x, y


def discriminator() -> Case:
    """Half of a GAN: real curves against drawn ones."""
    rng = np.random.default_rng(2)
    real = nets.waves()[0][:128, :, 0]
    x = np.concatenate([real, rng.standard_normal(real.shape)]).astype("float32")
    y = np.repeat([1.0, 0.0], 128)[:, None].astype("float32")
    inputs = keras.Input((16,))
    inner = layers.LeakyReLU(negative_slope=0.2)(layers.Dense(32)(inputs))
    made = layers.Dense(1)(layers.Dropout(0.3)(inner))
    loss = keras.losses.BinaryCrossentropy(from_logits=True)
    return compiled(keras.Model(inputs, made), loss), x, y


def generator() -> Case:
    """The other half: it is told that all it makes is real, by a judge that is frozen."""
    judge, x, y = discriminator()
    judge.fit(x, y, batch_size=32, epochs=4, verbose=0)
    judge.trainable = False
    z = np.random.default_rng(3).standard_normal((256, 8)).astype("float32")
    inputs = keras.Input((8,))
    drawn = layers.Dense(16)(layers.Dense(32, "relu")(inputs))
    model = keras.Model(inputs, judge(drawn))
    loss = keras.losses.BinaryCrossentropy(from_logits=True)
    return compiled(model, loss), z, np.ones((256, 1), "float32")


def table() -> Case:
    """Numbers of unlike ranges, normalised by a layer, beside a category."""
    numbers, _ = nets.curve()
    numbers = (numbers * [1, 10, 1e3, 1] + [0, 50, 1e4, 0]).astype("float32")
    kind = np.arange(256) % 7
    y = (np.sin(kind) + (numbers[:, 1] - 50) / 20)[:, None].astype("float32")
    a, b = keras.Input((4,), name="numbers"), keras.Input((), dtype="int32", name="kind")
    scaled = layers.Normalization()
    scaled.adapt(numbers)
    joined = layers.Concatenate()([scaled(a), layers.Embedding(7, 3)(b)])
    model = keras.Model({"numbers": a, "kind": b}, dense_net(7, 24, 1)(joined))
    return (
        compiled(model, "huber", keras.optimizers.Adam(0.01)),
        {"numbers": numbers, "kind": kind},
        y,
    )


def several_labels() -> Case:
    """Any of four labels may hold."""
    x, _ = nets.blobs()
    y = (x[:, :4] + 0.3 * x[:, 4:] > 0).astype("float32")
    return compiled(dense_net(8, 32, 4, last="sigmoid"), "binary_crossentropy"), x, y


@cache
def _weights_of_backbone() -> list[np.ndarray]:
    x, y = nets.digits()
    whole = keras.Sequential([_backbone(), layers.Dense(10, "softmax")])
    compiled(whole, SPARSE, keras.optimizers.Adam(0.01))
    whole.fit(x, y, batch_size=32, epochs=6, verbose=0)
    return whole.layers[0].get_weights()


def _backbone() -> keras.Model:
    inner = [layers.Conv2D(8, 3, use_bias=False), layers.BatchNormalization(), layers.ReLU()]
    return keras.Sequential([keras.Input((8, 8, 1)), *inner, layers.Flatten()])


def pretrained_backbone() -> Case:
    """A trained net without its head, frozen and in inference mode, for another question."""
    x, y = nets.digits()
    base = _backbone()
    base.set_weights(_weights_of_backbone())
    base.trainable = False
    inputs = keras.Input((8, 8, 1))
    made = layers.Dense(1, "sigmoid")(layers.Dense(16, "relu")(base(inputs, training=False)))
    model = compiled(keras.Model(inputs, made), "binary_crossentropy", keras.optimizers.Adam(0.01))
    return model, x, (y % 2).astype("float32")


def siamese() -> Case:
    """Two inputs, one encoder: are both pictures of the same digit?"""
    x, labels = nets.digits()
    x = x.reshape(250, 64)
    other = np.where(np.arange(250) % 2, (np.arange(250) + 10) % 250, (np.arange(250) + 13) % 250)
    y = (labels == labels[other]).astype("float32")
    a, b = keras.Input((64,)), keras.Input((64,))
    encoder = dense_net(64, 32, 16, last="tanh")
    apart = ops.absolute(encoder(a) - encoder(b))
    model = keras.Model([a, b], layers.Dense(1, "sigmoid")(apart))
    return compiled(model, "binary_crossentropy", keras.optimizers.Adam(0.01)), [x, x[other]], y


def tagger() -> Case:
    """A class for each word of sentences of unlike length, their padding masked."""
    words, _ = nets.texts()
    x = np.where(np.arange(12) < 6 + np.arange(256)[:, None] % 7, words + 1, 0)
    model = keras.Sequential(
        [
            keras.Input((12,), dtype="int32"),
            layers.Embedding(51, 8, mask_zero=True),
            layers.Bidirectional(layers.GRU(6, return_sequences=True)),
            layers.Dense(3, "softmax"),
        ]
    )
    return compiled(model, SPARSE, keras.optimizers.Adam(0.01)), x, x % 3


def next_word() -> Case:
    """A causal transformer block that predicts each next word."""
    first = np.arange(256) % 9
    walk = (first[:, None] + np.arange(9) * (1 + np.arange(256)[:, None] % 2)) % 9
    inputs = keras.Input((8,), dtype="int32")
    words = layers.Embedding(9, 12)(inputs) + layers.Embedding(8, 12)(ops.arange(8))
    seen = layers.MultiHeadAttention(2, 6)(words, words, use_causal_mask=True)
    made = layers.Dense(9)(layers.LayerNormalization()(words + seen))
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model = compiled(keras.Model(inputs, made), loss, keras.optimizers.Adam(0.01))
    return model, walk[:, :8], walk[:, 1:]


def quantile() -> Case:
    """A loss of one's own that is not symmetric: the value that nine in ten stay below."""
    x, y = nets.curve(noise=0.3)

    def pinball(y_true, y_pred):
        short = y_true - y_pred
        return ops.mean(ops.maximum(0.9 * short, -0.1 * short), axis=-1)

    return compiled(dense_net(4, 32, 1), pinball, keras.optimizers.Adam(0.01)), x, y


def series_classes() -> Case:
    """Convolutions along time: how fast is the wave?"""
    rng = np.random.default_rng(5)
    y = np.arange(256) % 3
    angle = rng.uniform(0, 6, (256, 1)) + np.arange(24) * np.array([0.3, 0.8, 1.6])[y][:, None]
    x = (np.sin(angle) + 0.2 * rng.standard_normal(angle.shape))[..., None].astype("float32")
    model = keras.Sequential(
        [
            keras.Input((24, 1)),
            layers.Conv1D(8, 5, activation="relu"),
            layers.GroupNormalization(2),
            layers.GlobalMaxPooling1D(),
            layers.Dense(3, "softmax"),
        ]
    )
    return compiled(model, SPARSE, keras.optimizers.Adam(0.01)), x, y


# More than a second of processor time each: in `make claims`.
SLOW = (
    siamese,
    tagger,
    next_word,
    generator,
    vae,
    own_train_step,
    rarer_class_that_is_learned,
    pretrained_backbone,
    quantile,
    series_classes,
    nets.subclassed,
    nets.converged,
    nets.noisy_regression,
    nets.small_learning_rate,
    nets.mobile_net,
    nets.gru,
    nets.padding_in_front,
    nets.masks_of_pictures,
    nets.pairs,
    nets.repaired_fsrcnn,
    nets.transformer,
    nets.u_net,
    nets.linear_residual,
)
HEALTHY = (
    *nets.HEALTHY,
    vae,
    own_train_step,
    rare_class,
    rarer_class_that_is_learned,
    discriminator,
    generator,
    table,
    several_labels,
    pretrained_backbone,
    siamese,
    tagger,
    next_word,
    quantile,
    series_classes,
)


def with_claims() -> list:
    """All of them, the slow ones marked as claims."""
    return [
        pytest.param(make, marks=pytest.mark.claims) if make in SLOW else make for make in HEALTHY
    ]

"""Small nets for the check-up: each broken one has a single known fault, the healthy ones none.

Every function takes no argument and returns (model, x, y), compiled unless it says otherwise;
`build` calls one under a seed.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import keras
import numpy as np
from keras import layers, ops

from restorelib.cases import case_b
from restorelib.experiments import super_resolution
from restorelib.images import damage, embedded
from restorelib.models import rednet

Case = tuple[keras.Model, object, object]
SPARSE = "sparse_categorical_crossentropy"


def build(make: Callable[[], Case], seed: int = 0) -> Case:
    """The same initial weights every time; the data never depend on the seed."""
    keras.utils.set_random_seed(seed)
    return make()


def compiled(model: keras.Model, loss, optimizer=None) -> keras.Model:
    # XLA, the default, compiles each of these nets for seconds.
    model.compile(optimizer or keras.optimizers.Adam(3e-3), loss, jit_compile=False)
    return model


def dense_net(features: int, *widths: int, hidden="relu", last=None, **kernel) -> keras.Model:
    """Dense layers of these widths; the last one with an activation of its own."""
    inner = [layers.Dense(n, hidden, **kernel) for n in widths[:-1]]
    return keras.Sequential(
        [keras.Input((features,)), *inner, layers.Dense(widths[-1], last, **kernel)]
    )


def tiny_normal() -> keras.initializers.Initializer:
    # One instance for many layers would draw the same numbers for each.
    return keras.initializers.RandomNormal(stddev=1e-3)


# Data: made of numbers drawn once, or cut from the course's photographs.


def blobs(classes: int = 4, features: int = 8) -> tuple[np.ndarray, np.ndarray]:
    """Clouds of points, one a class: (256, features), (256,) labels."""
    rng = np.random.default_rng(0)
    labels = np.arange(256) % classes
    centres = 2 * rng.standard_normal((classes, features))
    return (centres[labels] + rng.standard_normal((256, features))).astype("float32"), labels


def curve(noise: float = 0.05) -> tuple[np.ndarray, np.ndarray]:
    """A smooth function of four numbers: (256, 4), (256, 1), nearly standardised."""
    rng = np.random.default_rng(1)
    x = rng.standard_normal((256, 4))
    y = np.sin(2 * x[:, :1]) + x[:, 1:2] * x[:, 2:3] / 2 + noise * rng.standard_normal((256, 1))
    return x.astype("float32"), y.astype("float32")


def digits() -> tuple[np.ndarray, np.ndarray]:
    """Ten patterns with noise: (250, 8, 8, 1) in [0, 1], labels."""
    rng = np.random.default_rng(2)
    labels = np.arange(250) % 10
    patterns = rng.integers(0, 2, (10, 4, 4)).repeat(2, axis=1).repeat(2, axis=2)
    pictures = 0.2 + 0.6 * patterns[labels] + 0.1 * rng.standard_normal((250, 8, 8))
    return np.clip(pictures, 0, 1)[..., None].astype("float32"), labels


@cache
def _patches(size: int) -> np.ndarray:
    photographs = list(embedded.photographs("train").values())
    return embedded.extract_patches(photographs, size=size, count=96, seed=0)


def noisy_photographs(size: int = 12) -> tuple[np.ndarray, np.ndarray]:
    """Patches with noise of sigma 25, and without noise: (96, size, size, 1) in [0, 1], twice."""
    clean = _patches(size)
    return damage.add_gaussian_noise(clean, sigma=25, seed=0), clean.copy()


def texts() -> tuple[np.ndarray, np.ndarray]:
    """Twelve words out of 50; each class uses some words more often: (256, 12) ids, (256,)."""
    rng = np.random.default_rng(3)
    labels = np.arange(256) % 2
    common, own = rng.integers(20, 50, (256, 12)), rng.integers(0, 10, (256, 12))
    return np.where(rng.random((256, 12)) < 0.3, own + 10 * labels[:, None], common), labels


def waves() -> tuple[np.ndarray, np.ndarray]:
    """Two sines with noise, and the next value of each: (256, 16, 1), (256, 1)."""
    rng = np.random.default_rng(4)
    angle = rng.uniform(0, 2 * np.pi, (256, 1)) + np.arange(17) * 0.7
    wave = np.sin(angle) + 0.05 * rng.standard_normal(angle.shape)
    return wave[:, :16, None].astype("float32"), wave[:, 16:].astype("float32")


def one_hot(labels: np.ndarray, classes: int) -> np.ndarray:
    return np.eye(classes, dtype="float32")[labels]


# Broken: the two cases of the course, and what looks like them.


def relu_residual() -> Case:
    """Case A: what is added to the input can never be negative."""
    x, y = noisy_photographs()
    model = rednet.red_net(6, 8, residual_activation="relu", seed=_drawn())
    return compiled(model, "mse", keras.optimizers.Adam(1e-3)), x, y


def small_weights() -> Case:
    """Case B: eight layers as in FSRCNN, all weights N(0, 0.001)."""
    _, y = noisy_photographs()
    inner = []
    for filters, size in ((12, 5), (4, 1), (4, 3), (4, 3), (4, 3), (4, 3), (12, 1)):
        inner += [
            layers.Conv2D(filters, size, padding="same", kernel_initializer=tiny_normal()),
            layers.PReLU(shared_axes=[1, 2]),
        ]
    last = layers.Conv2DTranspose(1, 9, strides=2, padding="same", kernel_initializer=tiny_normal())
    model = keras.Sequential([keras.Input((6, 6, 1)), *inner, last])
    small = y.reshape(len(y), 6, 2, 6, 2, 1).mean(axis=(2, 4))
    return compiled(model, "mse", keras.optimizers.SGD(0.1)), small, y


def grey_fsrcnn() -> Case:
    """Case B itself, as lesson 07 has it."""
    return _fsrcnn(case_b.GREY)


def repaired_fsrcnn() -> Case:
    """FSRCNN with the initialisation of its paper, and Adam."""
    return _fsrcnn(case_b.REPAIRED)


def _fsrcnn(recipe) -> Case:
    recipe = replace(recipe, patch_size=6, patches=256, seed=_drawn())
    model = super_resolution.build(recipe, jit_compile=False)
    return model, *super_resolution.train_patches(recipe)


def tanh_residual_of_grey_levels() -> Case:
    """A correction of one grey level at most, on images of 0 to 255."""
    x, y = noisy_photographs(8)
    model = rednet.red_net(4, 8, residual_activation="tanh", seed=_drawn())
    return compiled(model, "mse", keras.optimizers.Adam(1e-3)), 255 * x, 255 * y


def black_output() -> Case:
    """A ReLU on the output, without a skip, that is below zero everywhere: black pictures."""
    x, y = noisy_photographs(8)
    model = keras.Sequential(
        [
            keras.Input((8, 8, 1)),
            layers.Conv2D(4, 3, padding="same", activation="relu"),
            layers.Conv2D(1, 3, padding="same", bias_initializer=keras.initializers.Constant(-5)),
            layers.ReLU(),
        ]
    )
    return compiled(model, "mse", keras.optimizers.Adam(1e-3)), x, y


def digits_at_ln_10() -> Case:
    """Case B as a classifier: eight layers of N(0, 0.001), its loss stays at ln 10."""
    x, y = digits()
    model = dense_net(64, *[24] * 7, 10, last="softmax", kernel_initializer=tiny_normal())
    return compiled(model, SPARSE, keras.optimizers.SGD(0.05)), x.reshape(len(x), -1), y


# Broken: data and loss.


def missing_values() -> Case:
    x, y = curve()
    x[np.random.default_rng(5).random(x.shape) < 0.02] = np.nan
    return compiled(dense_net(4, 16, 1), "mse"), x, y


def labels_from_one() -> Case:
    x, y = blobs()
    return compiled(dense_net(8, 16, 4, last="softmax"), SPARSE), x, y + 1


def labels_as_numbers() -> Case:
    """Labels of shape (N, 1) against ten outputs: the loss compares each output with the label."""
    x, y = blobs()
    return compiled(dense_net(8, 16, 4, last="softmax"), "mse"), x, y[:, None].astype("float32")


def one_target() -> Case:
    x, y = curve()
    return compiled(dense_net(4, 16, 1), "mse"), x, np.full_like(y, 0.7)


def one_target_and_a_frozen_end() -> Case:
    """As before; that the last layer is frozen makes it no judge, as in a GAN."""
    model, x, y = one_target()
    model.layers[-1].trainable = False
    return compiled(model, "mse"), x, y


def one_input() -> Case:
    """The same picture again and again, as from a loader with a fixed index."""
    x, y = blobs()
    return compiled(dense_net(8, 16, 4, last="softmax"), SPARSE), x[:1].repeat(256, axis=0), y


def scaled_token_ids() -> Case:
    x, y = texts()
    model = keras.Sequential(
        [
            keras.Input((12,)),
            layers.Embedding(50, 8),
            layers.GlobalAveragePooling1D(),
            layers.Dense(1, "sigmoid"),
        ]
    )
    return compiled(model, "binary_crossentropy"), (x / 50).astype("float32"), y


def softmax_for_many_labels() -> Case:
    """Several of four labels may hold at once; softmax shares 1 among them."""
    x, _ = blobs()
    y = (x[:, :4] > 0).astype("float32")
    return compiled(dense_net(8, 16, 4, last="softmax"), "binary_crossentropy"), x, y


def softmax_over_one_unit() -> Case:
    x, y = blobs(classes=2)
    return compiled(dense_net(8, 16, 1, last="softmax"), "binary_crossentropy"), x, y[:, None]


def softmax_twice() -> Case:
    x, y = digits()
    model = dense_net(64, 32, 10, last="softmax")
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    return compiled(model, loss), x.reshape(len(x), -1), y


def undeclared_logits() -> Case:
    x, y = blobs()
    return compiled(dense_net(8, 16, 4), "categorical_crossentropy"), x, one_hot(y, 4)


def relu_on_logits() -> Case:
    x, y = blobs()
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    return compiled(dense_net(8, 16, 4, last="relu"), loss), x, y


def relu_on_standardised_targets() -> Case:
    x, y = curve()
    return compiled(dense_net(4, 32, 1, last="relu"), "mse"), x, y


def sigmoid_on_grey_levels() -> Case:
    x, _ = digits()
    x = x.reshape(len(x), -1)
    return compiled(dense_net(64, 16, 64, last="sigmoid"), "mse"), x, 255 * x


def negated_loss() -> Case:
    """A custom loss with the wrong sign: its lowest value is far from the targets."""
    x, y = curve()

    def similarity(y_true, y_pred):
        return -ops.mean(ops.square(y_true - y_pred), axis=-1)

    return compiled(dense_net(4, 16, 1), similarity), x, y


def shuffled_labels() -> Case:
    x, y = blobs()
    y = np.random.default_rng(6).permutation(y)
    return compiled(dense_net(8, 32, 4, last="softmax"), SPARSE), x, y


# Broken: ranges, initial weights, learning rates.


def raw_sensor_values() -> Case:
    """Readings in the thousands go into tanh layers unscaled."""
    x, y = curve()
    x = (1000 * x + 5000).astype("float32")
    return compiled(dense_net(4, 32, 32, 1, hidden="tanh"), "mse", keras.optimizers.SGD(0.05)), x, y


def learning_rate_of_ten() -> Case:
    x, y = blobs()
    model = dense_net(8, 32, 32, 4, last="softmax")
    return compiled(model, SPARSE, keras.optimizers.Adam(10.0)), x, y


def learning_rate_of_a_millionth() -> Case:
    x, y = blobs()
    model = dense_net(8, 64, 64, 4, last="softmax")
    return compiled(model, SPARSE, keras.optimizers.Adam(1e-6)), x, y


def clipped_to_nothing() -> Case:
    """Each gradient is clipped to a norm too small for any learning rate."""
    x, y = blobs()
    optimizer = keras.optimizers.SGD(1e-4, clipnorm=1e-9)
    return compiled(dense_net(8, 32, 4, last="softmax"), SPARSE, optimizer), x, y


def ten_sigmoid_layers() -> Case:
    x, y = blobs()
    model = dense_net(8, *[16] * 10, 4, hidden="sigmoid", last="softmax")
    return compiled(model, SPARSE, keras.optimizers.SGD(0.05)), x, y


# Broken: layers.


def weights_of_nan() -> Case:
    """A net after its training diverged."""
    x, y = curve()
    model = dense_net(4, 16, 1)
    model.layers[0].kernel.assign(np.full((4, 16), np.nan))
    return compiled(model, "mse"), x, y


def all_frozen() -> Case:
    x, y = curve()
    model = dense_net(4, 16, 1)
    model.trainable = False
    return compiled(model, "mse"), x, y


def frozen_before_its_weights_were_loaded() -> Case:
    """A frozen layer with tiny weights: its output is useless to the last layer."""
    x, y = blobs()
    model = dense_net(8, 32, 4, last="softmax")
    base = model.layers[0]
    base.kernel.assign(1e-4 * base.kernel)
    base.trainable = False
    return compiled(model, SPARSE), x, y


def slope_for_each_pixel() -> Case:
    x, y = noisy_photographs()
    model = keras.Sequential(
        [
            keras.Input((12, 12, 1)),
            layers.Conv2D(4, 3, padding="same"),
            layers.PReLU(),
            layers.Conv2D(1, 3, padding="same"),
        ]
    )
    return compiled(model, "mse"), x, y


def constant_weights() -> Case:
    x, y = blobs()
    constant = keras.initializers.Constant(0.05)
    model = dense_net(8, 24, 24, 4, last="softmax", kernel_initializer=constant)
    return compiled(model, SPARSE), x, y


def dead_hidden_units() -> Case:
    """Biases of -100: no hidden unit ever fires."""
    x, y = curve()
    bias = keras.initializers.Constant(-100)
    model = keras.Sequential(
        [keras.Input((4,)), layers.Dense(24, "relu", bias_initializer=bias), layers.Dense(1)]
    )
    return compiled(model, "mse"), x, y


def saturated_hidden_units() -> Case:
    """All hidden units are at 1, where tanh passes no gradient."""
    x, y = curve()
    model = dense_net(4, 16, 1, hidden="tanh")
    model.layers[0].bias.assign(np.full(16, 30.0))
    return compiled(model, "mse"), x, y


def stopped_gradient() -> Case:
    x, y = curve()
    inputs = keras.Input((4,))
    features = layers.Dense(16, "tanh")(layers.Dense(16, "tanh")(inputs))
    outputs = layers.Dense(1)(layers.Lambda(ops.stop_gradient)(features))
    return compiled(keras.Model(inputs, outputs), "mse"), x, y


def heavy_penalties() -> Case:
    x, y = digits()
    model = dense_net(64, 32, 10, last="softmax", kernel_regularizer=keras.regularizers.L2(10.0))
    return compiled(model, SPARSE), x.reshape(len(x), -1), y


def dropout_of_95_percent() -> Case:
    x, y = blobs()
    inner = [layer for _ in range(3) for layer in (layers.Dense(24, "relu"), layers.Dropout(0.95))]
    model = keras.Sequential([keras.Input((8,)), *inner, layers.Dense(4, "softmax")])
    return compiled(model, SPARSE), x / 4, y


def statistics_left_behind() -> Case:
    """BatchNorm with a momentum of 0.9999, which keeps the statistics of the start."""
    x, y = blobs()
    x = 10 * x + 100
    model = keras.Sequential(
        [
            keras.Input((8,)),
            layers.Dense(16),
            layers.BatchNormalization(momentum=0.9999),
            layers.ReLU(),
            layers.Dense(4, "softmax"),
        ]
    )
    compiled(model, SPARSE, keras.optimizers.Adam(0.01)).fit(
        x, y, batch_size=16, epochs=8, verbose=0
    )
    return model, x, y


def dropout_on_the_output() -> Case:
    """Half of the predictions are 0 while it trains, whatever the net does."""
    x, y = curve()
    inputs = keras.Input((4,))
    outputs = layers.Dropout(0.5)(layers.Dense(1)(layers.Dense(64, "relu")(inputs)))
    return compiled(keras.Model(inputs, outputs), "mse"), x, y + 5


def uneven_upsampling() -> Case:
    """A kernel of 3 at a stride of 2: the picture enlarged, and brighter where copies overlap."""
    _, y = noisy_photographs()
    small = y.reshape(len(y), 6, 2, 6, 2, 1).mean(axis=(2, 4))
    last = layers.Conv2DTranspose(1, 3, strides=2, padding="same")
    model = keras.Sequential([keras.Input((6, 6, 1)), last])
    smooth = np.outer([0.5, 1, 0.5], [0.5, 1, 0.5])[:, :, None, None]
    last.kernel.assign(smooth)
    y = model.predict(small, verbose=0)
    last.kernel.assign(0.7 * smooth + 0.3 / 2.25)
    return compiled(model, "mse", keras.optimizers.SGD(1e-4)), small, y


def scaled_twice() -> Case:
    """Divided by 255, and the frozen base divides once more: all pictures look alike to it."""
    return _behind_a_scaling_base(1)


def scaled_once() -> Case:
    return _behind_a_scaling_base(255)


def _behind_a_scaling_base(most: float) -> Case:
    x, y = digits()
    base = keras.Sequential(
        [
            keras.Input((8, 8, 1)),
            layers.Rescaling(1 / 255),
            layers.Normalization(mean=0.5, variance=0.1),
            layers.Conv2D(8, 3, strides=2, activation="relu", kernel_initializer="he_normal"),
            layers.Flatten(),
        ]
    )
    base.trainable = False
    model = keras.Sequential([keras.Input((8, 8, 1)), base, layers.Dense(10, "softmax")])
    return compiled(model, SPARSE), (most * x).astype("float32"), y


# Broken: pairs that do not belong together.


def masks_of_other_pictures() -> Case:
    """Pictures and masks read in unlike orders; the net can learn where masks are frequent."""
    model, x, y = masks_of_pictures()
    return model, x, np.random.default_rng(8).permutation(y)


def masks_of_pictures() -> Case:
    rng = np.random.default_rng(0)
    places, (rows, columns) = rng.integers(2, 6, (2, 128, 1, 1)), np.mgrid[:8, :8]
    y = np.hypot(rows - places[0], columns - places[1]) < 2
    y = y[..., None].astype("float32")
    x = (0.25 + 0.5 * y + 0.12 * rng.standard_normal(y.shape)).astype("float32")
    inner = [layers.Conv2D(8, 3, padding="same", activation="relu") for _ in range(2)]
    last = layers.Conv2D(1, 1, activation="sigmoid")
    model = keras.Sequential([keras.Input((8, 8, 1)), *inner, last])
    return compiled(model, "binary_crossentropy", keras.optimizers.Adam(0.01)), x, y


def targets_one_row_late() -> Case:
    """A header was read as a row: each input has the target of the one before."""
    x, y = curve()
    return compiled(dense_net(4, 64, 1), "mse", keras.optimizers.Adam(0.01)), x, np.roll(y, 1, 0)


# Broken: targets, last activation and loss; the order of layers; the order of samples.


def classes_into_one_unit() -> Case:
    """Labels 0 to 3 against a single sigmoid."""
    x, y = blobs()
    return compiled(dense_net(8, 16, 1, last="sigmoid"), "binary_crossentropy"), x, y


def squared_error_of_softmax() -> Case:
    """Too small a gradient for this learning rate, and large enough for the cross-entropy."""
    x, y = blobs()
    model = dense_net(8, 16, 4, last="softmax")
    return compiled(model, "mse", keras.optimizers.SGD(1e-3)), x, one_hot(y, 4)


class SquaredError(keras.losses.Loss):
    """A loss of one's own: Keras aligns the shapes for functions, and not for it."""

    def call(self, y_true, y_pred):
        return ops.mean(ops.square(y_true - y_pred), axis=-1)


def targets_repeated_by_an_own_loss() -> Case:
    x, y = curve()
    return compiled(dense_net(4, 32, 1), SquaredError()), x, y[:, 0]


def targets_in_a_column() -> Case:
    """The same loss with targets of the predictions' shape."""
    x, y = curve()
    return compiled(dense_net(4, 32, 1), SquaredError()), x, y


def linear_layers_only() -> Case:
    x, y = curve()
    return compiled(dense_net(4, 32, 32, 1, hidden=None), "mse"), x, y


def one_unit_in_the_middle() -> Case:
    x, y = blobs(classes=16)
    model = keras.Sequential(
        [
            keras.Input((8,)),
            layers.Dense(32, "relu"),
            layers.Dense(1, "sigmoid"),
            layers.Dense(16, "softmax"),
        ]
    )
    return compiled(model, SPARSE, keras.optimizers.Adam(3e-4)), x, y


def padding_at_the_end() -> Case:
    """Twelve words and then 28 zeros; what the layer has read it has forgotten by then."""
    return _padded(first=0)


def padding_in_front() -> Case:
    return _padded(first=28)


def _padded(first: int) -> Case:
    words, y = texts()
    x = np.zeros((256, 40), int)
    x[:, first : first + 12] = 1 + words
    embedded_words = [keras.Input((40,)), layers.Embedding(51, 8), layers.GRU(8)]
    model = keras.Sequential([*embedded_words, layers.Dense(1, "sigmoid")])
    return compiled(model, "binary_crossentropy", keras.optimizers.Adam(0.01)), x, y


class Distance(layers.Layer):
    """Of the two halves of a pair."""

    def __init__(self, least=0.0):
        super().__init__()
        self.least = least

    def call(self, pair):
        difference = pair[:, 0] - pair[:, 1]
        return ops.sqrt(ops.sum(ops.square(difference), axis=-1, keepdims=True) + self.least)


def contrastive(y_true, distance):
    """Pairs of one kind (1) are drawn together, others (0) to a distance of 1."""
    return ops.mean(y_true * distance + (1 - y_true) * ops.maximum(1 - distance, 0))


def root_of_zero() -> Case:
    """A third of the pairs is twice the same: there the root has an infinite slope."""
    return _pairs(0.0)


def pairs() -> Case:
    return _pairs(1e-4)


def _pairs(least: float) -> Case:
    x, _ = blobs()
    x = np.stack([x, np.roll(x, 1, axis=0)], axis=1)
    x[::3, 1] = x[::3, 0]
    same = (np.arange(256) % 3 == 0).astype("float32")[:, None]
    model = keras.Sequential(
        [keras.Input((2, 8)), layers.Dense(16, "relu"), layers.Dense(4), Distance(least)]
    )
    return compiled(model, contrastive), x, same


def rounded_output() -> Case:
    x, y = curve()
    model = keras.Sequential([*dense_net(4, 16, 1).layers, layers.Lambda(ops.round)])
    return compiled(model, "mse"), x, y


def sorted_by_class() -> Case:
    """Trained with validation_split on rows that are sorted: the last class is never seen."""
    x, y = blobs(classes=5)
    order = np.argsort(y, kind="stable")
    model, x, y = compiled(dense_net(8, 16, 5, last="softmax"), SPARSE), x[order], y[order]
    model.fit(x, y, validation_split=0.2, batch_size=16, epochs=8, verbose=0)
    return model, x, y


def one_in_thirty() -> Case:
    """The rare class lies among the other one: a constant wins."""
    x, _ = curve()
    y = (np.arange(256) % 30 == 0).astype("float32")
    model = compiled(
        dense_net(4, 1, last="sigmoid"), "binary_crossentropy", keras.optimizers.Adam(0.05)
    )
    model.fit(x, y, batch_size=16, epochs=8, verbose=0)
    return model, x, y


def drowned_in_noise() -> Case:
    """Noise on the input, fifty times its size: no rule knows it."""
    x, y = blobs()
    model = keras.Sequential([keras.Input((8,)), layers.Rescaling(0.01), layers.GaussianNoise(1.0)])
    for layer in (layers.Dense(64, "relu"), layers.Dense(4, "softmax")):
        model.add(layer)
    return compiled(model, SPARSE), x, y


# Healthy: the check-up must find nothing in these.


def mlp() -> Case:
    x, y = blobs()
    return compiled(dense_net(8, 32, 4, last="softmax"), SPARSE), x, y


def cnn_with_batchnorm() -> Case:
    x, y = digits()
    model = keras.Sequential(
        [
            keras.Input((8, 8, 1)),
            layers.Conv2D(8, 3, use_bias=False),
            layers.BatchNormalization(),
            layers.ReLU(),
            layers.Flatten(),
            layers.Dense(10, "softmax"),
        ]
    )
    return compiled(model, SPARSE), x, y


def mlp_with_dropout() -> Case:
    x, y = digits()
    model = keras.Sequential(
        [
            keras.Input((8, 8, 1)),
            layers.Flatten(),
            layers.Dense(64, "relu"),
            layers.Dropout(0.5),
            layers.Dense(10),
        ]
    )
    return compiled(model, keras.losses.SparseCategoricalCrossentropy(from_logits=True)), x, y


def autoencoder() -> Case:
    _, x = noisy_photographs(8)
    model = keras.Sequential(
        [
            keras.Input((8, 8, 1)),
            layers.Conv2D(8, 3, strides=2, padding="same", activation="relu"),
            layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="sigmoid"),
        ]
    )
    return compiled(model, "mse", keras.optimizers.Adam(0.01)), x, x


def u_net() -> Case:
    """Finds the bright half of each picture: one step down, one up, joined by a skip."""
    x, clean = noisy_photographs(8)
    y = (clean > clean.mean(axis=(1, 2), keepdims=True)).astype("float32")

    def conv(filters, t):
        return layers.Conv2D(filters, 3, padding="same", activation="relu")(t)

    inputs = keras.Input((8, 8, 1))
    wide = conv(8, inputs)
    deep = conv(16, layers.MaxPooling2D()(wide))
    joined = layers.Concatenate()([wide, layers.UpSampling2D()(deep)])
    outputs = layers.Conv2D(1, 1, activation="sigmoid")(conv(8, joined))
    model = keras.Model(inputs, outputs)
    return compiled(model, "binary_crossentropy", keras.optimizers.Adam(0.01)), x, y


def mobile_net() -> Case:
    """The first six blocks of MobileNetV2, three of them residual; all of it takes 30 s."""
    x, y = digits()
    x = np.repeat(2 * x.repeat(4, axis=1).repeat(4, axis=2) - 1, 3, axis=-1)
    whole = keras.applications.MobileNetV2((32, 32, 3), alpha=0.35, weights=None)
    features = layers.GlobalAveragePooling2D()(whole.get_layer("block_5_add").output)
    model = keras.Model(whole.input, layers.Dense(10, "softmax")(features))
    return compiled(model, SPARSE), x[:96], y[:96]


def linear_residual() -> Case:
    """Case A repaired."""
    x, y = noisy_photographs()
    return compiled(rednet.red_net(4, 8, seed=_drawn()), "mse"), x, y


def gru() -> Case:
    x, y = waves()
    model = keras.Sequential([keras.Input((16, 1)), layers.GRU(8), layers.Dense(1)])
    return compiled(model, "mse", keras.optimizers.Adam(0.01)), x, y


def text_classifier() -> Case:
    x, y = texts()
    model = keras.Sequential(
        [
            keras.Input((12,), dtype="int32"),
            layers.Embedding(50, 8),
            layers.GlobalAveragePooling1D(),
            layers.Dense(8, "relu"),
            layers.Dense(1, "sigmoid"),
        ]
    )
    return compiled(model, "binary_crossentropy", keras.optimizers.Adam(0.01)), x, y


def transformer() -> Case:
    x, y = texts()
    inputs = keras.Input((12,), dtype="int32")
    words = layers.Embedding(50, 12)(inputs)
    mixed = layers.LayerNormalization()(words + layers.MultiHeadAttention(2, 6)(words, words))
    fed = layers.LayerNormalization()(mixed + layers.Dense(12)(layers.Dense(24, "gelu")(mixed)))
    outputs = layers.Dense(2, "softmax")(layers.GlobalAveragePooling1D()(fed))
    return compiled(keras.Model(inputs, outputs), SPARSE, keras.optimizers.AdamW(3e-3)), x, y


def transfer_learning() -> Case:
    """The base is frozen on purpose; its output is useful."""
    x, y = blobs()
    base = dense_net(8, 32, 32, last="relu")
    base.trainable = False
    model = keras.Sequential([keras.Input((8,)), base, layers.Dense(4, "softmax")])
    return compiled(model, SPARSE), x, y


def bytes_with_rescaling() -> Case:
    x, y = digits()
    model = keras.Sequential(
        [
            keras.Input((8, 8, 1), dtype="uint8"),
            layers.Rescaling(1 / 255),
            layers.Conv2D(8, 3, activation="relu"),
            layers.Flatten(),
            layers.Dense(10, "softmax"),
        ]
    )
    return compiled(model, SPARSE), (255 * x).astype("uint8"), y


class Blocks(keras.Model):
    """Subclassed, its layers in lists; not built before it is called."""

    def __init__(self):
        super().__init__()
        self.hidden = [layers.Dense(24) for _ in range(2)]
        self.norms = [layers.LayerNormalization() for _ in range(2)]
        self.last = layers.Dense(4, "softmax")

    def call(self, x):
        for dense, norm in zip(self.hidden, self.norms, strict=True):
            x = ops.relu(norm(dense(x)))
        return self.last(x)


def subclassed() -> Case:
    x, y = blobs()
    return compiled(Blocks(), SPARSE), x, y


def two_inputs_two_outputs() -> Case:
    x, y = blobs()
    a, b = keras.Input((8,), name="a"), keras.Input((8,), name="b")
    shared = layers.Dense(32, "relu")(layers.Concatenate()([a, b]))
    outputs = [
        layers.Dense(4, "softmax", name="kind")(shared),
        layers.Dense(1, name="size")(shared),
    ]
    model = keras.Model({"a": a, "b": b}, outputs)
    model.compile(
        keras.optimizers.Adam(0.01),
        {"kind": SPARSE, "size": "mse"},
        loss_weights={"kind": 1.0, "size": 0.5},
        jit_compile=False,
    )
    return model, {"a": x, "b": x[:, ::-1]}, {"kind": y, "size": x.sum(axis=1, keepdims=True) / 5}


def converged() -> Case:
    """At its minimum, with gradients close to 0."""
    x = np.random.default_rng(7).standard_normal((256, 4)).astype("float32")
    y = x @ np.array([[1.0], [-2.0], [0.5], [0.0]], "float32")
    model = compiled(dense_net(4, 1), "mse", keras.optimizers.SGD(0.2))
    model.fit(x, y, batch_size=64, epochs=20, verbose=0)
    return model, x, y


def noisy_regression() -> Case:
    x, y = curve(noise=2.0)
    return compiled(dense_net(4, 32, 1), "mse"), x, y


def counts() -> Case:
    """A ReLU on the output that belongs there: nothing is below 0."""
    x, y = curve()
    return compiled(dense_net(4, 32, 1, last="relu"), "mse"), x, np.maximum(np.round(2 * y + 3), 0)


def small_learning_rate() -> Case:
    """Adam at 1e-4, as for fine-tuning: slow, and not broken."""
    x, y = blobs()
    model = dense_net(8, 64, 64, 4, last="softmax")
    return compiled(model, SPARSE, keras.optimizers.Adam(1e-4)), x, y


def _drawn() -> int:
    """A seed that depends on the one `build` has set."""
    return int(keras.ops.convert_to_numpy(keras.random.randint((), 0, 2**30)))


def sigmoid_under_categorical_crossentropy() -> Case:
    """Odd, and on TensorFlow trained through the logits as if it were a softmax."""
    x, y = blobs()
    model = dense_net(8, 32, 4, last="sigmoid")
    return compiled(model, "categorical_crossentropy"), x, one_hot(y, 4)


HEALTHY = (
    sigmoid_under_categorical_crossentropy,
    softmax_twice,
    targets_in_a_column,
    scaled_once,
    masks_of_pictures,
    padding_in_front,
    pairs,
    repaired_fsrcnn,
    mlp,
    cnn_with_batchnorm,
    mlp_with_dropout,
    autoencoder,
    u_net,
    mobile_net,
    linear_residual,
    gru,
    text_classifier,
    transformer,
    transfer_learning,
    bytes_with_rescaling,
    subclassed,
    two_inputs_two_outputs,
    converged,
    noisy_regression,
    counts,
    small_learning_rate,
)

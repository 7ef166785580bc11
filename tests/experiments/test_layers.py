"""What is read inside a denoiser, against Keras's own outputs and gradients."""

import keras
import numpy as np
import pytest

from restorelib.experiments import denoising, layers
from restorelib.experiments.recipes import Recipe
from restorelib.training import inside

TINY = Recipe(depth=4, filters=4, patches=16, patch_size=12, steps=3)


def test_short_keeps_two_digits_and_the_smallest_gradients():
    values = np.array([1e-12, 3.14159, -2.5e8, 0.0], "float32")
    assert layers.short(values) == pytest.approx(values, rel=4e-3)
    assert layers.short(values)[-1] == 0 and layers.short(values)[0] > 0


def test_a_unit_is_dead_if_it_is_0_at_every_pixel_of_every_image():
    first, second = np.zeros((2, 3, 3, 2)), np.zeros((2, 3, 3, 1))
    first[1, 2, 2, 1] = 1e-9
    assert layers.dead_units([first, second]).tolist() == [1, 0, 1]


def test_maps_are_means_of_four_pixels_scaled_by_the_largest_of_their_layer():
    ramp = np.arange(48.0).repeat(48).reshape(1, 48, 48, 1)
    drawn, scale = layers.maps([np.concatenate([ramp, -ramp / 2], -1), np.zeros((1, 48, 48, 1))])
    assert drawn.shape == (3, 24, 24) and scale == pytest.approx([46.5, 0], rel=4e-3)
    assert drawn[0, -1, 0] == 248 and drawn[0, 0, 0] == 128 and drawn[1, -1, 0] == 128 - 3 * 20
    assert (drawn[2] == 128).all()


@pytest.mark.slow
@pytest.mark.parametrize("activation", ["relu", None])
def test_a_record_holds_what_keras_computes(activation):
    recipe = Recipe(**{**vars(TINY), "residual_activation": activation})
    record = denoising.run(recipe, keep_pictures=True)
    model = denoising.build(recipe)
    noisy, _ = denoising.test_patches(recipe)
    x, y = denoising.train_patches(recipe)
    signal, gradient = (
        inside.signal_by_layer(model, noisy),
        inside.gradient_by_layer(model, x[:8], y[:8]),
    )
    assert record.layers == tuple(signal) == ("conv1", "conv2", "deconv1", "deconv2")
    assert record.units == (4, 4, 4, 3)
    assert record.signal[0] == pytest.approx(list(signal.values()), rel=4e-3)
    assert record.kernel_gradient[0] == pytest.approx(list(gradient.values()), rel=4e-3)
    last = model.get_layer("residual" if activation else "deconv2").output
    output = keras.Model(model.inputs, last).predict_on_batch(noisy)
    assert record.dead.shape == (4, 15)
    assert record.dead[0, -3:].tolist() == (output == 0).all((0, 1, 2)).astype(int).tolist()
    assert record.map_steps.tolist() == [0, 3] and record.maps.shape == (2, 15, 24, 24)

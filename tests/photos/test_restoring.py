"""A photograph is enlarged: luma by the network, colour by interpolation; noise is estimated."""

import threading
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from restorelib.images import damage, embedded
from restorelib.models import rednet, sr_nets, tiles
from restorelib.models.catalogue import TrainingRecipe
from restorelib.photos import denoised, noise_level, restoring
from restorelib.photos.enlarged import StudioLuma
from restorelib.photos.joined import written
from restorelib.photos.picture import Levels, Photo, PhotoError
from restorelib.photos.region import Region, cut
from restorelib.photos.writing import to_png
from restorelib.storage.packing import RecordingError


def a_photo(*shape, alpha=False, seed=0):
    """Values around one half: nothing is clipped."""
    rng = np.random.default_rng(seed)
    values = rng.uniform(0.4, 0.6, shape).astype("float32")
    mask = rng.random((*shape[:2], 1), dtype="float32") if alpha else None
    return Photo(values, mask, b"profile", 16, "made here")


@pytest.fixture(scope="module")
def enlarger():
    model = sr_nets.fsrcnn(2, 4, 2, 0, seed=0)
    for w in model.trainable_variables:
        w.assign(np.random.default_rng(0).normal(0, 0.05, w.shape))
    model.get_layer("deconv").bias.assign([0.5])
    return model


def bicubic(image, scale):
    """By Pillow, the whole of it at once."""
    size = scale * image.shape[1], scale * image.shape[0]
    channels = [
        Image.fromarray(image[..., i]).resize(size, Image.Resampling.BICUBIC)
        for i in range(image.shape[2])
    ]
    return np.stack(channels, axis=2)


def test_luma_is_the_networks_and_colour_is_bicubic(enlarger):
    picture = a_photo(130, 140, 3, alpha=True)
    restored = restoring.enlarge(picture, 2, model=enlarger)
    assert restored.pixels.shape == (260, 280, 3) and restored.pixels.dtype == "float32"
    y = restored.pixels @ [0.299, 0.587, 0.114]  # BT.601
    # Studio luma in and out: 16 + 219 Y of 255.
    low = (16 + 219 * picture.pixels @ [0.299, 0.587, 0.114]) / 255
    high = np.asarray(enlarger(low[None, ..., None].astype("float32")))[0, ..., 0]
    np.testing.assert_allclose(y, (255 * high - 16) / 219, atol=1e-5)
    interpolated = bicubic(picture.pixels, 2)
    for channel, weight in ((0, 1.402), (2, 1.772)):  # Cr and Cb of BT.601
        colour = (restored.pixels[..., channel] - y) / weight
        expected = interpolated[..., channel] - interpolated @ [0.299, 0.587, 0.114]
        np.testing.assert_allclose(colour, expected / weight, atol=1e-5)
    np.testing.assert_allclose(restored.alpha, np.clip(bicubic(picture.alpha, 2), 0, 1), atol=1e-5)
    assert (restored.icc_profile, restored.bits) == (b"profile", 16)


@pytest.mark.parametrize("bits", [8, 16])
def test_a_photograph_in_the_numbers_of_its_file_stays_so(bits, enlarger):
    floats = a_photo(30, 40, 3)
    numbers = np.rint((2**bits - 1) * floats.pixels).astype(f"u{bits // 8}")
    compact = replace(floats, pixels=Levels(numbers), bits=bits)
    exact = restoring.enlarge(replace(floats, pixels=compact.pixels[:]), 2, model=enlarger)
    restored = restoring.enlarge(compact, 2, model=enlarger)
    assert isinstance(restored.pixels, Levels) and restored.pixels.shape == (60, 80, 3)
    assert restored.pixels._numbers.dtype == numbers.dtype
    np.testing.assert_allclose(restored.pixels[:], exact.pixels, atol=0.51 / (2**bits - 1))
    assert to_png(restored) == to_png(replace(exact, bits=bits))


def test_grey_stays_grey_and_is_clipped(enlarger):
    picture = a_photo(20, 30, 1)
    restored = restoring.enlarge(picture, 2, model=enlarger)
    high = np.asarray(enlarger((16 + 219 * picture.pixels[None]) / 255))[0]
    np.testing.assert_allclose(restored.pixels, (255 * high - 16) / 219, atol=1e-5)
    extreme = Photo(np.float32([[[0], [1]]] * 2), None, None, 8, "")
    enlarger.get_layer("deconv").bias.assign([3.0])
    assert restoring.enlarge(extreme, 2, model=enlarger).pixels.max() == 1
    enlarger.get_layer("deconv").bias.assign([0.5])


@pytest.fixture(scope="module")
def denoiser():
    model = rednet.red_net(4, 2, 3, seed=0)
    for w in model.trainable_variables:
        w.assign(np.random.default_rng(0).normal(0, 0.01, w.shape))
    return model


def test_noise_is_taken_out_of_colour_alone_not_out_of_alpha(denoiser):
    picture = a_photo(260, 30, 3, alpha=True)
    done = []
    restored = restoring.denoise(picture, model=denoiser, on_progress=lambda *now: done.append(now))
    expected = np.asarray(denoiser(picture.pixels[None]))[0]
    np.testing.assert_allclose(restored.pixels, expected, atol=1e-5)
    np.testing.assert_array_equal(restored.alpha, picture.alpha)
    assert (restored.icc_profile, restored.bits) == (b"profile", 16)
    assert done == [(1, 2), (2, 2)]
    stop = threading.Event()
    stop.set()
    with pytest.raises(tiles.Stopped):
        restoring.denoise(picture, model=denoiser, stop=stop)
    # Values beyond white and black are cut.
    beyond = Photo(np.float32([[[-0.5, 0.5, 1.5]]] * 4), None, None, 8, "")
    pixels = restoring.denoise(beyond, model=denoiser).pixels
    assert pixels.min() == 0 and pixels.max() == 1


@pytest.mark.parametrize(
    ("sigma", "factor"), [(20, 0.5), (10, 1), (5, 2), (1, 3), (0, 3), (100, 0.5)]
)
def test_the_noise_is_made_as_strong_as_the_denoiser_knows_it(monkeypatch, denoiser, sigma, factor):
    monkeypatch.setattr(denoised, "RECIPES", RECIPES)
    name = "strong" if sigma > 50 else "weak"
    monkeypatch.setattr(denoised, "available", lambda: [name])
    monkeypatch.setattr(denoised, "_by_name", lambda name: denoiser)
    picture = a_photo(12, 13, 3)
    expected = np.asarray(denoiser(factor * picture.pixels[None]))[0] / factor
    np.testing.assert_allclose(restoring.denoise(picture, sigma).pixels, expected, atol=1e-5)


def test_a_grey_denoiser_takes_the_channels_one_after_the_other():
    model = rednet.red_net(4, 2, 1, seed=0)
    picture, done = a_photo(260, 20, 3, alpha=True), []
    restored = restoring.denoise(picture, model=model, on_progress=lambda *now: done.append(now))
    alone = np.moveaxis(picture.pixels, 2, 0)[..., None]
    expected = np.moveaxis(np.asarray(model(alone))[..., 0], 0, 2)
    np.testing.assert_allclose(restored.pixels, np.clip(expected, 0, 1), atol=1e-5)
    np.testing.assert_array_equal(restored.alpha, picture.alpha)
    assert done == [(i, 6) for i in range(1, 7)]
    compact = Photo(Levels(np.rint(255 * picture.pixels).astype("u1")), None, None, 8, "")
    bands = list(restoring.denoised_bands(compact, 9, model=model))
    np.testing.assert_allclose(np.concatenate(bands), restored.pixels, atol=0.02)


@pytest.mark.parametrize("place", [(0, 0, 9, 7), (41, 52, 30, 60), (110, 101, 30, 29)])
def test_a_region_gets_the_pixels_that_it_has_in_the_whole(enlarger, denoiser, place):
    picture, region = a_photo(130, 140, 3, alpha=True), Region(*place)
    for scale, restore in (
        (2, lambda **how: restoring.enlarge(picture, 2, model=enlarger, **how)),
        (1, lambda **how: restoring.denoise(picture, 9, model=denoiser, **how)),
    ):
        whole = cut(restore(), region.seen_from(Region(0, 0, 140, 130), scale))
        part = restore(region=region)
        np.testing.assert_allclose(part.pixels, whole.pixels, atol=1e-5)
        np.testing.assert_allclose(part.alpha, whole.alpha, atol=1e-5)


def test_a_region_keeps_to_the_grid_of_a_network_with_strides():
    model = rednet.red_net(4, 4, 3, seed=0, strides=(1, 2))
    picture = a_photo(60, 70, 3)
    whole = restoring.denoise(picture, 9, model=model)
    part = restoring.denoise(picture, 9, model=model, region=Region(33, 30, 10, 11))
    np.testing.assert_allclose(part.pixels, whole.pixels[30:41, 33:43], atol=1e-5)


def test_bands_go_to_a_file_as_to_memory(enlarger, tmp_path):
    floats = a_photo(40, 30, 3, alpha=True)
    numbers = np.rint(65535 * np.concatenate([floats.pixels, floats.alpha], 2)).astype("u2")
    values = Levels(numbers)
    alpha = values.part(..., slice(3, 4))
    compact = replace(floats, pixels=values.part(..., slice(3)), alpha=alpha)
    kept = restoring.enlarge(compact, 2, model=enlarger)
    bands = restoring.enlarged_bands(compact, 2, model=enlarger)
    stored = written(bands, compact, tmp_path / "a.png", 2)
    np.testing.assert_array_equal(stored.pixels[:], kept.pixels[:])
    np.testing.assert_array_equal(stored.alpha[3:5], kept.alpha[3:5])
    read = stored.pixels._numbers[3:5]  # a copy: a map would hold what was read, and more
    assert type(read) is np.ndarray and read.base is None
    assert (tmp_path / "a.png").read_bytes() == to_png(kept)
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]


def test_luma_is_computed_where_it_is_read():
    for channels in (1, 3):
        pixels = a_photo(20, 30, channels).pixels
        luma = pixels @ [0.299, 0.587, 0.114] if channels == 3 else pixels[..., 0]
        studio = StudioLuma(pixels)
        assert studio.shape == (20, 30, 1) and studio.size == 600
        seen = studio[3:9, 5:11]
        assert seen.dtype == studio.dtype
        np.testing.assert_allclose(seen[..., 0], (16 + 219 * luma[3:9, 5:11]) / 255, atol=1e-6)


def test_what_cannot_be_done_is_said(enlarger, denoiser):
    picture = a_photo(8, 9, 3)
    with pytest.raises(ValueError, match=r"one of \(2, 3, 4\); received 5"):
        restoring.enlarge(picture, 5)
    with pytest.raises(ValueError, match="enlarges by 3; received"):
        restoring.enlarge(picture, 3, model=enlarger)
    with pytest.raises(ValueError, match="sigma expects.*received -1"):
        restoring.denoise(picture, -1, model=denoiser)
    with pytest.raises(ValueError, match="denoiser of 3 channels"):
        grey = rednet.red_net(4, 2, 3, seed=0)
        mixed = type(grey)(grey.input, grey.get_layer("conv1").output)
        restoring.denoise(picture, model=mixed)
    huge = Photo(np.broadcast_to(np.float32(0.5), (6000, 4000, 3)), None, None, 8, "")
    with pytest.raises(PhotoError, match=r"at most 50 million pixels; x2 would make 96\.") as told:
        restoring.enlarge(huge, 2, model=enlarger)
    assert "Enlarge a region" in str(told.value) and "smaller scale" not in str(told.value)


RECIPES = {
    "colour": TrainingRecipe("red_net", {"channels": 3}, 1, sigma=(5, 50)),
    "weak": TrainingRecipe("red_net", {}, 1, sigma=(10, 10)),
    "strong": TrainingRecipe("red_net", {"channels": 1}, 1, sigma=(50, 50)),
    "larger": TrainingRecipe("fsrcnn", {"scale": 2}, 1, scale=2),
}


def test_the_denoiser_that_fits_best_is_taken(monkeypatch):
    monkeypatch.setattr(denoised, "RECIPES", RECIPES)
    monkeypatch.setattr(denoised, "available", lambda: list(RECIPES))
    # Nearest is what takes the least change of brightness: 22 and 23 lie about sqrt(10 * 50).
    chosen = {s: denoised.denoiser_name(1, s) for s in (0, 22, 23, 90)}
    assert chosen == {0: "weak", 22: "weak", 23: "strong", 90: "strong"}
    assert {denoised.denoiser_name(3, s) for s in (0, 25, 90)} == {"colour"}
    taken = []
    monkeypatch.setattr(denoised, "_by_name", lambda name: taken.append(name) or sr_nets.srcnn())
    noise = np.random.default_rng(0).normal(0.5, 45 / 255, (64, 64, 1)).astype("float32")
    restoring.denoise(Photo(noise, None, None, 8, ""))
    assert taken == ["strong"]
    monkeypatch.setattr(denoised, "available", lambda: ["weak", "strong", "larger"])
    assert denoised.denoiser_name(3, 45) == "strong"  # grey is better than none
    monkeypatch.setattr(denoised, "available", lambda: ["larger"])
    with pytest.raises(RecordingError, match=r"expected a trained denoiser.*only \['larger'\]"):
        denoised.denoiser_name(3, 25)


@pytest.mark.parametrize("channels", [1, 3])
def test_the_estimate_of_noise_is_near_what_was_added(channels):
    # At 30 and above texture adds little; below, it counts as noise: at most 3 on these.
    for split, name in (("test", "chelsea"), ("train", "astronaut")):
        clean = embedded.photographs(split, channels=channels)[name]
        for sigma, below, above in ((0, 0, 3), (10, 0.5, 3), (30, 1, 2), (50, 1, 2)):
            noisy = damage.add_gaussian_noise(clean, sigma=sigma, seed=sigma)
            found = restoring.estimate_sigma(Photo(noisy, None, None, 8, ""))
            assert sigma - below <= found <= sigma + above, (name, sigma, found)


def test_the_estimate_looks_at_a_part_of_a_large_photograph(monkeypatch):
    seen = []
    differences = noise_level._differences
    monkeypatch.setattr(
        noise_level, "_differences", lambda strip: seen.append(strip.size) or differences(strip)
    )
    monkeypatch.setattr(noise_level, "LOOKED_AT", 3e5)
    noise = np.random.default_rng(0).standard_normal((2000, 800, 1), dtype="float32")
    found = restoring.estimate_sigma(Photo(0.5 + 20 / 255 * noise, None, None, 8, ""))
    assert abs(found - 20) < 0.2 and 2e5 < sum(seen) < 4e5
    assert restoring.estimate_sigma(a_photo(2, 9, 3)) == 0

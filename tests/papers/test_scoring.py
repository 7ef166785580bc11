"""Scores as papers count them: what is degraded, restored, counted, printed, kept and recorded."""

import json
import re
import types
import zlib

import numpy as np
import pytest
import skimage.color
import skimage.metrics
from PIL import Image

import restorelib
from restorelib import __main__
from restorelib.commands import evaluate
from restorelib.images import damage, embedded
from restorelib.models import self_ensemble
from restorelib.papers import bootstrap, classical, image_sets, ledger, methods, results, scoring
from restorelib.papers.record import same_photographs
from restorelib.papers.record import scores as record_results
from restorelib.papers.results import Result, Scores, Setting

CHELSEA = embedded.photographs("test", channels=3)["chelsea"]
PHOTO = CHELSEA[60:101, 105:154]  # 41 x 49: no scale divides both
OTHER = CHELSEA[100:148, 100:148]


@pytest.fixture
def no_keras(monkeypatch):
    """Networks are plain functions here: `model=` takes one."""
    tiles = types.ModuleType("restorelib.models.tiles")
    tiles.restore_tiled = lambda model, image: model(image)
    monkeypatch.setitem(__import__("sys").modules, "restorelib.models.tiles", tiles)
    monkeypatch.setattr(restorelib.models, "tiles", tiles, raising=False)


def by_pillow(image, height, width):
    channels = [
        Image.fromarray(np.ascontiguousarray(c)).resize((width, height), Image.Resampling.BICUBIC)
        for c in np.moveaxis(image.astype("float32"), -1, 0)
    ]
    return np.stack([np.asarray(c) for c in channels], axis=-1)


# What is done to the images


def test_the_noise_of_an_image_depends_on_its_name_alone(monkeypatch):
    monkeypatch.setattr(classical, "missing", lambda name: "not here")
    setting = Setting(sigma=25)
    noisy, clean = scoring.degraded(PHOTO, setting, seed=scoring.noise_seed("chelsea"))
    rng = np.random.default_rng(zlib.crc32(b"chelsea"))
    noise = rng.standard_normal((41, 49, 1), dtype="float32")
    np.testing.assert_allclose(noisy - clean, 25 / 255 * noise, atol=1e-6)
    np.testing.assert_allclose(clean[..., 0], PHOTO @ np.float32([0.299, 0.587, 0.114]), atol=1e-6)
    one = scoring.evaluate(methods.NOISY, {"a": PHOTO, "b": OTHER}, setting=setting)
    two = scoring.evaluate(methods.NOISY, {"b": OTHER, "a": PHOTO}, setting=setting)
    assert one.methods["noisy"].psnr == two.methods["noisy"].psnr[::-1]
    assert list(one.seeds) == [zlib.crc32(b"a"), zlib.crc32(b"b")]
    twins = scoring.evaluate(methods.NOISY, {"a": PHOTO, "b": PHOTO}, setting=setting)
    for name, dB in zip("ab", twins.methods["noisy"].psnr, strict=True):
        rng = np.random.default_rng(zlib.crc32(name.encode()))
        drawn = rng.standard_normal((41, 49), dtype="float32")
        assert dB == pytest.approx(-20 * np.log10(25 / 255 * drawn.std()), abs=0.02)
    assert twins.methods["noisy"].psnr[0] != twins.methods["noisy"].psnr[1]


def test_half_size_is_bicubic_with_anti_aliasing_before_the_noise():
    noisy, clean = scoring.degraded(PHOTO, Setting(sigma=30, half=True), seed=0)
    expected = by_pillow(embedded.luma(PHOTO[:40, :48]), 20, 24)
    np.testing.assert_allclose(clean, expected, atol=1e-5)
    assert (noisy - clean).std() == pytest.approx(30 / 255, rel=0.15)


def test_colour_stays_colour():
    noisy, clean = scoring.degraded(PHOTO, Setting(sigma=30, channels=3), seed=0)
    assert noisy.shape == PHOTO.shape
    np.testing.assert_array_equal(clean, PHOTO)


# Networks


@pytest.mark.parametrize("name", ["fsrcnn-x3", "srcnn-x3"])
def test_a_network_paints_luma_and_bicubic_the_colour(no_keras, name):
    setting = Setting(scale=3)
    small, _ = scoring.degraded(PHOTO, setting, seed=0)
    large = by_pillow(small, 39, 48)
    seen = []

    def model(luma):
        seen.append(luma)
        return (luma if name == "srcnn-x3" else by_pillow(luma, 39, 48)) + np.float32(0.1)

    restored = methods.restorer(name, setting, model=model)(small)
    given = skimage.color.rgb2ycbcr(large if name == "srcnn-x3" else small)[..., :1] / 255
    np.testing.assert_allclose(seen[0], given, atol=1e-5)
    brighter = skimage.color.rgb2ycbcr(restored) - skimage.color.rgb2ycbcr(large)
    np.testing.assert_allclose(brighter[..., 0], 25.5, atol=1e-2)
    np.testing.assert_allclose(brighter[..., 1:], 0, atol=1e-2)


def test_a_denoiser_gets_the_noisy_image_and_nothing_else(no_keras):
    noisy, _ = scoring.degraded(PHOTO, Setting(sigma=30, channels=3), seed=0)
    name = next(iter(classical.DENOISERS))
    assert methods.restorer(methods.NOISY, Setting(sigma=30))(noisy) is noisy
    expected = classical.denoise(name, noisy, sigma=7)
    np.testing.assert_array_equal(methods.restorer(name, Setting(sigma=7))(noisy), expected)


@pytest.mark.parametrize(
    ("name", "setting", "words"),
    [
        ("fsrcnn-x3", Setting(scale=2), "fsrcnn-x3 expects x3.*received x2"),
        ("fsrcnn-x3", Setting(sigma=30), "expects x3.*received sigma 30"),
        ("bicubic", Setting(sigma=30), "bicubic expects x3.*received sigma 30"),
        ("BM3D", Setting(scale=3), "BM3D expects sigma 30.*received x3"),
        ("fsrcnn-x9", Setting(scale=9), "expects one of.*fsrcnn-x3.*bicubic.*'fsrcnn-x9'"),
    ],
)
def test_a_setting_that_does_not_fit_is_refused(no_keras, name, setting, words):
    with pytest.raises(ValueError, match=words):
        scoring.evaluate(name, {"a": PHOTO}, setting=setting)


def test_a_network_without_weights_is_answered_with_those_there_are(no_keras, monkeypatch):
    from restorelib.models import trained_nets

    monkeypatch.setattr(trained_nets, "FOLDER", trained_nets.FOLDER / "nowhere")
    with pytest.raises(ValueError, match=r"expects one of \[\]; received 'fsrcnn-x3'"):
        scoring.evaluate("fsrcnn-x3", {"a": PHOTO})


def test_a_real_network_is_run_on_an_image_of_any_size():
    from restorelib.models import sr_nets

    net = sr_nets.fsrcnn(3, d=4, s=2, m=1, seed=0)
    result = scoring.evaluate("fsrcnn-x3", {"a": PHOTO}, model=net, ensemble=True)
    assert list(result.methods) == ["bicubic", "fsrcnn-x3", "fsrcnn-x3, self-ensemble"]
    small, large = scoring.degraded(PHOTO, result.setting, seed=0)
    painted = np.asarray(net(embedded.studio_luma(small)[None]))[0]
    expected = skimage.metrics.peak_signal_noise_ratio(
        np.rint(skimage.color.rgb2ycbcr(large)[3:-3, 3:-3, :1]),
        np.rint(255 * painted[3:-3, 3:-3]).clip(0, 255),
        data_range=255,
    )
    assert result.methods["fsrcnn-x3"].psnr[0] == pytest.approx(expected, abs=0.01)


# Scores


def test_denoising_is_counted_on_floats_that_are_not_clipped():
    noisy, clean = scoring.degraded(PHOTO, Setting(sigma=70), seed=1)
    psnr, ssim, others = scoring.score(clean, noisy, Setting(sigma=70))
    x, y = clean.astype("float64"), noisy.astype("float64")
    oracle = skimage.metrics.peak_signal_noise_ratio
    assert psnr == pytest.approx(oracle(x, y, data_range=1), abs=1e-4)
    expected = skimage.metrics.structural_similarity(
        x,
        y,
        data_range=1,
        channel_axis=-1,
        gaussian_weights=True,
        sigma=1.5,
        use_sample_covariance=False,
    )
    assert ssim == pytest.approx(expected, abs=1e-9)
    clipped = oracle(x, y.clip(0, 1), data_range=1)
    assert others["clipped to 0 and 1"] == pytest.approx(clipped, abs=1e-4) and clipped > psnr + 0.5
    rounded = oracle(255 * x, np.rint(255 * y).clip(0, 255), data_range=255)
    assert others["rounded to 8 bits"] == pytest.approx(rounded, abs=1e-4)


def test_means_are_over_images():
    images = {"a": PHOTO, "b": OTHER}
    both = scoring.evaluate("bicubic", images).methods["bicubic"]
    each = [scoring.evaluate("bicubic", {k: v}).methods["bicubic"] for k, v in images.items()]
    assert both.mean_psnr == pytest.approx(np.mean([one.mean_psnr for one in each]))
    assert both.mean_ssim == pytest.approx(np.mean([one.ssim[0] for one in each]))
    for convention, dB in both.others.items():
        assert dB == pytest.approx(np.mean([one.others[convention] for one in each]), abs=1e-4)
    with pytest.raises(ValueError, match="at least one image"):
        scoring.evaluate("bicubic", {})


def test_classical_methods_stand_beside_a_denoiser_where_they_are_installed(monkeypatch):
    monkeypatch.setattr(classical, "missing", lambda name: "no" * (name == "BM3D"))
    assert methods.beside(Setting(sigma=30)) == ["noisy", "wavelets", "non-local means"]
    assert methods.beside(Setting(scale=2)) == ["bicubic"]
    with pytest.raises(classical.NotInstalled, match="no"):
        scoring.evaluate("BM3D", {"a": PHOTO})


# Self-ensemble


def test_a_self_ensemble_is_the_mean_of_eight_explicit_positions():
    image = np.random.default_rng(0).random((6, 9, 2)).astype("float32")

    def restore(one):  # a knight's move looks otherwise in each of the eight
        return 0.6 * one + 0.4 * np.roll(one, (1, 2), axis=(0, 1))

    ways = []
    for k in range(4):
        ways.append(np.rot90(restore(np.rot90(image, k)), -k))
        ways.append(np.fliplr(np.rot90(restore(np.rot90(np.fliplr(image), k)), -k)))
    made = self_ensemble.self_ensemble(restore, image)
    np.testing.assert_allclose(made, np.mean(ways, axis=0), atol=1e-6)
    np.testing.assert_allclose(self_ensemble.self_ensemble(lambda x: x, image), image, atol=1e-6)


# Tables and JSON


def a_result(**methods_of):
    made = {k: Scores(v, [x / 50 for x in v], {"clipped": 1.5}) for k, v in methods_of.items()}
    return Result("Toy", Setting(sigma=30), ("a", "bb"), made, (1, 2), "00ff")


def test_a_table_has_a_row_an_image_and_the_mean():
    rows = a_result(noisy=[20.0, 22.0], good=[30.126, 31.0]).table().splitlines()
    assert rows[0].split() == ["noisy", "good"]
    assert rows[1].split() == ["a", *["20.00", "/", "0.4000"], *["30.13", "/", "0.6025"]]
    assert re.sub(" +", " ", rows[-1]) == "mean of 2 21.00 / 0.4200 30.56 / 0.6113"
    assert len({len(row) for row in rows if row}) == 1


def test_json_is_read_back_as_it_was_written(tmp_path):
    result = a_result(noisy=[20.0, 22.0])
    path = results.write(result, tmp_path)
    assert path.name == "toy-sigma-30.json"
    again = results.from_json(path.read_text())
    assert again == results.from_json(again.to_json())
    assert again.methods["noisy"].psnr == [20.0, 22.0] and again.setting == result.setting
    assert not list(tmp_path.glob("*.part"))
    with pytest.raises(ValueError, match="schema 1"):
        results.from_json('{"schema": 2}')


def test_the_json_has_what_the_module_documents():
    whole = json.loads(a_result(noisy=[20.0, 22.0]).to_json())
    documented = set(re.findall(r"`(\w+)`", results.__doc__))
    inside = set(whole) | set(whole["setting"]) | set(whole["methods"]["noisy"])
    assert inside <= documented


def test_what_is_not_recorded_is_answered_with_what_is():
    with pytest.raises(FileNotFoundError, match=r"set5-x3\.json.*'Set5', 'x7'"):
        results.load_results("Set5", Setting(scale=7))
    with pytest.raises(FileNotFoundError, match="speed, trainings, leak or"):
        results.recorded("nothing")


# The command


@pytest.fixture
def two_images(monkeypatch):
    monkeypatch.setattr(image_sets, "read", lambda name, root: {"a": PHOTO, "b": OTHER})


def test_the_command_prints_a_table_and_writes_the_same_as_json(two_images, tmp_path, capsys):
    file = tmp_path / "x.json"
    assert __main__.main(["evaluate", "bicubic", "--scale", "2", "--json", str(file)]) == 0
    printed = capsys.readouterr().out
    written = results.from_json(file.read_text())
    assert written.setting == Setting(scale=2)
    assert f"{written.methods['bicubic'].mean_psnr:.2f} / " in printed.splitlines()[-3]
    assert "no trained network has seen them" in printed


def test_the_command_says_what_is_missing_and_goes_on(two_images, monkeypatch, capsys):
    monkeypatch.setattr(classical, "missing", lambda name: f"{name} is missing.")
    assert evaluate.main(["noisy", "--sigma", "30", "--half"]) == 0
    printed = capsys.readouterr().out
    assert "sigma 30, half size" in printed and "BM3D is missing." in printed


@pytest.mark.parametrize(
    ("arguments", "set_name", "label"),
    [
        (["bicubic", "--scale", "2"], "embedded", "x2"),
        (["bicubic", "--data", "here"], "Set5", "x3"),
        (["bicubic", "--data", "here", "--set", "Set14"], "Set14", "x3"),
        (["noisy", "--data", "here"], "BSDS500 test", "sigma 30, half size"),
        (["noisy", "--data", "here", "--set", "Set5"], "Set5", "sigma 30"),
    ],
)
def test_the_command_takes_the_papers_set_from_a_folder(
    two_images, capsys, arguments, set_name, label
):
    assert evaluate.main(arguments) == 0
    assert f"\n{set_name}, {label}: PSNR" in capsys.readouterr().out


def test_the_command_scores_what_stands_in_for_the_papers_network(two_images, capsys):
    assert evaluate.main(["red30-grey-s50"]) == 0
    said, *_, table = capsys.readouterr().out.partition("PSNR")
    assert "red20-grey-s50 stands in for red30-grey-s50" in said
    assert "red20-grey-s50" in table and "red30" not in table and "sigma 50" in said


def test_the_command_says_that_a_network_was_trained_on_the_test_images():
    leaked = Scores([1.0], [1.0], trained_on=1)
    result = Result("BSD68", Setting(sigma=30), ("a",), {"red": leaked})
    said = " ".join(evaluate._remarks("BSD68", result))
    assert "red was trained on 1 of these 1 images" in said
    unverified = evaluate._remarks("Set14", Result("Set14", Setting(scale=3), (), {}))
    assert unverified == ["Set14 is not verified: the course has no digests of it."]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["fsrcnn-x9"], "expects one of"),
        (["bicubic", "--set", "Set5", "--data", "nowhere"], "Missing: baby_GT.bmp"),
        (["bicubic", "--set", "Set6"], "expects one of"),
        (["BM3D", "--scale", "3"], "BM3D expects sigma 30"),
    ],
)
def test_the_command_ends_in_words_and_with_status_1(arguments, words, capsys):
    status = evaluate.main(arguments)
    printed = capsys.readouterr().out
    assert re.search(words, printed) and status == 1


# Recording


@pytest.fixture
def counted(monkeypatch):
    """Which methods were run."""
    ran = []

    def restorer(name, setting):
        ran.append(name)
        return lambda image: image

    monkeypatch.setattr(record_results.methods, "restorer", restorer)
    return ran


def test_only_what_changed_is_measured_again(counted, tmp_path, monkeypatch):
    made = {"noisy": {"library": "1"}, "wavelets": {"library": "1"}}
    monkeypatch.setattr(record_results.methods, "made_by", lambda name: made[name])
    setting = Setting(sigma=30)

    def measure():
        images = {"a": PHOTO, "b": OTHER}
        record_results._measure("Toy", setting, images, ["wavelets", "noisy"], tmp_path)
        return results.from_json((tmp_path / "toy-sigma-30.json").read_text())

    first = measure()
    assert counted == ["wavelets", "noisy"] and list(first.methods) == ["noisy", "wavelets"]
    assert measure() == first and len(counted) == 2
    made["wavelets"] = {"library": "2"}
    again = measure()
    assert counted[2:] == ["wavelets"]
    assert again.methods["wavelets"].made_by["library"] == "2"
    assert {"processor", "revision", "recorded"} <= set(again.methods["noisy"].made_by)


def test_other_images_begin_a_new_record(counted, tmp_path):
    for name in ("a", "b"):
        record_results._measure("Toy", Setting(sigma=30), {name: PHOTO}, ["noisy"], tmp_path)
    assert counted == ["noisy", "noisy"]


def test_a_network_is_wanted_where_its_recipe_fits(monkeypatch):
    names = ["fsrcnn-x2", "fsrcnn-x3", "srcnn-x3"]
    monkeypatch.setattr(record_results.trained_nets, "available", lambda: names)
    with_ensembles = [n + e for n in names[1:] for e in ("", methods.ENSEMBLE)]
    assert record_results.wanted(Setting(scale=3)) == ["bicubic", *with_ensembles]
    assert "fsrcnn-x2" not in record_results.wanted(Setting(sigma=30))


def test_sets_that_are_not_there_are_said_and_the_rest_recorded(tmp_path, monkeypatch, capsys):
    chosen = [("Set5", Setting(scale=3)), ("embedded", Setting(scale=3))]
    monkeypatch.setattr(record_results, "settings", lambda: iter(chosen))
    monkeypatch.setattr(record_results, "wanted", lambda setting: ["bicubic"])
    monkeypatch.setattr(record_results.speed, "record", lambda folder, wanted: None)
    monkeypatch.setattr(image_sets, "MIDDLE", 48)
    assert record_results.record(tmp_path / "nothing", tmp_path) == 1
    there = sorted(path.name for path in tmp_path.glob("*.json"))
    assert there == ["embedded-x3.json", "trainings.json"]
    assert capsys.readouterr().out.count("Set5 is expected in") == 1


def test_a_photograph_in_two_sets_is_found_in_another_size():
    images = {
        "whole": CHELSEA[:240, :300],
        "smaller": by_pillow(CHELSEA[:240, :300], 160, 200)[:, ::-1],
        "another part": CHELSEA[60:300, 151:451],
    }
    rng = np.random.default_rng(0)  # bright all over, and in nothing else alike
    images |= {f"bright {i}": 0.9 + 0.1 * rng.random((24, 24, 3), "float32") for i in range(2)}
    (pair,) = same_photographs.pairs(images)
    assert pair[:2] == ("whole", "smaller") and pair[2] > 0.99


# What is recorded, and the ledger


def test_what_is_recorded_is_of_the_verified_sets():
    files = sorted(results.RECORDED.glob("*-*.json"))
    assert len(files) >= 12
    for path in files:
        result = results.from_json(path.read_text())
        assert path.name == results.file_name(result.set_name, result.setting)
        assert result.set_digest == image_sets.digest_of(result.set_name)
        for scores in result.methods.values():
            assert len(scores.psnr) == len(scores.ssim) == len(result.names) and scores.made_by


@pytest.mark.parametrize(("scale", "published"), [(2, 33.66), (3, 30.39), (4, 28.42)])
def test_recorded_bicubic_is_that_of_the_papers(scale, published):
    # As papers print it, such as Kim et al. 2016, arXiv 1511.04587.
    recorded = results.load_results("Set5", Setting(scale=scale)).methods["bicubic"]
    assert recorded.mean_psnr == pytest.approx(published, abs=0.02)


@pytest.mark.parametrize("sigma", ledger.BM3D)
def test_recorded_bm3d_is_that_of_the_red_net_paper(sigma):
    recorded = results.load_results("BSDS500 test", Setting(sigma=sigma, half=True)).methods
    noisy = 20 * np.log10(255 / sigma)
    assert recorded["noisy"].mean_psnr == pytest.approx(noisy, abs=0.01)
    if "BM3D" in recorded:
        assert recorded["BM3D"].mean_psnr == pytest.approx(ledger.BM3D[sigma], abs=0.15)


def test_the_ledger_takes_ours_from_the_record(monkeypatch):
    line = ledger.LEDGER[0]
    made = a_result(
        **{line.network: [37.0, 38.0], line.network + methods.ENSEMBLE: [37.2, 38.2]},
    )
    monkeypatch.setattr(ledger, "load_results", lambda name, setting: made)
    assert line.ours == 37.5 and line.gap == pytest.approx(37.5 - line.paper)
    assert line.ours_eight == pytest.approx(37.7)
    monkeypatch.setattr(ledger, "load_results", lambda name, setting: a_result(noisy=[1.0]))
    assert line.ours is None and line.gap is None and line.ours_eight is None


def test_the_ledgers_networks_and_settings_fit_the_recipes():
    for line in ledger.LEDGER:
        if line.network in methods.RECIPES:
            own = methods.default_setting(line.network)
            assert (own.scale, own.sigma) == (line.setting.scale, line.setting.sigma)


def test_the_bootstrap_takes_the_middle_of_means_of_draws():
    values = np.random.default_rng(0).normal(30, 3, 20)
    for draws, seed in ((10_000, 0), (500, 7)):
        chosen = np.random.default_rng(seed).integers(20, size=(draws, 20))
        expected = np.percentile(values[chosen].mean(axis=1), [2.5, 97.5])
        found = bootstrap.interval(values, draws=draws, seed=seed)
        assert found == pytest.approx(tuple(expected), abs=1e-9)
    for wrong in ([1.0], [1.0, np.nan], [[1.0, 2.0]]):
        with pytest.raises(ValueError, match="two or more finite values"):
            bootstrap.interval(wrong)


def test_degrading_keeps_to_the_library():
    small, large = scoring.degraded(PHOTO, Setting(scale=4), seed=0)
    assert large.shape == (40, 48, 3)
    np.testing.assert_array_equal(small, damage.bicubic_downsample(large, 4))


def test_what_would_take_hours_is_left_out(monkeypatch):
    everything = ["noisy", "BM3D", "red20-grey-s30", "red20-grey-s30" + methods.ENSEMBLE]
    monkeypatch.setattr(record_results, "wanted", lambda setting: everything)
    full, half = Setting(sigma=30), Setting(sigma=30, half=True)
    assert record_results.chosen("BSDS500 test", half) == everything
    assert record_results.chosen("Set5", full) == [everything[0], *everything[2:]]
    for large in ("embedded", "BSDS500 test"):
        assert record_results.chosen(large, full) == [everything[0], everything[2]]

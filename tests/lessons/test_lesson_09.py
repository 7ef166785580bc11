"""Lesson 09: what it computes, against the library; what it says, against the records."""

import hashlib
import json
import re

import nbformat
import numpy as np
import pytest
from scipy import stats

from restorelib import images, papers, plots
from restorelib.models import trained_nets
from restorelib.papers import bootstrap, image_sets, methods, results
from restorelib.papers.ledger import BM3D, LEDGER
from restorelib.papers.record import trainings as record_trainings
from restorelib.papers.results import Setting
from tests.place import ROOT

PATH = ROOT / "notebooks" / "09_measured_like_the_papers.ipynb"
SIGMAS = (10, 30, 50, 70)
TEST = "BSDS500 test"
# Figures, and what runs a network.
LEFT_OUT = {"live", "picture", "hours-plot", "pictures", "speed-plot"}
needs_networks = pytest.mark.skipif(
    "fsrcnn-x3" not in trained_nets.available(), reason="the trained networks are not here yet"
)


def cells():
    return {cell.id: cell for cell in nbformat.read(PATH, as_version=4).cells}


def stored(name):
    """The text that the committed notebook shows below a cell."""
    return "".join(output.get("text", "") for output in cells()[name].outputs)


@pytest.fixture(scope="module")
def lesson():
    """What the lesson's cells define, once they have run."""
    space: dict = {"images": images, "papers": papers, "plots": plots}
    for cell in cells().values():
        if cell.cell_type == "code" and cell.id not in LEFT_OUT:
            exec(cell.source, space)
    return space


def trainings():
    return results.recorded("trainings")["trainings"]


def half(sigma):
    return results.load_results(TEST, Setting(sigma=sigma, half=True))


# What it computes


@needs_networks
def test_its_interval_is_the_librarys_and_scipys(lesson):
    values = np.random.default_rng(3).normal(30, 3, 12)
    shown = lesson["interval"](values)
    assert shown == pytest.approx(bootstrap.interval(values), abs=0.15)
    oracle = stats.bootstrap((values,), np.mean, method="percentile", rng=1).confidence_interval
    assert shown == pytest.approx(tuple(oracle), abs=0.15)


@needs_networks
def test_the_recorded_scores_are_of_the_networks_that_ship():
    recorded = 0
    for path in results.RECORDED.glob("*-*.json"):
        result = results.from_json(path.read_text(encoding="utf-8"))
        for name, scores in result.methods.items():
            plain = name.removesuffix(methods.ENSEMBLE)
            if plain in methods.RECIPES:
                file = trained_nets.FOLDER / f"{plain}.bin"
                assert file.is_file(), f"{path.name} has scores of {plain}, which is not here"
                digest = hashlib.sha256(file.read_bytes()).hexdigest()
                assert scores.made_by["weights"] == digest, f"{path.name}, {name}: evaluate --all"
                recorded += 1
    assert recorded


@needs_networks
def test_every_network_that_ships_is_recorded_on_every_set():
    from restorelib.papers.record import scores as record_results

    for set_name, setting in record_results.settings():
        # BM3D is not installed with the tests.
        wanted = {*record_results.chosen(set_name, setting), *(["BM3D"] if setting.half else [])}
        assert wanted <= set(results.load_results(set_name, setting).methods), (set_name, setting)


def test_bm3d_lies_near_the_papers_at_each_sigma():
    above = [half(sigma).methods["BM3D"].mean_psnr - paper for sigma, paper in BM3D.items()]
    assert len(above) == 4 and min(above) > 0.015 and max(above) < 0.125


@needs_networks
def test_what_the_notebook_shows_is_what_is_recorded_now():
    for line in LEDGER:
        (shown,) = (row for row in stored("ledger").splitlines() if row.startswith(line.network))
        ours = "not recorded" if line.ours is None else f"{line.ours:.2f} {line.gap:+6.2f}"
        assert shown.endswith(ours), "make notebooks"
    for name in trained_nets.available():
        assert f"{trained_nets.provenance(name)['hours']} hours" in stored("recipes")


@needs_networks
def test_the_last_training_of_each_line_is_the_one_that_ships():
    last = {(row["set"], row["setting"], row["network"]): row for row in trainings()}
    for line in LEDGER:
        row = last[line.set_name, line.setting.label, line.network]
        file = trained_nets.FOLDER / f"{line.network}.bin"
        assert row["weights"] == hashlib.sha256(file.read_bytes()).hexdigest(), "evaluate --record"
        facts = trained_nets.provenance(line.network)
        assert row["psnr"] == pytest.approx(line.ours, abs=1e-4)
        assert row["core_hours"] == pytest.approx(facts["threads"] * facts["hours"], abs=0.01)
        assert row["revision"] == facts["revision"]


@needs_networks
def test_a_training_gets_one_row_and_keeps_it(tmp_path):
    path = tmp_path / "trainings.json"
    record_trainings.record(tmp_path)
    first = path.read_text(encoding="utf-8")
    record_trainings.record(tmp_path)
    assert path.read_text(encoding="utf-8") == first
    rows = json.loads(first)["trainings"]
    assert sorted(row["network"] for row in rows) == sorted(line.network for line in LEDGER)
    older = {**rows[0], "weights": "0" * 64, "psnr": 1.0}
    path.write_text(json.dumps({"trainings": [older, *rows[1:]]}), encoding="utf-8")
    record_trainings.record(tmp_path)
    kept = json.loads(path.read_text(encoding="utf-8"))["trainings"]
    assert kept[:2] == [older, rows[0]] and kept[2:] == rows[1:]


# What it says: section 1 to 3


@needs_networks
def test_enlarging_reaches_the_papers_figures_without_a_self_ensemble():
    enlarging = [line for line in LEDGER if line.network.startswith("fsrcnn")]
    assert len(enlarging) == 4
    assert min(line.gap for line in enlarging) > 0


@needs_networks
def test_each_training_ends_flat_after_a_steep_start(lesson):
    assert list(lesson["curves"]) == list(SIGMAS)
    for hours, dB in lesson["curves"].values():
        assert hours.max() == hours[-1] < 3
        assert abs(dB[-1] - dB[-1 - max(1, len(dB) // 8)]) < 0.02 < dB[-1] - dB[0]
    assert lesson["later"][10] == pytest.approx(0.05, abs=0.01)  # "a twentieth of a decibel"


@needs_networks
def test_twice_the_hours_bring_little_and_another_network_more():
    done = {s: [t for t in trainings() if t["setting"] == f"sigma {s}, half size"] for s in SIGMAS}
    for its in done.values():
        assert its[-1]["psnr"] == max(one["psnr"] for one in its)
    for network, pixels, steps in (("red16", 2 * 96**2, 16_000), ("red20", 4 * 96**2, 6_000)):
        shorter, longer = (
            one
            for one in done[50]
            if one["network"].startswith(network) and one["pixels"] == pixels
        )
        assert (shorter["steps"], longer["steps"]) == (steps, 2 * steps)
        assert longer["core_hours"] / shorter["core_hours"] == pytest.approx(2, abs=0.4)
        assert longer["psnr"] - shorter["psnr"] == pytest.approx(0.01, abs=0.005)
    times = []
    for sigma in SIGMAS:
        older, ours = (
            next(t for t in done[sigma][::-1] if t["network"].startswith(name))
            for name in (("red10", "red16"), "red20")
        )
        assert ours["psnr"] - older["psnr"] > 0.05
        times.append(ours["core_hours"] / older["core_hours"])
    assert [round(extreme(times), 1) for extreme in (min, max)] == [0.8, 1.4]


@needs_networks
def test_live_the_network_stands_above_bicubic():
    bicubic, network = map(float, re.findall(r"(\d+\.\d\d) / ", stored("live").splitlines()[-1]))
    assert network > bicubic + 0.3
    other = map(float, re.findall(r"/ (0\.\d+)", stored("live").splitlines()[-1]))
    assert next(other) < next(other)


@needs_networks
def test_the_luma_range_moves_the_score_and_hardly_the_gap():
    set5 = results.load_results("Set5", Setting(scale=3)).methods
    bicubic, ours = set5["bicubic"], set5["fsrcnn-x3"]
    moved = {name: dB - ours.mean_psnr for name, dB in ours.others.items()}
    gaps = {name: ours.others[name] - dB for name, dB in bicubic.others.items()}
    gap = ours.mean_psnr - bicubic.mean_psnr
    assert moved["luma from 0 to 255"] == pytest.approx(20 * np.log10(219 / 255), abs=0.03)
    assert all(abs(moved[name]) < 0.1 for name in ("with the border", "not rounded"))
    assert all(abs(gaps[name] - gap) < 0.15 for name in gaps if name != "red, green and blue")
    assert gaps["red, green and blue"] < gap - 0.15


def test_methods_without_training_score_lower_in_half_size():
    full = results.load_results(TEST, Setting(sigma=30))
    for name in ("wavelets", "non-local means"):
        assert full.methods[name].mean_psnr > half(30).methods[name].mean_psnr + 0.2
    for result in (full, half(30)):
        noisy = result.methods["noisy"].mean_psnr
        assert noisy == pytest.approx(20 * np.log10(255 / 30), abs=0.01)


def test_clipping_lifts_the_noisy_picture_and_hardly_a_denoiser():
    for sigma in SIGMAS:
        made = half(sigma).methods
        moved = {k: v.others["clipped to 0 and 1"] - v.mean_psnr for k, v in made.items()}
        assert moved["noisy"] > 2 * moved["non-local means"] >= 0
        assert moved["non-local means"] < 0.05
    assert moved["noisy"] > 1  # at 70


# Section 4


def test_a_training_picture_of_berkeleys_is_the_woman_of_set5():
    pairs = results.recorded("same_photographs")["pairs"]
    assert [pair[:2] for pair in pairs] == [
        ["T91: t36", "T91: t65"],
        ["Set5: woman_GT", "BSDS500 train: 302003"],
    ]
    assert results.recorded("same_photographs")["sets"] == {
        name: image_sets.digest_of(name)
        for name in ("T91", "General100", "Set5", "BSDS500 train", "BSDS500 val", TEST)
    }


@needs_networks
def test_the_test_pictures_bring_more_than_five_others_and_nothing_elsewhere():
    leak = results.recorded("leak")
    on_set5 = {k: [run["Set5"] for run in leak[k]] for k in ("Set5", "five other images")}
    assert len(on_set5["Set5"]) >= 3
    assert min(on_set5["Set5"]) > max(on_set5["five other images"])
    elsewhere = np.mean([run["other photographs"] for run in leak["Set5"]])
    gain = np.mean(on_set5["Set5"]) - leak["before"]["Set5"]
    assert elsewhere - leak["before"]["other photographs"] < gain


# Sections 5 to 7


@needs_networks
def test_pictures_lie_further_apart_than_methods(lesson):
    set5 = results.load_results("Set5", Setting(scale=3)).methods
    assert np.ptp(set5["bicubic"].psnr) > 9 and np.ptp(set5["fsrcnn-x3"].psnr) > 6
    gains = np.subtract(set5["fsrcnn-x3"].psnr, set5["bicubic"].psnr)
    assert gains.min() > 0.5 and gains.max() < 5
    alone, paired = (np.ptp(lesson["interval"](x)) for x in (set5["fsrcnn-x3"].psnr, gains))
    assert alone > 1.5 * paired and alone > 2.5
    many = results.load_results(TEST, Setting(scale=3)).methods
    gains = np.subtract(many["fsrcnn-x3"].psnr, many["bicubic"].psnr)
    assert np.ptp(lesson["interval"](gains)) < paired / 5


@needs_networks
def test_psnr_and_ssim_mostly_agree(lesson):
    assert 0.005 < len(lesson["split"]) / lesson["total"] < 0.2
    _, sigma, name, one, other, more, alike = max(lesson["split"])
    made = half(sigma)
    i = made.names.index(name)
    a, b = made.methods[one], made.methods[other]
    assert (more, alike) == (a.psnr[i] - b.psnr[i], a.ssim[i] - b.ssim[i]) and more * alike < 0


@needs_networks
def test_bicubic_is_fastest_and_a_self_ensemble_costs_about_eight_times_as_much(lesson):
    times = lesson["times"]["x3"]
    assert min(times, key=times.get) == "bicubic"
    for name in ("fsrcnn-x3", "fsrcnn-s-x3"):
        assert 5 < times[name + methods.ENSEMBLE] / times[name] < 11
        scores = results.load_results("Set5", Setting(scale=3)).methods
        assert scores[name + methods.ENSEMBLE].mean_psnr > scores[name].mean_psnr


@needs_networks
def test_the_titles_of_quality_against_speed_are_so(lesson):
    enlarging = results.load_results("Set5", Setting(scale=3)).methods
    pairs = (("x3", enlarging, "fsrcnn-x3", "srcnn-x3"),)
    pairs += (("sigma 30, half size", half(30).methods, "red20-grey-s30", "BM3D"),)
    for label, made, better, other in pairs:
        assert made[better].mean_psnr > made[other].mean_psnr
        assert lesson["times"][label][better] < lesson["times"][label][other] / 3

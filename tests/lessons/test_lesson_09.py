"""Lesson 09: what it computes, against the library; what it says, against the records."""

import hashlib
import json
import re

import nbformat
import numpy as np
import pytest
from scipy import stats

from restorelib import images, papers, plots
from restorelib.exercises.guesses.outcome import outcomes
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
LEFT_OUT = {"live", "picture", "pictures"}
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
        assert shown.endswith(f"{line.ours:.2f} {line.gap:+6.2f}"), "make notebooks"
        assert line.theirs in shown


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


# What it says: sections 1 to 5


@needs_networks
def test_enlarging_reaches_the_papers_figures_without_a_self_ensemble():
    enlarging = [line for line in LEDGER if line.network.startswith("fsrcnn")]
    assert len(enlarging) == 4
    assert min(line.gap for line in enlarging) > 0


@needs_networks
def test_the_hours_are_those_of_a_network_and_of_all_that_it_started_from(lesson):
    for line in LEDGER:
        needed, name = 0, line.network
        while name:
            needed += trained_nets.provenance(name)["hours"]
            name = methods.RECIPES[name].start_from
        assert lesson["hours"](line.network) == pytest.approx(needed)
        assert re.search(rf"^{line.network} .* {needed:.2f} hours", stored("recipes"), re.M)


@needs_networks
def test_twice_the_steps_bring_a_hundredth_and_another_network_a_tenth(lesson):
    assert len(lesson["fifty"]) == 6 and len(lesson["by_twice"]) == 2
    assert lesson["by_twice"] == pytest.approx([0.01, 0.01], abs=0.005)
    best = {one["network"]: one["psnr"] for one in lesson["fifty"]}  # the last of each
    assert best["red20-grey-s50"] - best["red16-grey-s50"] == pytest.approx(0.1, abs=0.02)


def test_eight_positions_close_the_gap_and_counting_does_not(lesson):
    denoisers = [line for line in LEDGER if line.averages_eight]
    assert [line.setting.sigma for line in denoisers] == list(SIGMAS)
    one, eight = (
        [f"{ours - line.paper:+.2f}" for line, ours in zip(denoisers, scores, strict=True)]
        for scores in ([e.ours for e in denoisers], [e.ours_eight for e in denoisers])
    )
    assert one == ["-0.07", "-0.07", "-0.10", "-0.05"]
    assert [text.replace("-0.00", "+0.00") for text in eight] == [
        "-0.01",
        "-0.01",
        "-0.04",
        "+0.00",
    ]
    for line, before, after in zip(denoisers, one, eight, strict=True):
        (shown,) = (row for row in stored("eight").splitlines() if row.startswith(line.network))
        assert before in shown and shown.endswith(after)
    assert max(lesson["by_counting"]) < 0 < min(lesson["by_using"])
    assert outcomes()["09-what-closes"](
        lesson["by_twice"], lesson["by_counting"], lesson["by_using"]
    ).answer.startswith("using")


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


# Section 6


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
    assert len(on_set5["Set5"]) == len(on_set5["five other images"]) == 5  # "all five seeds"
    assert min(on_set5["Set5"]) > max(on_set5["five other images"])
    elsewhere = np.mean([run["other photographs"] for run in leak["Set5"]])
    gain = np.mean(on_set5["Set5"]) - leak["before"]["Set5"]
    assert elsewhere - leak["before"]["other photographs"] < gain


# Section 7


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
def test_a_self_ensemble_costs_more_than_eight_times_as_much(lesson):
    seconds = {name: np.median(its) for name, its in lesson["seconds"].items()}
    once = "red20-grey-s30"
    assert 8 < seconds[once + methods.ENSEMBLE] / seconds[once] < 9

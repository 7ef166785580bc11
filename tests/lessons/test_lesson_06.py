"""Lesson 06 builds what the library trains; it counts right, and what it says of training holds."""

import ast
import itertools

import nbformat
import numpy as np
import pytest
from keras import layers

from restorelib import exercises
from restorelib.cases import case_b
from restorelib.experiments import recordings, super_resolution
from restorelib.experiments.recipes import seeds
from restorelib.images import metrics, predictors
from restorelib.models import sr_nets
from restorelib.training import inside, loop
from tests.lessons.test_notebooks import definitions, layers_of
from tests.place import ROOT
from tests.seeds import first_and_rest

PATH = ROOT / "notebooks" / "06_fsrcnn_step_by_step.ipynb"


@pytest.fixture(scope="module")
def lesson():
    space = definitions(PATH)
    space["low"], space["high"] = super_resolution.train_patches(super_resolution.SRRecipe())
    return space


# Parity: the net that is built part by part


@pytest.mark.parametrize("numbers", [(3,), (1,), (2, 32, 5, 1)])
def test_the_lesson_builds_the_network_of_the_library(lesson, numbers):
    shown, ours = lesson["fsrcnn"](*numbers), sr_nets.fsrcnn(*numbers)
    assert layers_of(shown) == layers_of(ours)
    assert [layer.name for layer in shown.layers] == [layer.name for layer in ours.layers]
    ours.set_weights(shown.get_weights())
    pictures = np.random.default_rng(0).random((2, 7, 11, 1), dtype="float32")
    np.testing.assert_array_equal(np.asarray(shown(pictures)), np.asarray(ours(pictures)))


def test_each_layer_and_each_seed_starts_with_weights_of_its_own(lesson):
    kernels = [w for s in (0, 1) for w in lesson["fsrcnn"](3, seed=s).get_weights() if w.ndim == 4]
    assert len({kernel.tobytes() for kernel in kernels}) == len(kernels) == 16


# What it counts, against sums of ones and a loop


@pytest.mark.parametrize(
    ("kind", "window", "maps", "strides", "border"),
    [
        (layers.Conv2D, 5, (1, 56), 1, 2),
        (layers.Conv2D, 3, (12, 12), 1, 1),
        (layers.Conv2D, 1, (56, 12), 1, 0),
        (layers.Conv2DTranspose, 9, (56, 1), 3, 0),
    ],
)
def test_the_counted_multiplications_are_the_products_of_a_kernel_of_ones(
    lesson, capsys, kind, window, maps, strides, border
):
    ones = kind(maps[1], window, strides=strides, kernel_initializer="ones")
    # The border stands for the zeros of "same", whose products are counted too.
    picture = np.ones((1, 6 + 2 * border, 8 + 2 * border, maps[0]), "float32")
    products = int(np.sum(ones(picture), dtype="float64"))
    shown = kind(maps[1], window, strides=strides, padding="same")
    lesson["count"](shown, picture[:, :6, :8])
    assert capsys.readouterr().out.endswith(f"x 48 = {products:,}\n")


@pytest.mark.parametrize(("kernel", "stride"), [*itertools.product((8, 9, 3), (2, 3, 4))])
def test_the_meetings_are_those_of_a_loop(lesson, kernel, stride):
    met = np.zeros(40, int)
    for start in range(-40, 40, stride):
        met[max(start, 0) : max(start + kernel, 0)] += 1
    period = sorted(np.outer(met[:stride], met[:stride]).ravel())
    shown = lesson["meetings"](kernel, stride)[:stride, :stride]
    assert sorted(shown.ravel()) == period


def test_the_choices_of_the_guess_are_measured(lesson):
    assert set(lesson["meetings"](9, 2).ravel()) == {16, 20, 25}
    assert set(lesson["meetings"](9, 3).ravel()) == {9}


def test_a_prelu_of_the_lesson_has_one_slope_a_map_and_starts_at_a_quarter(lesson):
    prelu = lesson["prelu"]("p")
    values = np.full((1, 4, 5, 7), -2, "float32")
    np.testing.assert_array_equal(prelu(values), values / 4)
    assert prelu.count_params() == 7


def test_the_exercises_start_as_code_that_runs_and_is_not_solved_yet(lesson):
    net = lesson["my_net"]()
    assert net(np.zeros((1, 12, 12, 1), "float32")).shape == (1, 31, 31, 1)
    assert not exercises.check_fsrcnn_s(net).solved
    assert not exercises.check_deconv(
        layers.Conv2DTranspose(1, 9, strides=4, padding="same")
    ).solved


# Claims


def changes():
    """What the lesson changes in the colleague's network: name -> arguments."""
    (cell,) = (c for c in nbformat.read(PATH, as_version=4).cells if c.id == "one-change")
    return ast.literal_eval(ast.parse(cell.source).body[0].value)


AS_IT_IS, SLOPES, INITIALISERS, LAST = changes()


@pytest.mark.parametrize("change", changes())
def test_each_change_repairs_one_slip_and_no_other(lesson, change):
    net = lesson["colleague"](0, **changes()[change])
    assert net.count_params() == (12_809 if change == SLOPES else 37_405)
    first, *others = lesson["mapping_kernels"](net)
    twins = [np.array_equal(first, other) for other in others]
    assert twins == [change != INITIALISERS] * 3
    last = inside.layers_with_kernel(net)[-1].kernel
    assert np.std(last) == pytest.approx(0.001 if change == LAST else np.sqrt(2 / 81), rel=0.05)


def test_only_a_small_last_layer_starts_without_squares(lesson):
    for seed in range(5):
        loud, quiet = (
            lesson["square"](lesson["colleague"](seed, **changes()[change])).std()
            for change in (AS_IT_IS, LAST)
        )
        assert loud > 100 > 20 > quiet


def trained(lesson, seed, change):
    """(std of the squares, score) of the colleague's network, changed and trained."""
    net = lesson["trained"](lesson["colleague"](seed, **changes()[change]))
    low, high = super_resolution.test_patches(super_resolution.SRRecipe())
    return lesson["square"](net).std(), metrics.psnr(high, inside.forward(net, low), data_range=1)


def the_last_layer_alone_matters(squares, scores):
    """Whether the lesson's words hold, for one seed; values in the order of the changes."""
    as_it_is, slopes, initialisers, last = squares
    assert last < 1.5 < 3 < min(as_it_is, slopes, initialisers)
    assert scores[3] > max(scores[:3]) + 2
    assert scores[1] < scores[0]  # a slope for each pixel is no loss on patches of one size


def test_the_committed_table_shows_it_in_each_of_five_seeds():
    (cell,) = (c for c in nbformat.read(PATH, as_version=4).cells if c.id == "one-change-shown")
    rows = [line.partition("squares")[2] for line in cell.outputs[0].text.splitlines()]
    squares, scores = (
        np.array([part.split() for part in parts], float)
        for parts in zip(*(row.split("dB") for row in rows), strict=True)
    )
    assert squares.shape == scores.shape == (4, 5)
    for seed in range(5):
        the_last_layer_alone_matters(squares[:, seed], scores[:, seed])
    assert (squares[2] < squares[0]).all()  # five of five agree; ten others do not


@pytest.mark.claims
@pytest.mark.parametrize("seed", range(5))
def test_the_last_layer_alone_takes_the_squares_away(lesson, seed):
    found = [trained(lesson, seed, change) for change in changes()]
    the_last_layer_alone_matters(*zip(*found, strict=True))


@pytest.mark.claims
def test_whether_twins_paint_stronger_squares_is_decided_by_the_seed(lesson):
    weaker = [
        trained(lesson, seed, INITIALISERS)[0] < trained(lesson, seed, AS_IT_IS)[0]
        for seed in range(5, 15)
    ]
    assert 2 <= sum(weaker) <= 8


@pytest.mark.slow
@pytest.mark.parametrize("seed", first_and_rest(range(5)))
def test_the_network_overfits_two_patches_and_still_paints_a_pattern(lesson, seed):
    import keras

    x, y = lesson["low"][:2], lesson["high"][:2]
    rungs = [predictors.enlarge(x, 3, method=method) for method in ("nearest", "bicubic")]
    best = max(metrics.psnr(y, rung, data_range=1.0) for rung in rungs)
    net = lesson["fsrcnn"](3, seed=seed)
    net.compile(keras.optimizers.Adam(1e-3), loss="mse")
    loop.fit(net, x, y, steps=250, batch_size=2, seed=0)
    assert metrics.psnr(y, inside.forward(net, x), data_range=1.0) > best + 1
    # Nine weights meet each pixel, and their sums differ all the same.
    flat = np.full((1, 12, 12, 1), 0.5, "float32")
    square = inside.forward(net, flat)[0, 15:18, 15:18]
    assert 255 * np.ptp(square) > 1


# What the recorded runs say, in the lesson's words


@pytest.fixture(scope="module")
def recorded():
    runs = recordings.load("case_b")
    recipe = case_b.panel_recipe("prelu_normal", m=4, optimizer="adam", prelu_slope=0.25)
    return [runs[one] for one in seeds(recipe, 5)]


def test_every_seed_is_far_above_grey_after_64_steps_and_below_nearest_after_256(recorded):
    for run in recorded:
        assert list(run.steps[[-7, -5, -3, -1]]) == [64, 256, 1024, 4096]
        assert run.grey_psnr + 7 < run.psnr[-7] and run.psnr[-5] < run.nearest_psnr


def test_after_4096_steps_four_of_five_have_passed_bicubic_by_a_little(recorded):
    gains = sorted(run.psnr[-1] - run.bicubic_psnr for run in recorded)
    assert gains[0] < 0 < gains[1] and gains[-1] < 0.5

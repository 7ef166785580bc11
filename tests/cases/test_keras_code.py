"""The code that a panel gives away: short, plain, and the net and the run that were recorded."""

import ast
import contextlib
import io
import re
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from restorelib.cases import case_a, case_b, depth, first_guess
from restorelib.cases.keras_code import code
from restorelib.experiments import denoising, super_resolution
from restorelib.experiments.recipes import Recipe, SRRecipe

SPECS = [case.panel_spec() for case in (case_a, case_b, depth, first_guess)]
STATES = [(spec, state) for spec in SPECS for state in spec.states()]
CODES = {state: code(state, scores=spec.tells_scores) for spec, state in STATES}
LAST = "model.compile("  # the line that ends the net


def tasks(recipe):
    return denoising if isinstance(recipe, Recipe) else super_resolution


def ruff(*arguments):
    """With ruff's own settings, not with those of this project."""
    command = [sys.executable, "-m", "ruff", *arguments, "--isolated"]
    return subprocess.run(command, text=True, capture_output=True)


def test_every_state_has_short_code_that_a_formatter_leaves_alone(tmp_path):
    for i, text in enumerate(CODES.values()):
        compile(text, f"state {i}", "exec")
        (tmp_path / f"state_{i}.py").write_text(text, encoding="utf-8")
        assert len(text.splitlines()) <= 45, text
    for done in (ruff("format", "--check", str(tmp_path)), ruff("check", str(tmp_path))):
        assert done.returncode == 0, done.stdout


def test_the_code_needs_keras_numpy_and_photographs_alone():
    for text in CODES.values():
        imported = set()
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Import):
                imported |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                imported |= {f"{node.module}.{alias.name}" for alias in node.names}
        assert imported == {"keras", "keras.layers", "numpy", "skimage.data"}


@pytest.mark.parametrize("state", [case_a.BROKEN, case_b.GREY], ids=["case A", "case B"])
def test_runs_of_one_state_differ_in_one_line(state):
    """The browser puts the numbers of a run into the code of its state."""
    run = replace(state, seed=7, steps=3, patches=80)
    ours, others = code(state).splitlines(), code(run).splitlines()
    changed = [(a, b) for a, b in zip(ours, others, strict=True) if a != b]
    assert [b for _, b in changed] == ["SEED, STEPS, PATCHES = 7, 3, 80"]


def built(text):
    """The model of a code, compiled and not trained."""
    lines = text.splitlines()
    end = next(i for i, line in enumerate(lines) if line.startswith(LAST)) + 1
    names = {}
    exec("\n".join(lines[:end]), names)
    return names["model"]


def settings(part):
    """Type and settings of a layer or an optimizer; the initial weights tell the initializers."""
    left_out = {"name", "kernel_initializer"}
    return type(part), {k: v for k, v in part.get_config().items() if k not in left_out}


def described(model):
    return [settings(layer) for layer in model.layers]


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name or spec.case)
def test_every_state_builds_the_net_of_its_recipe(spec):
    side = {Recipe: (16, 16, 3), SRRecipe: (12, 12, 1)}
    nets = {}  # text of the net -> its recipe: optimisers make no other net
    for state in spec.states():
        nets.setdefault(CODES[state].partition(LAST)[0].replace(f" {state.steps},", ""), state)
    for state in nets.values():
        state = replace(state, seed=3)
        ours, wanted = built(code(state)), tasks(state).build(state)
        assert described(ours) == described(wanted)
        for a, b in zip(ours.get_weights(), wanted.get_weights(), strict=True):
            np.testing.assert_array_equal(a, b)
        x = np.random.default_rng(0).random((2, *side[type(state)]), dtype="float32")
        np.testing.assert_allclose(np.asarray(ours(x)), np.asarray(wanted(x)), atol=1e-6)


@pytest.mark.parametrize(
    "recipe",
    [
        *(replace(case_a.BROKEN, learning_rate=rate) for rate in (1e-2, 1e-3, 1e-4)),
        case_a.SUSPECTS["ReLU, SGD 0.01 with momentum 0.9"],
        case_b.GREY,
        replace(case_b.ADAM, epsilon=1e-4),
    ],
)
def test_the_optimizer_is_that_of_the_recipe(recipe):
    ours, wanted = built(code(recipe)), tasks(recipe).build(recipe)
    assert ours.loss == wanted.loss
    assert settings(ours.optimizer) == settings(wanted.optimizer)


@pytest.mark.parametrize("name", case_a.SUSPECTS)
def test_other_recipes_of_case_a_have_code_or_are_refused(name):
    recipe = case_a.SUSPECTS[name]
    if recipe.channels == 1:
        with pytest.raises(ValueError, match=r"expects a RED-Net with channels=3.*\.build"):
            code(recipe)
    else:
        assert described(built(code(recipe))) == described(denoising.build(recipe))


def test_no_code_is_made_for_an_srcnn():
    with pytest.raises(ValueError, match="or an FSRCNN; received SRRecipe"):
        code(replace(case_b.GREY, net="srcnn"))


# To the end


def printed(text):
    out = io.StringIO()
    names = {}
    with contextlib.redirect_stdout(out):
        exec(text, names)
    return names, out.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize(
    "state",
    [
        case_a.panel_recipe(True, "tanh", 1e-3),
        depth.panel_recipe(10, True),
        case_b.REPAIRED,
        case_b.panel_recipe("glorot_uniform", case_b.SHALLOW, "sgd", 0.0),
    ],
    ids=["case A", "depth", "case B", "case B, shallow"],
)
def test_the_code_trains_as_the_recorded_run_did(state):
    recipe = replace(state, seed=1, steps=12, patches=24)  # more than one pass
    names, out = printed(code(recipe))
    record = tasks(recipe).run(recipe)
    np.testing.assert_allclose(names["losses"], record.loss, rtol=2e-3)  # kept as half floats
    scores = {name: float(db) for name, db in re.findall(r"^([\w ]+): (\S+) dB$", out, re.M)}
    if isinstance(recipe, Recipe):
        wanted = {"doing nothing": record.identity_psnr, "the net": record.psnr[-1]}
    else:
        wanted = {
            "grey": record.grey_psnr,
            "bicubic": record.bicubic_psnr,
            "net": record.psnr[-1],
        }
    assert scores == pytest.approx(wanted, abs=0.011)


@pytest.mark.slow
def test_without_scores_it_prints_losses():
    recipe = replace(first_guess.recipe(first_guess.NOTHING), steps=8, patches=32)
    names, out = printed(code(recipe, scores=False))
    told = [float(loss) for loss in re.findall(r"^mean loss .*: (\S+)$", out, re.M)]
    assert told == pytest.approx(np.reshape(names["losses"], (4, 2)).mean(1), abs=1e-5)

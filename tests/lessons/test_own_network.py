"""What a recap says for "your own network" runs on any model: a classifier and a regression net."""

import ast
import contextlib
import io
import re
import sys
from functools import cache

import keras
import nbformat
import numpy as np
import pytest

from restorelib.course.lessons import LESSONS
from tests.place import ROOT

# Lesson 00 comes before any network.
NUMBERS = [lesson.number for lesson in LESSONS if lesson.number != "00"]
FILES = {lesson.number: lesson.file for lesson in LESSONS}
BEGINS = "**On your own network"
MOST = 10  # lines of code


def code_of(number):
    """The one block of Python in the cell with the bold words."""
    cells = nbformat.read(ROOT / "notebooks" / FILES[number], as_version=4).cells
    (cell,) = (cell for cell in cells if cell.cell_type == "markdown" and BEGINS in cell.source)
    (block,) = re.findall(r"```python\n(.*?)```", cell.source.partition(BEGINS)[2], re.DOTALL)
    return block


def compiled(outputs, last, loss):
    hidden = [keras.layers.Dense(16, "relu", name=f"hidden{i}") for i in range(2)]
    model = keras.Sequential([keras.Input((6,)), *hidden, keras.layers.Dense(outputs, last)])
    model.compile(keras.optimizers.Adam(1e-2), loss, jit_compile=False)
    return model


def classifier():
    """Softmax over three classes, whole numbers as labels."""
    labels = np.arange(60) % 3
    noise = np.random.default_rng(0).standard_normal((60, 6))
    x = 3 * np.eye(6)[labels] + noise
    return compiled(3, "softmax", "sparse_categorical_crossentropy"), x.astype("float32"), labels


def regression():
    """One number for each sample."""
    x = np.random.default_rng(0).standard_normal((60, 6)).astype("float32")
    return compiled(1, None, "mse"), x, x[:, :1] + 2


def run(code, model, x, y):
    """What the code prints, and the names that it leaves."""
    space, printed = {"model": model, "x": x, "y": y}, io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(code, space)
    return printed.getvalue(), space


@cache
def shared(make):
    """One net for the code of all lessons, so that Keras traces its graphs once.

    Each code leaves the weights as they are, or its test fails.
    """
    return make()


@cache
def ran(number, make):
    """What a lesson's code prints, the names that it leaves, and the weights before."""
    model, x, y = shared(make)
    before = model.get_weights()
    return *run(code_of(number), model, x, y), before


@pytest.mark.parametrize("number", NUMBERS)
def test_it_is_short_and_needs_nothing_of_the_course(number):
    code = code_of(number)
    assert len([line for line in code.splitlines() if line.strip()]) <= MOST
    nodes = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Import)]
    imported = {name.name for node in nodes for name in node.names}
    assert imported - sys.stdlib_module_names <= {"keras", "numpy"}
    assert "from restorelib" not in code
    assert "#" not in code  # JupyterLab's dark theme draws comments in prose too faintly to read


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("make", [classifier, regression], ids=lambda make: make.__name__)
def test_it_runs_and_leaves_the_weights_as_they_are(number, make):
    printed, space, before = ran(number, make)
    assert re.search(r"\d", printed) and "nan" not in printed
    assert all(map(np.array_equal, before, space["model"].get_weights()))


# What lessons 01 to 03 print is right.


def test_lesson_01_prints_the_losses_of_the_mean_and_of_all_alike():
    model, x, y = shared(classifier)
    y = y[y < 2]  # two of three classes, equally often: ln 2
    x = x[: len(y)]
    printed, _ = run(code_of("01"), model, x, y)
    loss = model.evaluate(x, y, verbose=0)
    assert numbers(printed) == pytest.approx([loss, np.log(2), np.log(3)], abs=2e-4)

    printed, space, _ = ran("01", regression)
    y = space["y"]
    loss = space["model"].evaluate(space["x"], y, verbose=0)
    assert numbers(printed) == pytest.approx([loss, y.var(), np.mean(y**2)], abs=2e-4)


def numbers(printed):
    return [float(line.split()[0]) for line in printed.splitlines()]


@pytest.mark.parametrize("make", [classifier, regression], ids=lambda make: make.__name__)
def test_lesson_02_overfits_eight_samples(make):
    _, space, _ = ran("02", make)
    assert space["log"][-1] < space["log"][0] / 10


@pytest.mark.parametrize("make", [classifier, regression], ids=lambda make: make.__name__)
def test_lesson_03_tells_a_dead_network_from_one_that_learns(make):
    assert "6 of 6 arrays of weights moved" in ran("03", make)[0]
    model, x, y = make()
    for layer in model.layers:
        layer.trainable = False
    model.compile(loss=model.loss, jit_compile=False)
    printed, _ = run(code_of("03"), model, x, y)
    assert "0 of 6 arrays of weights moved" in printed
    assert len(set(printed.splitlines()[0].split()[:3])) == 1

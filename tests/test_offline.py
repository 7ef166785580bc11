"""The library works where nothing can be written at home and nobody can be reached."""

import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow

CODE = """
import socket

def refuse(*arguments, **keywords):
    raise AssertionError(f"the library asked the network for {arguments}")

socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse

from restorelib import experiments, plots
from restorelib.cases import case_a
from restorelib.course import progress
from restorelib.images import embedded
from restorelib.widgets import Guess, Panel

for split in embedded.SPLITS:
    embedded.photographs(split)
Panel(case_a.panel_spec(["residual_activation"]))
guess = Guess("?", ["a", "b"], name="g")
guess.choice = "b"
guess.compare("a")
assert progress.guessed("g").choice == "b" and progress.read().trouble
plots.show(plots.figure()[0], alt="An empty figure.")
experiments.run(experiments.Recipe(filters=2, patches=8, patch_size=8, steps=2))
"""


def test_lessons_need_neither_the_network_nor_a_home_that_can_be_written():
    # Below /proc nothing can be made, not even by root.
    homeless = {"HOME": "/proc/nobody", "XDG_CACHE_HOME": "/proc/nobody/cache"}
    homeless |= {"RESTORELIB_PROGRESS": ""}  # at home, then
    finished = subprocess.run(
        [sys.executable, "-c", CODE],
        env={**os.environ, **homeless},
        capture_output=True,
        text=True,
    )
    assert finished.returncode == 0, finished.stderr[-2000:]

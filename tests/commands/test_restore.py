"""The command: files and folders, exit codes, and nothing of anybody's lost."""

import io
import os
import signal
from functools import cache

import numpy as np
import pytest
from PIL import Image

from restorelib import __main__
from restorelib.commands import progress_bar, restore
from restorelib.models import rednet, sr_nets
from restorelib.photos import denoised, enlarged, reading, restoring, writing


@pytest.fixture(autouse=True)
def small_networks(monkeypatch):
    """Untrained ones, so that no test waits for the work itself."""
    monkeypatch.setattr(enlarged, "_enlarger", lambda scale: (enlarger(scale), None))
    monkeypatch.setattr(denoised, "_denoiser", lambda channels, sigma: (denoiser(channels), 1))


@cache
def enlarger(scale):
    return sr_nets.fsrcnn(scale, 2, 2, 0, seed=0)


@cache
def denoiser(channels):
    return rednet.red_net(4, 2, channels, seed=0)


@pytest.fixture
def folder(tmp_path):
    """Two photographs, one that is none, and a file of another kind."""
    (tmp_path / "in").mkdir()
    numbers = np.random.default_rng(0).integers(0, 256, (9, 12, 3), "u1")
    Image.fromarray(numbers).save(tmp_path / "in" / "a.png")
    (tmp_path / "in" / "b.jpg").write_bytes(b"no picture")
    Image.fromarray(numbers[..., 0]).save(tmp_path / "in" / "c.tif")
    (tmp_path / "in" / "notes.txt").write_text("mine")
    return tmp_path


def run(*arguments):
    return __main__.main(["restore", *map(str, arguments)])


SR = ("--task", "sr", "--scale", "2")


def test_a_photograph_is_restored(folder, capsys):
    out = folder / "large.png"
    assert run(folder / "in" / "a.png", out, *SR) == 0
    picture = reading.read(folder / "in" / "a.png")
    expected = restoring.enlarge(picture, 2, model=enlarger(2))
    assert out.read_bytes() == writing.to_png(expected)
    said = capsys.readouterr().out
    assert "a.png (PNG, 12 x 9, 8 bit): enlarged x2" in said and str(out) in said
    assert run(folder / "in" / "c.tif", folder, "--task", "denoise", "--sigma", "30") == 0
    picture = reading.read(folder / "in" / "c.tif")
    expected = restoring.denoise(picture, 30, model=denoiser(1))
    assert (folder / "c.png").read_bytes() == writing.to_png(expected)
    said = capsys.readouterr().out
    assert "denoised, sigma 30.0," in said and "estimated" not in said


def test_one_bad_file_does_not_stop_the_others(folder, capsys):
    assert run(folder / "in", folder / "new" / "out", "--task", "denoise") == 1
    assert sorted(os.listdir(folder / "new" / "out")) == ["a.png", "c.png"]
    said = capsys.readouterr()
    assert "b.jpg is no JPEG" in said.err and "2 of 3 done." in said.out
    assert "(estimated)" in said.out
    (folder / "in" / "b.jpg").unlink()
    assert run(folder / "in", folder / "other", *SR) == 0


def test_files_that_exist_are_never_overwritten_unasked(folder, capsys):
    (folder / "in" / "b.jpg").unlink()
    (folder / "out").mkdir()
    (folder / "out" / "a.png").write_bytes(b"mine")
    assert run(folder / "in", folder / "out", *SR) == 1
    assert (folder / "out" / "a.png").read_bytes() == b"mine"
    assert "a.png exists already and was left as it is" in capsys.readouterr().err
    assert reading.read(folder / "out" / "c.png").pixels.shape == (18, 24, 1)
    assert run(folder / "in", folder / "out", *SR, "--overwrite") == 0
    assert reading.read(folder / "out" / "a.png").pixels.shape == (18, 24, 3)


def test_two_files_of_one_name_get_two_results(folder):
    (folder / "in" / "b.jpg").unlink()
    Image.new("L", (5, 4)).save(folder / "in" / "a.JPG")
    assert run(folder / "in", folder / "out", *SR) == 0
    assert sorted(os.listdir(folder / "out")) == ["a.JPG.png", "a.png.png", "c.png"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["missing.jpg", "out.png"], "does not exist"),
        (["missing.jpg", "out.jpg"], "ends in .png"),
        (["in/a.png", "nowhere/out.png"], "is no folder"),
        (["in", "in/notes.txt"], "expected a folder to write to"),
        (["empty", "out"], "expected photographs"),
    ],
)
def test_what_cannot_be_done_is_said(folder, monkeypatch, capsys, arguments, words):
    monkeypatch.chdir(folder)
    os.mkdir("empty")
    assert run(*arguments, *SR) == 1
    assert words in capsys.readouterr().err


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["--task", "sr"],
        ["--task", "sr", "--scale", "5"],
        ["--task", "sr", "--scale", "2", "--sigma", "9"],
        ["--task", "denoise", "--scale", "2"],
        ["--task", "denoise", "--sigma", "-1"],
        ["--task", "denoise", "--sigma", "nan"],
    ],
    ids=" ".join,
)
def test_commands_that_say_too_little_or_too_much(folder, capsys, options):
    with pytest.raises(SystemExit, match="2"):
        run(folder / "in", folder / "out", *options)
    assert "restore" in capsys.readouterr().err and not (folder / "out").exists()


def test_the_usage_says_that_super_resolution_needs_a_scale(capsys):
    with pytest.raises(SystemExit, match="0"):
        run("--help")
    usage = capsys.readouterr().out.partition("\n\n")[0]
    assert "--task sr --scale {2,3,4} [" in usage and "--task denoise [--sigma SIGMA] [" in usage


def test_a_network_that_is_not_there_is_said(folder, monkeypatch, capsys):
    from restorelib.models import trained_nets

    monkeypatch.setattr(trained_nets, "FOLDER", folder)
    monkeypatch.setattr(
        enlarged, "_enlarger", lambda scale: (trained_nets.trained(f"fsrcnn-x{scale}"), None)
    )
    assert run(folder / "in" / "a.png", folder / "out.png", *SR) == 1
    assert "a.png cannot be restored: trained expects one of" in capsys.readouterr().err


def test_stopping_leaves_what_is_done_and_no_half_a_file(folder, monkeypatch, capsys):
    (folder / "in" / "b.jpg").unlink()
    tell = restore._tell

    def stopped(bar, done, total):
        tell(bar, done, total)
        if "c.tif" in bar.desc:
            raise KeyboardInterrupt

    monkeypatch.setattr(restore, "_tell", stopped)
    assert run(folder / "in", folder / "out", *SR) == 130
    assert "Stopped: 1 of 2 done" in capsys.readouterr().err
    assert os.listdir(folder / "out") == ["a.png"]


def test_a_run_that_is_killed_leaves_no_half_a_file(folder, monkeypatch):
    monkeypatch.setattr(restore, "_tell", lambda *_: os.kill(os.getpid(), signal.SIGTERM))
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(SystemExit) as ended:
        run(folder / "in" / "a.png", folder / "out.png", *SR)
    assert ended.value.code == 128 + signal.SIGTERM and sorted(os.listdir(folder)) == ["in"]
    assert signal.getsignal(signal.SIGTERM) == before


def test_the_bar_says_what_is_done_of_how_many_and_is_taken_away(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setattr(progress_bar.sys, "stderr", Terminal())
    bar = progress_bar.progress_bar("a.jpg", "tile")
    bar.delay = bar.mininterval = bar.miniters = 0
    for done in (1, 51):
        restore._tell(bar, done, 101)
    shown = progress_bar.sys.stderr.getvalue()
    assert "a.jpg" in shown and "50%" in shown and "51/101" in shown
    bar.close()
    assert progress_bar.sys.stderr.getvalue().endswith("\r")

"""A file is there whole or not at all, and killed writers leave nothing for good."""

import os
import signal
import subprocess
import sys

import pytest

from restorelib.storage.whole import whole

WRITER = """
import sys, time
from pathlib import Path
from restorelib.storage.whole import whole
with whole(Path(sys.argv[1])) as part:
    part.write_bytes(b"half")
    print("writing", flush=True)
    time.sleep(60)
"""


def writer_at_work(path):
    """A process that has written half of a file and goes on."""
    process = subprocess.Popen([sys.executable, "-c", WRITER, path], stdout=subprocess.PIPE)
    assert process.stdout.readline().strip() == b"writing"
    return process


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_what_a_killed_writer_left_is_removed_by_the_next_one_and_a_living_writer_is_spared(
    tmp_path,
):
    killed, living = writer_at_work(tmp_path / "one.bin"), writer_at_work(tmp_path / "two.bin")
    try:
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        assert len(list(tmp_path.iterdir())) == 2  # both hidden files, no finished one
        with whole(tmp_path / "three.bin") as part:
            part.write_bytes(b"all")
        (left,) = tmp_path.glob(".*")
        assert ".two.bin." in left.name
    finally:
        living.kill()
        living.wait()
        for process in (killed, living):
            process.stdout.close()


def test_a_body_that_raises_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "kept.bin"
    path.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), whole(path) as part:
        part.write_bytes(b"new")
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == [path] and path.read_bytes() == b"old"


@pytest.mark.parametrize("links", [True, False], ids=["links", "no links"])
def test_a_file_that_is_there_is_replaced_only_where_that_is_asked(tmp_path, monkeypatch, links):
    if not links:
        monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(OSError()))
    path = tmp_path / "one.bin"
    for content in (b"first", b"second"):
        with whole(path) as part:
            part.write_bytes(content)
    with pytest.raises(FileExistsError), whole(path, replace=False) as part:
        part.write_bytes(b"third")
    assert path.read_bytes() == b"second" and list(tmp_path.iterdir()) == [path]

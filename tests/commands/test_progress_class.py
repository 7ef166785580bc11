"""`python -m restorelib progress --class`: the table, its troubles, and the exit status."""

import subprocess
import sys

import pytest

from restorelib.__main__ import main
from tests.course.test_class_table import CLASS, printed


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "handed_in"
    folder.mkdir()
    for name, kept in CLASS.items():
        (folder / f"{name}.json").write_text(printed(kept), encoding="utf-8")
    return folder


def test_it_prints_the_table_and_says_what_is_wrong(folder, capsys):
    assert main(["progress", "--class", str(folder)]) == 0
    told = capsys.readouterr()
    assert told.out.startswith("3 students. ") and not told.err
    assert "1/1 2" in told.out and "<- as measured" in told.out  # of the lessons here
    (folder / "dora.json").write_text("{")
    assert main(["progress", "--class", str(folder)]) == 1
    again = capsys.readouterr()
    assert again.out == told.out and again.err.startswith("dora.json: damaged")


def test_it_writes_the_spreadsheet_and_nothing_else(folder, tmp_path, capsys):
    table = tmp_path / "class.csv"
    for _ in range(2):
        assert main(["progress", "--class", str(folder), "--csv", str(table)]) == 0
    assert "3 students" in capsys.readouterr().out
    assert table.read_bytes().startswith(b"\xef\xbb\xbfstudent,")
    assert table.read_bytes().count(b"\r\n") == 1 + len(CLASS) and b"\r\r" not in table.read_bytes()
    ann = folder / "ann.json"
    before = ann.read_bytes()
    assert main(["progress", "--class", str(folder), "--csv", str(ann)]) == 1
    assert "ends in .csv" in capsys.readouterr().err and ann.read_bytes() == before
    assert main(["progress", "--class", str(folder), "--csv", str(tmp_path / "no" / "t.csv")]) == 1
    assert "can't be written" in capsys.readouterr().err


def test_no_folder_and_an_empty_one(tmp_path, capsys):
    assert main(["progress", "--class", str(tmp_path / "nowhere")]) == 1
    assert "expects a folder" in capsys.readouterr().err
    assert main(["progress", "--class", str(tmp_path)]) == 1
    told = capsys.readouterr()
    assert not told.out and "progress --json, one a student" in told.err
    with pytest.raises(SystemExit, match="2"):
        main(["progress", "--csv", "x.csv"])


def test_a_class_needs_neither_keras_nor_numpy(folder):
    code = "import sys; from restorelib.commands import progress as p; p.main(sys.argv[1:]); "
    code += "print({'keras', 'numpy'} & set(sys.modules))"
    command = [sys.executable, "-c", code, "--class", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "set()", done.stderr

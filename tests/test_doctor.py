"""Each thing that can be wrong with a machine, broken once."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from restorelib import __main__, doctor

PACKAGE = Path(doctor.__file__).parent
SOUND = doctor.Facts()
MAC = SOUND._replace(system="Darwin", machine="arm64", glibc=None, macos=(14, 2), avx=None)
WINDOWS = SOUND._replace(system="Windows", machine="AMD64", glibc=None, avx=None)


@pytest.mark.parametrize(
    "facts",
    [
        SOUND,
        SOUND._replace(python=(3, 11)),
        SOUND._replace(python=(3, 13)),
        SOUND._replace(machine="aarch64", avx=None),
        SOUND._replace(glibc=(2, 28)),
        SOUND._replace(disk_gb=None, memory_gb=None),
        SOUND._replace(environment="ready", disk_gb=0.5, has_venv=False),
        MAC,
        MAC._replace(macos=(12, 0)),
        WINDOWS,
    ],
)
def test_nothing_is_wrong_with_a_sound_machine(facts):
    assert doctor.examine(facts) == []


@pytest.mark.parametrize(
    ("facts", "what", "mend"),
    [
        (SOUND._replace(python=(3, 10)), "Python 3.10, too old", "apt install python3.12"),
        (SOUND._replace(python=(3, 14)), "Python 3.14, too new", "brew install python@3.12"),
        (
            SOUND._replace(python=(3, 9), other_pythons=("python3.13", "python3.11")),
            "too old",
            "make lab PYTHON=python3.13",
        ),
        (SOUND._replace(has_venv=False), "venv or ensurepip", "apt install python3.12-venv"),
        (SOUND._replace(environment="broken"), "another folder", "make clean"),
        (SOUND._replace(lacking=("PIL", "tqdm")), "PIL, tqdm", 'install "restorelib[course]"'),
        (SOUND._replace(bits=32), "32-bit", "64-bit Python"),
        (SOUND._replace(machine="armv7l"), "Linux on armv7l", "another machine"),
        (SOUND._replace(glibc=None), "musl", "Debian"),
        (SOUND._replace(glibc=(2, 27)), "glibc 2.27", "newer release"),
        (MAC._replace(machine="x86_64"), "Intel", "Apple chip"),
        (MAC._replace(macos=(11, 7)), "this is 11.7", "Update macOS"),
        (WINDOWS._replace(machine="ARM64"), "Windows on ARM64", "WSL"),
        (SOUND._replace(system="FreeBSD"), "no wheel for FreeBSD", "another machine"),
        (SOUND._replace(avx=False), "AVX", "virtual machine"),
        (SOUND._replace(disk_gb=2.9), "2.9 GB of disk", "Free some space"),
    ],
)
def test_a_fatal_fault_is_named_with_its_repair(facts, what, mend):
    (finding,) = doctor.examine(facts)
    assert finding.fatal
    assert what in finding.what and mend in finding.mend


@pytest.mark.parametrize(
    ("facts", "what"),
    [
        (SOUND._replace(memory_gb=1.2), "1.2 GB of memory"),
        (SOUND._replace(environment="ready", disk_gb=0.05), "saving your work"),
    ],
)
def test_a_warning_is_not_fatal(facts, what):
    (finding,) = doctor.examine(facts)
    assert not finding.fatal and what in finding.what


def test_fatal_findings_come_first_and_every_check_has_its_say():
    wreck = doctor.Facts((3, 8), (), False, "broken", 32, avx=False, disk_gb=0, memory_gb=0)
    wreck = wreck._replace(lacking=("matplotlib",))
    findings = doctor.examine(wreck)
    assert len(findings) == len(doctor.CHECKS)
    assert [finding.fatal for finding in findings] == [True] * 7 + [False]


@pytest.mark.parametrize(
    ("facts", "status", "words"),
    [
        (SOUND, 0, "can run the course"),
        (SOUND._replace(memory_gb=1), 0, "but mind this"),
        (SOUND._replace(python=(3, 14)), 1, "cannot run on this machine yet"),
    ],
)
def test_the_exit_status_tells_whether_it_can_run(facts, status, words, monkeypatch, capsys):
    monkeypatch.setattr(doctor, "look", lambda: facts)
    assert __main__.main(["doctor"]) == status
    assert words in capsys.readouterr().out


def test_the_report_fits_the_terminal_and_says_each_finding_once():
    findings = doctor.examine(SOUND._replace(python=(3, 14), memory_gb=1))
    text = doctor.report(findings)
    assert max(map(len, text.splitlines())) <= 88
    for finding in findings:
        assert " ".join(text.split()).count(" ".join(finding.what.split())) == 1


def test_the_facts_of_this_machine():
    facts = doctor.look()
    assert facts.python == sys.version_info[:2]
    assert facts.disk_gb > 0 and (facts.memory_gb is None or facts.memory_gb > 0)
    assert facts.environment == "ready"  # TensorFlow is installed where the tests run


def fake(directory, name, status):
    command = directory / name
    command.write_text(f"#!/bin/sh\nexit {status}\n")
    command.chmod(0o755)


@pytest.mark.skipif(os.name == "nt", reason="this is about Linux and macOS")
def test_another_python_is_proposed_only_if_it_starts(tmp_path, monkeypatch):
    fake(tmp_path, "python3.11", 0)
    fake(tmp_path, "python3.12", 127)  # a shim that leads nowhere, or no venv
    fake(tmp_path, "python3.13", 0)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert doctor._other_pythons() == ("python3.11", "python3.13")
    fake(tmp_path, "python3.12", 0)
    assert doctor._other_pythons()[0] == "python3.12"


def test_an_environment_that_was_moved_or_lost_its_python_is_broken(tmp_path, monkeypatch):
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    monkeypatch.setattr(doctor, "ROOT", str(tmp_path))
    monkeypatch.setattr(doctor, "ENVIRONMENT", str(tmp_path / ".venv"))
    monkeypatch.setattr(doctor, "find_spec", lambda name: None)
    assert doctor._environment() == "absent"
    monkeypatch.setattr(doctor, "find_spec", lambda name: name == "tensorflow")
    assert doctor._environment() == "ready"  # conda, or Windows without make

    stamp = tmp_path / ".venv" / ".stamp"
    stamp.write_text(f"{tmp_path}\n")
    assert doctor._environment() == "broken"  # no bin/python
    python.touch()
    assert doctor._environment() == "ready"
    stamp.write_text(f"{tmp_path.parent}\n")
    assert doctor._environment() == "broken"
    stamp.write_text(f"{tmp_path / 'gone'}\n")
    assert doctor._environment() == "broken"


def test_packages_are_missed_only_where_the_library_is_installed_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(doctor, "find_spec", lambda name: None if name == "tqdm" else name)
    assert doctor._lacking() == ()  # this is the folder of the course
    monkeypatch.setattr(doctor, "ROOT", str(tmp_path))
    assert doctor._lacking() == ("tqdm",)


@pytest.mark.parametrize(
    ("cpuinfo", "avx"),
    [("flags\t\t: fpu sse4_2 avx avx2\n", True), ("flags\t: fpu avxy\n", False), ("", None)],
)
def test_avx_is_read_off_the_flags(cpuinfo, avx, monkeypatch):
    monkeypatch.setattr(doctor, "_read", lambda path: cpuinfo)
    assert doctor._avx() is avx


@pytest.mark.parametrize(
    ("limit", "gigabytes"), [("", 4.096), ("max\n", 4.096), ("2000000000\n", 2.0)]
)
def test_a_container_may_have_less_memory_than_its_host(limit, gigabytes, monkeypatch):
    files = {"/proc/meminfo": "MemFree: 1 kB\nMemAvailable:    4000000 kB\n"}
    files["/sys/fs/cgroup/memory.max"] = limit
    monkeypatch.setattr(doctor, "_read", lambda path: files.get(path, ""))
    assert doctor._memory_gb() == gigabytes


@pytest.mark.skipif(os.name == "nt", reason="this is about Linux and macOS")
@pytest.mark.parametrize(("answer", "version"), [("glibc 2.36", (2, 36)), (None, None)])
def test_musl_has_no_glibc_version(answer, version, monkeypatch):
    def confstr(name):
        if answer is None:
            raise ValueError("unrecognized configuration name")
        return answer

    monkeypatch.setattr(os, "confstr", confstr)
    assert doctor._glibc() == version


@pytest.mark.parametrize(
    "name", ["__init__.py", "__main__.py", "doctor.py", "missing.py", "moved.py"]
)
def test_an_old_python_can_read_what_tells_it_so(name):
    ast.parse((PACKAGE / name).read_text(encoding="utf-8"), feature_version=(3, 6))


def old_pythons():
    """Commands of Pythons that are too old, on the PATH or in pyenv; None where there is none."""
    for minor in range(6, doctor.PYTHONS[0][1]):
        root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"), "versions")
        kept = sorted(root.glob(f"3.{minor}.*/bin/python"))
        found = [str(path) for path in kept] or [shutil.which(f"python3.{minor}")]
        yield pytest.param(found[0], minor, id=f"3.{minor}")


@pytest.mark.parametrize(("command", "minor"), list(old_pythons()))
def test_an_old_python_is_told_in_words_that_it_is_old(command, minor):
    version = [command, "-c", "import sys; print(sys.version_info[1])"]
    # A shim on the PATH may lead nowhere.
    if not command or subprocess.run(version, capture_output=True).stdout.strip() != b"%d" % minor:
        pytest.skip(f"there is no Python 3.{minor} here")
    for command_line in (["doctor"], ["doctor", "--help"], ["--help"]):
        done = subprocess.run(
            [command, "-B", "-m", "restorelib", *command_line],
            cwd=PACKAGE.parent,
            text=True,
            capture_output=True,
        )
        assert not done.stderr
        assert (done.returncode, f"Python 3.{minor}, too old" in done.stdout) == (
            (1, True) if command_line == ["doctor"] else (0, False)
        )


def test_help_is_for_those_who_ask_for_it(capsys):
    with pytest.raises(SystemExit, match="0"):
        __main__.main(["doctor", "--help"])
    said = " ".join(capsys.readouterr().out.split())
    assert "whether this machine can run the course" in said
    assert "`look`" not in said and "pure function" not in said


@pytest.mark.skipif(os.name == "nt", reason="Windows closes pipes in another way")
@pytest.mark.parametrize(
    "arguments",
    [["progress"], ["progress", "--json"], ["doctor"], ["train", "--help"], ["--help"]],
    ids=" ".join,
)
def test_a_reader_that_has_enough_gets_no_traceback(arguments):
    reading, writing = os.pipe()
    os.close(reading)  # as `head` does after its lines
    with open(writing, "wb") as pipe:
        command = [sys.executable, "-m", "restorelib", *arguments]
        # argparse itself keeps quiet when it writes --help without a buffer.
        env = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
        done = subprocess.run(
            command, cwd=PACKAGE.parent, stdout=pipe, stderr=subprocess.PIPE, env=env
        )
    assert (done.returncode, done.stderr) == (__main__.READER_GONE, b"")


def test_the_doctor_needs_the_standard_library_only():
    # -S: no site-packages
    command = [sys.executable, "-S", "-m", "restorelib", "doctor"]
    done = subprocess.run(command, cwd=PACKAGE.parent, text=True, capture_output=True, check=False)
    assert done.stdout.startswith("doctor: ") and not done.stderr


def test_record_gets_its_own_arguments(monkeypatch):
    class Record:
        @staticmethod
        def main(arguments):
            return arguments

    monkeypatch.setitem(sys.modules, "restorelib.commands.record", Record)
    assert __main__.main(["record", "--jobs", "2"]) == ["--jobs", "2"]
    assert __main__.main(["record", "--help"]) == ["--help"]


def test_an_unknown_command_is_told_the_known_ones(capsys):
    with pytest.raises(SystemExit, match="2"):
        __main__.main(["docotr"])
    assert "doctor" in capsys.readouterr().err

"""Check whether this machine can run the course; say what is wrong and how to mend it.

Runs before anything is installed, on any Python: it uses the standard library only, and the
syntax of Python 3.6. `look` collects the facts. Each check is a pure function of them, so a test
can make each one fail.
"""

import argparse
import os
import platform
import re
import shutil
import subprocess
import sys
import textwrap
from importlib.util import find_spec
from typing import List, NamedTuple, Optional, Tuple

PYTHONS = ((3, 11), (3, 12), (3, 13))  # with a TensorFlow 2.21 wheel, which the lock has
SUGGESTED = "3.12"
DISK_GB = 3.0  # .venv takes 2.5, measured on Linux; the rest is for what pip unpacks
MEMORY_GB = 2.0  # JupyterLab, its browser tab and one kernel that trains (830 MB)
GLIBC = (2, 28)  # the wheels' manylinux tags
MACOS = (12, 0)  # TensorFlow's macosx tag

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ENVIRONMENT = os.path.join(ROOT, ".venv")
# Of the extra `course` in pyproject.toml, as modules; a test compares them.
PACKAGES = (
    "PIL anywidget filelock ipykernel ipywidgets jsonschema jupyterlab matplotlib psutil scipy"
)
PACKAGES += " skimage tensorflow tqdm"


class Facts(NamedTuple):
    """Facts that the checks use. None means unknown; then the check reports nothing."""

    python: Tuple[int, int] = (3, 12)
    other_pythons: Tuple[str, ...] = ()  # commands on the PATH that start a suitable one
    has_venv: bool = True
    environment: str = "absent"  # or "ready", or "broken"
    bits: int = 64
    system: str = "Linux"
    machine: str = "x86_64"
    glibc: Optional[Tuple[int, int]] = (2, 36)  # None: another C library
    macos: Optional[Tuple[int, int]] = None
    avx: Optional[bool] = True
    disk_gb: Optional[float] = 100.0
    memory_gb: Optional[float] = 8.0
    lacking: Tuple[str, ...] = ()  # of PACKAGES, where the library is installed without the course


class Finding(NamedTuple):
    """One problem and its remedy, as texts; with a fatal one the course cannot run."""

    what: str
    mend: str
    fatal: bool = True


def check_python(facts: Facts) -> Optional[Finding]:
    """TensorFlow has wheels for a few Pythons only."""
    if facts.python in PYTHONS:
        return None
    age = "old" if facts.python < PYTHONS[0] else "new"
    if facts.other_pythons:
        mend = "You have another one: make lab PYTHON=" + facts.other_pythons[0]
    else:
        mend = (
            "Install Python {0} beside it (Debian, Ubuntu: sudo apt install python{0} "
            "python{0}-venv; Fedora: sudo dnf install python{0}; macOS: brew install python@{0}; "
            "Windows: winget install Python.Python.{0}), then: make lab PYTHON=python{0}"
        ).format(SUGGESTED)
    return Finding(
        "This is Python {}, too {} for TensorFlow 2.21, which comes for Python {} to {}.".format(
            _dotted(facts.python), age, _dotted(PYTHONS[0]), _dotted(PYTHONS[-1])
        ),
        mend,
    )


def check_venv(facts: Facts) -> Optional[Finding]:
    """Debian and Ubuntu ship Python without the part that makes environments."""
    if facts.has_venv or facts.environment == "ready":
        return None
    return Finding(
        "This Python cannot make a virtual environment: venv or ensurepip is missing.",
        "Debian, Ubuntu: sudo apt install python{}-venv. Elsewhere install a complete "
        "Python.".format(_dotted(facts.python)),
    )


def check_environment(facts: Facts) -> Optional[Finding]:
    """An environment stores absolute paths, so it cannot be moved."""
    if facts.environment != "broken":
        return None
    return Finding(
        "The environment in .venv was made in another folder, or by a Python that is gone.",
        "Make it again: make clean, then your command. Lessons and notes stay untouched.",
    )


def check_packages(facts: Facts) -> Optional[Finding]:
    """The check-up may be installed alone; the lessons need more."""
    if not facts.lacking:
        return None
    return Finding(
        "The check-up is installed here without what the lessons need: %s."
        % ", ".join(facts.lacking),
        'pip install "restorelib[course]"; the check-up alone does without them.',
    )


def check_platform(facts: Facts) -> Optional[Finding]:
    """TensorFlow 2.21 has wheels for Linux (glibc), Windows (x86) and Macs with an Apple chip."""
    machine = facts.machine.lower()
    elsewhere = "Use another machine: 64-bit Linux, Windows, or a Mac with an Apple chip."
    if facts.bits < 64:
        return Finding(
            "This Python is a 32-bit one, and TensorFlow has no 32-bit wheel.",
            "Install a 64-bit Python. If the system itself has 32 bits: " + elsewhere,
        )
    if facts.system == "Linux":
        if machine not in ("x86_64", "aarch64"):
            return Finding(
                "TensorFlow has no wheel for Linux on %s processors." % facts.machine, elsewhere
            )
        if facts.glibc is None:
            return Finding(
                "This Linux has no GNU C library (Alpine has musl), and TensorFlow needs it.",
                "Use Debian, Ubuntu or Fedora. For a container: an image that is not alpine.",
            )
        if facts.glibc < GLIBC:
            return Finding(
                "This Linux has glibc %s; TensorFlow and its company need %s or newer."
                % (_dotted(facts.glibc), _dotted(GLIBC)),
                "Update to a newer release: Debian 10, Ubuntu 20.04 and Fedora 29 were the first.",
            )
    elif facts.system == "Darwin":
        if machine != "arm64":
            return Finding(
                "TensorFlow 2.21 has no wheel for Macs with an Intel processor.",
                "If this Mac has an Apple chip, its Python was built for Intel: install one for "
                "arm64. Otherwise use Linux in a virtual machine or a container.",
            )
        if facts.macos is not None and facts.macos < MACOS:
            return Finding(
                "TensorFlow needs macOS %s; this is %s." % (_dotted(MACOS), _dotted(facts.macos)),
                "Update macOS.",
            )
    elif facts.system == "Windows":
        if machine not in ("amd64", "x86_64"):
            return Finding(
                "TensorFlow has no wheel for Windows on %s processors." % facts.machine,
                "Open WSL (wsl --install), and follow the lines for Linux there.",
            )
    else:
        return Finding("TensorFlow has no wheel for %s." % facts.system, elsewhere)
    return None


def check_processor(facts: Facts) -> Optional[Finding]:
    """TensorFlow's wheels for x86 crash with 'Illegal instruction' without AVX."""
    if facts.avx is not False:
        return None
    return Finding(
        "The processor has no AVX instructions: TensorFlow would stop with Illegal instruction.",
        "In a virtual machine, set its processor to 'host'; otherwise use a younger machine.",
    )


def check_disk(facts: Facts) -> Optional[Finding]:
    """Set-up needs room for the environment; later, the learner's files need some."""
    ready = facts.environment == "ready"
    needed = 0.1 if ready else DISK_GB
    if facts.disk_gb is None or facts.disk_gb >= needed:
        return None
    return Finding(
        "Only %.1f GB of disk are free here; %s %.1f GB."
        % (facts.disk_gb, "saving your work wants" if ready else "setting up takes", needed),
        "Free some space, or move this folder to a larger disk.",
        fatal=not ready,
    )


def check_memory(facts: Facts) -> Optional[Finding]:
    """Free memory changes all the time, so too little of it is only a warning."""
    if facts.memory_gb is None or facts.memory_gb >= MEMORY_GB:
        return None
    return Finding(
        "Only %.1f GB of memory are free; JupyterLab and one training want %.0f GB."
        % (facts.memory_gb, MEMORY_GB),
        "Close other programs, and shut down notebooks that you are done with.",
        fatal=False,
    )


CHECKS = (
    check_python,
    check_venv,
    check_environment,
    check_packages,
    check_platform,
    check_processor,
    check_disk,
    check_memory,
)


def examine(facts: Facts) -> List[Finding]:
    """All problems, the fatal ones first."""
    findings = [finding for finding in (check(facts) for check in CHECKS) if finding]
    return sorted(findings, key=lambda finding: not finding.fatal)


def report(findings: List[Finding]) -> str:
    """The findings as a text for the terminal."""
    if not findings:
        return "doctor: this machine can run the course."
    if any(finding.fatal for finding in findings):
        lines = ["doctor: the course cannot run on this machine yet."]
    else:
        lines = ["doctor: the course runs here, but mind this:"]
    for finding in findings:
        lines.append("")
        for label, text in (("  wrong: ", finding.what), ("  mend:  ", finding.mend)):
            lines.append(textwrap.fill(label + text, 88, subsequent_indent=" " * len(label)))
    return "\n".join(lines)


def look() -> Facts:
    """Collect the facts of this machine and of the running Python."""
    python = sys.version_info[:2]
    return Facts(
        python=python,
        other_pythons=() if python in PYTHONS else _other_pythons(),
        has_venv=all(find_spec(name) for name in ("venv", "ensurepip")),
        environment=_environment(),
        bits=64 if sys.maxsize > 2**32 else 32,
        system=platform.system(),
        machine=platform.machine(),
        glibc=_glibc(),
        macos=_version(platform.mac_ver()[0]),
        avx=_avx(),
        disk_gb=shutil.disk_usage(ROOT).free / 1e9,
        memory_gb=_memory_gb(),
        lacking=_lacking(),
    )


def main(argv: Optional[List[str]] = None) -> int:
    """Print the report; return 1 if the course cannot run here, else 0."""
    argparse.ArgumentParser(
        prog="python -m restorelib doctor",
        description="Say whether this machine can run the course, and if not, what is wrong and "
        "how to mend it. Changes nothing. The exit status is 1 where the course cannot run.",
    ).parse_args(argv)
    findings = examine(look())
    print(report(findings))
    return int(any(finding.fatal for finding in findings))


def _dotted(version):
    return ".".join(map(str, version))


def _version(text):
    """'2.36-9' -> (2, 36); None if the text holds no version."""
    match = re.match(r"(\d+)\.(\d+)", text or "")
    return tuple(map(int, match.groups())) if match else None


def _read(path):
    try:
        with open(path) as file:
            return file.read()
    except (OSError, ValueError):
        return ""


def _other_pythons():
    """Commands that start a suitable Python. Each one is run, since a shim may lead nowhere."""
    found = []
    for version in map(_dotted, PYTHONS):
        command = "python" + version
        try:
            subprocess.run(
                [command, "-c", "import ensurepip, venv"],
                check=True,
                timeout=10,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        except (OSError, subprocess.SubprocessError):
            continue
        found.append(command)
    return tuple(sorted(found, key=lambda command: not command.endswith(SUGGESTED)))


def _environment():
    """Whether `make` has set up .venv, and whether it still is where it was made."""
    home = _read(os.path.join(ENVIRONMENT, ".stamp")).strip()
    if not home:
        return "ready" if find_spec("tensorflow") else "absent"
    try:
        # A removed or updated system Python leaves a dangling bin/python.
        here = os.path.samefile(home, ROOT) and os.path.exists(
            os.path.join(ENVIRONMENT, "bin", "python")
        )
    except OSError:
        here = False
    return "ready" if here else "broken"


def _lacking():
    """PACKAGES that this Python lacks; none in the course's folder, where `make` brings them."""
    if os.path.exists(os.path.join(ROOT, "Makefile")):
        return ()
    return tuple(name for name in PACKAGES.split() if not find_spec(name))


def _glibc():
    try:
        return _version(os.confstr("CS_GNU_LIBC_VERSION").split()[-1])
    except (AttributeError, ValueError, OSError, IndexError):  # not Linux, or musl
        return None


def _avx():
    flags = re.search(r"^flags\s*:(.*)$", _read("/proc/cpuinfo"), re.MULTILINE)
    return "avx" in flags.group(1).split() if flags else None


def _memory_gb():
    """Available memory in GB, at most a container's limit; all memory if that is unknown."""
    available = re.search(r"^MemAvailable:\s+(\d+) kB", _read("/proc/meminfo"), re.MULTILINE)
    if available:
        sizes = [int(available.group(1)) * 1024]
        for name in ("memory.max", "memory/memory.limit_in_bytes"):  # cgroups, version 2 and 1
            limit = _read("/sys/fs/cgroup/" + name).strip()
            if limit.isdigit():  # not "max"
                sizes.append(int(limit))
        return min(sizes) / 1e9
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9
    except (AttributeError, ValueError, OSError):
        return None

"""Run the check-up in environments such as people have: `make compat`, in build/compat.

`make compat ARGS="oldest-jax colab"` runs these only. An environment is made once, with uv, and
again when its row below or pyproject.toml's dependencies change. To renew it, delete its folder.
"""

import json
import os
import resource
import subprocess
import sys
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "build" / "compat"
TESTS = "tests/checkup/anywhere.py"
UV = Path(sys.executable).with_name("uv")


@dataclass(frozen=True)
class Environment:
    """What is installed beside restorelib, which brings no package that is not needed."""

    name: str
    python: str
    backend: str
    packages: tuple[str, ...]
    why: str  # why these versions, or where they are known from


OLDEST = ("keras==3.3.0", "numpy==1.26.4", "lazy-loader==0.4")  # as pyproject.toml allows them
ENVIRONMENTS = (
    Environment(
        "oldest-tensorflow",
        "3.11",
        "tensorflow",
        (*OLDEST, "tensorflow-cpu==2.16.1"),
        "the first TensorFlow with Keras 3",
    ),
    Environment(
        "oldest-jax",
        "3.11",
        "jax",
        (*OLDEST, "jax==0.4.26", "jaxlib==0.4.26"),
        "JAX of the same month, April 2024",
    ),
    Environment(
        "colab",
        "3.12",
        "tensorflow",
        ("keras==3.10.0", "tensorflow-cpu==2.19.0", "numpy==2.0.2"),
        "Colab by its announcement (googlecolab/colabtools#5489, July 2025), NumPy by a list of "
        "February 2026; Kaggle builds on Colab's image (Kaggle/docker-python#1547, April 2026)",
    ),
    Environment(
        "newest-tensorflow", "3.13", "tensorflow", ("keras", "tensorflow-cpu"), "what pip takes"
    ),
    Environment("newest-jax", "3.13", "jax", ("keras", "jax"), "what pip takes"),
)


def main(names):
    """Test each environment; the exit status is 1 where a test failed."""
    unknown = set(names) - {each.name for each in ENVIRONMENTS}
    if unknown:
        known = ", ".join(each.name for each in ENVIRONMENTS)
        raise SystemExit(f"make compat expects names out of {known}; received {sorted(unknown)}.")
    rows, failed = [], False
    for each in ENVIRONMENTS:
        if names and each.name not in names:
            continue
        made(each)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [python(each), "-m", "pytest", "-q", "-p", "no:cacheprovider", TESTS]
        # Only what lies beside the tests is configured: the other conftest needs the tests' tools.
        command += ["--confcutdir", "tests/checkup"]
        print(f"\n{each.name}: {installed(each)}", flush=True)
        passed = subprocess.run(command, cwd=ROOT, env=surroundings(each)).returncode == 0
        spent = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds = spent.ru_utime + spent.ru_stime - before.ru_utime - before.ru_stime
        rows.append(
            f"{each.name}: {'passed' if passed else 'FAILED'}, {seconds:.0f} s of processor"
        )
        failed |= not passed
    print("", *rows, sep="\n")
    return int(failed)


def made(environment):
    """Make the environment, unless it stands and its stamp says the same as its row."""
    folder = FOLDER / environment.name
    stamp = folder / ".stamp"
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    row = json.dumps([asdict(environment), asked["dependencies"]])
    if stamp.exists() and stamp.read_text(encoding="utf-8") == row:
        return
    if not UV.exists():
        raise SystemExit("make compat needs uv, and setting up could not get it: make clean compat")
    venv = [UV, "venv", "--quiet", "--clear", folder, "--python"]
    if subprocess.run([*venv, environment.python], stderr=subprocess.DEVNULL).returncode:
        print(f"{environment.name}: no Python {environment.python} here, so it takes this one.")
        subprocess.run([*venv, sys.executable], check=True)
    install = [UV, "pip", "install", "--quiet", "--python", python(environment)]
    # In one call: where restorelib asked for other versions than these, it would fail.
    subprocess.run([*install, *environment.packages, "pytest", "-e", ROOT], check=True)
    stamp.write_text(row, encoding="utf-8")


def python(environment):
    """The interpreter of the environment."""
    return FOLDER / environment.name / "bin" / "python"


def surroundings(environment):
    """Variables for its tests: this backend, on the processor, and nothing of other folders."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    # These programs compile more than they compute.
    jax = {"JAX_PLATFORMS": "cpu", "JAX_DISABLE_MOST_OPTIMIZATIONS": "1"}
    return kept | jax | {"KERAS_BACKEND": environment.backend, "CUDA_VISIBLE_DEVICES": "-1"}


def installed(environment):
    """Its Python, and the versions of what its row names and of NumPy."""
    names = sorted({each.split("==")[0] for each in environment.packages} | {"numpy"})
    tell = (
        "import sys; from importlib.metadata import version; "
        "print('Python', sys.version.split()[0], "
        "*(f'{name} {version(name)}' for name in sys.argv[1:]), sep=', ')"
    )
    command = [python(environment), "-c", tell, *names]
    return subprocess.check_output(command, text=True).strip().replace("Python,", "Python", 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

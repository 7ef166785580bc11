"""Write requirements.lock.txt and environment.yml from pyproject.toml (`make lock`).

The lock holds for every platform and Python at once, hashed, and names no index. Conda users
get its versions without the tools of the tests.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOCK = "requirements.lock.txt"
CONDA_PYTHON = "3.12"


def pins(text):
    """The pinned requirements of a lock, without hashes and comments."""
    lines = (line.rstrip("\\ ") for line in text.splitlines())
    return [line for line in lines if line and line[0] not in " #"]


def environment(requirements):
    """environment.yml for conda: Python, pip, and what pip is to install."""
    lines = [
        "# Written by `make lock`: the versions of requirements.lock.txt.",
        "name: restorelib",
        "channels:",
        "  - conda-forge",
        "dependencies:",
        f"  - python={CONDA_PYTHON}",
        "  - pip",
        "  - pip:",
        # Double quotes: markers hold single ones.
        *(f'      - "{requirement}"' for requirement in [*requirements, "-e ."]),
    ]
    return "\n".join(lines) + "\n"


def compile_pins(*options):
    """Resolve pyproject.toml for all platforms; return what uv prints."""
    uv = Path(sys.executable).with_name("uv")
    if not uv.exists():
        raise SystemExit("make lock needs uv, and setting up could not get it: make clean lock")
    # fewest: one NumPy on every Python, so that recorded runs can be compared.
    command = f"{uv} pip compile --universal --fork-strategy fewest --no-header --no-annotate"
    command = [*command.split(), "--quiet", *options, "pyproject.toml"]
    return subprocess.run(command, cwd=ROOT, check=True, text=True, stdout=subprocess.PIPE).stdout


def main():
    """`make lock ARGS=--upgrade` takes newer versions; without it, only what must change does."""
    compile_pins("--generate-hashes", "--extra", "test", "--output-file", LOCK, *sys.argv[1:])
    requirements = pins(compile_pins("--constraint", LOCK))
    (ROOT / "environment.yml").write_text(environment(requirements), encoding="utf-8")


if __name__ == "__main__":
    main()

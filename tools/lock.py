"""Write what follows from pyproject.toml (`make lock`): locks, environments, two addresses.

The lock holds for every platform and Python at once, hashed, and names no index. Conda users
and Binder get its versions without the tools of the tests.
"""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

from restorelib.commands.workspace import URL

ROOT = Path(__file__).parent.parent
LOCK = "requirements.lock.txt"
JAX_LOCK = "requirements-jax.lock.txt"
BINDER_PAGE = "docs/binder.md"
CONDA_PYTHON = "3.12"
GITHUB = "https://github.com/"
LINK = re.compile(r"https://mybinder\.org/v2/\S+")
SITE = re.compile(r"^\*\*(\[Open it|As pages) in your browser\b.*$", re.MULTILINE)
NO_SITE = (
    "**As pages in your browser**, with no server: `make site`, then open `build/site/index.html`; "
    "or its one file, `why-does-it-not-train.html`."
)


def pins(text):
    """The pinned requirements of a lock, without hashes and comments."""
    lines = (line.rstrip("\\ ") for line in text.splitlines())
    return [line for line in lines if line and line[0] not in " #"]


def beyond(lock, base):
    """The entries of a lock, with their hashes, of the packages that another does not have."""
    known = {pin.split("==")[0] for pin in pins(base)}
    entries = re.split(r"\n(?=\w)", lock.strip())
    return "".join(f"{entry}\n" for entry in entries if entry.split("==")[0] not in known)


def environment(requirements):
    """An environment.yml for conda: Python, pip, and what pip is to install."""
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
        *(f'      - "{requirement}"' for requirement in requirements),
    ]
    return "\n".join(lines) + "\n"


def place():
    """OWNER/REPO on GitHub, as pyproject.toml names it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    address = project["urls"]["Repository"]
    if not address.startswith(GITHUB):
        raise SystemExit(f"Repository in pyproject.toml expects {GITHUB}...; it is {address}")
    return address.removeprefix(GITHUB)


def binder_link():
    """Where Binder opens the first lesson."""
    return f"https://mybinder.org/v2/gh/{place()}/main?urlpath={URL.strip('/')}"


def with_site(readme):
    """The README with the address of the site, or with how to make one as long as it has none."""
    from tools.site import addresses  # which reads `place` here

    said = NO_SITE
    if site := addresses.site():
        said = (
            f"**[Open it in your browser]({site})**, with nothing to install; or take "
            f"[one file]({addresses.releases()}) along that needs no network."
        )
    return SITE.sub(said, readme)


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
    for_tests = ("--extra", "course", "--extra", "test")
    compile_pins("--generate-hashes", *for_tests, "--output-file", LOCK, *sys.argv[1:])
    requirements = pins(compile_pins("--extra", "course", "--constraint", LOCK))
    with_jax = compile_pins("--generate-hashes", "--extra", "jax", "--constraint", LOCK)
    # No folder among Binder's, so that it installs them before it copies the sources.
    written = {
        JAX_LOCK: beyond(with_jax, (ROOT / LOCK).read_text(encoding="utf-8")),
        "environment.yml": environment([*requirements, "-e ."]),
        "binder/environment.yml": environment(requirements),
        "README.md": with_site((ROOT / "README.md").read_text(encoding="utf-8")),
        BINDER_PAGE: LINK.sub(binder_link(), (ROOT / BINDER_PAGE).read_text(encoding="utf-8")),
    }
    for name, text in written.items():
        (ROOT / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

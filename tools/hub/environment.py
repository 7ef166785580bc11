"""The environment that all users of the hub share, and the proxy: made once, in build/hub."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "build" / "hub"
COURSE = FOLDER / "course"  # what the users' Python has restorelib from
PREFIX = FOLDER / "env"
PROXY = Path(__file__).with_name("node_modules") / "configurable-http-proxy" / "bin"
UV = Path(sys.executable).with_name("uv")
NODE = 20  # the oldest that the proxy runs on


def made() -> None:
    """Make the environment, unless it stands and was made of the same packages.

    Raises:
        SystemExit: if Node, the proxy or uv is not here; the words say how to get it.
    """
    _need_node()
    if not UV.exists():
        raise SystemExit("make hub needs uv, and setting up could not get it: make clean hub")
    packages = [*_of_the_course(), *_of_the_hub()]
    stamp, told = PREFIX / ".stamp", "\n".join(packages)
    if not (stamp.exists() and stamp.read_text(encoding="utf-8") == told):
        print("Setting up the hub's environment, once.", flush=True)
        python = PREFIX / "bin" / "python"
        # --seed: binder/postBuild calls pip.
        quiet = [UV, "venv", "--quiet", "--clear", "--seed", "--python", sys.executable, PREFIX]
        subprocess.run(quiet, check=True)
        install = [UV, "pip", "install", "--quiet", "--python", python]
        subprocess.run([*install, *packages], check=True)
        stamp.write_text(told, encoding="utf-8")


def post_build() -> None:
    """Install the course that lies in `COURSE`, as Binder's image does.

    Raises:
        SystemExit: if that fails; with what it printed.
    """
    command = ["bash", COURSE / "binder" / "postBuild"]
    done = subprocess.run(command, env=surroundings(), capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"make hub expects binder/postBuild to install the course:\n{done.stderr}")


def surroundings() -> dict[str, str]:
    """Variables with which the shell finds the environment first."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return kept | {"PATH": f"{PREFIX / 'bin'}{os.pathsep}{os.environ['PATH']}"}


def _of_the_course() -> list[str]:
    """What Binder installs, pinned as in the lock."""
    listed = (ROOT / "binder" / "environment.yml").read_text(encoding="utf-8")
    return re.findall(r'^ +- "(.+)"$', listed, re.MULTILINE)


def _of_the_hub() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return project["optional-dependencies"]["hub"]


def _need_node() -> None:
    node = shutil.which("node")
    told = subprocess.check_output([node, "--version"], text=True).strip() if node else "none"
    major = re.match(r"v(\d+)", told)
    if major is None or int(major[1]) < NODE:
        raise SystemExit(
            f"make hub expects Node {NODE} or newer, for the hub's proxy; here it is: {told}. "
            "Install it (nodejs.org, or a container image with Node), and run this again."
        )
    if not PROXY.is_dir():
        raise SystemExit(
            "make hub expects the hub's proxy from npm, and could not get it. With a network: "
            f"cd {PROXY.parents[2]} && npm ci --ignore-scripts"
        )

"""What Binder makes of binder/, read with repo2docker itself; nothing is built in a container."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

from restorelib.commands import workspace
from restorelib.course.own_copy import FIRST, FOLDER
from tests.packaging.test_packaging import COURSE, LOCK, machine, on, versions
from tests.place import ROOT
from tools import lock

BINDER = ROOT / "binder"
ENVIRONMENT = yaml.safe_load((BINDER / "environment.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("platform", ["linux", "linux-arm"])
def test_binder_gets_the_versions_of_the_lock(platform):
    *conda, pip = ENVIRONMENT["dependencies"]
    assert conda == [f"python={lock.CONDA_PYTHON}", "pip"]
    facts = machine(platform, lock.CONDA_PYTHON)
    given = versions([Requirement(line) for line in pip["pip"]], facts)
    assert given.items() <= versions(LOCK, facts).items(), "make lock"
    assert {asked.name for asked in on(COURSE, facts)} <= set(given)
    assert not {"pytest", "playwright", "jupyter-repo2docker"} & set(given)


@pytest.fixture
def buildpack(monkeypatch):
    """What repo2docker chooses for this repository, as its `build` chooses."""
    from repo2docker.app import Repo2Docker  # 0.4 s: for the worker that runs this file alone

    monkeypatch.chdir(ROOT)
    app = Repo2Docker()
    pack = next(pack for kind in app.buildpacks if (pack := kind(app.base_image)).detect())
    pack.platform = "linux/amd64"
    return pack


def test_repo2docker_takes_conda_and_our_python(buildpack):
    from repo2docker.buildpacks import CondaBuildPack

    assert type(buildpack) is CondaBuildPack
    assert buildpack.binder_dir == "binder"
    assert buildpack.python_version == lock.CONDA_PYTHON
    assert not buildpack.separate_kernel_env


def test_the_environment_is_installed_before_the_sources_are_copied(buildpack):
    # Docker keeps the layers above a change: an edited notebook must not reinstall TensorFlow.
    script = buildpack.render({"NB_USER": "learner", "NB_UID": "1000"})
    steps = [
        "src/binder/environment.yml ${REPO_DIR}/binder/environment.yml\n",
        '${MAMBA_EXE} env update -p ${NB_PYTHON_PREFIX} --file "binder/environment.yml"',
        "src/ ${REPO_DIR}/\n",
        "\nUSER ${NB_USER}\n",
        "\nRUN ./binder/postBuild\n",
        '\nENV R2D_ENTRYPOINT="${REPO_DIR}/binder/start"\n',
        "\nENTRYPOINT ",
    ]
    rest = script
    for step in steps:
        _, found, rest = rest.partition(step)
        assert found, f"no {step!r} in\n{script}"
    assert script.count("env update") == 1


needs_bash = pytest.mark.skipif(os.name == "nt", reason="Binder's images are Linux")


@needs_bash
@pytest.mark.parametrize("name", ["postBuild", "start"])
def test_a_script_can_be_executed_and_stops_at_the_first_error(name):
    script = BINDER / name
    assert os.access(script, os.X_OK)
    lines = script.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("#!/") and "set -euo pipefail" in lines


@needs_bash
@pytest.mark.slow
def test_post_build_installs_the_library_and_the_settings(tmp_path):
    """In a clone of what is here, with an environment that has the packages and nothing else."""
    kept = ("pyproject.toml", "README.md", "LICENSE", "binder", "notebooks", "restorelib", "tools")
    for name in kept:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    prefix = tmp_path / "environment"
    venv.create(prefix)
    (site,) = prefix.glob("lib/python*/site-packages")
    packages = next(path for path in sys.path if path.endswith("site-packages"))
    (site / "packages.pth").write_text(packages)
    python = {"PATH": f"{prefix / 'bin'}{os.pathsep}{os.environ['PATH']}", "HOME": str(tmp_path)}

    subprocess.run([tmp_path / "binder" / "postBuild"], env=os.environ | python, check=True)

    where = "import restorelib; print(restorelib.__file__)"
    found = subprocess.check_output([prefix / "bin" / "python", "-c", where], cwd="/", text=True)
    assert Path(found.strip()) == tmp_path / "restorelib" / "__init__.py"
    settings = prefix / "share" / "jupyter" / "lab" / "settings" / "overrides.json"
    assert settings.read_bytes() == (ROOT / "tools" / "overrides.json").read_bytes()
    assert (tmp_path / FOLDER / FIRST).is_file()
    (config,) = (prefix / "etc" / "jupyter" / "jupyter_server_config.d").iterdir()
    enabled = json.loads(config.read_text())["ServerApp"]["jpserver_extensions"]
    assert enabled == dict.fromkeys(workspace.EXTENSIONS, True)
    assert list((tmp_path / ".jupyter" / "lab" / "workspaces").glob(f"{workspace.NAME}-*"))


@needs_bash
def test_start_becomes_the_server_with_its_arguments_as_they_are():
    tell = "import json, os, sys; print(json.dumps([os.getpid(), sys.argv[1:], dict(os.environ)]))"
    arguments = ["--a=1", "two words", "$HOME", ""]
    command = [BINDER / "start", sys.executable, "-c", tell, *arguments]
    given = {k: v for k, v in os.environ.items() if not k.startswith(("TF_NUM_", "MALLOC_"))}
    given["TF_NUM_INTRAOP_THREADS"] = "3"  # a hub may set one
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=given)
    pid, received, environment = json.loads(server.communicate()[0])
    assert pid == server.pid  # so a signal from the hub reaches the server itself
    assert received == arguments
    assert environment["MALLOC_ARENA_MAX"] == "2"
    assert environment["TF_NUM_INTEROP_THREADS"] == "1"
    assert environment["TF_NUM_INTRAOP_THREADS"] == "3"
    failing = subprocess.run([BINDER / "start", sys.executable, "-c", "raise SystemExit(7)"])
    assert failing.returncode == 7


def test_the_page_opens_the_first_lesson_on_binder():
    page = (ROOT / lock.BINDER_PAGE).read_text(encoding="utf-8")
    (link,) = lock.LINK.findall(page)
    assert link == lock.binder_link(), "make lock"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    place, opened = re.fullmatch(
        r"https://mybinder\.org/v2/gh/([\w.-]+/[\w.-]+)/main\?urlpath=(\S+)", link
    ).groups()
    assert project["urls"]["Repository"] == f"https://github.com/{place}"
    assert f"/{opened}" == workspace.URL
    assert min(ROOT.glob("notebooks/[0-9]*.ipynb")).name == FIRST

"""What a stranger needs fits together: requirements, lock, wheel, commands and links."""

import ast
import importlib.metadata
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import jsonschema
import numpy as np
import pytest
import yaml
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import restorelib
from restorelib import __main__, doctor, missing
from tests.place import ROOT
from tools import compat
from tools.lock import CONDA_PYTHON, pins


def text(name):
    return (ROOT / name).read_text(encoding="utf-8")


PROJECT = tomllib.loads(text("pyproject.toml"))["project"]
BASE = [Requirement(line) for line in PROJECT["dependencies"]]
EXTRAS = {
    name: [Requirement(line) for line in lines]
    for name, lines in PROJECT["optional-dependencies"].items()
}
COURSE = BASE + EXTRAS["course"]
LOCK = [Requirement(line) for line in pins(text("requirements.lock.txt"))]
JAX_LOCK = [Requirement(line) for line in pins(text("requirements-jax.lock.txt"))]
CONDA = yaml.safe_load(text("environment.yml"))
PIP = [Requirement(line) for line in CONDA["dependencies"][-1]["pip"] if line != "-e ."]
MAKEFILE = text("Makefile")
TARGETS = set(re.findall(r"^\.PHONY: (\w+)$", MAKEFILE, re.MULTILINE))
PYTHONS = [f"{major}.{minor}" for major, minor in doctor.PYTHONS]
PLATFORMS = {
    "linux": {"sys_platform": "linux", "platform_machine": "x86_64", "os_name": "posix"},
    "linux-arm": {"sys_platform": "linux", "platform_machine": "aarch64", "os_name": "posix"},
    "mac": {"sys_platform": "darwin", "platform_machine": "arm64", "os_name": "posix"},
    "windows": {"sys_platform": "win32", "platform_machine": "AMD64", "os_name": "nt"},
}


def machine(platform, python):
    full = {"python_version": python, "python_full_version": f"{python}.6"}
    return PLATFORMS[platform] | full | {"implementation_name": "cpython", "extra": ""}


def on(requirements, facts):
    """What of it is installed on such a machine."""
    return [line for line in requirements if not line.marker or line.marker.evaluate(facts)]


def versions(requirements, facts):
    chosen = on(requirements, facts)
    found = {line.name: str(line.specifier).removeprefix("==") for line in chosen}
    assert len(found) == len(chosen), "one package is pinned twice"
    return found


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("python", PYTHONS)
def test_the_locks_have_what_pyproject_asks_for(platform, python):
    facts = machine(platform, python)
    locked, beside = versions(LOCK, facts), versions(JAX_LOCK, facts)
    for asked in on(COURSE + EXTRAS["test"] + EXTRAS["evaluate"], facts):
        assert locked[asked.name] in asked.specifier, "make lock"
    for asked in on(EXTRAS["jax"], facts):
        assert beside[asked.name] in asked.specifier, "make lock"
    assert not locked.keys() & beside.keys(), "make lock"


def test_the_check_up_is_installed_without_changing_what_is_there():
    for asked in BASE:
        assert {each.operator for each in asked.specifier} == {">="}, asked
    bounds = {asked.name: str(asked.specifier).removeprefix(">=") for asked in BASE}
    assert bounds["keras"] == "{}.{}".format(*missing.OLDEST_KERAS)
    oldest = dict(each.split("==") for each in compat.OLDEST)
    for name, bound in bounds.items():  # the oldest that may stay are tested
        assert oldest[name] == bound or oldest[name].startswith(f"{bound}."), name


def test_the_page_lists_the_environments_that_are_tested():
    page = text("docs/checkup.md")
    rows = dict(re.findall(r"^\| `([a-z-]+)` (\| 3\.\d+ \|.*)$", page, re.MULTILINE))
    assert list(rows) == [each.name for each in compat.ENVIRONMENTS]
    for each in compat.ENVIRONMENTS:
        assert f"| {each.python} |" in rows[each.name] and each.python in PYTHONS
        named = dict(package.split("==") for package in each.packages if "==" in package)
        assert all(named[name] in rows[each.name] for name in named if name != "lazy-loader")


def imported_by(module, seen):
    """Top packages that a module of the library imports as it is loaded, and those it imports."""
    path = ROOT / Path(*module.split("."))
    path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    if module in seen or not path.exists():  # the latter is a name of a module
        return set()
    seen.add(module)
    found = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        else:
            continue
        inner = {name for name in names if name.startswith("restorelib.")}
        found |= {name.split(".")[0] for name in names} - {"restorelib"}
        found = found.union(*(imported_by(name, seen) for name in inner))
    return found


def test_the_check_up_brings_what_it_imports_and_no_more():
    seen = set()
    found = set()
    for path in sorted((ROOT / "restorelib" / "checkup").rglob("*.py")):
        if path.stem != "report_plot":  # which is loaded for a picture, and is not needed
            module = path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
            found |= imported_by(module.removesuffix(".__init__"), seen)
    assert len(seen) > 40
    assert found - sys.stdlib_module_names == set(missing.BASE)
    assert {asked.name.replace("-", "_") for asked in BASE} == set(missing.BASE)


def test_the_doctor_knows_the_packages_of_the_course():
    brought = importlib.metadata.packages_distributions()
    modules = doctor.PACKAGES.split()
    known = {canonicalize_name(name) for module in modules for name in brought[module]}
    asked = {each.name for each in on(EXTRAS["course"], default_environment())}
    assert known == asked - {each.name for each in BASE}


@pytest.fixture
def alone(tmp_path):
    """A Python that has what the check-up brings, less Keras, and nothing else."""
    packages = Path(np.__file__).parent.parent
    for name in ("numpy", "numpy.libs", "lazy_loader", "packaging"):  # lazy_loader needs packaging
        if (packages / name).exists():
            (tmp_path / name).symlink_to(packages / name)

    def run(code):
        paths = f"import sys; sys.path += [{str(ROOT)!r}, {str(tmp_path)!r}]; "
        command = [sys.executable, "-S", "-c", paths + code]  # -S: no site-packages
        done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
        return (done.stderr.splitlines() or [""])[-1]

    return run


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("from restorelib import plots; plots.figure", "matplotlib"),
        ("from restorelib import widgets; widgets.Panel", "traitlets"),
        ("from restorelib import photos; photos.read", "PIL"),
        ("from restorelib import images; images.photographs('test')", "skimage"),
    ],
)
def test_a_missing_package_is_told_with_the_line_that_installs_it(code, name, alone):
    assert re.search(
        rf'ModuleNotFoundError: .*expects the package {name}, .*install "restorelib\[course\]"$',
        alone(code),
    )


def test_without_keras_the_check_up_says_what_it_needs(alone):
    assert alone("import restorelib.checkup; restorelib.checkup.Finding") == ""
    assert alone("import restorelib.checkup; restorelib.checkup.diagnose").endswith(
        "expects the package keras, which is not installed here. Install what the check-up needs: "
        "pip install keras numpy lazy-loader"
    )


def test_who_else_misses_a_package_is_told_nothing():
    code = """import restorelib, importlib.util
assert importlib.util.find_spec("no_such_package") is None
try:
    import no_such_package
except ModuleNotFoundError as error:
    assert str(error) == "No module named 'no_such_package'"
else:
    raise SystemExit(1)"""
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


@pytest.mark.parametrize("found", ["2.15.0", "3.2.1"])
def test_an_old_keras_is_refused_in_words(found, monkeypatch):
    monkeypatch.setattr(importlib.metadata, "version", lambda name: found)
    with pytest.raises(ImportError, match=rf"expects Keras 3\.3 or newer; Keras {found} is inst"):
        missing.require_keras()


def test_jax_finds_what_it_needs_and_no_other_process_finds_jax():
    assert importlib.util.find_spec("jax") is None, "make clean test"
    folder = str(Path(sys.prefix) / "jax")
    installed = {each.name: each for each in importlib.metadata.distributions(path=[folder])}
    assert {each.name: each.version for each in installed.values()} == versions(
        JAX_LOCK, default_environment()
    )
    for each in installed.values():
        for line in on(map(Requirement, each.requires), default_environment() | {"extra": ""}):
            found = installed.get(line.name) or importlib.metadata.distribution(line.name)
            assert found.version in line.specifier, line


@pytest.mark.parametrize("platform", PLATFORMS)
def test_conda_gets_the_versions_of_the_lock(platform):
    facts = machine(platform, CONDA_PYTHON)
    conda = versions(PIP, facts)
    assert conda.items() <= versions(LOCK, facts).items(), "make lock"
    assert {asked.name for asked in on(COURSE, facts)} <= set(conda)
    assert CONDA["name"] == "restorelib"
    assert CONDA["dependencies"][:2] == [f"python={CONDA_PYTHON}", "pip"]


@pytest.mark.parametrize(
    ("name", "pinned"), [("requirements.lock.txt", LOCK), ("requirements-jax.lock.txt", JAX_LOCK)]
)
def test_a_lock_is_hashed_and_names_no_index_and_no_folder(name, pinned):
    lock = text(name)
    assert "/" not in lock and "--index" not in lock and "--find-links" not in lock
    entries = re.split(r"\n(?=\w)", lock.strip())
    assert len(entries) == len(pinned)
    assert all("--hash=sha256:" in entry for entry in entries)


def test_the_lock_of_the_browser_tests_is_hashed_and_names_no_index():
    asked = json.loads(text("tests/browser/package.json"))["devDependencies"]
    lock = json.loads(text("tests/browser/package-lock.json"))["packages"]
    taken = {name.removeprefix("node_modules/"): entry for name, entry in lock.items() if name}
    assert {name: entry["version"] for name, entry in taken.items()} == asked
    assert all(entry["integrity"].startswith("sha512-") for entry in taken.values())
    assert "://" not in text("tests/browser/package-lock.json")


def test_the_supported_pythons_are_the_same_everywhere():
    named = [line.rpartition(" ")[-1] for line in PROJECT["classifiers"]]
    assert named == PYTHONS and PROJECT["requires-python"] == f">={PYTHONS[0]}"
    jobs = yaml.safe_load(text(".github/workflows/ci.yml"))["jobs"]
    assert jobs["test"]["strategy"]["matrix"]["python"] == [PYTHONS[0], PYTHONS[-1]]
    assert CONDA_PYTHON in PYTHONS and doctor.SUGGESTED in PYTHONS


def test_the_version_is_the_same_everywhere():
    version = restorelib.__version__
    assert PROJECT["version"] == version
    assert yaml.safe_load(text("CITATION.cff"))["version"] == version
    assert f"## {version}" in text("CHANGELOG.md")
    tensorflow = next(line for line in LOCK if line.name == "tensorflow-cpu")
    finding = doctor.check_python(doctor.Facts(python=(3, 8)))
    series = str(tensorflow.specifier).removeprefix("==").rpartition(".")[0]
    assert f"TensorFlow {series}," in finding.what


@pytest.mark.slow
def test_the_wheel_holds_code_panel_and_recordings(tmp_path):
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tmp_path)
    package = tmp_path / "restorelib"
    ignored = shutil.ignore_patterns("__pycache__", "node_modules")
    shutil.copytree(ROOT / "restorelib", package, ignore=ignored)
    # Samples, so that this holds for whatever comes next to the files of today.
    samples = ("widgets/sample.js", "widgets/sample.css", "experiments/runs/sample.bin")
    for sample in (*samples, "widgets/js/node_modules/tool/sample.js"):
        (package / sample).parent.mkdir(parents=True, exist_ok=True)
        (package / sample).write_bytes(b"sample")

    build = "from setuptools.build_meta import build_wheel; print(build_wheel('.'))"
    subprocess.run([sys.executable, "-c", build], cwd=tmp_path, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    inside = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("restorelib/")}
    wanted = {
        path.relative_to(tmp_path).as_posix() for path in package.rglob("*") if path.is_file()
    }
    wanted -= {name for name in wanted if "/widgets/js/" in name}  # the bundles are enough
    assert inside == wanted


needs_make = pytest.mark.skipif(shutil.which("make") is None, reason="there is no make here")


def make(*arguments, folder=ROOT):
    # The make that runs these tests must not pass its own options down.
    clean = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    return subprocess.run(
        # -o: set-up is done, or these tests would not run
        ["make", "-o", ".venv/.stamp", *arguments],
        cwd=folder,
        env=clean | {"MFLAGS": ""},
        text=True,
        capture_output=True,
        check=True,
    ).stdout


@needs_make
def test_make_help_lists_every_target():
    listed = dict(re.findall(r"^  make (\w+) +(\S.+)$", make("help"), re.MULTILINE))
    assert set(listed) == TARGETS
    assert {"lab", "test", "browser", "record", "notebooks", "lock"} <= TARGETS


@needs_make
@pytest.mark.slow
@pytest.mark.skipif(
    Path(sys.prefix) != ROOT / ".venv", reason="the tests do not run in the .venv of `make`"
)
def test_lab_makes_the_copy_and_passes_its_arguments_on(tmp_path, monkeypatch):
    for variable in ("JUPYTERLAB_WORKSPACES_DIR", "JUPYTER_DATA_DIR"):
        monkeypatch.setenv(variable, str(tmp_path / variable))
    for name in ("Makefile", "notebooks", ".venv", "restorelib", "tools"):
        (tmp_path / name).symlink_to(ROOT / name)
    assert make("lab", "ARGS=--version", folder=tmp_path).split()[-1] == "4.6.6"
    assert {path.name for path in (ROOT / "notebooks").glob("[0-9]*")} == {
        path.name for path in (tmp_path / "my_lessons").glob("[0-9]*")
    }


def test_jupyterlab_knows_the_settings_that_are_overridden():
    overrides = json.loads(text("tools/overrides.json"))
    schemas = Path(sys.prefix, "share", "jupyter", "lab", "schemas")
    for plugin, settings in overrides.items():
        name, _, part = plugin.partition(":")
        schema = json.loads((schemas / name / f"{part}.json").read_text(encoding="utf-8"))
        assert set(settings) <= set(schema["properties"])
        jsonschema.validate(settings, schema)


@needs_make
def test_make_claims_runs_what_make_test_leaves_out():
    test, claims = make("-n", "test"), make("-n", "claims")
    assert '-m "not claims"' in test and claims.rstrip().endswith("-m claims")
    assert "--nbval-lax" in test and "--nbval-lax" in claims


@pytest.mark.skipif(os.name == "nt", reason="CI runs on Linux")
def test_ci_runs_the_same_targets():
    run = ROOT / ".ci" / "run"
    subprocess.run(["bash", "-n", run], check=True)
    assert os.access(run, os.X_OK)
    assert 'make "${1:-test}"\n[ $# -gt 0 ] || make claims' in run.read_text()
    jobs = yaml.safe_load(text(".github/workflows/ci.yml"))["jobs"]
    commands = [step["run"] for job in jobs.values() for step in job["steps"] if "run" in step]
    further = [f"bash .ci/run {name}" for name in ("browser", "compat", "cluster", "hub")]
    assert commands == ["bash .ci/run", *further]


PAGES = ["README.md", "CONTRIBUTING.md", "TEACHING.md", "GLOSSARY.md"]
PAGES += [f"docs/{page.name}" for page in sorted(ROOT.glob("docs/*.md"))]


@pytest.mark.parametrize("page", PAGES)
def test_commands_on_the_page_exist(page):
    code = "\n".join(re.findall(r"```.*?```|`[^`\n]+`", text(page), re.DOTALL))
    assert set(re.findall(r"\bmake ([a-z]+)", code)) <= TARGETS
    assert set(re.findall(r"-m restorelib ([a-z-]+)", code)) <= set(__main__.COMMANDS)


def test_the_readme_names_the_two_commands():
    assert re.findall(r"^make \w+$", text("README.md"), re.MULTILINE)[:2] == [
        "make lab",
        "make test",
    ]


@pytest.mark.parametrize("page", PAGES)
def test_links_on_the_page_lead_somewhere(page):
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", text(page))
    inner = [link for link in links if "://" not in link]
    folder = (ROOT / page).parent
    assert [link for link in inner if not (folder / link).exists()] == []


def test_the_readme_lists_every_lesson():
    lessons = {path.name for path in ROOT.glob("notebooks/[0-9][0-9]_*.ipynb")}
    assert lessons <= set(re.findall(r"\(notebooks/(\w+\.ipynb)\)", text("README.md")))

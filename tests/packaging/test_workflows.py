"""What GitHub is asked to do: targets that exist, pinned actions, and no right beyond the need."""

import re

import pytest
import yaml

from restorelib import doctor
from tests.packaging.test_packaging import TARGETS, make, needs_make
from tests.place import ROOT

WORKFLOWS = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / ".github" / "workflows").glob("*.yml"))
}
JOBS = {
    f"{name}.{job}": told
    for name, workflow in WORKFLOWS.items()
    for job, told in workflow["jobs"].items()
}
STEPS = [step for job in JOBS.values() for step in job["steps"]]
# Beyond reading the repository.
RIGHTS = {
    "pages.publish": {"pages": "write", "id-token": "write"},
    "release.release": {"contents": "write"},
}


def test_there_are_the_three():
    assert set(WORKFLOWS) == {"ci", "pages", "release"}


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_may_read_and_no_more(name):
    assert WORKFLOWS[name]["permissions"] == {"contents": "read"}


@pytest.mark.parametrize("name", JOBS)
def test_a_job_has_the_rights_that_it_needs_and_an_end(name):
    assert JOBS[name].get("permissions") == RIGHTS.get(name)
    assert 0 < JOBS[name]["timeout-minutes"] <= 45


@pytest.mark.parametrize("name", JOBS)
def test_a_job_runs_in_a_supported_python(name):
    image = JOBS[name].get("container", {}).get("image", "")
    if "matrix" not in image and image:
        python = re.fullmatch(r"python:3\.(\d+)-bookworm", image)[1]
        assert (3, int(python)) in doctor.PYTHONS


def test_commands_are_targets_of_make():
    named = [re.findall(r"\bmake (\S+)", step.get("run", "")) for step in STEPS]
    assert {target for targets in named for target in targets} == {"site", "release"} <= TARGETS


def test_an_action_is_pinned_to_one_major_version():
    used = {step["uses"] for step in STEPS if "uses" in step}
    assert all(re.fullmatch(r"actions/[a-z-]+@v\d+", action) for action in used)
    names = [action.split("@")[0] for action in used]
    assert len(names) == len(set(names)), "one action in two versions"


def on(workflow):
    return WORKFLOWS[workflow][True]  # YAML reads the key `on` as a truth value


def test_main_is_published_and_a_tag_is_released():
    assert on("pages")["push"] == {"branches": ["main"]} and "pull_request" not in on("pages")
    assert on("release") == {"push": {"tags": ["v*"]}}


@needs_make
def test_what_is_uploaded_is_what_make_writes():
    uploaded = {step["with"]["path"] for step in STEPS if "upload" in step.get("uses", "")}
    assert uploaded == {"build/screenshots", "build/site", "build/release"}
    commands = make("-n", "release")
    assert "build/site/why-does-it-not-train.html build/release" in commands
    assert "release/site.zip site" in commands and "--wheel-dir build/release" in commands

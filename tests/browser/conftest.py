"""A real JupyterLab on loopback, and a headless Chromium that may speak to nobody else."""

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlparse

import pytest

from tests.browser.engine_page import EnginePage
from tests.place import ROOT
from tests.site_folder import built_site

SCREENSHOTS = ROOT / "build" / "screenshots"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TOKEN = "only-for-this-test-run"
SIZE = {"width": 1280, "height": 1400}


def chromium() -> str | None:
    """Path of a Chromium or Chrome: $CHROMIUM, else the first one on PATH."""
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if name and (path := shutil.which(name))), None)


def lacking(words: str) -> NoReturn:
    """Skip a test whose tool is not here; continuous integration has all of them."""
    if os.environ.get("CI") == "true":
        pytest.fail(words)
    pytest.skip(words)


@pytest.fixture(scope="session")
def browser():
    path = chromium()
    if path is None:
        lacking(
            "No Chromium found: install it ('apt-get install chromium', or Chrome), or name it "
            "in the environment variable CHROMIUM."
        )
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def engine(browser):
    """A page on which the training engine is open, and nothing else."""
    with watched_page(browser) as page:
        yield EnginePage(page)


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """Folder of the whole site, written once; its pages are opened from the disk."""
    return built_site(tmp_path_factory)


@pytest.fixture(scope="session")
def lab_home(tmp_path_factory):
    """A course in which `lab` makes a learner's own copy, `my_lessons`, as `make lab` does."""
    home = tmp_path_factory.mktemp("lab")
    shutil.copytree(ROOT / "notebooks", home / "notebooks")
    for page in ("GLOSSARY.md", "SYMPTOMS.md"):
        shutil.copy(ROOT / page, home)
    return home


@pytest.fixture(scope="session")
def lab(lab_home):
    """Base URL of the JupyterLab that `python -m restorelib start` opens on that course."""
    home = lab_home
    runtime = home / "runtime"
    command = [sys.executable, "-m", "restorelib", "start", "--no-browser", "--allow-root"]
    command += ["--port=0", f"--IdentityProvider.token={TOKEN}"]
    command += ["--LabApp.expose_app_in_browser=True"]  # for jupyter.open_notebook
    environment = os.environ | {
        "JUPYTER_RUNTIME_DIR": str(runtime),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "RESTORELIB_PROGRESS": str(home / "progress.json"),
    }
    with (home / "log").open("w") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=home)
    try:
        yield _wait_for_server(runtime, home / "log", server)
    finally:
        server.terminate()
        with suppress(subprocess.TimeoutExpired):
            server.wait(20)
        server.kill()


def _wait_for_server(runtime: Path, log: Path, server: subprocess.Popen) -> str:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and server.poll() is None:
        for file in runtime.glob("jpserver-*.json"):
            with suppress(json.JSONDecodeError, urllib.error.URLError, OSError):
                url = json.loads(file.read_text())["url"]
                urllib.request.urlopen(f"{url}api?token={TOKEN}", timeout=5)
                return url
        time.sleep(0.2)
    pytest.fail(f"JupyterLab did not start:\n{log.read_text()[-2000:]}")


@contextmanager
def _page_and_faults(browser, **device):
    context = browser.new_context(**{"viewport": SIZE} | device)
    page = context.new_page()
    page.set_default_timeout(60_000)
    faults = []

    def note(request):
        host = urlparse(request.url).hostname
        if host not in {"127.0.0.1", "localhost", "::1", None}:
            faults.append(f"request to the outside: {request.url}")

    page.on("request", note)
    page.on("pageerror", lambda error: faults.append(f"error in the page: {error}"))
    yield page, faults
    context.close()


@contextmanager
def watched_page(browser, **device):
    """A page that fails the test if it asks the outside for anything, or an error is thrown.

    `device` goes to Playwright's `new_context`.
    """
    with _page_and_faults(browser, **device) as (page, faults):
        yield page
    assert not faults


@pytest.fixture
def page(browser):
    with watched_page(browser) as page:
        yield page


@pytest.fixture(scope="session")
def _lab_page(browser):
    with _page_and_faults(browser) as page_and_faults:
        yield page_and_faults


@pytest.fixture(scope="module")
def lab_page(_lab_page):
    """As `page`, but one for all modules: JupyterLab takes five seconds to load."""
    page, faults = _lab_page
    faults.clear()
    page.set_viewport_size(SIZE)
    yield page
    assert not faults

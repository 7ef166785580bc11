"""The site for the tests of this folder."""

import pytest

from tests.site_folder import built_site


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """Folder of the built site."""
    return built_site(tmp_path_factory)


@pytest.fixture
def known(monkeypatch):
    """The repository has an address, whatever pyproject.toml says."""
    monkeypatch.setattr("tools.lock.place", lambda: "Ada/Course")


@pytest.fixture
def unknown(monkeypatch):
    """pyproject.toml has a placeholder for the address of the repository."""
    monkeypatch.setattr("tools.lock.place", lambda: "OWNER/REPO")

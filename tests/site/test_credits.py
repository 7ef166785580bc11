"""Credits say what scikit-image and the packages say, and name all that the pages carry."""

import json
import re

import pytest
from skimage import data

from restorelib.images.embedded import SPLITS
from tests.place import ROOT
from tools.site import credits, notices

JS = ROOT / "restorelib" / "widgets" / "js"


@pytest.fixture(scope="module")
def page():
    """The body of the page of credits; it holds every photograph of the course."""
    return credits.page().body


def said(name):
    """What scikit-image says of a photograph, in one line."""
    return " ".join(getattr(data, name).__doc__.split())


def test_every_photograph_of_the_course_is_credited(page):
    assert set(credits.PHOTOGRAPHS) == {name for names in SPLITS.values() for name in names}
    assert page.count('src="data:image/jpeg') == len(credits.PHOTOGRAPHS)


def test_author_licence_and_source_are_as_scikit_image_says():
    for name, shown in credits.PHOTOGRAPHS.items():
        assert shown.author.lower() in said(name).lower(), name
        assert shown.source in said(name), name
        licence = "public domain" if shown.licence == credits.DOMAIN else "CC0"
        assert licence in said(name), name


def test_what_the_scripts_carry_of_others_is_named(page):
    sources = [path for path in JS.rglob("*.ts") if "node_modules" not in path.parts]
    sources = [path for path in sources if "tests" not in path.parts]
    texts = [path.read_text(encoding="utf-8") for path in sources]
    outside = {found for text in texts for found in re.findall(r'from "([^."][^"]*)"', text)}
    assert outside == {"minisearch"}
    notice = (notices.HERE / "minisearch.txt").read_text(encoding="utf-8")
    assert notice.strip() in page.replace("&quot;", '"')
    installed = JS / "node_modules" / "minisearch" / "LICENSE.txt"
    assert not installed.exists() or installed.read_text(encoding="utf-8") == notice
    tools = json.loads((JS / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    assert "minisearch" in tools and "esbuild" in tools
    assert "Georg Brandl" in page or "Redistribution and use in source" in page


def test_how_to_cite_is_what_the_file_says(page):
    cff = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    for field in ("title", "version"):
        value = re.search(rf'^{field}: "?([^"\n]+)"?$', cff, re.MULTILINE)[1]
        assert page.count(value) >= 2

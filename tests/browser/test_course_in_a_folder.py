"""A course in a folder of the server, as on a Hub: its page makes the copy and tells the news."""

import json
import shutil
import urllib.error
import urllib.request
from urllib.parse import quote

import pytest

from restorelib.commands.server_extension import CHANGED, NO_COURSE
from restorelib.course.own_copy import FOLDER
from tests.browser.conftest import TOKEN
from tests.course import course_folder
from tests.course.course_folder import FIRST, SECOND

pytestmark = pytest.mark.browser
NAME = "a class's"


@pytest.fixture
def course(lab_home):
    folder = lab_home / "hub" / NAME
    yield course_folder.make(folder)
    shutil.rmtree(folder)


def page_of(lab, folder):
    try:
        with urllib.request.urlopen(f"{lab}lessons/{quote(folder)}?token={TOKEN}") as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_the_page_makes_the_copy_there_and_goes_on_to_it(lab, course):
    status, page = page_of(lab, f"hub/{NAME}")
    assert status == 200 and "location.replace(lessons)" in page
    assert f"/tree/{quote(f'hub/{NAME}')}/{FOLDER}/{FIRST}" in page
    assert {FIRST, SECOND} < {path.name for path in (course / FOLDER).iterdir()}


def test_it_tells_first_what_changed_in_the_copy(lab, course):
    page_of(lab, f"hub/{NAME}/")
    mine = course_folder.work_on(course / FOLDER / SECOND)
    for name in (FIRST, SECOND):
        course_folder.change(course, name, "better()")
    status, page = page_of(lab, f"hub/{NAME}/")
    assert status == 200 and "location.replace" not in page and CHANGED in page
    assert f"<li>{SECOND} changed in the course: yours is kept" in page
    assert f"<li>{FIRST} changed in the course: renewed" in page
    assert (course / FOLDER / SECOND).read_bytes() == mine
    assert "better()" in json.dumps(json.loads((course / FOLDER / FIRST).read_text()))
    assert "location.replace(lessons)" in page_of(lab, f"hub/{NAME}")[1]  # it is told once


def test_a_copy_that_cannot_be_made_is_told(lab, course):
    (course / FOLDER).write_text("a file")
    status, page = page_of(lab, f"hub/{NAME}")
    assert status == 200 and "can&#x27;t be written" in page and "Tell your teacher" in page


@pytest.mark.parametrize("folder", ["hub/none<b>", "../..", "%2e%2e", "hub"])
def test_where_no_course_is_it_says_what_to_do(lab, course, folder):
    status, page = page_of(lab, folder)
    assert status == 404 and NO_COURSE in page and "Open JupyterLab" in page
    assert "<b>" not in page

"""A learner's work travels in a zip; zips from strangers write nothing where they should not."""

import json
import random
import stat
import tracemalloc
import zipfile

import pytest

from restorelib.course import copy_record, progress, travel, work_zip
from restorelib.course.own_copy import FOLDER, renew
from restorelib.course.progress import Progress
from restorelib.course.progress_file import Guessed
from restorelib.course.travel import bring_back, take_along
from restorelib.course.work_zip import WorkError, load, packed
from tests.course.course_folder import SECOND, change, lesson, make, work_on


@pytest.fixture(autouse=True)
def new_kernel(monkeypatch):
    monkeypatch.setattr(progress, "_unsaved", Progress())
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)


@pytest.fixture
def here(tmp_path):
    return started(tmp_path / "here")


@pytest.fixture
def there(tmp_path):
    return started(tmp_path / "there")


def started(course):
    renew(make(course))
    return course / FOLDER


def files(folder):
    """Every file and its bytes, but for the record's."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".lessons.json")
    }


def zip_of(path, entries):
    """A zip of (name or ZipInfo, content)."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return path


# There and back


def test_what_is_the_learners_comes_back_in_another_copy(here, there, own_progress):
    edited = work_on(here / SECOND)
    (here / "tries").mkdir()
    (here / "tries" / "größer.ipynb").write_text(lesson("of my own"), encoding="utf-8")
    progress.make_guess("g", "σ")
    progress.pass_exercise("03.1")
    told = take_along(folder=here)
    assert told.zip_file == here / "my_work.zip" and "2 notebooks of yours" in str(told)
    assert "1 guess and 1 passed exercise." in str(told)
    kept = progress.read()
    own_progress.unlink()
    before = files(there)

    told = bring_back(told.zip_file, folder=there)
    assert told.is_done and f"{SECOND} is back." in str(told)
    now = files(there)
    assert now.pop("tries/größer.ipynb") == (here / "tries" / "größer.ipynb").read_bytes()
    assert now == before | {SECOND: edited}
    assert progress.read() == kept


def test_what_differs_here_is_kept_and_the_other_laid_beside(here, there):
    edited = work_on(here / SECOND)
    zip_file = take_along(folder=here).zip_file
    work = work_on(there / SECOND, "of this place")
    for _ in range(2):  # twice is as good as once
        told = bring_back(zip_file, folder=there)
        assert (there / SECOND).read_bytes() == work
        assert (there / "03_lesson.brought.ipynb").read_bytes() == edited
        assert not (there / "03_lesson.brought2.ipynb").exists()
    assert "Here already: 1 notebook." in str(told)
    work_on(there / "03_lesson.brought.ipynb", "changed as well")
    bring_back(zip_file, folder=there)
    assert (there / "03_lesson.brought2.ipynb").read_bytes() == edited


def test_what_the_course_wrote_does_not_travel(here):
    assert "nothing of yours" in str(take_along(folder=here))
    assert not (here / "my_work.zip").exists()
    work_on(here / SECOND)
    (here / ".ipynb_checkpoints").mkdir()
    (here / ".ipynb_checkpoints" / "03_lesson-checkpoint.ipynb").write_text(lesson())
    assert list(load(take_along(folder=here).zip_file).notebooks) == [SECOND]


def test_a_lesson_that_came_from_an_older_course_meets_the_newer_one(here, there):
    edited = work_on(here / SECOND)
    zip_file = take_along(folder=here).zip_file
    change(there.parent, SECOND, "better")
    renew(there.parent)
    bring_back(zip_file, folder=there)
    (sentence,) = renew(there.parent).sentences
    assert "03_lesson.new.ipynb" in sentence and (there / SECOND).read_bytes() == edited


def test_no_zip_is_overwritten(here, tmp_path):
    mine = tmp_path / "mine.zip"
    mine.write_bytes(b"mine")
    work_on(here / SECOND)
    told = take_along(mine, folder=here)
    assert not told.is_done and "choose another name" in str(told)
    assert mine.read_bytes() == b"mine"
    assert take_along(folder=here).zip_file == take_along(folder=here).zip_file  # the same bytes
    work_on(here / SECOND, "more")
    told = take_along(folder=here)
    assert told.zip_file.name == "my_work_2.zip"
    assert {path.name for path in here.glob("*.zip")} == {"my_work.zip", "my_work_2.zip"}


def test_a_copy_without_its_record_travels_whole(here):
    (here / copy_record.FILE).unlink()
    told = take_along(folder=here)
    assert told.is_done and len(load(told.zip_file).notebooks) == 4


def test_a_zip_is_found_where_jupyterlab_puts_it_and_in_any_kernel(
    here, there, own_progress, monkeypatch
):
    progress.pass_exercise("03.1")
    (there / "my_work.zip").write_bytes(take_along(folder=here).zip_file.read_bytes())
    own_progress.unlink()
    monkeypatch.chdir(there.parent)
    monkeypatch.setenv("JPY_SESSION_NAME", f"{FOLDER}/solutions/03_solutions.ipynb")
    assert bring_back("my_work.zip", folder=there).is_done
    assert set(progress.read().exercises) == {"03.1"}


def test_only_a_zip_in_the_copy_has_a_link(here, tmp_path, monkeypatch):
    work_on(here / SECOND)
    monkeypatch.chdir(here)
    assert "<a" not in take_along(tmp_path / "elsewhere.zip")._repr_html_()


def test_in_a_cell_there_is_a_link_that_downloads_it(here, monkeypatch):
    work_on(here / SECOND)
    monkeypatch.chdir(here / "solutions")
    shown = take_along()._repr_html_()
    assert '<a href="../my_work.zip" download>' in shown


def test_outside_of_a_copy_nothing_is_written(here, monkeypatch):
    monkeypatch.chdir(here.parent / "notebooks")
    for told in (take_along(), bring_back(here / "my_work.zip")):
        assert not told.is_done and "python -m restorelib start" in str(told)
    assert not list(here.parent.rglob("*.zip"))


def test_progress_that_cannot_be_read_is_said_before_a_zip_lacks_it(here, own_progress):
    work_on(here / SECOND)
    own_progress.write_bytes(b"{")
    told = take_along(folder=here)
    assert not told.is_done and "damaged" in str(told) and not list(here.glob("*.zip"))


# Progress from two places


@pytest.mark.parametrize(
    ("here", "brought", "kept"),
    [
        (Guessed("a", "2026-01-02"), Guessed("b", "2026-01-01"), "a"),
        (Guessed("a", "2026-01-01"), Guessed("b", "2026-01-02"), "b"),
        (Guessed("a", "2026-01-02"), Guessed("b", "2026-01-01", True), "b"),
        (Guessed("a", "2026-01-01", True), Guessed("b", "2026-01-02"), "a"),
        (Guessed("a", "2026-01-02", True), Guessed("b", "2026-01-01", True), "b"),
        (Guessed("a", "2026-01-01", True), Guessed("b", "2026-01-02", True), "a"),
    ],
)
def test_of_two_guesses_the_compared_one_stays(here, brought, kept):
    for one, other in ((here, brought), (brought, here)):
        assert progress._merge_by_time(
            Progress(guesses={"g": one}), Progress(guesses={"g": other})
        ).guesses["g"].choice == kept  # fmt: skip


def test_of_two_passes_the_earlier_one_counts():
    progress.bring_back(Progress({"03.1": "2026-01-02", "03.2": "2026-01-02"}))
    progress.bring_back(Progress({"03.1": "2026-01-01", "03.3": "2026-01-03"}))
    days = {"03.1": "2026-01-01", "03.2": "2026-01-02", "03.3": "2026-01-03"}
    assert progress.read().exercises == days


def test_progress_that_cannot_be_written_is_said(here, there, own_progress):
    progress.pass_exercise("03.1")
    zip_file = take_along(folder=here).zip_file
    own_progress.unlink()
    own_progress.mkdir()
    told = bring_back(zip_file, folder=there)
    assert not told.is_done and "can't be written" in str(told)


# Zips that anybody may have made


HOSTILE = [
    "../evil.ipynb",
    f"{FOLDER}/../evil.ipynb",
    f"{FOLDER}/../../evil.ipynb",
    "/evil.ipynb",
    f"{FOLDER}//evil.ipynb",
    "C:/evil.ipynb",
    f"{FOLDER}\\..\\evil.ipynb",
    f"{FOLDER}/C:evil.ipynb",
    f"{FOLDER}/con.ipynb",
    f"{FOLDER}/NUL/evil.ipynb",
    f"{FOLDER}/.ipynb_checkpoints/evil.ipynb",
    f"{FOLDER}/.lessons.json",
    f"{FOLDER}/evil.py",
    f"{FOLDER}/matplotlibrc",
    f"{FOLDER}/{'a/' * 9}evil.ipynb",
    f"{FOLDER}/{'a' * 300}.ipynb",
    "evil.ipynb",
    "jupyter_server_config.py",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_leads_anywhere_else(there, tmp_path, name):
    zip_file = zip_of(tmp_path / "z.zip", [(name, lesson()), (f"{FOLDER}/good.ipynb", lesson())])
    everywhere = files(tmp_path)
    told = bring_back(zip_file, folder=there)
    assert "Left out" in str(told) and told.is_done
    new = files(tmp_path).keys() - everywhere.keys()
    assert new - {"progress.json", "progress.json.lock"} == {f"there/{FOLDER}/good.ipynb"}


def test_a_link_in_a_zip_is_left_out(there, tmp_path):
    link = zipfile.ZipInfo(f"{FOLDER}/evil.ipynb")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    work = load(zip_of(tmp_path / "z.zip", [(link, lesson())]))
    assert not work.notebooks and work.left_out == [f"{FOLDER}/evil.ipynb"]


def test_a_folder_of_the_copy_that_leads_out_of_it_is_not_followed(there, tmp_path):
    (tmp_path / "outside").mkdir()
    (there / "tries").symlink_to(tmp_path / "outside")
    zip_file = zip_of(tmp_path / "z.zip", [(f"{FOLDER}/tries/a/evil.ipynb", lesson())])
    assert "leads out of your copy" in str(bring_back(zip_file, folder=there))
    assert list((tmp_path / "outside").iterdir()) == []


@pytest.mark.parametrize(
    "content", ["", "{}", "[]", '{"cells": 3}', '{"cells": [1]}', "[" * 99_999]
)
def test_what_is_no_notebook_is_left_out(there, tmp_path, content):
    work = load(zip_of(tmp_path / "z.zip", [(f"{FOLDER}/a.ipynb", content)]))
    assert work.left_out and not work.notebooks


def test_too_much_is_refused_before_it_is_unpacked(tmp_path, monkeypatch):
    many = zip_of(tmp_path / "many.zip", [(f"{i}.txt", "") for i in range(501)])
    bomb = zip_of(tmp_path / "bomb.zip", [(f"{FOLDER}/a.ipynb", bytes(100_000_001))])
    assert bomb.stat().st_size < 200_000
    for zip_file in (many, bomb):
        with pytest.raises(WorkError, match="more than 500 files or 100 MB"):
            load(zip_file)
    monkeypatch.setattr(work_zip, "LARGEST_ZIP", 1000)
    with pytest.raises(WorkError, match="larger than"):
        load(bomb)


def test_an_entry_that_says_it_is_small_is_read_no_further(tmp_path):
    """Its sizes say 100 bytes, and 30 million are packed."""
    zip_file = zip_of(tmp_path / "z.zip", [(f"{FOLDER}/a.ipynb", bytes(30_000_000))])
    true, lie = (30_000_000).to_bytes(4, "little"), (100).to_bytes(4, "little")
    content = zip_file.read_bytes()
    assert content.count(true) == 2
    zip_file.write_bytes(content.replace(true, lie))
    tracemalloc.start()
    with pytest.raises(WorkError, match="damaged"):
        load(zip_file)
    assert tracemalloc.get_traced_memory()[1] < 3_000_000
    tracemalloc.stop()


def test_what_could_not_be_read_again_is_not_written(here, monkeypatch):
    monkeypatch.setattr(work_zip, "LARGEST", 1000)
    work_on(here / SECOND, "x" * 1000)
    told = take_along(folder=here)
    assert not told.is_done and "Clear" in str(told) and not list(here.glob("*.zip"))


def test_progress_of_another_edition_is_said_and_nothing_is_written(there, tmp_path):
    other = json.dumps({"schema": 9, "exercises": {}, "guesses": {}})
    zip_file = zip_of(
        tmp_path / "z.zip", [(f"{FOLDER}/a.ipynb", lesson()), ("progress.json", other)]
    )
    told = bring_back(zip_file, folder=there)
    assert "schema 9" in str(told) and not (there / "a.ipynb").exists()


def test_no_zip_and_a_missing_one_are_said(there, tmp_path):
    (tmp_path / "a.txt").write_text("no zip")
    assert "damaged" in str(bring_back(tmp_path / "a.txt", folder=there))
    assert "There is no" in str(bring_back(tmp_path / "b.zip", folder=there))
    assert "can't be read" in str(bring_back(tmp_path, folder=there))


def test_damage_anywhere_in_a_zip_is_answered_in_words(here, tmp_path):
    work_on(here / SECOND)
    progress.make_guess("g", "a")
    whole, chance = packed(travel.own_work(here)), random.Random(0)
    zip_file = tmp_path / "z.zip"
    for _ in range(300):
        content = bytearray(whole)
        for _ in range(chance.choice([1, 1, 4])):
            content[chance.randrange(len(content))] = chance.randrange(256)
        if chance.random() < 0.2:
            del content[chance.randrange(len(content)) :]
        zip_file.write_bytes(content)
        try:
            work = load(zip_file)
        except WorkError as error:
            assert "z.zip" in str(error)
        else:
            assert set(work.notebooks) <= {SECOND} | {n for n in work.notebooks if ".." not in n}


# From a page of the course


def page_file(there, text):
    path = there / "progress.json"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_progress_of_a_page_comes_back(there):
    guess = {"choice": "σ", "when": "2026-11-01T10:00:00+00:00", "compared": True}
    told = {"schema": 1, "exercises": {"03.1": guess["when"]}, "guesses": {"g": guess}}
    assert bring_back(page_file(there, json.dumps(told)), folder=there).is_done
    assert progress.guessed("g") == Guessed(**guess)
    assert progress.read().exercises == told["exercises"]


@pytest.mark.parametrize(
    "text, words",
    [
        ("{", "is damaged"),
        ("[]", "is damaged"),
        ('{"schema": 9, "exercises": {}, "guesses": {}}', "update the course"),
    ],
)
def test_a_damaged_file_of_a_page_says_what_to_do(there, text, words):
    told = bring_back(page_file(there, text), folder=there)
    assert not told.is_done and words in str(told)

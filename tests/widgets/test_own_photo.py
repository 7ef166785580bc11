"""One's own photograph without a browser: pieces, tasks, cancelling, saving; nothing is lost."""

import io
import threading

import numpy as np
import pytest
import skimage.transform
from PIL import Image

from restorelib.images import damage
from restorelib.models.tiles import Stopped
from restorelib.photos.picture import Photo, PhotoError
from restorelib.widgets.background import Work
from restorelib.widgets.own_photo import OwnPhoto
from restorelib.widgets.own_photo_tasks import Task, save_new, shown_pair
from restorelib.widgets.upload import MOST, Inbox

RNG = np.random.default_rng(0)
PIXELS = RNG.random((6, 8, 3), dtype="float32")


def photograph(pixels=PIXELS, source="PNG, 8 x 6, 8 bit"):
    return Photo(pixels=pixels, alpha=None, icc_profile=None, bits=8, source=source)


def png(pixels):
    file = io.BytesIO()
    Image.fromarray(np.rint(255 * pixels).astype("uint8")).save(file, "PNG")
    return file.getvalue()


# Pieces of a file


def test_a_file_arrives_whole_whatever_its_pieces():
    whole = RNG.bytes(2500)
    for size in (1, 999, 1000, 2500):
        inbox, came = Inbox(), []
        for at in range(0, 2500, size):
            came.append(inbox.add("a.png", 2500, at, whole[at : at + size]))
        assert came[-1] == whole and not any(came[:-1])


def test_a_new_file_may_begin_before_the_last_is_complete():
    inbox = Inbox()
    assert inbox.add("a.png", 4, 0, b"ab") is None
    assert inbox.add("b.png", 2, 0, b"cd") == b"cd"
    with pytest.raises(PhotoError, match="a.png did not arrive whole"):
        inbox.add("a.png", 4, 2, b"cd")


@pytest.mark.parametrize(
    ("size", "at", "piece", "words"),
    [
        (0, 0, b"", "is empty"),
        (MOST + 1, 0, b"ab", "has 256 MiB; at most 256 are taken.*JPEG"),
        (4, 2, b"ab", "did not arrive whole"),
        (4, 0, b"abcde", "did not arrive whole"),
        (4, 0, b"", "did not arrive whole"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(size, at, piece, words):
    with pytest.raises(PhotoError, match=words):
        Inbox().add("a.png", size, at, piece)


# Work in a thread


def test_work_reports_and_hands_over_its_result():
    told, ended = [], []

    def job(on_progress, stop):
        for done in range(1, 4):
            on_progress(done, 3)
        return "done"

    work = Work(job, lambda *progress: told.append(progress), lambda *end: ended.append(end))
    work.start()
    assert work.join(20) and ended == [("done", None)]
    assert told[0][:2] == (1, 3) and told[-1][:2] == (3, 3)  # the first, and always the last


def test_work_that_fails_hands_over_its_error():
    ended = []
    work = Work(lambda on_progress, stop: 1 / 0, print, lambda *end: ended.append(end)).start()
    assert work.join(20)
    ((result, error),) = ended
    assert result is None and isinstance(error, ZeroDivisionError)


def test_work_stops_when_it_is_told_to():
    begun, ended = threading.Event(), []

    def job(on_progress, stop):
        begun.set()
        assert stop.wait(20)
        raise Stopped

    work = Work(job, print, lambda *end: ended.append(end)).start()
    begun.wait(20)
    work.stop()
    assert work.join(20) and isinstance(ended[0][1], Stopped)


# What is shown


@pytest.mark.parametrize("scale", [1, 2, 3])
def test_a_small_photograph_is_shown_whole(scale):
    large = RNG.random((6 * scale, 8 * scale, 3), dtype="float32")
    before, after, words = shown_pair(photograph(), photograph(large), scale)
    assert words == ""
    np.testing.assert_array_equal(after, large)
    expected = PIXELS if scale == 1 else damage.bicubic_upsample(PIXELS, scale)
    np.testing.assert_array_equal(before, expected)


def test_of_a_large_one_the_middle_is_shown_and_both_sides_fit():
    small = RNG.random((40, 60, 3), dtype="float32")
    large = damage.bicubic_upsample(small, 3)
    before, after, words = shown_pair(photograph(small), photograph(large), 3, most=(31, 62))
    assert before.shape == after.shape == (30, 60, 3)
    np.testing.assert_allclose(before, after, atol=1e-6)  # the same places, and whole windows
    np.testing.assert_array_equal(after, large[45:75, 60:120])
    assert words == "Shown is the middle, 60 x 30 of 180 x 120 pixels."


# Saving


def test_nothing_is_ever_overwritten(tmp_path):
    paths = [save_new(photograph(), tmp_path / "new" / "er", "cat.jpg", "x3") for _ in range(3)]
    assert [path.name for path in paths] == ["cat-x3.png", "cat-x3-2.png", "cat-x3-3.png"]
    for path in paths:
        assert path.parent == tmp_path / "new" / "er"
        np.testing.assert_allclose(np.asarray(Image.open(path)) / 255, PIXELS, atol=0.51 / 255)


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\pictures\\cat.png", "cat"),
        ("my cat.tar.jpg", "my_cat.tar"),
        ("Zoë.png", "Zoë"),
        ("???.png", "photo"),
        ("", "photo"),
        (".png", "png"),
    ],
)
def test_a_name_from_anywhere_stays_in_the_folder(tmp_path, name, stem):
    path = save_new(photograph(), tmp_path, name, "x2")
    assert path == tmp_path / f"{stem}-x2.png" and path.is_file()


def test_where_nothing_can_be_written_it_is_said_in_words(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(PhotoError, match="Nothing can be written into .*file.*Name another folder"):
        save_new(photograph(), tmp_path / "file", "cat.jpg", "x3")


# The widget, as the browser speaks to it


def brighter(photo, sigma, on_progress, stop):
    on_progress(1, 1)
    return photograph(photo.pixels * 0.5 + (sigma or 50) / 255)


def twice(photo, sigma, on_progress, stop):
    return photograph(skimage.transform.resize(photo.pixels, (12, 16), order=1))


TASKS = [Task("Enlarge x2", "x2", 2, twice), Task("Remove noise", "denoised", 1, brighter, True)]


@pytest.fixture
def own(tmp_path, monkeypatch):
    made = OwnPhoto(photograph(), name="start.png", folder=tmp_path / "restored", tasks=TASKS)
    made.sent = []
    monkeypatch.setattr(made, "send", lambda content, *_: made.sent.append(content["kind"]))
    return made


def upload(own, file, name="cat.png", piece=100):
    for at in range(0, max(len(file), 1), piece):
        message = {"kind": "piece", "name": name, "size": len(file), "at": at}
        own.receive(message, [memoryview(file[at : at + piece])])


def pixels(file):
    return np.asarray(Image.open(io.BytesIO(file)))


def test_it_begins_with_the_photograph_that_it_was_given(own):
    assert own.tasks == [["Enlarge x2", False], ["Remove noise", True]]
    assert own.source == "start.png: PNG, 8 x 6, 8 bit" and not own.can_save
    np.testing.assert_array_equal(pixels(own.before), np.rint(255 * PIXELS))
    np.testing.assert_array_equal(pixels(own.before), pixels(own.after))


def test_an_upload_takes_its_place(own):
    other = RNG.random((9, 5, 3))
    upload(own, png(other))
    assert set(own.sent) == {"received"} and own.trouble == ""
    np.testing.assert_allclose(own.photo.pixels[:], other, atol=0.51 / 255)
    assert own.size == [5, 9] and own.source.startswith("cat.png: PNG")
    assert own.pair == 1


def test_what_was_made_of_one_photograph_is_not_saved_as_another(own, tmp_path):
    own.receive({"kind": "restore", "task": 0})
    assert own.work.join(20) and own.can_save
    upload(own, png(PIXELS[:3]))
    assert own.result is None and not own.can_save and own.labels == ["as it is", "as it is"]
    own.receive({"kind": "save"})
    assert "nothing to save yet" in own.trouble and not (tmp_path / "restored").exists()


@pytest.mark.parametrize(
    "file", [b"", b"no picture at all, but text", png(PIXELS)[:-40]], ids=["empty", "text", "cut"]
)
def test_what_cannot_be_read_is_told_and_nothing_is_lost(own, file):
    own.receive({"kind": "restore", "task": 0})
    assert own.work.join(20)
    kept = own.photo, own.result, own.before, own.source
    upload(own, file, "broken.png")
    assert "broken.png" in own.trouble and own.can_save
    assert (own.photo, own.result, own.before, own.source) == kept
    own.receive({"kind": "save"})
    assert own.trouble == "" and "start-x2.png" in own.status


def test_a_refused_piece_is_answered_so_that_the_browser_does_not_wait(own):
    own.receive({"kind": "piece", "name": "a", "size": 9, "at": 5}, [b"abcd"])
    assert own.sent == ["refused"] and "a did not arrive whole" in own.trouble


def test_a_task_runs_and_its_result_is_shown_and_saved(own, tmp_path):
    own.receive({"kind": "restore", "task": 0, "sigma": None})
    assert own.work.join(20) and not own.busy and own.can_save
    assert own.size == [16, 12] and own.labels == ["bicubic", "network"]
    bicubic = np.clip(damage.bicubic_upsample(PIXELS, 2), 0, 1)
    np.testing.assert_array_equal(pixels(own.before), np.rint(255 * bicubic))
    np.testing.assert_array_equal(pixels(own.after), np.rint(255 * own.result.pixels))
    own.receive({"kind": "save"})
    saved = tmp_path / "restored" / "start-x2.png"
    assert saved.as_posix() in own.status
    np.testing.assert_array_equal(np.asarray(Image.open(saved)), pixels(own.after))


def test_a_sigma_is_handed_on(own):
    own.receive({"kind": "restore", "task": 1, "sigma": 20})
    assert own.work.join(20)
    np.testing.assert_allclose(own.result.pixels, PIXELS * 0.5 + 20 / 255, rtol=1e-6)
    assert own.labels == ["as it is", "network"] and own.fraction == 1


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ({"kind": "restore", "task": 9}, "Choose what to do"),
        ({"kind": "restore", "task": None}, "Choose what to do"),
        ({"kind": "restore", "task": 1, "sigma": -3}, "sigma expects a number above 0"),
        ({"kind": "restore", "task": 1, "sigma": "much"}, "sigma expects a number above 0"),
        ({"kind": "save"}, "nothing to save yet"),
    ],
)
def test_what_cannot_be_done_is_told(own, message, words):
    own.receive(message)
    assert words in own.trouble and not own.busy and own.work is None


@pytest.mark.parametrize("message", [{"kind": "dance"}, {}, "save", None])
def test_what_the_browser_never_says_is_an_error(own, message):
    with pytest.raises(ValueError, match="expects 'piece', 'restore', 'cancel' or 'save'"):
        own.receive(message)


def waiting(photo, sigma, on_progress, stop):
    on_progress(1, 40)
    assert stop.wait(20)
    raise Stopped


def test_it_can_be_cancelled_and_what_was_there_stays(tmp_path):
    own = OwnPhoto(photograph(), name="start.png", tasks=[Task("Wait", "w", 1, waiting), *TASKS])
    own.receive({"kind": "restore", "task": 1})
    assert own.work.join(20)
    kept = own.result, own.after
    own.receive({"kind": "restore", "task": 0})
    assert own.busy
    own.receive({"kind": "restore", "task": 1})  # one at a time
    assert "is being restored" in own.trouble
    with pytest.raises(PhotoError, match="is being restored"):
        own.take(png(PIXELS), name="other.png")
    own.receive({"kind": "cancel"})
    assert own.work.join(20) and not own.busy
    assert own.status.startswith("Cancelled") and (own.result, own.after) == kept and own.can_save


def test_an_error_in_the_work_is_told_in_words():
    def fails(*arguments):
        raise MemoryError("no room")

    own = OwnPhoto(photograph(), name="start.png", tasks=[Task("Fail", "f", 1, fails)])
    own.receive({"kind": "restore", "task": 0})
    assert own.work.join(20)
    assert own.trouble == "no room (MemoryError)" and not own.busy and not own.can_save


def test_a_file_that_lies_there_can_be_opened_by_its_path(own, tmp_path):
    (tmp_path / "dog.png").write_bytes(png(PIXELS[:3]))
    own.take(tmp_path / "dog.png")
    assert own.name == "dog.png" and own.size == [8, 3]
    with pytest.raises(PhotoError):
        own.take(tmp_path / "nobody.png")
    assert own.name == "dog.png"


def test_without_trained_networks_it_says_so():
    own = OwnPhoto(photograph(), name="start.png", tasks=[])
    assert "no trained network is here" in repr(own)

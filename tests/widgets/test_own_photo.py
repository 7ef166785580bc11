"""One's own photograph without a browser: pieces, tasks, cancelling, saving; nothing is lost."""

import io
import re
import shutil
import threading
import tracemalloc

import numpy as np
import pytest
import skimage.transform
from PIL import Image

from restorelib.images import damage
from restorelib.models.tiles import Stopped
from restorelib.photos import reading
from restorelib.photos.picture import Photo, PhotoError
from restorelib.photos.region import Region, cut
from restorelib.photos.writing import to_png
from restorelib.widgets import own_photo_plan
from restorelib.widgets.background import Work
from restorelib.widgets.own_photo import OwnPhoto
from restorelib.widgets.own_photo_plan import Clock, Plan, plan
from restorelib.widgets.own_photo_tasks import Result, Task, new_path, restored
from restorelib.widgets.own_photo_view import first_region, shown_pair, small_picture
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


def result_of(large, scale, region=None):
    """As if `region` of PIXELS, or all of it, had been restored to `large`."""
    task = Task("Enlarge", "x", scale, None)
    region = region or Region(0, 0, large.shape[1] // scale, large.shape[0] // scale)
    return Result(task, region, False, photograph(large), None)


@pytest.mark.parametrize("scale", [1, 2, 3])
def test_a_small_photograph_is_shown_whole(scale):
    large = RNG.random((6 * scale, 8 * scale, 3), dtype="float32")
    photo = photograph()
    before, after, _, words = shown_pair(photo, first_region(photo), result_of(large, scale))
    assert words == ""
    np.testing.assert_array_equal(after, large)
    expected = PIXELS if scale == 1 else damage.bicubic_upsample(PIXELS, scale)
    np.testing.assert_array_equal(before, expected)


def test_a_region_is_shown_and_both_sides_fit():
    small = RNG.random((40, 60, 3), dtype="float32")
    large = damage.bicubic_upsample(small, 3)
    photo, region = photograph(small), Region(11, 7, 20, 9)
    before, after, names, words = shown_pair(photo, region, result_of(large, 3))
    assert before.shape == after.shape == (27, 60, 3) and names == ("bicubic", "network")
    np.testing.assert_allclose(before, after, atol=1e-6)  # the same places, and whole windows
    np.testing.assert_array_equal(after, large[21:48, 33:93])
    assert words == (
        "Shown is the region: 20 x 9 pixels of the photograph, at column 11 and row 7, enlarged x3."
    )
    before, after, _, words = shown_pair(photo, region, result_of(large, 3), most=(12, 30))
    np.testing.assert_array_equal(after, large[27:39, 48:78])
    assert words.startswith("Shown is the middle of the region: 10 x 4 pixels")


def test_a_region_of_a_restored_region_is_found_in_it():
    small = RNG.random((40, 60, 3), dtype="float32")
    large = damage.bicubic_upsample(small, 2)
    result = result_of(large[20:60, 40:100], 2, Region(20, 10, 30, 20))
    before, after, *_ = shown_pair(photograph(small), Region(25, 12, 8, 5), result)
    np.testing.assert_array_equal(after, large[24:34, 50:66])
    np.testing.assert_allclose(before, after, atol=1e-6)
    before, after, names, words = shown_pair(photograph(small), Region(15, 12, 8, 5), result)
    assert after is before and names == ("as it is", "as it is")
    assert words.endswith("row 12. It was not restored.")
    np.testing.assert_array_equal(before, small[12:17, 15:23])


def test_the_overview_is_the_mean_of_squares():
    large = RNG.random((90, 130, 3), dtype="float32")
    seen = small_picture(photograph(large), side=50)
    expected = skimage.transform.downscale_local_mean(large[:90, :129], (3, 3, 1))
    np.testing.assert_allclose(seen, expected, atol=1e-6)
    assert small_picture(photograph(large[:1]), side=50).shape == (1, 43, 3)


# What a task will make


def test_a_small_result_stays_in_memory_and_a_large_one_goes_to_a_file(tmp_path):
    photo, task = photograph(), Task("Enlarge x2", "x2", 2, None)
    assert plan(photo, task, folder=tmp_path) == Plan("Result: 16 x 12 pixels.")
    size = 16 * 12 * 3
    assert not plan(photo, task, folder=tmp_path, most=size).to_file
    planned = plan(photo, task, folder=tmp_path / "new", paces={True: 1.0}, most=size - 1)
    assert planned.to_file and not planned.refused and not (tmp_path / "new").exists()
    assert planned.words.startswith("Result: 16 x 12 pixels, in about 48 s. That is too large")
    assert f"straight to a PNG file in {tmp_path.as_posix()}/new, of at most 1 MB" in planned.words
    region = Region(0, 0, 4, 3)
    paces = {True: 60.0, False: 30.0}
    planned = plan(photo, task, region=region, folder=tmp_path, paces=paces, most=size - 1)
    assert planned == Plan("Result: 8 x 6 pixels, in about 6 min.")
    planned = plan(photo, task, folder=tmp_path, paces=paces, most=size - 1)
    assert planned.words.startswith("Result: 16 x 12 pixels, in about 48 min. That is too large")
    planned = plan(photo, task, region=region, folder=tmp_path, paces={True: 1.0})
    assert planned == Plan("Result: 8 x 6 pixels, in less than 12 s.")
    # Writing a file takes time, too, and it was not measured.
    planned = plan(photo, task, folder=tmp_path, paces={False: 1.0}, most=size - 1)
    assert planned.words.startswith("Result: 16 x 12 pixels, in more than 48 s. That is too large")


def test_a_result_without_room_is_refused_with_advice_that_can_be_followed(tmp_path, monkeypatch):
    photo = photograph(np.broadcast_to(np.float32(0.5), (6000, 4000, 3)))
    task = Task("Enlarge x2", "x2", 2, None)
    free = shutil.disk_usage(tmp_path)._replace(free=100_000_000)
    monkeypatch.setattr(own_photo_plan.shutil, "disk_usage", lambda path: free)
    planned = plan(photo, task, folder=tmp_path)
    assert planned.words.endswith(
        "it may need 583 MB of disk; 100 MB are free. Free 483 MB, or restore only a region."
    )
    region = Region(0, 0, 4000, 5000)
    planned = plan(photo, task, region=region, folder=tmp_path)
    assert planned.refused and planned.words.endswith("or choose a smaller region.")
    planned = plan(photo, task, region=region.middle(2000, 3000), folder=tmp_path)
    assert planned.words == (
        "Result: 6,000 x 4,000 pixels. How long this takes here is known once a region was "
        "restored."
    )
    monkeypatch.setattr(own_photo_plan.os, "access", lambda *_: False)
    planned = plan(photo, task, folder=tmp_path)
    assert planned.refused and "Restore only a region, or name another folder" in planned.words


# Where results go


def in_rows(photo, sigma, *, region, on_progress=None, stop=None):
    """Twice as large, in bands of two rows of the photograph; each pixel four times."""
    pixels = cut(photo, region).pixels[:]
    for top in range(0, len(pixels), 2):
        if stop is not None and stop.is_set():
            raise Stopped
        yield np.repeat(np.repeat(pixels[top : top + 2], 2, axis=0), 2, axis=1)
        if on_progress:
            on_progress(top // 2 + 1, -(-len(pixels) // 2))


TWICE = Task("Enlarge x2", "x2", 2, in_rows)


@pytest.mark.parametrize("region", [None, Region(1, 2, 5, 3)])
def test_a_file_and_what_is_shown_of_it_are_what_memory_would_hold(tmp_path, region):
    photo = reading.read(png(RNG.random((6, 8, 4))), compact=True)
    place = region or Region(0, 0, 8, 6)
    task = Task("Enlarge x2", "x2", 2, with_alpha)
    kept = restored(photo, task, region=place)
    path = new_path(tmp_path / "new", "cat.png", "x2")
    stored = restored(photo, task, region=place, path=path)
    assert stored.path == path and stored.part == (region is not None)
    np.testing.assert_array_equal(stored.photo.pixels[:], kept.photo.pixels[:])
    np.testing.assert_array_equal(stored.photo.alpha[:], kept.photo.alpha[:])
    assert path.read_bytes() == to_png(kept.photo) == to_png(stored.photo)
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["cat-x2.png"]


def with_alpha(photo, sigma, *, region, **how):
    alpha = cut(photo, region).alpha[:]
    top = 0
    for band in in_rows(photo, sigma, region=region, **how):
        rows = np.repeat(np.repeat(alpha[top : top + len(band) // 2], 2, axis=0), 2, axis=1)
        top += len(band) // 2
        yield np.concatenate([band, rows], axis=2)


def test_a_file_is_written_with_memory_for_a_few_bands(tmp_path):
    high, band = photograph(np.broadcast_to(np.float32(0.5), (4000, 500, 3))), []

    def bands(photo, sigma, *, region, **how):
        for _ in range(100):
            band.append(np.full((40, 500, 3), 0.5, "float32"))
            yield band.pop()

    tracemalloc.start()
    try:
        made = restored(high, Task("Copy", "c", 1, bands), path=tmp_path / "a.png")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    # The picture has 6 MB; a band as floats has 0.24, and choosing its PNG filters takes 12 times
    # its bytes.
    assert peak < 3e6
    np.testing.assert_array_equal(made.photo.pixels[::999, ::99], np.float32(128 / 255))


def test_cancelled_or_failed_work_leaves_no_file(tmp_path):
    stop = threading.Event()
    with pytest.raises(Stopped):
        restored(
            photograph(),
            TWICE,
            path=tmp_path / "a.png",
            region=Region(0, 0, 8, 6),
            on_progress=lambda done, total: stop.set(),
            stop=stop,
        )

    def fails(photo, sigma, **how):
        yield np.zeros((2, 8, 3), "float32")
        raise MemoryError

    with pytest.raises(MemoryError):
        restored(photograph(), Task("Fail", "f", 1, fails), path=tmp_path / "a.png")
    assert list(tmp_path.iterdir()) == []


def test_no_name_is_taken_twice(tmp_path):
    names = []
    for _ in range(3):
        path = new_path(tmp_path / "new" / "er", "cat.jpg", "x3")
        path.touch()
        names.append(path.name)
    assert path.parent == tmp_path / "new" / "er"
    assert names == ["cat-x3.png", "cat-x3-2.png", "cat-x3-3.png"]


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
    assert new_path(tmp_path, name, "x2") == tmp_path / f"{stem}-x2.png"


def test_where_nothing_can_be_written_it_is_said_in_words(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(PhotoError, match="Nothing can be written into .*file.*Name another folder"):
        new_path(tmp_path / "file", "cat.jpg", "x3")


# The widget, as the browser speaks to it


def brighter(photo, sigma, *, region, on_progress, stop):
    on_progress(1, 1)
    yield cut(photo, region).pixels[:] * 0.5 + (sigma or 50) / 255


TASKS = [TWICE, Task("Remove noise", "denoised", 1, brighter, True)]


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
    own.receive({"kind": "save"})
    assert own.trouble == "" and "start-x2.png" in own.status
    kept = own.photo, own.result, own.before, own.source, own.region
    upload(own, file, "broken.png")
    assert "broken.png" in own.trouble and own.can_save
    assert (own.photo, own.result, own.before, own.source, own.region) == kept
    # "Saved as" would be read as said of the file that was refused.
    assert own.status == "start.png is still here, restored."
    own.receive({"kind": "save"})
    assert own.trouble == "" and "start-x2-2.png" in own.status


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
    with pytest.raises(
        ValueError, match="expects 'piece', 'region', 'restore', 'cancel' or 'save'"
    ):
        own.receive(message)


def test_a_region_is_shown_then_restored_and_saved_alone(own, tmp_path):
    own.receive({"kind": "region", "region": [2, 1, 4, 3]})
    assert own.size == [4, 3] and "at column 2 and row 1" in own.shown
    np.testing.assert_array_equal(pixels(own.after), np.rint(255 * PIXELS[1:4, 2:6]))
    assert own.plans[0] == [["Result: 16 x 12 pixels.", False], ["Result: 8 x 6 pixels.", False]]
    own.receive({"kind": "restore", "task": 0, "region": True})
    assert own.work.join(20) and own.status == "Enlarge x2, the region: 8 x 6 pixels."
    expected = np.repeat(np.repeat(PIXELS[1:4, 2:6], 2, axis=0), 2, axis=1)
    np.testing.assert_array_equal(own.result.pixels, expected)
    assert own.size == [8, 6] and own.labels == ["bicubic", "network"]
    own.receive({"kind": "save"})
    assert (tmp_path / "restored" / "start-x2-region.png").is_file()
    own.receive({"kind": "region", "region": [0, 0, 4, 3]})
    assert own.labels == ["as it is", "as it is"] and own.shown.endswith("It was not restored.")
    own.receive({"kind": "region", "region": [7, 5, 99, 99]})  # as far as the photograph goes
    assert own.region == [7, 5, 1, 1] and own.size == [1, 1]


def test_another_region_of_a_restored_photograph_is_shown_at_once(own):
    own.receive({"kind": "restore", "task": 0})
    assert own.work.join(20)
    own.receive({"kind": "region", "region": [3, 2, 5, 2]})
    assert own.size == [10, 4] and own.labels == ["bicubic", "network"]
    np.testing.assert_array_equal(pixels(own.after), np.rint(255 * own.result.pixels[4:8, 6:16]))


def test_a_result_too_large_for_memory_is_saved_while_it_is_computed(own, tmp_path, monkeypatch):
    monkeypatch.setattr(own_photo_plan, "IN_MEMORY", 500)
    own.receive({"kind": "region", "region": [3, 2, 5, 2]})
    assert "straight to a PNG file" in own.plans[0][0][0]
    own.receive({"kind": "restore", "task": 0})
    assert own.work.join(20)
    saved = tmp_path / "restored" / "start-x2.png"
    assert own.status.startswith("Enlarge x2: 16 x 12 pixels, saved as ")
    assert saved.as_posix() in own.status and not own.can_save
    whole = np.asarray(Image.open(saved))
    np.testing.assert_array_equal(whole, np.rint(255 * np.repeat(np.repeat(PIXELS, 2, 0), 2, 1)))
    np.testing.assert_array_equal(pixels(own.after), whole[4:8, 6:16])
    own.receive({"kind": "region", "region": [0, 0, 8, 2]})
    np.testing.assert_array_equal(pixels(own.after), whole[:4])
    assert own.save() == saved and len(list(saved.parent.iterdir())) == 1


def test_what_has_no_room_is_refused_before_it_begins(own, monkeypatch):
    monkeypatch.setattr(own_photo_plan, "IN_MEMORY", 500)
    free = shutil.disk_usage(".")._replace(free=100)
    monkeypatch.setattr(own_photo_plan.shutil, "disk_usage", lambda path: free)
    upload(own, png(PIXELS))
    words, refused = own.plans[0][0]
    assert refused and "Free 2 MB, or restore only a region." in words
    own.receive({"kind": "restore", "task": 0})
    assert own.trouble == words and own.work is None and not own.busy


def test_how_long_it_takes_is_known_after_a_run(own):
    own.receive({"kind": "restore", "task": 0})
    assert own.work.join(20) and re.search(r"pixels, in about \d+ s\.$", own.plans[0][0][0])
    assert own.plans[1][0][0] == "Result: 8 x 6 pixels."  # nothing is known of another task
    clock = Clock(pixels=100)
    assert clock.pace() is None
    for done, now in ((1, 5.0), (2, 6.0), (5, 9.0)):
        clock.tick(done, 5, now=now)
    assert clock.pace() == pytest.approx(0.05)  # five tiles of a second each


def waiting(photo, sigma, *, region, on_progress, stop):
    on_progress(1, 40)
    assert stop.wait(20)
    raise Stopped
    yield


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
    upload(own, png(PIXELS), "other.png")
    assert "is being restored" in own.trouble and "still here" not in own.status
    own.receive({"kind": "cancel"})
    assert own.work.join(20) and not own.busy
    assert own.status.startswith("Cancelled") and (own.result, own.after) == kept and own.can_save


def test_an_error_in_the_work_is_told_in_words():
    def fails(photo, sigma, **how):
        raise MemoryError("no room")

    own = OwnPhoto(photograph(), name="start.png", tasks=[Task("Fail", "f", 1, fails)])
    own.receive({"kind": "restore", "task": 0})
    assert own.work.join(20)
    assert own.trouble == "no room (MemoryError)" and not own.busy and not own.can_save


def test_a_file_that_lies_there_can_be_opened_by_its_path(own, tmp_path):
    (tmp_path / "dog.png").write_bytes(png(PIXELS[:3]))
    own.take(tmp_path / "dog.png")
    assert own.session.name == "dog.png" and own.size == [8, 3]
    with pytest.raises(PhotoError):
        own.take(tmp_path / "nobody.png")
    assert own.session.name == "dog.png"


def test_without_trained_networks_it_says_so():
    own = OwnPhoto(photograph(), name="start.png", tasks=[])
    assert "no trained network is here" in repr(own)

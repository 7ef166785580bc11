"""Thousands of damaged files: each is read or gives an error in words, in bounded memory."""

import resource
import subprocess
import sys
from pathlib import Path

from tests.place import ROOT

FILES = 3000
# The largest photograph that is read takes 600 MB, Pillow's two copies 400 MB. Damaged files seldom
# come so far; one that says to be larger than it is has to be refused before.
MEGABYTES = 900


def test_damaged_files_neither_crash_nor_hang_nor_fill_the_memory():
    # A process of its own, which may crash and whose peak of memory is its own.
    subprocess.run(
        [sys.executable, "-m", __name__, str(FILES), "0"],
        check=True,
        timeout=300,
        stderr=subprocess.DEVNULL,  # libtiff prints there what it finds wrong
        cwd=ROOT,
    )


def read_damaged(count, seed):
    """How many of the damaged files are still photographs."""
    from restorelib.photos import picture as photo
    from restorelib.photos import reading
    from tests.photos.photo_files import damaged, seeds

    files = seeds()
    for content in files.values():
        reading.read(content)
    readable = 0
    for content in damaged(files, count, seed):
        try:
            picture = reading.read(content, name="damaged")
        except photo.PhotoError as error:
            assert str(error).startswith("damaged ")
            continue
        height, width, channels = picture.pixels.shape
        assert channels in (1, 3) and picture.pixels.dtype == "float32" and picture.bits in (8, 16)
        assert picture.pixels.min() >= 0 and picture.pixels.max() <= 1
        assert picture.alpha is None or picture.alpha.shape == (height, width, 1)
        readable += 1
    return readable


def peak_megabytes():
    status = Path("/proc/self/status")
    if status.exists():  # ru_maxrss would be that of the process that started this one
        (peak,) = (
            line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM")
        )
        return int(peak) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(count, seed):
    readable = read_damaged(count, seed)
    peak = peak_megabytes()
    print(f"{readable} of {count} readable, {peak:.0f} MB")
    # Damage that nearly always, or never, spoils a file would test little.
    assert 0.1 < readable / count < 0.6
    assert peak < MEGABYTES
    assert not {"keras", "tensorflow"} & set(sys.modules)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

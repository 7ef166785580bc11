"""`python -m restorelib restore IN OUT --task sr|denoise`: restore photographs from the shell.

IN is a photograph (JPEG, PNG, WebP, TIFF, BMP) or a folder of them; OUT is a name that ends in
.png, or a folder. A file that exists is never overwritten unless you say --overwrite.
"""

import argparse
import functools
import signal
import sys
from collections import Counter
from pathlib import Path

from tqdm import tqdm

from restorelib.commands.progress_bar import progress_bar
from restorelib.photos import reading
from restorelib.photos.picture import PhotoError
from restorelib.photos.reading import SUFFIXES
from restorelib.photos.writing import check_target, write_bands

DONE, FAILED, INTERRUPTED = 0, 1, 130  # exit codes; argparse uses 2


def main(argv: list[str] | None = None) -> int:
    """Restore one photograph or a folder of them; return the exit status.

    0: all are done. 1: some could not be read, restored or written; messages say which and why, and
    the others are done. 2: invalid arguments. 130: interrupted.
    """
    parser = argparse.ArgumentParser(
        prog="python -m restorelib restore",
        usage="%(prog)s IN OUT --task sr --scale {2,3,4} [--overwrite]\n"
        "       %(prog)s IN OUT --task denoise [--sigma SIGMA] [--overwrite]",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("source", type=Path, metavar="IN", help="a photograph, or a folder of them")
    parser.add_argument("target", type=Path, metavar="OUT", help="a .png file, or a folder")
    parser.add_argument(
        "--task", choices=("sr", "denoise"), required=True, help="enlarge, or take away noise"
    )
    parser.add_argument(
        "--scale", type=int, choices=(2, 3, 4), help="how many times larger; --task sr needs it"
    )
    parser.add_argument(
        "--sigma",
        type=float,
        help="strength of the noise, 0 to 255, for --task denoise; without it, it is estimated",
    )
    parser.add_argument("--overwrite", action="store_true", help="replace files that exist")
    given = parser.parse_args(argv)
    if given.task == "sr" and (given.scale is None or given.sigma is not None):
        parser.error("--task sr expects --scale 2, 3 or 4, and no --sigma")
    if given.task == "denoise" and given.scale is not None:
        parser.error("--task denoise expects no --scale")
    if given.sigma is not None and not 0 <= given.sigma <= 255:
        parser.error("--sigma expects a number from 0 to 255")
    try:
        pairs = targets(given.source, given.target)
    except PhotoError as error:
        print(error, file=sys.stderr)
        return FAILED
    done = 0
    # A run that the system terminates cleans up, too.
    previous = signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        for i, (source, target) in enumerate(pairs, 1):
            label = source.name if len(pairs) == 1 else f"{i} of {len(pairs)}, {source.name}"
            done += _restored(source, target, given, label)
    except KeyboardInterrupt:
        print(
            f"\nStopped: {done} of {len(pairs)} done and written, nothing left of the one under "
            "way. The same command leaves those that exist as they are, and does the others.",
            file=sys.stderr,
        )
        return INTERRUPTED
    finally:
        signal.signal(signal.SIGTERM, previous)
    if len(pairs) > 1:
        print(f"{done} of {len(pairs)} done.")
    return DONE if done == len(pairs) else FAILED


def targets(source: Path, target: Path) -> list[tuple[Path, Path]]:
    """Pairs of (photograph, file to write); the target folder is created if needed.

    Raises:
        PhotoError: if there is no photograph, or the folder cannot be created.
    """
    if not source.is_dir():
        return [(source, target / f"{source.stem}.png" if target.is_dir() else target)]
    sources = sorted(
        path for path in source.iterdir() if path.suffix.lower() in SUFFIXES and path.is_file()
    )
    if not sources:
        raise PhotoError(
            f"expected photographs ({', '.join(sorted(SUFFIXES))}) in {source}; found none."
        )
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PhotoError(
            f"expected a folder to write to, since {source} is one; {target}: {error.strerror}."
        ) from None
    stems = Counter(path.stem.lower() for path in sources)
    return [
        (path, target / f"{path.stem if stems[path.stem.lower()] == 1 else path.name}.png")
        for path in sources
    ]


def _restored(source: Path, target: Path, given: argparse.Namespace, label: str) -> bool:
    try:
        check_target(target, overwrite=given.overwrite)
        picture = reading.read(source, compact=True)
        # Keras is imported after reading, so that a wrong name is reported at once.
        from restorelib.photos import restoring
        from restorelib.storage.packing import RecordingError

        bar = progress_bar(label, "tile")
        tell = functools.partial(_tell, bar)
        scale = given.scale or 1
        try:
            if given.task == "sr":
                bands = restoring.enlarged_bands(picture, scale, on_progress=tell)
                what = f"enlarged x{scale}"
            else:
                sigma = given.sigma
                if sigma is None:
                    sigma = restoring.estimate_sigma(picture)
                bands = restoring.denoised_bands(picture, sigma, on_progress=tell)
                what = f"denoised, sigma {sigma:.1f}" + " (estimated)" * (given.sigma is None)
            write_bands(bands, picture, target, scale=scale, overwrite=given.overwrite)
        except RecordingError as error:
            raise PhotoError(f"{source.name} cannot be restored: {error}") from error
        except MemoryError:
            raise PhotoError(f"{source.name} needs more memory than there is.") from None
        finally:
            bar.close()
    except PhotoError as error:
        print(error, file=sys.stderr, flush=True)
        return False
    print(
        f"{label} ({picture.source}): {what}, {bar.format_dict['elapsed']:.0f} s: {target}",
        flush=True,
    )
    return True


def _tell(bar: tqdm, done: int, total: int) -> None:
    bar.total = total
    bar.update(done - bar.n)


if __name__ == "__main__":
    raise SystemExit(main())

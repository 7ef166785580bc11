"""What was measured, as tables in Markdown, with the bars beside it."""

from collections.abc import Mapping
from pathlib import Path
from statistics import median

from benchmarks.speed.timing import Times, ratio

BARS = (  # part, slower, faster, what is asked for
    ("FSRCNN training", "PyTorch", "Keras, restorelib train", 1.5),
    ("RED-Net training", "PyTorch", "Keras, restorelib train", 1.2),
    ("FSRCNN x3 inference", "OpenCV", "Keras, as_phases, LiteRT", 1.3),
    ("FSRCNN x3 inference", "PyTorch", "Keras, as_phases, LiteRT", 2.0),
)
BEGIN, END = "<!-- written by --write -->\n", "<!-- end -->\n"


def bars(parts: Mapping[str, Mapping[str, Times]], *, processor: bool) -> list[dict]:
    """Each bar with the ratio that was measured."""
    return [
        {
            "part": part,
            "faster": faster,
            "slower": slower,
            "asked": asked,
            "ratio": ratio(parts[part][slower], parts[part][faster], processor=processor),
        }
        for part, slower, faster, asked in BARS
        if part in parts
    ]


def markdown(found: dict) -> str:
    """All tables of one run."""
    rate = max(found["matrix_product"].values())
    rates = ", ".join(f"{name} {one:.0f}" for name, one in found["matrix_product"].items())
    clock = "processor time" if found["clock"] == "processor" else "time on the clock"
    versions = ", ".join(f"{name} {version}" for name, version in found["versions"].items())
    blocks = [
        f"{found['processor']}, {found['instructions'].upper()}; threads of each library: "
        f"{found['threads']}; {found['rounds']} rounds; {clock}; load of the machine before: "
        f"{found['load_before']:.1f}. Python {found['python']}, {versions}.",
        f"Matrix product, best round, billions of operations a second: {rates}.",
        *[_bars_table(found["bars"])] * bool(found["bars"]),
        *(
            _times_table(part, times, found["operations"][part], rate, found["clock"])
            for part, times in found["seconds"].items()
        ),
        *[_photos_table(found["photos"], found["clock"])] * bool(found["photos"]),
    ]
    return "\n\n".join(blocks) + "\n"


def write(text: str, readme: Path) -> None:
    """Put the tables between the two marks."""
    before, _, rest = readme.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    readme.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")


def _bars_table(found: list[dict]) -> str:
    rows = []
    for bar in found:
        got = bar["ratio"]
        verdict = "met" if got["median"] >= bar["asked"] else "missed"
        rows.append(
            (
                f"{bar['part']}: {bar['faster']} against {bar['slower']}",
                f"{bar['asked']:.1f}",
                f"{got['median']:.2f} ({got['lowest']:.2f} to {got['highest']:.2f})",
                verdict,
            )
        )
    return _table(("Times as fast", "Bar", "Median (lowest to highest round)", ""), rows)


def _times_table(
    part: str, times: dict[str, dict], operations: float, rate: float, clock: str
) -> str:
    rows = []
    for name, one in times.items():
        seconds = one[clock]
        middle = median(seconds)
        rows.append(
            (
                name,
                f"{1e3 * middle:.1f} ({1e3 * min(seconds):.1f} to {1e3 * max(seconds):.1f})",
                f"{1 / middle:.1f}",
                f"{operations / middle / 1e9 / rate:.0%}",
            )
        )
    head = (f"{part}: {operations / 1e9:.2f} billion operations", "ms", "a second", "of the limit")
    return _table(head, rows)


def _photos_table(found: list[dict], clock: str) -> str:
    head = ("Photograph x3, megapixels", "s", "s a megapixel", "MB before", "MB at most")
    rows = [
        (
            f"{one['megapixels']:g}",
            f"{one[clock]:.1f}",
            f"{one[clock] / one['megapixels']:.2f}",
            f"{one['megabytes_before']:.0f}",
            f"{one['megabytes_peak']:.0f}",
        )
        for one in found
    ]
    return _table(head, rows)


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)

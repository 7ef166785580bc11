"""Scores of methods on a set of images: print them as a table, write and read them as JSON.

The JSON, schema 1; lists follow the order of `names`:

- `schema`: 1; `set`: a name of `image_sets.SETS`; `set_digest`: one SHA-256 of the whole set;
- `setting`: `scale` (super-resolution; otherwise 1), `sigma` (of the noise, on the 0..255 scale;
  otherwise 0), `channels` (1: luma, 3: RGB), `half` (images halved in size first);
- `convention`: how scores are computed, as a text;
- `names`: names of the images; `seeds`: noise seed of each image, empty for super-resolution;
- `methods`: name -> `psnr` (dB) and `ssim`, one per image; `others`: convention -> mean PSNR in
  dB; `made_by`: versions, digest of the weights, processor; `trained_on`: how many of these images
  the network was trained on.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np

from restorelib.images import metrics
from restorelib.storage.whole import whole

SCHEMA = 1
DENOISING = "float, not clipped, no border cropped, range 255, as in the RED-Net paper"
RECORDED = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Setting:
    """How images are degraded before a method receives them."""

    scale: int = 1  # of the enlargement; 1 is denoising
    sigma: float = 0  # of the noise, on the 0..255 scale; 0 is super-resolution
    channels: int = 1  # 1: luma, 3: RGB
    half: bool = False  # images halved in size first, as BSD200 in the RED-Net paper

    @property
    def label(self) -> str:
        """A short text, such as "x3" or "sigma 30, half size"."""
        if self.scale > 1:
            return f"x{self.scale}"
        return (
            f"sigma {self.sigma:g}" + ", colour" * (self.channels == 3) + ", half size" * self.half
        )

    @property
    def convention(self) -> str:
        """How scores are computed in this setting, as a text."""
        return metrics.SR if self.scale > 1 else DENOISING


@dataclass(frozen=True)
class Scores:
    """Scores of one method, in the order of the images."""

    psnr: Sequence[float]  # dB
    ssim: Sequence[float]
    others: Mapping[str, float] = field(default_factory=dict)  # convention -> mean dB
    made_by: Mapping[str, str | int] = field(default_factory=dict)
    trained_on: int = 0

    @property
    def mean_psnr(self) -> float:
        """Mean over the images in dB, as papers report it."""
        return float(np.mean(self.psnr))

    @property
    def mean_ssim(self) -> float:
        """Mean over the images."""
        return float(np.mean(self.ssim))


@dataclass(frozen=True)
class Result:
    """Scores of several methods on the same images, degraded in the same way."""

    set_name: str
    setting: Setting
    names: Sequence[str]
    methods: Mapping[str, Scores]
    seeds: Sequence[int] = ()
    set_digest: str = ""

    def table(self) -> str:
        """One row per image, one column per method, PSNR in dB / SSIM; means in the last row."""
        columns = [
            [f"{p:6.2f} / {s:.4f}" for p, s in zip(scores.psnr, scores.ssim, strict=True)]
            + [f"{scores.mean_psnr:6.2f} / {scores.mean_ssim:.4f}"]
            for scores in self.methods.values()
        ]
        rows = list(zip([*self.names, f"mean of {len(self.names)}"], *columns, strict=True))
        wide = max(len(row[0]) for row in rows)
        widths = [max(15, len(method)) for method in self.methods]
        head = " " * wide + "".join(
            f"  {method:>{width}}" for method, width in zip(self.methods, widths, strict=True)
        )
        lines = [head.rstrip()]
        for name, *cells in rows:
            cells = (f"  {cell:>{w}}" for cell, w in zip(cells, widths, strict=True))
            lines.append(f"{name:{wide}}" + "".join(cells))
        return "\n".join([*lines[:-1], "", lines[-1]])

    def to_json(self) -> str:
        """The result as JSON, by the schema of this module."""
        methods = {
            name: asdict(scores)
            | {"psnr": _rounded(scores.psnr, 4), "ssim": _rounded(scores.ssim, 5)}
            for name, scores in self.methods.items()
        }
        whole = {
            "schema": SCHEMA,
            "set": self.set_name,
            "set_digest": self.set_digest,
            "setting": asdict(self.setting),
            "convention": self.setting.convention,
            "names": list(self.names),
            "seeds": list(self.seeds),
        }
        # One line per method: easy to read, and a diff shows which method changed.
        lines = [f"  {json.dumps(name)}: {json.dumps(its)}" for name, its in methods.items()]
        head = json.dumps(whole, indent=None)[:-1]
        return head + ', "methods": {\n' + ",\n".join(lines) + "\n}}\n"


def from_json(text: str) -> Result:
    """Read a result that `Result.to_json` wrote.

    Raises:
        ValueError: if the text is not JSON, or has another schema.
    """
    whole = json.loads(text)
    if not isinstance(whole, dict) or whole.get("schema") != SCHEMA:
        raise ValueError(f"from_json expects a result of schema {SCHEMA}; received another text.")
    return Result(
        set_name=whole["set"],
        setting=Setting(**whole["setting"]),
        names=tuple(whole["names"]),
        methods={name: Scores(**its) for name, its in whole["methods"].items()},
        seeds=tuple(whole["seeds"]),
        set_digest=whole["set_digest"],
    )


def load_results(set_name: str, setting: Setting) -> Result:
    """The recorded result of one set and setting.

    Raises:
        FileNotFoundError: if it is not recorded; the message lists the recorded ones.
    """
    file = RECORDED / file_name(set_name, setting)
    if not file.is_file():
        there = sorted(p.name for p in RECORDED.iterdir()) if RECORDED.is_dir() else []
        raise FileNotFoundError(
            f"load_results expects a recorded result, one of {there}; received {set_name!r}, "
            f"{setting.label!r}. Evaluate it: python -m restorelib evaluate --help"
        )
    return from_json(file.read_text(encoding="utf-8"))


def recorded(name: str) -> dict:
    """Read a measurement that is recorded beside the scores.

    Args:
        name: "speed" (processor seconds of each method, in one run), "trainings" (scores and core
            hours of each finished training), "leak" (what training on the test images gained) or
            "same_photographs" (photographs in two sets).

    Raises:
        FileNotFoundError: if it is not recorded.
    """
    path = RECORDED / f"{name}.json"
    if not path.is_file():
        raise FileNotFoundError(
            "recorded expects speed, trainings, leak or same_photographs; received "
            f"{name!r}, or it is not recorded yet: python -m restorelib evaluate --help"
        )
    return json.loads(path.read_text(encoding="utf-8"))


def file_name(set_name: str, setting: Setting) -> str:
    """File name of a recorded result, such as "set5-x3.json"."""
    words = f"{set_name} {setting.label}".lower().replace(",", "").replace(".", "_")
    return "-".join(words.split()) + ".json"


def write(result: Result, folder: Path) -> Path:
    """Write a result into a folder and return its path; a killed run leaves no partial file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / file_name(result.set_name, result.setting)
    with whole(path) as part:
        part.write_text(result.to_json(), encoding="utf-8")
    return path


def _rounded(values: Sequence[float], digits: int) -> list[float]:
    return [round(float(value), digits) for value in values]

"""`python -m restorelib evaluate NAME`: PSNR and SSIM as in papers, beside simpler methods.

NAME is a trained network, or a method without one: bicubic, noisy, wavelets, "non-local means",
BM3D. With --data and no --set it runs on the papers' set: Set5 or, with noise, BSDS500 test at half
size. With neither, it runs on the ten photographs that come with the course; no network was trained
on them. The noise seed comes from each image's name, so results repeat.
"""

import argparse
from dataclasses import replace
from pathlib import Path

from restorelib.models.catalogue import STAND_INS
from restorelib.papers import classical, image_sets, methods
from restorelib.papers.results import RECORDED, Result, Setting
from restorelib.papers.scoring import evaluate


def main(argv: list[str] | None = None) -> int:
    """Evaluate one method, or record all of them; return the exit status."""
    given = _parser().parse_args(argv)
    if given.all:
        from restorelib.papers.record.scores import record

        return record(given.data, RECORDED if given.record else Path("build/results"))
    name = STAND_INS.get(given.name, given.name)
    if name != given.name:
        print(f"{name} stands in for {given.name}, which was out of reach of two processor cores.")
    try:
        set_name, setting = _chosen(name, given)
        result = evaluate(
            name,
            image_sets.read(set_name, given.data),
            ensemble=given.ensemble,
            setting=setting,
            set_name=set_name,
            on_image=lambda name: print(".", end="", flush=True),
        )
    except (OSError, ValueError, ImportError) as error:
        print(error)
        return 1
    print(f"\n{set_name}, {setting.label}: PSNR in dB / SSIM ({setting.convention})\n")
    print("\n".join([result.table(), "", *_remarks(set_name, result)]))
    if given.json:
        given.json.write_text(result.to_json(), encoding="utf-8")
    return 0


def _chosen(name: str, given: argparse.Namespace) -> tuple[str, Setting]:
    """The set and the setting: as given, otherwise those of the papers."""
    asked = {"scale": given.scale, "sigma": given.sigma, "half": given.half}
    setting = replace(methods.default_setting(name), **{k: v for k, v in asked.items() if v})
    if given.set or not given.data:
        return given.set or image_sets.EMBEDDED, setting
    if setting.scale > 1:
        return "Set5", setting
    return "BSDS500 test", replace(setting, half=True)


def _remarks(set_name: str, result: Result) -> list[str]:
    """Remarks that help to read the table."""
    lines = []
    if result.setting.scale == 1:
        lines += filter(None, map(classical.missing, classical.DENOISERS))
    for name, scores in result.methods.items():
        if scores.trained_on:
            lines.append(
                f"{name} was trained on {scores.trained_on} of these {len(result.names)} images: "
                "its score says little about others."
            )
    if set_name == image_sets.EMBEDDED:
        lines.append("These are the photographs of the course; no trained network has seen them.")
    elif not image_sets.SETS[set_name].verified:
        lines.append(f"{set_name} is not verified: the course has no digests of it.")
    return lines


def _parser() -> argparse.ArgumentParser:
    sets = [f"  {name}: {one.published}" for name, one in image_sets.SETS.items()]
    parser = argparse.ArgumentParser(
        prog="python -m restorelib evaluate",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="\n".join(["Sets, and where their authors published them:", *sets]),
    )
    parser.add_argument("name", nargs="?", default="bicubic", metavar="NAME")
    parser.add_argument("--data", type=Path, help="folder that holds Set5, BSDS500, ...")
    parser.add_argument("--set", help="see below")
    parser.add_argument("--scale", type=int, help="of bicubic")
    parser.add_argument("--sigma", type=float, help="of the noise, on the 0..255 scale")
    parser.add_argument("--half", action="store_true", help="denoise images made half as large")
    parser.add_argument("--ensemble", action="store_true", help="also the mean of 8 positions")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the result there, too")
    parser.add_argument(
        "--all", action="store_true", help="all that lesson 09 shows, into build/results; resumable"
    )
    parser.add_argument("--record", action="store_true", help="with --all: into the course")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())

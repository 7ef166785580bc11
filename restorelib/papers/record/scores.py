"""`python -m restorelib evaluate --all --record --data DIR`: all scores that lesson 09 reads.

Resumable: a method does not run again while its weights and library match the recorded scores. So
after a training, only the new network runs. A set that is not in DIR is skipped, with a message.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from restorelib.models import trained_nets
from restorelib.models.catalogue import RECIPES
from restorelib.papers import image_sets, methods, results
from restorelib.papers.record import leak, same_photographs, speed, trainings
from restorelib.papers.results import Result, Setting
from restorelib.papers.scoring import measured, seeds
from restorelib.storage.provenance import provenance

SIGMAS = (10, 30, 50, 70)  # Mao et al. 2016, tables 2 and 3
COLOUR_SIGMAS = (10, 30, 50)
SCALES = (2, 3, 4)  # Dong et al. 2016
FULL_SIZE = Setting(sigma=30)
TEST = "BSDS500 test"
SEARCHED = ("T91", "General100", "Set5", "BSDS500 train", "BSDS500 val", TEST)
SLOW = ("BM3D",)  # takes seconds per image: runs last


def settings() -> Iterator[tuple[str, Setting]]:
    """Every set and setting that is recorded."""
    for scale in SCALES:
        for name in ("Set5", image_sets.EMBEDDED, TEST):
            yield name, Setting(scale=scale)
    for sigma in SIGMAS:
        yield TEST, Setting(sigma=sigma, half=True)  # halved in size, as in the RED-Net paper
        for name in ("Set5", image_sets.EMBEDDED):
            yield name, Setting(sigma=sigma)
    for sigma in COLOUR_SIGMAS:
        yield image_sets.EMBEDDED, Setting(sigma=sigma, channels=3)
    yield TEST, FULL_SIZE


def record(root: Path | None, folder: Path) -> int:
    """Measure what is missing; return the exit status: 1 if a set was missing, else 0."""
    missing = {}
    for slow in (False, True):
        for name, setting in settings():
            try:
                images = image_sets.read(name, root)
            except image_sets.MissingImages as error:
                missing[name] = error
                continue
            now = [method for method in chosen(name, setting) if (method in SLOW) == slow]
            _measure(name, setting, images, now, folder)
    speed.record(folder, wanted)
    trainings.record(folder)
    _record_same(root, folder)
    if "Set5" not in missing and leak.NAME in trained_nets.available():
        leak.record(root, folder)
    for error in missing.values():
        print(error)
    return int(bool(missing))


def chosen(name: str, setting: Setting) -> list[str]:
    """Methods to record for one set and setting: all, except those that would take hours."""
    names = wanted(setting)
    if not setting.half:  # BM3D is only compared with the RED-Net paper's table
        names = [one for one in names if one not in SLOW]
    if setting.scale == 1 and not setting.half and name != "Set5":
        names = [one for one in names if not one.endswith(methods.ENSEMBLE)]
    return names


def _measure(name: str, setting: Setting, images: dict, now: list[str], folder: Path) -> None:
    """Bring the recorded result of one set and setting up to date."""
    for method in now:
        facts = methods.made_by(method)
        old = _recorded(name, setting, images, folder).methods.get(method)
        if old and facts.items() <= old.made_by.items():
            continue
        scores = replace(
            measured(methods.restorer(method, setting), images, setting),
            made_by=facts | _where(),
            trained_on=methods.trained_on(method, name),
        )
        # Read it again: another run may have changed it.
        result = _recorded(name, setting, images, folder)
        result = replace(result, methods=_in_order({**result.methods, method: scores}))
        results.write(result, folder)
        print(f"{name}, {setting.label}, {method}: {scores.mean_psnr:.2f} dB", flush=True)


def _record_same(root: Path | None, folder: Path) -> None:
    """Record which photographs are in two sets."""
    images, found = {}, {}
    for name in SEARCHED:
        try:
            here = image_sets.read(name, root)
        except image_sets.MissingImages:
            continue
        found[name] = image_sets.digest_of(name)
        images |= {f"{name}: {key}": image for key, image in here.items()}
    path = folder / "same_photographs.json"
    if found and not (path.is_file() and json.loads(path.read_text())["sets"] == found):
        kept = {"sets": found, "pairs": same_photographs.pairs(images)}
        path.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def wanted(setting: Setting) -> list[str]:
    """Methods of one setting: those without a network, and the trained networks that fit."""
    names = methods.beside(setting)
    for name in trained_nets.available():
        recipe, own = RECIPES[name], methods.default_setting(name)
        blind = recipe.sigma[0] != recipe.sigma[1]
        if (own.scale, own.channels) == (setting.scale, setting.channels) and (
            blind or own.sigma == setting.sigma
        ):
            names += [name, name + methods.ENSEMBLE]
    return names


def _recorded(name: str, setting: Setting, images: dict, folder: Path) -> Result:
    """The recorded result; if none fits, a result without methods."""
    empty = Result(
        set_name=name,
        setting=setting,
        names=tuple(images),
        methods={},
        seeds=seeds(images, setting),
        set_digest=image_sets.digest_of(name),
    )
    path = folder / results.file_name(name, setting)
    if not path.is_file():
        return empty
    old = results.from_json(path.read_text(encoding="utf-8"))
    same = (old.names, old.set_digest) == (empty.names, empty.set_digest)
    return old if same else empty


def _in_order(found: dict) -> dict:
    """Methods without a network first, then the released networks in the order of recipes."""
    order = [*methods.WITHOUT_NETWORK]
    for name in trained_nets.available():
        order += [name, name + methods.ENSEMBLE]
    return {name: found[name] for name in order if name in found}


def _where() -> dict[str, str]:
    facts = provenance()
    return {key: str(facts[key]) for key in ("processor", "revision", "recorded")}

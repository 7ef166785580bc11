"""What moves on the first page, and in the one file: the first minute, and panels to open."""

import functools
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from html import escape

import numpy as np

from restorelib.cases import case_a, case_b, depth
from restorelib.cases.panel_spec import PanelSpec
from restorelib.experiments import recordings
from restorelib.experiments.recipes import AnyRecipe, Recipe
from restorelib.experiments.verdicts import CLEAR
from restorelib.images import embedded
from restorelib.storage.packing import pack
from restorelib.widgets.live_data import live_data
from restorelib.widgets.payload import payload

MINUTE = replace(case_a.BROKEN, residual_activation=None, steps=256)
FACE = np.s_[56:216, 84:372]  # of chelsea, a photograph that no net trains on: 160 x 288 pixels
EYE = {"x": 68, "y": 40, "size": 40}  # part of it whose feature maps are shown
NOISE_SEED = 2  # that of the test patches


@dataclass(frozen=True)
class Opened:
    """A panel behind a button."""

    key: str  # in a link to it
    name: str
    about: str
    spec: PanelSpec


PANELS = (
    Opened("a", "Case A", "the score that never moves", case_a.panel_spec()),
    Opened("b", "Case B", "the grey picture", case_b.panel_spec()),
    Opened("depth", "Depth", "with and without skips", depth.panel_spec()),
)


def minute_part(after: str = "") -> str:
    """The part "first-minute".

    Args:
        after: HTML that it shows once the network was frozen and freed, `.fm-next`.
    """
    return f"""<div class="minute" data-part="first-minute" data-photograph="photograph"
data-patches="patches-a"><noscript>The network trains by a script, and this browser runs
none.</noscript>{after}</div>"""


@functools.cache
def minute_data() -> Mapping[str, bytes]:
    """Data of the part "first-minute": a photograph, and patches to train on."""
    photograph = embedded.photographs("test", channels=3)["chelsea"][FACE]
    meta = {
        "recipe": asdict(MINUTE),
        "noise": MINUTE.sigma / 255,
        "noise_seed": NOISE_SEED,
        "clear": CLEAR,
        "size": photograph.shape[:2],
        "eye": EYE,
    }
    clean = np.rint(255 * photograph).astype("uint8")
    return {"photograph": pack(meta, {"clean": clean}), **patches(PANELS[0].spec)}


def panels_part() -> str:
    """The part "panels": a button for each, whose data are loaded when it is opened."""
    buttons = "".join(
        f'<button type="button" data-panel="{each.key}" '
        f'data-name="{each.spec.name or each.spec.case}" '
        f'data-payload="panel-{each.key}" data-patches="{patches_name(each.spec.states()[0])}">'
        f"<b>{escape(each.name)}</b> {escape(each.about)}</button>"
        for each in PANELS
    )
    group = f'<div class="choice" role="group" aria-label="Panels">{buttons}</div>'
    return f'<div data-part="panels">{group}</div>'


@functools.cache
def panels_data(seeds: int = case_a.SEEDS) -> Mapping[str, bytes]:
    """Data of the part "panels".

    Args:
        seeds: runs of each state, or fewer where fewer are recorded.
    """
    runs = {}
    for each in PANELS:
        spec = replace(each.spec, seeds=min(seeds, each.spec.seeds))
        runs[f"panel-{each.key}"] = payload(spec, recordings.load(spec.case))
        runs |= patches(spec)
    return runs


def patches(spec: PanelSpec) -> dict[str, bytes]:
    """What live runs of a panel train on, by its name; all panels of one task share it."""
    recipe = spec.states()[0]
    return {patches_name(recipe): live_data(spec.live(recipe))}


def patches_name(recipe: AnyRecipe) -> str:
    """Name of what live runs of a recipe train on: that of the case of its task."""
    return "patches-a" if isinstance(recipe, Recipe) else "patches-b"

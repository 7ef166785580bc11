"""Maps of where training dies: the reader draws the border, then they appear. No kernel is asked.

The browser gets how each recorded run ended, and what it needs to train a cell again.
"""

from dataclasses import asdict, replace
from pathlib import Path

import traitlets

from restorelib.cases import training_maps
from restorelib.cases.map_spec import FAST_TO_SLOW, MapSpec
from restorelib.cases.panel_spec import MOST_LIVE_PATCHES
from restorelib.course import progress
from restorelib.experiments import endings
from restorelib.experiments.recipes import AnyRecipe
from restorelib.storage.packing import pack
from restorelib.storage.provenance import in_words
from restorelib.widgets.live_data import live_data
from restorelib.widgets.panel import SKIPPED
from restorelib.widgets.widget import Widget, paragraph

HERE = Path(__file__).parent
STYLE = "\n".join(
    (HERE / name).read_text(encoding="utf-8") for name in ("panel.css", "training_map.css")
)


class TrainingMap(Widget):
    """How many steps each net of a grid needed to learn, once the reader has drawn the border.

    `guess` is "" until then; after it the drawing as text, or "just show me". The map shows the
    measurement at once, so the learner's progress keeps the first drawing.

    Args:
        spec: what to show, such as `map_spec.case_b_maps()`.

    Raises:
        RecordingError: if the recording is damaged.
    """

    _esm = HERE / "training_map.bundle.js"
    _css = STYLE
    payload = traitlets.Bytes().tag(sync=True)
    patches = traitlets.Bytes().tag(sync=True)  # apart, as the browser needs them late or never
    guess = traitlets.Unicode("").tag(sync=True)

    def __init__(self, spec: MapSpec):
        self.spec = spec
        self.base = training_maps.MAPS[next(iter(spec.maps.values()))].base
        kept = progress.guessed(spec.name)
        super().__init__(
            payload=payload(spec),
            patches=patches(self.base),
            guess=kept.choice if kept and is_drawing(kept.choice, spec) else "",
        )
        self.observe(self._keep_guess, "guess")

    def _keep_guess(self, change: dict) -> None:
        if change["new"] not in ("", SKIPPED):
            progress.make_guess(self.spec.name, change["new"], compared=True)

    @traitlets.validate("guess")
    def _known_guess(self, proposal: dict) -> str:
        guess = proposal["value"]
        if guess in ("", SKIPPED) or is_drawing(guess, self.spec):
            return guess
        raise traitlets.TraitError(
            f"guess expects '', {SKIPPED!r}, or for each map its label and a value of the axis for "
            f"each of {len(self.spec.y.labels)} rows; received {guess!r:.100}."
        )

    def fallback(self) -> list[str]:
        """Its title and its question; parts of HTML."""
        title = paragraph(self.spec.title, strong=True)
        click = paragraph("Run this cell: then draw the border, and see what happened.")
        return [title, paragraph(self.spec.question), click]

    def __repr__(self) -> str:
        labels = " and ".join(self.spec.maps)
        columns, rows = len(self.spec.x.labels), len(self.spec.y.labels)
        return (
            f"TrainingMap of {len(self.spec.maps)} x {rows} x {columns} x {training_maps.SEEDS} "
            f"recorded runs: {labels}. Run this cell in JupyterLab to use it."
        )


def is_drawing(text: str, spec: MapSpec) -> bool:
    """Whether a text is a drawing: "SGD: 0.01 0.0133 none; Adam: ...", a value for each row.

    The value is the first to the right of the border; "none" if there is none. In the browser
    `training_map_border.ts` writes it. A lesson may have changed its axes since.
    """
    known = {*spec.x.labels, "none"}
    parts = [part.partition(": ") for part in text.split("; ")]
    return all(
        label in spec.maps
        and len(row := drawn.split(" ")) == len(spec.y.labels)
        and known >= {*row}
        for label, _, drawn in parts
    )


def patches(base: AnyRecipe) -> bytes:
    """What a cell trains on in the browser: that of the panels of its case."""
    return live_data(replace(base, patches=min(base.patches, MOST_LIVE_PATCHES)))


def payload(spec: MapSpec) -> bytes:
    """Everything that the browser needs to show maps and to tell each cell, packed."""
    _, meta = training_maps.load()
    grids = [training_maps.MAPS[name] for name in spec.maps.values()]
    key, panel = spec.panel
    told = {
        "title": spec.title,
        "name": spec.name,
        "question": spec.question,
        "legend": spec.legend,
        "x": asdict(spec.x) | {"field": grids[0].x.field, "given": grids[0].x.values},
        "y": asdict(spec.y) | {"field": grids[0].y.field, "given": grids[0].y.values},
        "learns_right": spec.learns_right,
        "has_gain": spec.has_gain,
        "plateau": spec.plateau,
        "off": spec.off,
        "window": endings.WINDOW,
        "seeds": training_maps.SEEDS,
        "steps": spec.steps(),
        "colours": FAST_TO_SLOW,
        "ends": [[code, words] for code, words in spec.ends().items()],
        "panel": [key, panel.title],
        "provenance": in_words(meta["provenance"]),
        "maps": [
            {
                "label": label,
                "finding": spec.finding(label),
                "border": spec.border(label),
                "recipe": asdict(grid.base),
                "target": float(endings.target_losses(grid.base).mean()),
                "states": spec.panel_states(label),
            }
            for label, grid in zip(spec.maps, grids, strict=True)
        ],
    }
    arrays = {}
    for number, label in enumerate(spec.maps):
        arrays[f"{number}/ends"] = spec.seeds_in(label)
        arrays[f"{number}/typical"] = spec.steps_in(label)
    return pack(told, arrays)

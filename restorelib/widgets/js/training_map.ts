// `TrainingMap`: how many steps each net of a grid needed to learn; the reader draws the border first.
//
// Stable hooks for tests and styles:
//   .rl-training-map [data-ready]   root; [data-open]: the maps are shown
//   fieldset.rl-map-switch input    which map; .rl-map-asked: the question
//   .rl-map-handle                  the border to draw: training_map_drawing.ts
//   button.rl-reveal  .rl-show      "Show what happened", "just show me"
//   .rl-headline .rl-compared       the finding, and what was drawn beside what was measured
//   .rl-map-told (role=status)      the cell under the pointer; .rl-map-state: what can be done with it

import { toClipboard } from "./code.ts";
import { h, keepKeys, radioGroup } from "./dom.ts";
import { watchKernel } from "./kernel.ts";
import type { Cleanup, Context } from "./model.ts";
import { unpack } from "./packed.ts";
import { SKIPPED } from "./question.ts";
import { type Border, type Drawing, read, written } from "./training_map_border.ts";
import { type Cell, type MapsMeta, mapsOf } from "./training_map_data.ts";
import { makeDrawing } from "./training_map_drawing.ts";
import { linesSvg, makeGrid } from "./training_map_grid.ts";
import { makeLegend } from "./training_map_legend.ts";
import { makeCellTraining } from "./training_map_live.ts";
import { makeStateOffer } from "./training_map_state.ts";
import { cellTold, comparison, formulaTold } from "./training_map_words.ts";

interface Traits {
  payload: DataView<ArrayBuffer>;
  patches: DataView<ArrayBuffer>; // what live runs need
  guess: string; // "" until the border is drawn, then the drawing as text, or `SKIPPED`
  // On a page without a kernel:
  link?: ((key: string, text: string) => string) | undefined; // state of a panel -> link to it
}

const HINT = "Point at a cell, or walk with the arrow keys; a click or Enter chooses it.";

async function render({ model: bare, el }: Context<Traits>): Promise<Cleanup> {
  const maps = mapsOf(await unpack<MapsMeta>(bare.get("payload")));
  const kernel = watchKernel(bare, () => {});
  const { model } = kernel;
  const seen = new Set<number>(); // maps that were shown, so that each fills once
  let shown = 0;
  let drawing: Drawing = new Map();

  const grid = makeGrid(maps, { look: told, choose });
  const draw = makeDrawing(maps, grid.field, (border) => {
    drawing.set(maps.maps[shown].label, border);
    offer();
  });
  const lines = h("div.rl-map-over");
  const legend = makeLegend(maps);
  const switched = radioGroup(
    "rl-map-switch.rl-source",
    maps.legend,
    maps.maps.map(({ label }) => label),
    0,
    (index) => {
      shown = index;
      show();
    },
  );
  const live = makeCellTraining(maps, model.get("patches"));
  const state = makeStateOffer(maps, model.get("link"), toClipboard);
  const headline = h("b.rl-headline");
  const compared = h("p.rl-sentence.rl-compared", { tabindex: -1 });
  const byFormula = h("p.rl-sentence.rl-by-formula", { hidden: !maps.has_gain });
  const line = h("p.rl-map-told", { role: "status" });
  const asked = h("p.rl-map-asked", {}, maps.question);
  const progress = h("span.rl-note", { role: "status" });
  const reveal = h(
    "button.rl-reveal",
    { type: "button", click: () => answer(written(drawing, maps.x)) },
    "Show what happened",
  );
  const skip = h("button.rl-show", { type: "button", click: () => answer(SKIPPED) }, SKIPPED);
  const ask = h("div.rl-actions.rl-map-ask", {}, reveal, skip, progress);
  const cell = h("div.rl-map-side-by-side", {}, line, state.element, live.element);
  const found = h("div.rl-map-found", { "aria-live": "polite" }, headline);
  const root = h(
    "div.rl-panel.rl-training-map",
    { role: "group", "aria-label": maps.title },
    h("div.rl-title", { role: "heading", "aria-level": 3 }, maps.title),
    ...[asked, found, switched.element],
    h(
      "div.rl-map-board",
      {},
      h("div.rl-map-figure", {}, grid.element, legend),
      h("div.rl-map-text", {}, compared, byFormula, cell),
    ),
    ask,
    h("p.rl-provenance", {}, `Recorded, in Keras: ${maps.provenance}`),
  );
  el.append(root);

  function answer(guess: string) {
    model.set("guess", guess);
    model.save_changes();
    refresh();
    compared.focus({ preventScroll: true });
  }
  const middle = (): Border => Array(maps.rows).fill(Math.round(maps.columns / 2));
  /** Say which borders are drawn. */
  function offer() {
    const missing = maps.maps.filter(({ label }) => !drawing.has(label));
    reveal.disabled = missing.length === maps.maps.length;
    const drawn = maps.maps.filter(({ label }) => drawing.has(label));
    const told = drawn.map(({ label }) => `${label}: drawn.`);
    const toDo = missing.map(({ label }) => `${label}: not drawn yet.`);
    progress.textContent = [...told, ...toDo].join(" ");
  }
  function told(at: Cell | null) {
    const map = maps.maps[shown];
    const which = at ?? grid.chosen();
    line.textContent = which ? cellTold(maps, map, which) : HINT;
  }
  function choose(at: Cell) {
    told(at);
    state.show(maps.maps[shown], at);
    live.show(maps.maps[shown], at);
    live.element.hidden = !model.get("patches").byteLength;
  }
  function show() {
    const map = maps.maps[shown];
    const open = model.get("guess") !== "";
    const drawn = drawing.get(map.label);
    grid.cover(!open);
    grid.element.style.setProperty("--rl-yours", drawn ? "1" : "0");
    grid.field.replaceChildren(open ? lines : draw.element);
    if (!open) {
      draw.show(drawn ?? middle());
      offer();
      return;
    }
    grid.tell(map, !seen.has(shown));
    seen.add(shown);
    lines.innerHTML = linesSvg(maps, map, drawn);
    headline.textContent = `${map.finding}.`;
    compared.textContent = drawn
      ? comparison(maps, map, drawn)
      : `You drew no border for ${map.label}.`;
    byFormula.textContent = maps.has_gain ? formulaTold(maps, map) : "";
    const at = grid.chosen();
    if (at) choose(at);
    else told(null);
  }
  /** Follow what is known of the guess. */
  function refresh() {
    const guess = model.get("guess");
    const open = guess !== "";
    if (open) drawing = guess === SKIPPED ? new Map() : read(guess, maps.x, maps.rows);
    root.toggleAttribute("data-open", open);
    for (const part of [asked, ask]) part.hidden = open;
    for (const part of [found, compared, byFormula, cell, legend]) part.hidden = !open;
    byFormula.hidden ||= !maps.has_gain;
    if (!grid.chosen()) state.element.hidden = live.element.hidden = true;
    show();
  }
  model.on("change:guess", refresh);
  refresh();
  keepKeys(root);
  root.dataset.ready = "true";
  return () => {
    live.end();
    kernel.end();
    model.off("change:guess", refresh);
  };
}

export default { render };

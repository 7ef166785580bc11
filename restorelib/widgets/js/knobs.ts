// The knobs of a panel, and beside each of their values the outcome of every seed.
//
// A cell is covered until its state was chosen once, so that it gives no answer away; "Show all
// outcomes" uncovers the rest. All cells are one tab stop: arrow keys walk, Enter or Space chooses.
//
// Stable hooks for tests and styles:
//   fieldset.rl-knob input          radio groups, one per knob
//   [role=grid] [role=row]          a value of a knob and its cells
//   .rl-cell [data-verdict]         role=gridcell; aria-selected: this run is shown; the verdict is
//                                   "covered" until its state was chosen
//   .rl-uncover                     "Show all outcomes"; .rl-verdicts: what the signs mean

import { h, uniqueId } from "./dom.ts";
import { type Cell, changed, next, type Shape, SIGNS, stateOf, told } from "./matrix.ts";
import type { PanelMeta } from "./panel_meta.ts";
import type { Run } from "./runs.ts";

interface Parts {
  panel: PanelMeta;
  runs: Run[];
  choice: () => { places: number[]; seed: number };
  choose(places: number[], seed: number): void;
}

export function makeKnobs({ panel, runs, choice, choose }: Parts) {
  const shape: Shape = {
    sizes: panel.knobs.map(([, labels]) => labels.length),
    seeds: panel.seeds,
  };
  const visited = new Set<number>(); // states
  let uncovered = false;
  let drawn = ""; // what the cells show: a scrub changes none of it
  let focus: Cell = { knob: 0, value: panel.start[0], seed: 0 }; // the one in the tab order

  const pick = (cell: Cell) => choose(changed(choice().places, cell), cell.seed);
  const knobs = panel.knobs.map(([legend, labels], knob) =>
    makeKnob(legend, labels, panel.start[knob], panel.seeds, {
      turn: (value) => pick({ knob, value, seed: choice().seed }),
      pick: (value, seed) => pick({ knob, value, seed }),
      walk: (value, seed, key) => walk({ knob, value, seed }, key),
    }),
  );
  const uncover = h("button.rl-uncover", { type: "button", click: showAll }, "Show all outcomes");
  const verdicts = h("p.rl-verdicts", { "aria-hidden": "true" });
  const element = h(
    "div.rl-knobs",
    {},
    ...knobs.map((knob) => knob.element),
    h("div.rl-outcomes", {}, uncover, verdicts),
  );

  const cellAt = ({ knob, value, seed }: Cell) => knobs[knob].cells[value][seed];
  function walk(from: Cell, key: string): boolean {
    const to = next(key, from, shape);
    if (!to) return false;
    cellAt(focus).tabIndex = -1;
    focus = to;
    cellAt(to).tabIndex = 0;
    cellAt(to).focus();
    return true;
  }
  function showAll() {
    uncovered = true;
    cellAt(focus).focus(); // the button is hidden now
    draw();
  }

  /** Show what is chosen now, and uncover its state. */
  function draw() {
    const { places, seed: chosen } = choice();
    const now = `${places}, ${chosen}, ${uncovered}`;
    if (now === drawn) return;
    drawn = now;
    visited.add(stateOf(places, { knob: 0, value: places[0] }, shape));
    const kinds = new Set<string>();
    cellAt(focus).tabIndex = -1;
    if (!element.contains(document.activeElement))
      focus = { knob: 0, value: places[0], seed: chosen };
    knobs.forEach(({ inputs, cells }, knob) => {
      inputs[places[knob]].checked = true;
      cells.forEach((row, value) => {
        const state = stateOf(places, { knob, value }, shape);
        const open = uncovered || visited.has(state);
        row.forEach((cell, seed) => {
          const verdict = open ? (runs[state * panel.seeds + seed].verdict ?? null) : null;
          const kind = verdict ? verdict[0] : "covered";
          if (verdict) kinds.add(kind);
          cell.dataset.verdict = kind;
          cell.dataset.sign = SIGNS[kind] ?? "";
          const selected = value === places[knob] && seed === chosen;
          cell.setAttribute("aria-selected", String(selected));
          cell.setAttribute("aria-label", told(panel.knobs[knob][1][value], seed, verdict));
          cell.title = cell.getAttribute("aria-label") ?? "";
        });
      });
    });
    cellAt(focus).tabIndex = 0;
    uncover.hidden = uncovered;
    verdicts.replaceChildren(
      ...Object.keys(SIGNS)
        .filter((kind) => kinds.has(kind))
        .map((kind) =>
          h(
            "span",
            {},
            h("i.rl-sign", { "data-verdict": kind, "data-sign": SIGNS[kind] }),
            ` ${kind}`,
          ),
        ),
    );
  }
  /** The chosen value of the first knob, for the focus after the question. */
  const first = () => knobs[0].inputs.find((input) => input.checked);
  return { element, draw, first };
}

interface Moves {
  turn(value: number): void;
  pick(value: number, seed: number): void;
  walk(value: number, seed: number, key: string): boolean; // whether the key was used
}

/** One knob: native radio buttons, each with the cells of its seeds. */
function makeKnob(legend: string, labels: string[], start: number, seeds: number, moves: Moves) {
  const name = uniqueId("radio");
  const inputs = labels.map((_, value) =>
    h("input", {
      ...{ type: "radio", name, value, checked: value === start },
      change: () => moves.turn(value),
    }),
  );
  const cells = labels.map((_, value) =>
    Array.from({ length: seeds }, (_, seed) => {
      const onKey = (event: KeyboardEvent) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return; // shortcuts of the browser
        const chosen = event.key === "Enter" || event.key === " ";
        if (chosen) moves.pick(value, seed);
        else if (!moves.walk(value, seed, event.key)) return;
        event.preventDefault();
        event.stopPropagation();
      };
      return h("span.rl-cell", {
        role: "gridcell",
        tabindex: -1,
        click: () => moves.pick(value, seed),
        keydown: onKey,
      });
    }),
  );
  const rows = labels.map((label, value) =>
    h(
      "div.rl-options",
      { role: "row" },
      h("div.rl-value", { role: "rowheader" }, h("label", {}, inputs[value], h("span", {}, label))),
      h("div.rl-cells", { role: "presentation" }, ...cells[value]),
    ),
  );
  const element = h(
    "fieldset.rl-knob",
    {},
    h("legend", {}, legend),
    h("div.rl-rows", { role: "grid", "aria-label": `${legend}: outcome of each seed` }, ...rows),
  );
  element.style.setProperty("--rl-seeds", String(seeds));
  return { element, inputs, cells };
}

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

import { keyTo, makeCells } from "./cells.ts";
import { h, uniqueId } from "./dom.ts";
import { type Cell, changed, type Shape, stateOf } from "./matrix.ts";
import type { Outcomes } from "./outcomes.ts";
import type { PanelMeta } from "./panel_meta.ts";

export interface Choice {
  places: number[]; // index of each knob's value
  seed: number;
}

/** What tables of outcomes need; `uncover` shows all. */
export interface Parts {
  panel: Pick<PanelMeta, "knobs" | "start" | "seeds">;
  outcomes: Outcomes;
  choice(): Choice;
  choose(choice: Choice): void;
  uncover(): void;
}

export function makeKnobs({ panel, outcomes, choice, choose, uncover }: Parts) {
  const shape: Shape = {
    sizes: panel.knobs.map(([, labels]) => labels.length),
    seeds: panel.seeds,
  };
  let drawn = ""; // what the cells show: a scrub changes none of it

  const pick = (cell: Cell) => choose({ places: changed(choice().places, cell), seed: cell.seed });
  const table = makeCells(shape, pick);
  const knobs = panel.knobs.map(([legend, labels], knob) =>
    makeKnob(legend, labels, panel.start[knob], table.cells[knob], (value) =>
      pick({ knob, value, seed: choice().seed }),
    ),
  );
  const element = h("div.rl-knobs", {}, ...knobs.map((knob) => knob.element));
  element.style.setProperty("--rl-seeds", String(panel.seeds));
  const showAll = () => {
    table.focus(); // the button is hidden then
    uncover();
  };
  const all = h("button.rl-uncover", { type: "button", click: showAll }, "Show all outcomes");
  const verdicts = h("p.rl-verdicts", { "aria-hidden": "true" });

  /** Show what is chosen now. */
  function draw() {
    const { places, seed: chosen } = choice();
    const now = `${places}, ${chosen}, ${outcomes.version()}`;
    if (now === drawn) return;
    drawn = now;
    const kinds = new Set<string>();
    if (!element.contains(document.activeElement))
      table.stop({ knob: 0, value: places[0], seed: chosen });
    knobs.forEach(({ inputs }, knob) => {
      inputs[places[knob]].checked = true;
      panel.knobs[knob][1].forEach((label, value) => {
        const state = stateOf(places, { knob, value }, shape);
        for (let seed = 0; seed < panel.seeds; seed++) {
          const verdict = outcomes.verdict(state, seed);
          if (verdict) kinds.add(verdict[0]);
          const selected = value === places[knob] && seed === chosen;
          table.tell({ knob, value, seed }, label, verdict, selected);
        }
      });
    });
    all.hidden = outcomes.all();
    verdicts.replaceChildren(...keyTo(kinds));
  }
  return {
    element,
    outcomes: h("div.rl-outcomes", {}, all, verdicts),
    draw,
    /** The chosen value of the first knob, for the focus after the question. */
    first: () => knobs[0].inputs.find((input) => input.checked),
  };
}

/** One knob: native radio buttons, each with the cells of its seeds. */
function makeKnob(
  legend: string,
  labels: string[],
  start: number,
  cells: HTMLElement[][],
  turn: (value: number) => void,
) {
  const name = uniqueId("radio");
  const inputs = labels.map((_, value) =>
    h("input", {
      ...{ type: "radio", name, value, checked: value === start },
      change: () => turn(value),
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
  return { element, inputs };
}

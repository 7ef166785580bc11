// All states of a panel, folded: a row for each, a cell for each of its seeds.
//
// Stable hooks for tests and styles:
//   button.rl-all-states            opens and closes .rl-states; aria-expanded
//   .rl-states [role=grid] .rl-cell as in knobs.ts; .rl-uncover-states: "Show all outcomes"

import { keyTo, makeCells } from "./cells.ts";
import { h, uniqueId } from "./dom.ts";
import type { Parts } from "./knobs.ts";
import { placesOf } from "./matrix.ts";
import { runNumber } from "./runs.ts";

export function makeStates({ panel, outcomes, choice, choose, uncover }: Parts) {
  const sizes = panel.knobs.map(([, labels]) => labels.length);
  const count = sizes.reduce((product, size) => product * size, 1);
  const places = Array.from({ length: count }, (_, state) => placesOf(state, sizes));
  const labels = places.map((place) => place.map((value, knob) => panel.knobs[knob][1][value]));
  const element = h("div.rl-states", { hidden: true, id: uniqueId("states") });
  const button = h(
    "button.rl-all-states",
    { type: "button", "aria-expanded": "false", "aria-controls": element.id, click: toggle },
    "All states",
  );
  const verdicts = h("span.rl-verdicts", { "aria-hidden": "true" });
  const showAll = () => {
    table?.focus(); // the button is hidden then
    uncover();
  };
  const all = h(
    "button.rl-uncover-states",
    { type: "button", click: showAll },
    "Show all outcomes",
  );
  let table: ReturnType<typeof makeCells> | undefined; // made when it is first opened
  let drawn = "";

  function toggle() {
    element.hidden = !element.hidden;
    button.setAttribute("aria-expanded", String(!element.hidden));
    table ??= make();
    draw();
  }
  function make() {
    const made = makeCells({ sizes: [count], seeds: panel.seeds }, ({ value, seed }) =>
      choose({ places: places[value], seed }),
    );
    const rows = made.cells[0].map((cells, state) =>
      h(
        "div.rl-state-row",
        { role: "row" },
        h("span", { role: "rowheader" }, labels[state].join(" · ")),
        h("div.rl-cells", { role: "presentation" }, ...cells),
      ),
    );
    const legends = panel.knobs.map(([legend]) => legend).join(" · ");
    element.style.setProperty("--rl-seeds", String(panel.seeds));
    element.append(
      h(
        "p.rl-outcomes",
        {},
        h("span.rl-note", {}, `${legends}: a cell for each seed`),
        all,
        verdicts,
      ),
      h("div.rl-table", { role: "grid", "aria-label": "Outcome of each state and seed" }, ...rows),
    );
    return made;
  }
  /** Show what is chosen now, if it is open. */
  function draw() {
    if (element.hidden || !table) return;
    const { places: chosen, seed: shown } = choice();
    const now = `${chosen}, ${shown}, ${outcomes.version()}`;
    if (now === drawn) return;
    drawn = now;
    const kinds = new Set<string>();
    const current = runNumber(chosen, sizes, 1, 0);
    if (!element.contains(document.activeElement))
      table.stop({ knob: 0, value: current, seed: shown });
    for (let state = 0; state < count; state++)
      for (let seed = 0; seed < panel.seeds; seed++) {
        const verdict = outcomes.verdict(state, seed);
        if (verdict) kinds.add(verdict[0]);
        const selected = state === current && seed === shown;
        table.tell({ knob: 0, value: state, seed }, labels[state].join(", "), verdict, selected);
      }
    all.hidden = outcomes.all();
    verdicts.replaceChildren(...keyTo(kinds));
  }
  return { button, element, draw };
}

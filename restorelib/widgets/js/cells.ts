// Cells of outcomes: each tells how one run ended, and shows that run when it is chosen.

import { h, KEEPS_KEYS } from "./dom.ts";
import { type Cell, next, type Shape, SIGNS, told, type Verdict } from "./matrix.ts";

/** A table of cells that is one tab stop: arrow keys walk, Enter or Space chooses.
 *
 *  @param pick shows the run of a cell
 */
export function makeCells({ sizes, seeds }: Shape, pick: (cell: Cell) => void) {
  let focus: Cell = { knob: 0, value: 0, seed: 0 }; // the one in the tab order
  const cells = sizes.map((size, knob) =>
    Array.from({ length: size }, (_, value) =>
      Array.from({ length: seeds }, (_, seed) => makeCell({ knob, value, seed })),
    ),
  );
  const at = ({ knob, value, seed }: Cell) => cells[knob][value][seed];

  function makeCell(cell: Cell): HTMLElement {
    const choose = () => {
      stop(cell);
      pick(cell);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return; // shortcuts of the browser
      if (event.key === "Enter" || event.key === " ") choose();
      else {
        const to = next(event.key, cell, { sizes, seeds });
        if (!to) return;
        stop(to);
        at(to).focus();
      }
      event.preventDefault();
      event.stopPropagation();
    };
    const listeners = { click: choose, keydown: onKey };
    return h("span.rl-cell", { role: "gridcell", tabindex: -1, ...listeners, ...KEEPS_KEYS });
  }
  /** Let the tab key stop at this cell. */
  function stop(cell: Cell) {
    at(focus).tabIndex = -1;
    focus = cell;
    at(cell).tabIndex = 0;
  }
  return {
    /** Elements, by knob, value and seed. */
    cells,
    stop,
    focus: () => at(focus).focus(),
    /** Show how a run ended; null covers it. */
    tell(cell: Cell, label: string, verdict: Verdict | null, selected: boolean) {
      const element = at(cell);
      const kind = verdict ? verdict[0] : "covered";
      element.dataset.verdict = kind;
      element.dataset.sign = SIGNS[kind] ?? "";
      element.setAttribute("aria-selected", String(selected));
      element.title = told(label, cell.seed, verdict);
      element.setAttribute("aria-label", element.title);
    },
  };
}

/** The signs of these kinds of outcome, with what they mean. */
export function keyTo(kinds: Set<string>): HTMLElement[] {
  const known = Object.keys(SIGNS).filter((kind) => kinds.has(kind));
  return known.map((kind) => {
    const sign = h("i.rl-sign", { "data-verdict": kind, "data-sign": SIGNS[kind] });
    return h("span", {}, sign, ` ${kind}`);
  });
}

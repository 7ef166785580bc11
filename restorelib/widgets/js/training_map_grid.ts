// The cells of a map with their axes, and over them the lines. All cells are one tab stop.
//
// Stable hooks for tests and styles:
//   [role=grid] .rl-map-cell [data-end]   role=gridcell: learned, late, diverged, dead, or covered
//   .rl-map-field                         what lies over the cells; svg.rl-map-lines in it

import { h, KEEPS_KEYS } from "./dom.ts";
import { clamp } from "./numbers.ts";
import { escapeText } from "./svg.ts";
import { type Border, cellAt, placeAt } from "./training_map_border.ts";
import { type Cell, named, type OneMap, type TrainingMaps } from "./training_map_data.ts";
import { cellTold, colourOf, disagree, gainOne, shareOf } from "./training_map_words.ts";

const KINDS: Record<number, string> = { 0: "late", "-1": "diverged", "-2": "dead" };
const SIGNS: Record<string, string> = { diverged: "✕", dead: "○" };
const KEYS: Record<string, [down: number, right: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, Number.NEGATIVE_INFINITY],
  End: [0, Number.POSITIVE_INFINITY],
};

/** Sign and kind of what a cell holds. */
export const kindOf = (end: number) => (end > 0 ? "learned" : KINDS[end]);
export const signOf = (kind: string) => SIGNS[kind] ?? "";

/** @param look tells of a cell; null: of none
 *  @param choose shows what can be done with a cell
 */
export function makeGrid(
  maps: TrainingMaps,
  { look, choose }: { look(cell: Cell | null): void; choose(cell: Cell): void },
) {
  const { x, y, rows, columns } = maps;
  const cells = y.labels.map((_, row) => x.labels.map((_, column) => makeCell({ row, column })));
  const field = h("div.rl-map-field");
  const table = h(
    "div.rl-map-table",
    { role: "grid", "aria-label": `${y.title} against ${x.title}` },
    ...cells.map((row, i) =>
      h(
        "div.rl-map-row",
        { role: "row" },
        h("span.rl-map-head", { role: "rowheader" }, y.labels[i]),
        ...row,
      ),
    ),
    h("div.rl-map-row.rl-map-ticks", { role: "row" }, h("span", { role: "cell" }), ...ticks(maps)),
  );
  const element = h(
    "div.rl-map-chart",
    {},
    h("div.rl-map-y", { "aria-hidden": "true" }, `${y.title} ↓`),
    h("div.rl-map-ground", {}, table, field),
    h("div.rl-map-x", { "aria-hidden": "true" }, `${x.title} →`),
  );
  element.style.setProperty("--rl-columns", String(columns));
  element.style.setProperty("--rl-rows", String(rows));
  let focus: Cell = { row: 0, column: 0 };
  let chosen: Cell | null = null;
  listen();

  const cellOf = ({ row, column }: Cell) => cells[row][column];
  function makeCell(cell: Cell) {
    return h("span.rl-map-cell", {
      ...{ role: "gridcell", tabindex: -1, "data-end": "covered", ...KEEPS_KEYS },
      focus: () => look(cell),
      keydown: (event: KeyboardEvent) => onKey(event, cell),
    });
  }
  function onKey(event: KeyboardEvent, cell: Cell) {
    if (event.ctrlKey || event.metaKey || event.altKey) return; // shortcuts of the browser
    const by = KEYS[event.key];
    if (event.key === "Enter" || event.key === " ") pick(cell);
    else if (by) {
      const row = clamp(cell.row + by[0], 0, rows - 1);
      stop({ row, column: clamp(cell.column + by[1], 0, columns - 1) });
      cellOf(focus).focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
  /** Let the tab key stop at this cell. */
  function stop(cell: Cell) {
    cellOf(focus).tabIndex = -1;
    focus = cell;
    cellOf(cell).tabIndex = 0;
  }
  function pick(cell: Cell) {
    if (chosen) cellOf(chosen).setAttribute("aria-selected", "false");
    chosen = cell;
    stop(cell);
    cellOf(cell).setAttribute("aria-selected", "true");
    choose(cell);
  }
  function listen() {
    const under = (event: PointerEvent) => {
      const box = field.getBoundingClientRect();
      const share = (at: number, from: number, size: number) => (at - from) / size;
      return cellAt(
        share(event.clientX, box.left, box.width),
        share(event.clientY, box.top, box.height),
        ...([rows, columns] as const),
      );
    };
    const seen = () => element.dataset.covered === undefined;
    field.addEventListener("pointermove", (event) => seen() && look(under(event)));
    field.addEventListener("pointerleave", () => seen() && look(null));
    field.addEventListener("click", (event) => {
      if (!seen()) return;
      pick(under(event as PointerEvent));
      cellOf(focus).focus({ preventScroll: true });
    });
  }
  return {
    element,
    field,
    chosen: () => chosen,
    focus: () => cellOf(focus).focus({ preventScroll: true }),
    cover(covered: boolean) {
      if (covered) element.dataset.covered = "true";
      else delete element.dataset.covered;
      table.setAttribute("aria-hidden", String(covered));
      stop(focus);
      if (covered) cellOf(focus).tabIndex = -1;
    },
    /** Show a map; `filling`: each cell at the time that its runs took. */
    tell(map: OneMap, filling: boolean) {
      cells.forEach((row, r) =>
        row.forEach((cell, column) => {
          const place = { row: r, column };
          const end = map.typical(place);
          const kind = kindOf(end);
          cell.dataset.end = kind;
          cell.dataset.sign = signOf(kind);
          cell.toggleAttribute("data-mixed", disagree(map.seeds(place)));
          const step = end > 0 ? end : maps.steps;
          cell.style.setProperty("--rl-at", shareOf(maps, step).toFixed(3));
          cell.style.setProperty("--rl-colour", end > 0 ? colourOf(maps, end) : "");
          cell.setAttribute("aria-label", cellTold(maps, map, place));
          cell.setAttribute("aria-selected", String(cell === (chosen && cellOf(chosen))));
        }),
      );
      delete element.dataset.filling;
      if (!filling) return;
      void element.offsetWidth; // so that the motion begins again
      element.dataset.filling = "true";
    },
  };
}

/** Headers of the columns; those of powers of ten can be seen. */
const ticks = ({ x }: TrainingMaps) =>
  x.labels.map((label, i) => {
    const shown = Math.abs(Math.log10(x.values[i]) % 1) < 1e-6;
    return h(
      "span.rl-map-tick",
      { role: "columnheader", "aria-label": named(x, i), "data-shown": shown },
      shown ? h("span", {}, label) : null,
    );
  });

/** The path of a border, in columns and rows. */
export const borderPath = (border: Border) =>
  border.map((edge, row) => `${row ? "H" : "M"}${edge}${row ? "" : ",0"}V${row + 1}`).join("");

/** The lines over a map: drawn, measured, and by formula. */
export function linesSvg(maps: TrainingMaps, map: OneMap, drawn: Border | undefined): string {
  const { x, rows, columns, has_gain } = maps;
  const lines = [["measured", borderPath(map.border)]];
  if (has_gain) {
    const places = gainOne(maps, map).map((std) => clamp(placeAt(x, std), 0, columns).toFixed(2));
    const points = [places[0], ...places, places[rows - 1]];
    const height = (i: number) => clamp(i - 0.5, 0, rows);
    lines.push(["formula", `M${points.map((place, i) => `${place},${height(i)}`).join("L")}`]);
  }
  if (drawn) lines.push(["drawn", borderPath(drawn)]);
  const paths = lines.flatMap(([kind, path]) => [
    `<path class="rl-map-line rl-map-halo" d="${path}"/>`,
    `<path class="rl-map-line rl-map-${kind}" d="${path}"/>`,
  ]);
  return `<svg class="rl-map-lines" viewBox="0 0 ${columns} ${rows}" preserveAspectRatio="none" role="img" aria-label="${escapeText(lines.map(([kind]) => kind).join(", "))} border">${paths.join("")}</svg>`;
}

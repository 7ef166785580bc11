// The border that a reader draws: with a finger or a mouse along the map, or a handle for each row.
//
// Stable hooks for tests and styles:
//   .rl-map-handle   role=slider: ArrowLeft and ArrowRight move it, ArrowUp and ArrowDown walk

import { h, KEEPS_KEYS } from "./dom.ts";
import { short } from "./numbers.ts";
import { type Border, keyed, stroke, valueAt } from "./training_map_border.ts";
import { named, type TrainingMaps } from "./training_map_data.ts";
import { borderPath } from "./training_map_grid.ts";

/** @param field what lies over the cells of the map
 *  @param changed gets the border after each move
 */
export function makeDrawing(
  maps: TrainingMaps,
  field: HTMLElement,
  changed: (border: Border) => void,
) {
  const { rows, columns, learns_right } = maps;
  let border: Border = [];
  let from: { row: number; place: number } | null = null; // where the stroke was last
  const words = [h("b", {}, "does not learn"), h("b", {}, "learns")];
  const sides = (learns_right ? words : words.toReversed()).map((word, i) =>
    h(`div.rl-map-side${word === words[0] ? ".rl-map-dull" : ""}`, { "data-side": i }, word),
  );
  const line = h("div.rl-map-own");
  const handles = Array.from({ length: rows }, (_, row) =>
    h("div.rl-map-handle", {
      ...{ role: "slider", tabindex: row ? -1 : 0, ...KEEPS_KEYS },
      ...{ "aria-label": `Border for ${named(maps.y, row)}`, "aria-orientation": "horizontal" },
      ...{ "aria-valuemin": 0, "aria-valuemax": columns },
      keydown: (event: KeyboardEvent) => onKey(event, row),
    }),
  );
  const element = h("div.rl-map-drawing", {}, ...sides, line, ...handles);

  function onKey(event: KeyboardEvent, row: number) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const to = keyed(event.key, border, row, columns);
    if (!to) return;
    event.preventDefault();
    event.stopPropagation();
    if (to.border !== border) set(to.border);
    focus(to.row);
  }
  function focus(row: number) {
    handles.forEach((handle, i) => {
      handle.tabIndex = i === row ? 0 : -1;
    });
    handles[row].focus({ preventScroll: true });
  }
  function set(next: Border) {
    show(next);
    changed(next);
  }
  const placeOf = ({ clientX, clientY }: PointerEvent) => {
    const { left, top, width, height } = field.getBoundingClientRect();
    const row = Math.floor(((clientY - top) / height) * rows);
    return {
      row: Math.min(rows - 1, Math.max(0, row)),
      place: ((clientX - left) / width) * columns,
    };
  };
  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    event.preventDefault(); // no selection of the words
    from = placeOf(event);
    set(stroke(border, from, from, columns));
    focus(from.row);
  });
  element.addEventListener("pointermove", (event) => {
    if (!from) return;
    const to = placeOf(event);
    set(stroke(border, from, to, columns));
    from = to;
  });
  for (const end of ["pointerup", "pointercancel", "lostpointercapture"])
    element.addEventListener(end, () => {
      from = null;
    });

  /** Show a border without a change of it. */
  function show(next: Border) {
    border = next;
    const edges = next.flatMap((edge, row) => [
      `${(100 * edge) / columns}% ${(100 * row) / rows}%`,
      `${(100 * edge) / columns}% ${(100 * (row + 1)) / rows}%`,
    ]);
    sides[0].style.clipPath = `polygon(0 0, ${edges.join(", ")}, 0 100%)`;
    sides[1].style.clipPath = `polygon(100% 0, ${edges.join(", ")}, 100% 100%)`;
    line.innerHTML = `<svg viewBox="0 0 ${columns} ${rows}" preserveAspectRatio="none" aria-hidden="true"><path class="rl-map-line rl-map-drawn" d="${borderPath(next)}"/></svg>`;
    handles.forEach((handle, row) => {
      handle.style.left = `${(100 * next[row]) / columns}%`;
      handle.style.top = `${(100 * (row + 0.5)) / rows}%`;
      handle.setAttribute("aria-valuenow", String(next[row]));
      handle.setAttribute("aria-valuetext", toldOf(next[row]));
    });
  }
  function toldOf(edge: number) {
    if (edge === (learns_right ? columns : 0)) return "learns nowhere";
    if (edge === (learns_right ? 0 : columns)) return "learns everywhere";
    return `learns ${learns_right ? "above" : "below"} ${short(valueAt(maps.x, edge))}`;
  }
  return { element, show };
}

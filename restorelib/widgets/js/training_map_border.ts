// A border through a map: for each row, how many columns lie to its left.

import { clamp } from "./numbers.ts";
import type { AxisData, Cell } from "./training_map_data.ts";

export type Border = number[];
/** What a reader has drawn: label of a map -> its border. */
export type Drawing = Map<string, Border>;

/** Columns of an axis for each factor of e. */
const density = ({ values }: AxisData) =>
  (values.length - 1) / Math.log(values[values.length - 1] / values[0]);

/** The value at a place of the axis, in columns from its left end. */
export const valueAt = (axis: AxisData, place: number) =>
  axis.values[0] * Math.exp((place - 0.5) / density(axis));

/** The place of a value. */
export const placeAt = (axis: AxisData, value: number) =>
  Math.log(value / axis.values[0]) * density(axis) + 0.5;

/** The border after a stroke from one place of the map to another; each row that it meets follows.
 *
 *  @param from and `to`: a row, and a place between 0 and the number of columns
 */
export function stroke(
  border: Border,
  from: { row: number; place: number },
  to: { row: number; place: number },
  columns: number,
): Border {
  const [first, last] = from.row < to.row ? [from, to] : [to, from];
  return border.map((edge, row) => {
    if (row < first.row || row > last.row) return edge;
    const share = last.row === first.row ? 0 : (row - first.row) / (last.row - first.row);
    const place =
      last.row === first.row ? to.place : first.place + share * (last.place - first.place);
    return clamp(Math.round(place), 0, columns);
  });
}

/** The border after a key, and the row that has the focus then; null if the page may use the key. */
export function keyed(
  key: string,
  border: Border,
  row: number,
  columns: number,
): { border: Border; row: number } | null {
  const up = { ArrowUp: -1, ArrowDown: 1 }[key];
  if (up) return { border, row: clamp(row + up, 0, border.length - 1) };
  const by = { ArrowLeft: -1, ArrowRight: 1, PageDown: -4, PageUp: 4 }[key];
  const to = by ? border[row] + by : { Home: 0, End: columns }[key];
  if (to === undefined) return null;
  return { border: border.with(row, clamp(to, 0, columns)), row };
}

/** Cells between two borders. */
export const between = (one: Border, other: Border) =>
  one.reduce((sum, edge, row) => sum + Math.abs(edge - other[row]), 0);

/** The row in which two borders are furthest apart; the first of several. */
export const worst = (one: Border, other: Border) =>
  one.reduce((row, edge, i) => {
    const away = Math.abs(edge - other[i]);
    return away > Math.abs(one[row] - other[row]) ? i : row;
  }, 0);

/** The cell of a place in a field: shares of its width and height. */
export const cellAt = (x: number, y: number, rows: number, columns: number): Cell => ({
  row: clamp(Math.floor(y * rows), 0, rows - 1),
  column: clamp(Math.floor(x * columns), 0, columns - 1),
});

/** A drawing as text: "SGD: 0.01 0.0133 none"; a value is the first to the right of the border. */
export const written = (drawing: Drawing, { labels }: AxisData): string =>
  [...drawing]
    .map(([label, border]) => `${label}: ${border.map((edge) => labels[edge] ?? "none").join(" ")}`)
    .join("; ");

/** The drawing of a text; none of what does not fit the axis. */
export function read(text: string, { labels }: AxisData, rows: number): Drawing {
  const known = [...labels, "none"];
  const drawn = text.split("; ").map((part): [string, Border] => {
    const [label, values = ""] = part.split(": ");
    return [label, values.split(" ").map((value) => known.indexOf(value))];
  });
  return new Map(drawn.filter(([, border]) => border.length === rows && !border.includes(-1)));
}

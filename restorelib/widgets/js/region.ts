// A rectangle on a photograph: how the pointer and the keys change it. All in pixels of the
// photograph, and always inside it.

import { ARROWS } from "./keys.ts";
import { clamp } from "./numbers.ts";

export type Region = [left: number, top: number, width: number, height: number];
export type Size = [width: number, height: number];
export type Point = [x: number, y: number];

const LEAST = 16; // pixels of a side, where the photograph has as many

/** The region moved by (x, y), as far as the photograph goes. */
export function moved([left, top, width, height]: Region, [x, y]: Point, whole: Size): Region {
  return [
    clamp(Math.round(left + x), 0, whole[0] - width),
    clamp(Math.round(top + y), 0, whole[1] - height),
    width,
    height,
  ];
}

/** The region with its right and lower side moved by (x, y). */
export function resized([left, top, width, height]: Region, [x, y]: Point, whole: Size): Region {
  const [least, lowest] = whole.map((side) => Math.min(LEAST, side));
  const right = clamp(Math.round(left + width + x), Math.min(left + least, whole[0]), whole[0]);
  const bottom = clamp(Math.round(top + height + y), Math.min(top + lowest, whole[1]), whole[1]);
  return inside([left, top, right - left, bottom - top], whole);
}

/** The region between two points, at least as large as regions are. */
export function drawn(from: Point, to: Point, whole: Size): Region {
  const [left, right] = [Math.min(from[0], to[0]), Math.max(from[0], to[0])];
  const [top, bottom] = [Math.min(from[1], to[1]), Math.max(from[1], to[1])];
  const x = clamp(Math.round(left), 0, whole[0]);
  const y = clamp(Math.round(top), 0, whole[1]);
  const width = clamp(Math.round(right), 0, whole[0]) - x;
  const height = clamp(Math.round(bottom), 0, whole[1]) - y;
  return inside([x, y, width, height], whole);
}

/** The region moved so that its centre is at a point, as far as the photograph goes. */
export function centred([left, top, width, height]: Region, [x, y]: Point, whole: Size): Region {
  return moved([left, top, width, height], [x - left - width / 2, y - top - height / 2], whole);
}

/** The region after a key; null: the key does nothing here, so the page may use it.
 *
 *  Arrows move it by a twentieth of the photograph's longer side, with Shift they change its size.
 */
export function keyed(region: Region, key: string, shift: boolean, whole: Size): Region | null {
  const arrow = ARROWS[key];
  if (!arrow) return null;
  const step = Math.max(1, Math.round(Math.max(...whole) / 20));
  const by: Point = [step * arrow[0], step * arrow[1]];
  return shift ? resized(region, by, whole) : moved(region, by, whole);
}

/** In words, for a screen reader. */
export function spoken([left, top, width, height]: Region): string {
  return `Region of ${width} by ${height} pixels, at column ${left}, row ${top}`;
}

function inside([left, top, width, height]: Region, whole: Size): Region {
  const wide = Math.max(width, Math.min(LEAST, whole[0]));
  const high = Math.max(height, Math.min(LEAST, whole[1]));
  return moved([left, top, wide, high], [0, 0], whole);
}

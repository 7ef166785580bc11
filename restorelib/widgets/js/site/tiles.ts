// A photograph in tiles: a net that looks at one after the other needs memory for one.

import type { Images } from "../engine/messages.ts";
import { clamp } from "../numbers.ts";

export interface Photograph {
  width: number; // px
  height: number;
  values: Float32Array; // red, green and blue of each pixel, row by row
}

export interface Tile {
  x: number; // px, of its corner
  y: number;
  size: number; // px of a side; the last of a row may be cut off
}

/** What a net is shown of the photograph around each tile, so that tiles do not show their edges. */
const AROUND = 4; // px
const CHANNELS = 3;

export function tilesOf({ width, height }: Photograph, size: number): Tile[] {
  const tiles: Tile[] = [];
  for (let y = 0; y < height; y += size)
    for (let x = 0; x < width; x += size) tiles.push({ x, y, size });
  return tiles;
}

/** The tiles with what lies around them; at the photograph's border its last pixels are repeated. */
export function cut({ width, height, values }: Photograph, tiles: Tile[]): Images {
  const [{ size }] = tiles;
  const side = size + 2 * AROUND;
  const images = new Float32Array(tiles.length * side * side * CHANNELS);
  let end = 0;
  for (const { x, y } of tiles)
    for (let row = -AROUND; row < size + AROUND; row++)
      for (let column = -AROUND; column < size + AROUND; column++) {
        const from = clamp(y + row, 0, height - 1) * width + clamp(x + column, 0, width - 1);
        for (let c = 0; c < CHANNELS; c++) images[end++] = values[from * CHANNELS + c];
      }
  return { shape: [tiles.length, side, side, CHANNELS], values: images };
}

/** The photograph of what a net made of each tile. */
export function joined(
  { width, height }: Photograph,
  tiles: Tile[],
  made: Float32Array,
): Photograph {
  const values = new Float32Array(width * height * CHANNELS);
  const side = tiles[0].size + 2 * AROUND;
  tiles.forEach(({ x, y, size }, tile) => {
    const length = Math.min(size, width - x) * CHANNELS;
    for (let row = 0; row < Math.min(size, height - y); row++) {
      const from = ((tile * side + row + AROUND) * side + AROUND) * CHANNELS;
      values.set(made.subarray(from, from + length), ((y + row) * width + x) * CHANNELS);
    }
  });
  return { width, height, values };
}

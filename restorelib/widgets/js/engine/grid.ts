// A grid of cells, each s x s pixels of an image. A convolution of stride s over the image is one of
// stride 1 over the grid, whose cells have s * s times as many channels; so is a transposed one.
// (Shi et al. 2016, arXiv 1609.05158, call it sub-pixel convolution.)

import type { Shape } from "./graph.ts";
import type { Address, Kernels } from "./kernels.ts";

/** Pixel (y, x) lies in cell ((y + top) / side, (x + left) / side), rounded down. */
export interface Grid {
  readonly address: Address;
  readonly images: number;
  readonly rows: number;
  readonly cells: number; // of a row
  readonly channels: number; // of a cell: side * side times those of a pixel, or more
  readonly side: number;
  readonly top: number;
  readonly left: number;
}

/** Runs of pixels of one phase: the first pixel, its cell, and how many cells follow. */
function* phases(side: number, offset: number, pixels: number, cells: number) {
  for (let phase = 0; phase < side; phase++) {
    const before = (phase - offset) % side;
    const pixel = before < 0 ? before + side : before;
    const cell = Math.floor((pixel + offset) / side);
    const count = Math.min(Math.ceil((pixels - pixel) / side), cells - cell);
    if (count > 0) yield { phase, pixel, cell, count };
  }
}

/** Copy images into the cells ("in"), or add the cells to the images ("out"). */
export function move(
  kernels: Kernels,
  grid: Grid,
  images: Address,
  [count, rows, pixels, channels]: Shape,
  direction: "in" | "out",
): void {
  const { side } = grid;
  const cellRow = grid.cells * grid.channels;
  for (const v of phases(side, grid.top, rows, grid.rows))
    for (const h of phases(side, grid.left, pixels, grid.cells)) {
      const channel = (v.phase * side + h.phase) * channels;
      const cell = grid.address + 4 * (v.cell * cellRow + h.cell * grid.channels + channel);
      const pixel = images + 4 * (v.pixel * pixels + h.pixel) * channels;
      const cellStrides = [grid.rows * cellRow, cellRow, grid.channels] as const;
      const pixelStrides = [
        rows * pixels * channels,
        side * pixels * channels,
        side * channels,
      ] as const;
      if (direction === "in")
        kernels.copy(
          cell,
          ...cellStrides,
          pixel,
          ...pixelStrides,
          count,
          v.count,
          h.count,
          channels,
          0,
        );
      else
        kernels.copy(
          pixel,
          ...pixelStrides,
          cell,
          ...cellStrides,
          count,
          v.count,
          h.count,
          channels,
          1,
        );
    }
}

// Convolutions of stride 1 between grids: directly, or where it fits by Winograd's way (winograd.c).

import type { Grid } from "./grid.ts";
import type { Address, Kernels } from "./kernels.ts";

/** `prepare` after each change of the weights. */
export interface Work {
  prepare(): void;
  run(): void;
}

const PLANES = 16; // products for 2 x 2 pixels of one channel

/** Add the convolution of `from` to the cells of `to`. */
export function convolver(
  kernels: Kernels,
  cells: number,
  from: Grid,
  to: Grid,
  weights: Address,
): Work {
  const { images, rows, cells: pixels, channels } = to;
  const winograd = winogradFor(kernels, cells, from, to);
  if (!winograd) {
    // A kernel of one cell does not care where a row ends.
    const all = images * rows * pixels;
    const [i, r, p] = cells === 1 ? [1, 1, all] : [images, rows, pixels];
    const [step, taps] = [from.channels, cells * from.channels];
    return {
      prepare() {},
      run: () =>
        kernels.convolve(to.address, from.address, weights, i, r, p, step, cells, taps, channels),
    };
  }
  const u = kernels.allocate(PLANES * from.channels * channels);
  const needed = room(from, to);
  kernels.room(needed);
  return {
    prepare: () => winograd.winograd_weights(u, weights, from.channels, channels),
    run: () =>
      winograd.winograd_convolve(
        to.address,
        from.address,
        u,
        kernels.room(needed),
        images,
        rows,
        pixels,
        from.channels,
        channels,
      ),
  };
}

/** Add the gradient of the weights of `convolver`. `error`, that of `to`, lies in the grid `around`. */
export function differentiator(
  kernels: Kernels,
  cells: number,
  from: Grid,
  to: Grid,
  error: Address,
  around: Grid,
  gradient: Address,
): () => void {
  const { images, rows, cells: pixels, channels } = to;
  const row = around.cells * channels;
  const image = around.rows * row;
  const winograd = winogradFor(kernels, cells, from, to);
  const x = from.address;
  const step = from.channels;
  if (!winograd)
    return () =>
      kernels.kernel_gradient(
        gradient,
        x,
        error,
        image,
        row,
        images,
        rows,
        pixels,
        step,
        cells,
        cells * step,
        channels,
      );
  const needed = room(from, to) + PLANES * step * channels;
  kernels.room(needed);
  return () =>
    winograd.winograd_gradient(
      gradient,
      x,
      error,
      kernels.room(needed),
      image,
      row,
      images,
      rows,
      pixels,
      step,
      channels,
    );
}

function winogradFor(kernels: Kernels, cells: number, from: Grid, to: Grid) {
  const even = to.rows % 2 === 0 && to.cells % 2 === 0;
  return cells === 3 && even && from.channels % 4 === 0 ? kernels.winograd : null;
}

/** Floats for the planes of one image. */
function room(from: Grid, to: Grid): number {
  return (PLANES * to.rows * to.cells * (from.channels + to.channels)) / 4;
}

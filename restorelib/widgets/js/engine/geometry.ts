// Which convolution of stride 1, over cells (grid.ts), a layer of Keras is.

import type { Padding } from "./messages.ts";

/** One axis of an image. Cells are counted from the first that the kernel meets. */
export interface Axis {
  readonly output: number; // pixels
  readonly core: number; // cells that the convolution of stride 1 computes
  readonly lead: number; // pixels of zeros before the input
  readonly trail: number; // pixels of the first computed cell that lie before the output
}

/** A layer with a square kernel of `size`, as a kernel of `cells` x `cells` cells. */
export interface Geometry {
  readonly size: number;
  readonly cells: number;
  readonly inputSide: number; // pixels of an input cell
  readonly outputSide: number;
  axis(pixels: number): Axis;
  /** Offset along one axis in Keras's kernel, of a cell of ours and of a phase in it. */
  offset(cell: number, phase: number): number;
}

/** Conv2D: an output pixel sees cells of the input. */
export function convolved(size: number, stride: number, padding: Padding): Geometry {
  const axis = (pixels: number) => {
    const same = padding === "same";
    const output = same ? Math.ceil(pixels / stride) : Math.floor((pixels - size) / stride) + 1;
    const zeros = same ? Math.max((output - 1) * stride + size - pixels, 0) : 0;
    return { output, core: output, lead: Math.floor(zeros / 2), trail: 0 };
  };
  return {
    size,
    cells: Math.ceil(size / stride),
    inputSide: stride,
    outputSide: 1,
    axis,
    offset: (cell, phase) => cell * stride + phase,
  };
}

/** Conv2DTranspose: a cell of the output sees input pixels, through the kernel turned round. */
export function transposed(size: number, stride: number, padding: Padding): Geometry {
  const cells = Math.ceil(size / stride);
  const axis = (pixels: number) => {
    const over = Math.max(size - stride, 0);
    const output = pixels * stride + (padding === "same" ? 0 : over);
    const before = padding === "same" ? Math.floor(over / 2) : 0;
    const first = Math.floor(before / stride);
    const last = Math.floor((output - 1 + before) / stride);
    return {
      output,
      core: last - first + 1,
      lead: cells - 1 - first,
      trail: before - first * stride,
    };
  };
  return {
    size,
    cells,
    inputSide: 1,
    outputSide: stride,
    axis,
    offset: (cell, phase) => (cells - 1 - cell) * stride + phase,
  };
}

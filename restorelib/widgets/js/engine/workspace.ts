// The arrays that a convolution works on, beside its input and its output.

import type { Axis, Geometry } from "./geometry.ts";
import type { Tensor } from "./graph.ts";
import type { Grid } from "./grid.ts";
import { type Address, fours, type Kernels } from "./kernels.ts";

export interface Workspace {
  readonly padded: Grid; // the input, with zeros around it
  readonly core: Grid; // what is computed of the output
  readonly error: Grid; // the output's gradient, with zeros around it
  readonly inner: Address; // where in `error` the gradient of `core` begins
  readonly back: Grid | null; // the input's gradient; null where none is wanted
}

/** Cells of one axis, and the pixels of the first that lie before the image. */
interface Span {
  count: number;
  before: number;
}

/** Where the layout of a tensor is that of the cells, the tensor itself serves. */
export function workspace(kernels: Kernels, geometry: Geometry, x: Tensor, y: Tensor): Workspace {
  const [images, rows, pixels, inputs] = x.shape;
  const outputs = y.shape[3];
  const { cells, inputSide, outputSide } = geometry;
  const vertical = geometry.axis(rows);
  const horizontal = geometry.axis(pixels);
  const down = wayBack(vertical, rows, geometry);
  const across = wayBack(horizontal, pixels, geometry);
  const grid = (
    v: Span,
    h: Span,
    channels: number,
    side: number,
    tensor: Address | false,
  ): Grid => ({
    address: tensor || kernels.allocate(images * v.count * h.count * channels),
    images,
    rows: v.count,
    cells: h.count,
    channels,
    side,
    top: v.before,
    left: h.before,
  });

  const depth = inputSide ** 2 * inputs;
  const channels = fours(outputSide ** 2 * outputs);
  const pointwise = cells === 1; // no zeros around
  const alike = outputSide === 1 && channels === outputs;
  const exact = down.exact && across.exact && inputSide === 1 && fours(inputs) === inputs;
  const error = grid(
    down.error,
    across.error,
    channels,
    outputSide,
    pointwise && alike && y.gradient,
  );
  return {
    padded: grid(
      { count: vertical.core + cells - 1, before: vertical.lead },
      { count: horizontal.core + cells - 1, before: horizontal.lead },
      depth,
      inputSide,
      pointwise && inputSide === 1 && x.value,
    ),
    core: grid(
      { count: vertical.core, before: vertical.trail },
      { count: horizontal.core, before: horizontal.trail },
      channels,
      outputSide,
      alike && y.value,
    ),
    error,
    inner: error.address + 4 * (down.inner * error.cells + across.inner) * channels,
    back: x.gradient
      ? grid(down.input, across.input, fours(depth), inputSide, exact && x.gradient)
      : null,
  };
}

/** One axis of the convolution with the flipped kernel, from the output's gradient to the input's. */
function wayBack({ core, lead, trail }: Axis, pixels: number, geometry: Geometry) {
  const { cells, inputSide, outputSide } = geometry;
  const first = Math.min(Math.floor(lead / inputSide), cells - 1);
  const last = Math.min(Math.floor((pixels - 1 + lead) / inputSide) + 1, core + cells - 1);
  const count = Math.max(last, core) - first;
  const inner = cells - 1 - first; // cell of the error that is cell 0 of the output
  return {
    input: { count, before: lead - first * inputSide },
    error: { count: count + cells - 1, before: trail + inner * outputSide },
    inner,
    exact: count === pixels && lead === first * inputSide,
  };
}

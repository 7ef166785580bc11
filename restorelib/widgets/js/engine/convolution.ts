// The operation behind every layer with a kernel: a convolution of stride 1 over cells (grid.ts).

import type { Geometry } from "./geometry.ts";
import type { Graph, Operation, Parameter, Tensor } from "./graph.ts";
import { type Grid, move } from "./grid.ts";
import { kernelLayout } from "./kernel_layout.ts";
import type { Address, Kernels } from "./kernels.ts";
import { type Workspace, workspace } from "./workspace.ts";

interface Parts {
  geometry: Geometry;
  kernel: Parameter;
  bias: Parameter | null;
  outputs: number; // channels
  swapped: boolean; // whether Keras's kernel is (size, size, out, in)
}

/** Add a convolution to the graph. Returns its output, (images, rows, pixels, outputs). */
export function convolution(graph: Graph, x: Tensor, parts: Parts): Tensor {
  const [images, rows, pixels] = x.shape;
  const { geometry, outputs } = parts;
  const sides = [geometry.axis(rows).output, geometry.axis(pixels).output] as const;
  if (Math.min(...sides) < 1)
    throw new Error(
      `A kernel of ${geometry.size} pixels expects an image as large; received ${rows} x ${pixels}.`,
    );
  const y = graph.tensor([images, ...sides, outputs]);
  graph.operation(new Convolution(graph.kernels, x, y, parts));
  return y;
}

class Convolution implements Operation {
  readonly #kernels: Kernels;
  readonly #x: Tensor;
  readonly #y: Tensor;
  readonly #parts: Parts;
  readonly #work: Workspace;
  readonly #forward: Table; // the weights as `convolve` reads them
  readonly #backward: Table; // flipped, for the gradient of the input
  readonly #gradient: Table; // as Keras has them, from `#spread`
  readonly #spread: Address; // their gradient, as `kernel_gradient` writes it

  constructor(kernels: Kernels, x: Tensor, y: Tensor, parts: Parts) {
    const { geometry, outputs, swapped } = parts;
    const layout = kernelLayout(geometry, x.shape[3], outputs, swapped);
    this.#kernels = kernels;
    this.#x = x;
    this.#y = y;
    this.#parts = parts;
    this.#work = workspace(kernels, geometry, x, y);
    this.#forward = table(kernels, layout.forward);
    this.#backward = table(kernels, layout.backward);
    this.#gradient = table(kernels, layout.gradient, parts.kernel.gradient);
    this.#spread = kernels.allocate(layout.forward.length);
  }

  prepare() {
    const { value } = this.#parts.kernel;
    this.#gather(this.#forward, value);
    if (this.#work.back) this.#gather(this.#backward, value);
  }

  forward() {
    const { padded, core } = this.#work;
    const [x, y, { bias }] = [this.#x, this.#y, this.#parts];
    if (padded.address !== x.value) move(this.#kernels, padded, x.value, x.shape, "in");
    if (bias) this.#overPixels(y.value, bias.value, "repeat");
    else this.#kernels.floats(y.value, y.size).fill(0);
    this.#convolve(core, y.value, padded, this.#forward.to);
    if (core.address !== y.value) move(this.#kernels, core, y.value, y.shape, "out");
  }

  backward() {
    const { error, back } = this.#work;
    const [x, y, { bias }] = [this.#x, this.#y, this.#parts];
    if (error.address !== y.gradient) move(this.#kernels, error, y.gradient, y.shape, "in");
    if (bias) this.#overPixels(bias.gradient, y.gradient, "sum");
    this.#differentiate();
    if (!back) return;
    this.#convolve(back, x.gradient, error, this.#backward.to);
    if (back.address !== x.gradient) move(this.#kernels, back, x.gradient, x.shape, "out");
  }

  /** Add to cells: to those of a tensor, or to cleared ones. */
  #convolve(to: Grid, tensor: Address, from: Grid, weights: Address) {
    const { cells } = this.#parts.geometry;
    const { address, images, rows, cells: pixels, channels } = to;
    if (address !== tensor)
      this.#kernels.floats(address, images * rows * pixels * channels).fill(0);
    // A kernel of one cell does not care where a row ends.
    const extent = cells === 1 ? [1, 1, images * rows * pixels] : [images, rows, pixels];
    this.#kernels.convolve(
      address,
      from.address,
      weights,
      ...(extent as [number, number, number]),
      from.channels,
      cells,
      cells * from.channels,
      channels,
    );
  }

  /** The kernel's gradient. */
  #differentiate() {
    const { padded, core, error, inner } = this.#work;
    const { cells } = this.#parts.geometry;
    const row = error.cells * error.channels;
    this.#kernels.floats(this.#spread, this.#forward.count).fill(0);
    this.#kernels.kernel_gradient(
      this.#spread,
      padded.address,
      inner,
      error.rows * row,
      row,
      core.images,
      core.rows,
      core.cells,
      padded.channels,
      cells,
      cells * padded.channels,
      error.channels,
    );
    this.#gather(this.#gradient, this.#spread);
  }

  #gather({ to, index, count }: Table, from: Address) {
    this.#kernels.gather(to, from, index, count);
  }

  /** Give each pixel of the output the same values, or add those of all pixels. */
  #overPixels(to: Address, from: Address, how: "repeat" | "sum") {
    const { outputs } = this.#parts;
    const pixels = this.#y.size / outputs;
    if (how === "repeat")
      this.#kernels.copy(to, 0, 0, outputs, from, 0, 0, 0, 1, 1, pixels, outputs, 0);
    else this.#kernels.copy(to, 0, 0, 0, from, 0, 0, outputs, 1, 1, pixels, outputs, 1);
  }
}

/** What `gather` collects, and where to. */
interface Table {
  index: Address;
  count: number;
  to: Address;
}

function table(kernels: Kernels, indices: Int32Array, to?: Address): Table {
  const count = indices.length;
  const index = kernels.allocate(count);
  kernels.integers(index, count).set(indices);
  return { index, count, to: to ?? kernels.allocate(count) };
}

// The operation behind every layer with a kernel: a convolution of stride 1 over cells (grid.ts).

import type { Geometry } from "./geometry.ts";
import type { Graph, Operation, Parameter, Shape, Tensor } from "./graph.ts";
import { type Grid, move } from "./grid.ts";
import { kernelLayout } from "./kernel_layout.ts";
import type { Address, Kernels } from "./kernels.ts";
import { convolver, differentiator, type Work } from "./stride_one.ts";
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
  readonly #spread: Address; // their gradient, before that
  readonly #there: Work;
  readonly #differentiate: () => void;
  readonly #back: Work | null;

  constructor(kernels: Kernels, x: Tensor, y: Tensor, parts: Parts) {
    const { geometry, outputs, swapped } = parts;
    const layout = kernelLayout(geometry, x.shape[3], outputs, swapped);
    this.#kernels = kernels;
    this.#x = x;
    this.#y = y;
    this.#parts = parts;
    const work = (this.#work = workspace(kernels, geometry, x, y));
    this.#forward = table(kernels, layout.forward);
    this.#backward = table(kernels, layout.backward);
    this.#gradient = table(kernels, layout.gradient, parts.kernel.gradient);
    this.#spread = kernels.allocate(layout.forward.length);
    const { cells } = geometry;
    const { padded, core, error, inner, back } = work;
    this.#there = convolver(kernels, cells, padded, core, this.#forward.to);
    this.#differentiate = differentiator(kernels, cells, padded, core, inner, error, this.#spread);
    this.#back = back && convolver(kernels, cells, error, back, this.#backward.to);
  }

  prepare() {
    const { value } = this.#parts.kernel;
    this.#gather(this.#forward, value);
    this.#there.prepare();
    if (!this.#back) return;
    this.#gather(this.#backward, value);
    this.#back.prepare();
  }

  forward() {
    const { padded, core } = this.#work;
    const [x, y, { bias }] = [this.#x, this.#y, this.#parts];
    if (padded.address !== x.value) move(this.#kernels, padded, x.value, x.shape, "in");
    if (bias) this.#overPixels(y.value, bias.value, "repeat");
    else this.#kernels.floats(y.value, y.size).fill(0);
    this.#add(this.#there, core, y.value, y.shape);
  }

  backward() {
    const { error, back } = this.#work;
    const [x, y, { bias }] = [this.#x, this.#y, this.#parts];
    if (error.address !== y.gradient) move(this.#kernels, error, y.gradient, y.shape, "in");
    if (bias) this.#overPixels(bias.gradient, y.gradient, "sum");
    this.#kernels.floats(this.#spread, this.#forward.count).fill(0);
    this.#differentiate();
    this.#gather(this.#gradient, this.#spread);
    if (this.#back && back) this.#add(this.#back, back, x.gradient, x.shape);
  }

  /** Add what comes out to an array, by way of cells where those are no part of it. */
  #add(work: Work, grid: Grid, to: Address, shape: Shape) {
    const { address, images, rows, cells, channels } = grid;
    if (address !== to) this.#kernels.floats(address, images * rows * cells * channels).fill(0);
    work.run();
    if (address !== to) move(this.#kernels, grid, to, shape, "out");
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

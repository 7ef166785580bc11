// The layers of Keras that have no activation of their own. Their parameters have Keras's names.

import { convolution } from "./convolution.ts";
import { convolved, transposed } from "./geometry.ts";
import type { Graph, Initializer, Tensor } from "./graph.ts";
import { zeros } from "./initializers.ts";
import type { Padding } from "./messages.ts";

interface ConvolutionOptions {
  filters: number;
  size: number;
  strides?: number;
  padding?: Padding;
  useBias?: boolean;
  initializer: Initializer;
}

export function conv2d(graph: Graph, x: Tensor, name: string, options: ConvolutionOptions) {
  return withKernel(graph, x, name, options, false);
}

export function conv2dTranspose(
  graph: Graph,
  x: Tensor,
  name: string,
  options: ConvolutionOptions,
) {
  return withKernel(graph, x, name, options, true);
}

function withKernel(
  graph: Graph,
  x: Tensor,
  name: string,
  { filters, size, strides = 1, padding = "same", useBias = true, initializer }: ConvolutionOptions,
  swapped: boolean,
): Tensor {
  const inputs = x.shape[3];
  const shape = swapped ? [size, size, filters, inputs] : [size, size, inputs, filters];
  const y = convolution(graph, x, {
    geometry: (swapped ? transposed : convolved)(size, strides, padding),
    kernel: graph.parameter(`${name}/kernel`, shape, initializer),
    bias: useBias ? graph.parameter(`${name}/bias`, [filters], zeros) : null,
    outputs: filters,
    swapped,
  });
  return graph.name(name, y);
}

interface DenseOptions {
  units: number;
  useBias?: boolean;
  initializer: Initializer;
}

/** A dense layer: a convolution of one pixel. It expects a flat tensor. */
export function dense(graph: Graph, x: Tensor, name: string, options: DenseOptions): Tensor {
  const [, rows, pixels, inputs] = x.shape;
  if (rows * pixels > 1)
    throw new Error(`dense expects a flat tensor; received ${x.shape}. Call flatten first.`);
  const { units, useBias = true, initializer } = options;
  const y = convolution(graph, x, {
    geometry: convolved(1, 1, "valid"),
    kernel: graph.parameter(`${name}/kernel`, [inputs, units], initializer),
    bias: useBias ? graph.parameter(`${name}/bias`, [units], zeros) : null,
    outputs: units,
    swapped: false,
  });
  return graph.name(name, y);
}

/** The same numbers as one pixel an image. */
export function flatten(x: Tensor): Tensor {
  const [images] = x.shape;
  return { ...x, shape: [images, 1, 1, x.size / images] };
}

export function add(graph: Graph, a: Tensor, b: Tensor, name: string): Tensor {
  if (String(a.shape) !== String(b.shape))
    throw new Error(`add expects tensors of one shape; received ${a.shape} and ${b.shape}.`);
  const { kernels } = graph;
  const y = graph.tensor(a.shape);
  const copy = (to: number, from: number, plus: 0 | 1) =>
    kernels.copy(to, 0, 0, 0, from, 0, 0, 0, 1, 1, 1, y.size, plus);
  graph.operation({
    forward() {
      copy(y.value, a.value, 0);
      copy(y.value, b.value, 1);
    },
    backward() {
      if (a.gradient) copy(a.gradient, y.gradient, 1);
      if (b.gradient) copy(b.gradient, y.gradient, 1);
    },
  });
  return graph.name(name, y);
}

/** Leave out rows at the bottom and pixels at the right, down to the size of another image. */
export function cropLike(graph: Graph, x: Tensor, like: Tensor): Tensor {
  const [images, rows, pixels, channels] = x.shape;
  const [, fewerRows, fewerPixels] = like.shape;
  if (rows === fewerRows && pixels === fewerPixels) return x;
  const y = graph.tensor([images, fewerRows, fewerPixels, channels]);
  const inX = [rows * pixels * channels, pixels * channels, channels] as const;
  const inY = [fewerRows * fewerPixels * channels, fewerPixels * channels, channels] as const;
  const extent = [images, fewerRows, fewerPixels, channels] as const;
  graph.operation({
    forward: () => graph.kernels.copy(y.value, ...inY, x.value, ...inX, ...extent, 0),
    backward: () => graph.kernels.copy(x.gradient, ...inX, y.gradient, ...inY, ...extent, 1),
  });
  return y;
}

// Activations, as Keras computes them.

import type { Graph, Tensor } from "./graph.ts";
import { constant } from "./initializers.ts";
import { type Address, fours } from "./kernels.ts";
import type { Activation } from "./messages.ts";

const LEAK = 0.2; // keras.activations.leaky_relu(negative_slope=0.2)

/** y = f(x), and dy/dx by x and y, for the functions that are not made of two lines. */
const CURVES = {
  tanh: { f: Math.tanh, slope: (_: number, y: number) => 1 - y * y },
  sigmoid: { f: sigmoid, slope: (_: number, y: number) => y * (1 - y) },
  softplus: { f: softplus, slope: (x: number) => sigmoid(x) },
};

/** Add an activation to the graph; a linear one is none. */
export function activate(graph: Graph, x: Tensor, activation: Activation, name: string): Tensor {
  if (activation === null || activation === "linear") return x;
  if (activation === "relu" || activation === "leaky_relu") {
    const slopes = graph.kernels.allocate(4);
    graph.kernels.floats(slopes, 4).fill(activation === "relu" ? 0 : LEAK);
    // Arrays end at a multiple of four, so the last four may hold fewer values.
    return graph.name(name, rectify(graph, x, slopes, 0, fours(x.size) / 4, 4));
  }
  const curve = CURVES[activation];
  if (!curve)
    throw new Error(
      `activation expects relu, leaky_relu, ${Object.keys(CURVES).join(", ")} or linear; ` +
        `received ${activation}.`,
    );
  const y = graph.tensor(x.shape);
  graph.operation({
    forward() {
      const [inputs, outputs] = [graph.values(x), graph.values(y)];
      for (let i = 0; i < inputs.length; i++) outputs[i] = curve.f(inputs[i]);
    },
    backward() {
      if (!x.gradient) return;
      const [inputs, outputs, errors] = [graph.values(x), graph.values(y), graph.gradients(y)];
      const gradients = graph.gradients(x);
      for (let i = 0; i < inputs.length; i++)
        gradients[i] += errors[i] * curve.slope(inputs[i], outputs[i]);
    },
  });
  return graph.name(name, y);
}

/** PReLU with a slope for each channel: Keras's `shared_axes=[1, 2]`. */
export function prelu(graph: Graph, x: Tensor, name: string, slope: number): Tensor {
  const channels = x.shape[3];
  const alpha = graph.parameter(`${name}/alpha`, [1, 1, channels], constant(slope));
  const pixels = x.size / channels;
  return graph.name(name, rectify(graph, x, alpha.value, alpha.gradient, pixels, channels));
}

function rectify(
  graph: Graph,
  x: Tensor,
  slopes: Address,
  slopeGradients: Address,
  pixels: number,
  channels: number,
): Tensor {
  const y = graph.tensor(x.shape);
  const { kernels } = graph;
  const unused = x.gradient ? 0 : kernels.allocate(x.size);
  graph.operation({
    forward: () => kernels.rectify(y.value, x.value, slopes, pixels, channels),
    backward() {
      const dx = x.gradient || unused;
      kernels.rectify_gradient(dx, slopeGradients, y.gradient, x.value, slopes, pixels, channels);
    },
  });
  return y;
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

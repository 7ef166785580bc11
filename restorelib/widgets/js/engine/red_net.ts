// RED-Net, as restorelib.models.red_net builds it in Keras: the same names, order and initial fans.

import { activate } from "./activations.ts";
import type { Graph, Tensor } from "./graph.ts";
import { initializer } from "./initializers.ts";
import { add, conv2d, conv2dTranspose, cropLike } from "./layers.ts";
import type { RedNetSpec } from "./messages.ts";

export function redNet(graph: Graph, input: Tensor, spec: RedNetSpec): Tensor {
  const { depth, symmetric_skips = true, skip_every = 1, input_skip = true } = spec;
  const { hidden_activation = "relu", kernel_initializer = "glorot_uniform" } = spec;
  const { padding = "same" } = spec;
  const half = depth / 2;
  const filters = forEachConv(spec.filters, half, (filters) => filters);
  const strides = forEachConv(spec.strides ?? 1, half, (stride, i) => (i ? 1 : stride));
  const options = (i: number, filters: number) => {
    const stride = strides[i - 1];
    return {
      filters,
      size: i === 1 || stride === 1 ? 3 * stride : stride,
      strides: stride,
      padding,
      initializer: initializer(kernel_initializer),
    };
  };

  let x = input;
  const features = [x];
  for (let i = 1; i <= half; i++) {
    x = conv2d(graph, x, `conv${i}`, options(i, filters[i - 1]));
    x = activate(graph, x, hidden_activation, `conv${i}_activation`);
    features.push(x);
  }
  const deconv = (x: Tensor, k: number) => {
    const i = half + 1 - k;
    const maps = i > 1 ? filters[i - 2] : spec.channels;
    return cropLike(
      graph,
      conv2dTranspose(graph, x, `deconv${k}`, options(i, maps)),
      features[i - 1],
    );
  };
  for (let k = 1; k < half; k++) {
    x = activate(graph, deconv(x, k), hidden_activation, `deconv${k}_activation`);
    if (!symmetric_skips || (k - 1) % skip_every) continue;
    x = add(graph, features[half - k], x, `skip${k}`);
    x = activate(graph, x, hidden_activation, `skip${k}_activation`);
  }
  x = activate(graph, deconv(x, half), spec.residual_activation ?? null, "residual");
  if (input_skip) x = add(graph, input, x, "input_skip");
  return activate(graph, x, spec.output_activation ?? null, "output");
}

/** One number for each conv. */
function forEachConv(
  given: number | number[],
  half: number,
  spread: (value: number, i: number) => number,
): number[] {
  if (typeof given === "number") return Array.from({ length: half }, (_, i) => spread(given, i));
  if (given.length === half) return given;
  throw new Error(`red_net expects one number, or ${half}, for each conv one; received ${given}.`);
}

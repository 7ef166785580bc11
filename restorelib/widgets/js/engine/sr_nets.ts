// SRCNN and FSRCNN, as restorelib.models builds them in Keras.

import { activate, prelu } from "./activations.ts";
import type { Graph, Tensor } from "./graph.ts";
import { initializer } from "./initializers.ts";
import { conv2d, conv2dTranspose } from "./layers.ts";
import type { FsrcnnSpec, SrcnnSpec } from "./messages.ts";

const PAPER = "normal_1e-3"; // Dong et al. 2014 and 2016

export function srcnn(graph: Graph, x: Tensor, spec: SrcnnSpec): Tensor {
  const conv = (x: Tensor, name: string, filters: number, size: number) =>
    conv2d(graph, x, name, {
      filters,
      size,
      initializer: initializer(spec.kernel_initializer ?? PAPER),
    });
  const first = activate(graph, conv(x, "conv1", 64, 9), "relu", "conv1_relu");
  const second = activate(graph, conv(first, "conv2", 32, 1), "relu", "conv2_relu");
  return conv(second, "conv3", 1, 5);
}

export function fsrcnn(graph: Graph, input: Tensor, spec: FsrcnnSpec): Tensor {
  const { scale, d = 56, s = 12, m = 4, shallow = false, use_bias: useBias = true } = spec;
  const { kernel_initializer = "prelu_normal", deconv_initializer = PAPER } = spec;
  const { prelu_slope: slope = 0.25 } = spec;
  type Part = [name: string, maps: number, size: number];
  const mapping = Array.from({ length: m }, (_, i): Part => [`map${i + 1}`, s, 3]);
  const rest: Part[] = [["shrink", s, 1], ...mapping, ["expand", d, 1]];
  const parts: Part[] = [["feature", d, 5], ...(shallow ? [] : rest)];
  let x = input;
  for (const [name, filters, size] of parts) {
    const kernel = initializer(kernel_initializer, { slope });
    x = conv2d(graph, x, name, { filters, size, useBias, initializer: kernel });
    x = prelu(graph, x, `${name}_prelu`, slope);
  }
  return conv2dTranspose(graph, x, "deconv", {
    filters: 1,
    size: 9,
    strides: scale,
    useBias,
    initializer: initializer(deconv_initializer, { slope, transposed: true, strides: scale }),
  });
}

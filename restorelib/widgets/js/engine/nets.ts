// From the description of a net to its graph.

import { activate, prelu } from "./activations.ts";
import { Graph, type Shape, type Tensor } from "./graph.ts";
import { initializer } from "./initializers.ts";
import type { Kernels } from "./kernels.ts";
import { conv2d, conv2dTranspose, dense, flatten } from "./layers.ts";
import type { LayerSpec, NetSpec } from "./messages.ts";
import { redNet } from "./red_net.ts";
import { fsrcnn, srcnn } from "./sr_nets.ts";

/** A graph with its two ends. */
export interface Net {
  graph: Graph;
  input: Tensor;
  output: Tensor;
}

/** Build a net for images of one shape. Its weights are zeros until `graph.load`. */
export function build(kernels: Kernels, spec: NetSpec, shape: Shape): Net {
  const graph = new Graph(kernels);
  const input = graph.input(shape);
  return { graph, input, output: layers(graph, input, spec) };
}

function layers(graph: Graph, input: Tensor, spec: NetSpec): Tensor {
  switch (spec.net) {
    case "red_net":
      return redNet(graph, input, spec);
    case "fsrcnn":
      return fsrcnn(graph, input, spec);
    case "srcnn":
      return srcnn(graph, input, spec);
    case "sequential":
      return spec.layers.reduce((x, spec, i) => layer(graph, x, spec, `layer${i + 1}`), input);
  }
}

function layer(graph: Graph, x: Tensor, spec: LayerSpec, name: string): Tensor {
  switch (spec.layer) {
    case "flatten":
      return flatten(x);
    case "prelu":
      return prelu(graph, x, name, spec.slope ?? 0);
    case "activation":
      return activate(graph, x, spec.activation, name);
    default: {
      const { use_bias: useBias = true, initializer: chosen = "glorot_uniform" } = spec;
      const options = { useBias, initializer: initializer(chosen) };
      if (spec.layer === "dense") return dense(graph, x, name, { units: spec.units, ...options });
      const { filters, size, strides = 1, padding = "same" } = spec;
      const make = spec.layer === "conv" ? conv2d : conv2dTranspose;
      return make(graph, x, name, { filters, size, strides, padding, ...options });
    }
  }
}

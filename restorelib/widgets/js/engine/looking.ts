// Look inside a net while it trains: outputs of layers, loss and gradients on fixed images.

import type { Graph } from "./graph.ts";
import type { Kernels } from "./kernels.ts";
import type { Job, Look, Seen } from "./messages.ts";
import { Pass, pick } from "./pass.ts";

export class Observer {
  readonly #look: Look;
  readonly #pass: Pass;
  readonly #steps: Set<number>;

  /** Images go through one by one, so that many of them take no more memory than one. */
  constructor(kernels: Kernels, job: Job, look: Look) {
    this.#look = look;
    this.#pass = new Pass(kernels, job.net, job.loss, 1, look.x.shape);
    this.#steps = new Set(look.at);
    for (const name of look.layers) namedIn(this.#pass.net.graph, name);
  }

  isDue(step: number): boolean {
    return this.#steps.has(step);
  }

  *see(weights: Float32Array, step: number): Generator<void, Seen> {
    const { name, layers, x, y } = this.#look;
    const { graph } = this.#pass.net;
    const count = x.shape[0];
    const outputs = layers.map((layer) => {
      const tensor = namedIn(graph, layer);
      return { layer, tensor, all: new Float32Array(count * tensor.size) };
    });
    const gradients = new Float32Array(y ? graph.size : 0);
    let loss = 0;
    graph.load(weights);
    for (let i = 0; i < count; i++) {
      const image = pick(x, [i]);
      if (y) {
        loss += (yield* this.#pass.forwardAndBack(image, pick(y, [i]))) / count;
        graph.parameterGradients().forEach((gradient, j) => {
          gradients[j] += gradient / count;
        });
      } else yield* this.#pass.forward(image);
      for (const { tensor, all } of outputs) all.set(graph.values(tensor), i * tensor.size);
    }
    return {
      name,
      step,
      outputs: Object.fromEntries(outputs.map(({ layer, all }) => [layer, all])),
      loss: y ? loss : null,
      gradients: y ? byName(graph, gradients) : {},
      weights: y ? byName(graph, weights) : {},
    };
  }
}

function namedIn(graph: Graph, name: string) {
  const tensor = graph.named.get(name);
  if (tensor) return tensor;
  throw new Error(`look expects one of ${[...graph.named.keys()].join(", ")}; received ${name}.`);
}

function byName(graph: Graph, flat: Float32Array): Record<string, Float32Array> {
  return Object.fromEntries(
    graph.parameters.map(({ name, start, size }) => [name, flat.slice(start, start + size)]),
  );
}

// Look inside a net while it trains: outputs of layers, loss and gradients on fixed images.

import type { Graph, Tensor } from "./graph.ts";
import type { Kernels } from "./kernels.ts";
import type { Job, Look, Maps, Seen, Summary } from "./messages.ts";
import { Pass, pick } from "./pass.ts";

type Named = [layer: string, tensor: Tensor];

export class Observer {
  readonly #look: Look;
  readonly #pass: Pass;
  readonly #steps: Set<number>;
  readonly #whole: Named[];
  readonly #summed: Named[];
  readonly #mapped: Named[];

  /** Images go through one by one, so that many of them take no more memory than one. */
  constructor(kernels: Kernels, job: Job, look: Look) {
    this.#look = look;
    this.#pass = new Pass(kernels, job.net, job.loss, 1, look.x.shape);
    this.#steps = new Set(look.at);
    const { named } = this.#pass.net.graph;
    const tensors = (layers: string[] = []) =>
      layers.map((layer): Named => {
        const tensor = named.get(layer);
        if (tensor) return [layer, tensor];
        throw new Error(`look expects one of ${[...named.keys()].join(", ")}; received ${layer}.`);
      });
    this.#whole = tensors(look.layers);
    this.#summed = tensors(look.summed);
    this.#mapped = tensors(look.mapped);
  }

  isDue(step: number): boolean {
    return this.#steps.has(step);
  }

  *see(weights: Float32Array, step: number): Generator<void, Seen> {
    const { name, x, y } = this.#look;
    const { graph } = this.#pass.net;
    const count = x.shape[0];
    const outputs = byLayer(this.#whole, ({ size }) => new Float32Array(count * size));
    const summaries = byLayer(
      this.#summed,
      ({ shape }): Summary => ({ rms: 0, dead: new Uint8Array(shape[3]).fill(1) }),
    );
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
      for (const [layer, tensor] of this.#whole)
        outputs[layer].set(graph.values(tensor), i * tensor.size);
      for (const [layer, tensor] of this.#summed)
        sumUp(summaries[layer], graph.values(tensor), count);
    }
    const maps: Record<string, Maps> = {};
    for (const [layer, tensor] of this.#mapped) {
      maps[layer] = mapsOf(graph.values(tensor), tensor.shape[3]);
      yield;
    }
    return {
      ...{ name, step, outputs, summaries, maps },
      loss: y ? loss : null,
      gradients: y ? byName(graph, gradients) : {},
      weights: y ? byName(graph, weights) : {},
    };
  }
}

function byLayer<Value>(layers: Named[], of: (tensor: Tensor) => Value): Record<string, Value> {
  return Object.fromEntries(layers.map(([layer, tensor]) => [layer, of(tensor)]));
}

/** Take one of `count` images into a summary. */
function sumUp(summary: Summary, values: Float32Array, count: number): void {
  const { dead } = summary;
  let squares = 0;
  for (let i = 0; i < values.length; )
    for (let unit = 0; unit < dead.length; unit++) {
      const value = values[i++];
      squares += value * value;
      if (value) dead[unit] = 0;
    }
  summary.rms = Math.hypot(summary.rms, Math.sqrt(squares / values.length / count));
}

function mapsOf(values: Float32Array, units: number): Maps {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const scale = 120 / (largest || 1);
  const size = values.length / units;
  const pixels = new Uint8Array(values.length);
  for (let i = 0, pixel = 0; pixel < size; pixel++)
    for (let unit = 0; unit < units; unit++)
      pixels[unit * size + pixel] = 128.5 + scale * values[i++]; // a byte takes no fraction
  return { pixels, largest };
}

function byName(graph: Graph, flat: Float32Array): Record<string, Float32Array> {
  return Object.fromEntries(
    graph.parameters.map(({ name, start, size }) => [name, flat.slice(start, start + size)]),
  );
}

// One pass through a net and back, for a number of images of one size.

import type { Shape } from "./graph.ts";
import type { Kernels } from "./kernels.ts";
import { LOSSES } from "./losses.ts";
import type { Images, Loss, NetSpec } from "./messages.ts";
import { build, type Net } from "./nets.ts";

export class Pass {
  readonly net: Net;
  readonly #loss: Loss;

  /** `shape` is that of the input; its first number may be any, `images` counts. */
  constructor(kernels: Kernels, spec: NetSpec, loss: Loss, images: number, shape: Shape) {
    const [, rows, pixels, channels] = shape;
    this.net = build(kernels, spec, [images, rows, pixels, channels]);
    this.#loss = loss;
  }

  *forward(x: Float32Array): Generator<void> {
    const { graph, input } = this.net;
    expectSize("inputs", input.size, x.length);
    graph.values(input).set(x);
    yield* graph.forward();
  }

  /** Returns the loss; the gradients stand in the graph. */
  *forwardAndBack(x: Float32Array, y: Float32Array): Generator<void, number> {
    const { graph, output } = this.net;
    expectSize("targets", output.size, y.length);
    yield* this.forward(x);
    graph.clearGradients();
    const loss = LOSSES[this.#loss](
      graph.values(output),
      y,
      graph.gradients(output),
      output.shape[0],
    );
    yield* graph.backward();
    return loss;
  }
}

function expectSize(what: string, expected: number, received: number) {
  if (expected !== received)
    throw new Error(`The net expects ${expected} numbers as ${what}; received ${received}.`);
}

/** A copy of the chosen images. */
export function pick({ shape, values }: Images, indices: Iterable<number>) {
  const [, ...image] = shape;
  const size = image.reduce((all, side) => all * side, 1);
  const chosen = [...indices];
  const picked = new Float32Array(chosen.length * size);
  chosen.forEach((index, i) => {
    picked.set(values.subarray(index * size, (index + 1) * size), i * size);
  });
  return picked;
}

// Several workers share a batch: a leader, and followers who compute loss and gradients of a part.

import type { Shape } from "./graph.ts";
import type { Loss, NetSpec } from "./messages.ts";
import { Pass } from "./pass.ts";
import { bestKernels } from "./wasm_kernels.ts";

/** Loss and gradients, means over some of the images of a batch. */
export interface Part {
  images: number;
  loss: number;
  gradients: Float32Array<ArrayBuffer>;
}

/** What a leader sends first; then, for each step, weights and images. */
interface Preparation {
  net: NetSpec;
  loss: Loss;
  images: number;
  shape: Shape;
}

interface Step {
  weights: Float32Array;
  x: Float32Array;
  y: Float32Array;
}

/** How many images each takes; the leader comes first. Some may get none. */
export function split(images: number, parts: number): number[] {
  return Array.from({ length: parts }, (_, i) => Math.floor((images + parts - 1 - i) / parts));
}

/** The mean over the whole batch. The order of the parts is fixed, for sums of floats depend on it. */
export function together(parts: Part[]): { loss: number; gradients: Float32Array } {
  if (parts.length === 1) return parts[0];
  const images = parts.reduce((sum, part) => sum + part.images, 0);
  const gradients = new Float32Array(parts[0].gradients.length);
  let loss = 0;
  for (const part of parts) {
    const share = part.images / images;
    loss += share * part.loss;
    for (let i = 0; i < gradients.length; i++) gradients[i] += share * part.gradients[i];
  }
  return { loss, gradients };
}

/** The leader's end of the line to a follower. */
export class Follower {
  readonly #port: MessagePort;
  readonly images: number;

  constructor(port: MessagePort, preparation: Preparation) {
    this.#port = port;
    this.images = preparation.images;
    port.postMessage(preparation);
  }

  compute(weights: Float32Array, x: Float32Array<ArrayBuffer>, y: Float32Array<ArrayBuffer>) {
    const step: Step = { weights, x, y };
    this.#port.postMessage(step, [x.buffer, y.buffer]);
    return new Promise<Part>((resolve, reject) => {
      this.#port.onmessage = ({ data }) =>
        "failed" in data ? reject(new Error(data.failed)) : resolve(data);
    });
  }

  close() {
    this.#port.close();
  }
}

/** The follower's end: answer each step with a part. */
export function follow(leader: MessagePort): void {
  const kernels = bestKernels();
  let prepared: Preparation;
  let pass: Pass | undefined;
  leader.onmessage = async ({ data }: MessageEvent<Preparation | Step>) => {
    try {
      if ("net" in data) {
        prepared = data;
        return;
      }
      const { net, loss, images, shape } = prepared;
      pass ??= new Pass(await kernels, net, loss, images, shape);
      pass.net.graph.load(data.weights);
      const work = pass.forwardAndBack(data.x, data.y);
      let step = work.next();
      while (!step.done) step = work.next();
      const gradients = pass.net.graph.parameterGradients();
      const part: Part = { images, loss: step.value, gradients };
      leader.postMessage(part, [gradients.buffer]);
    } catch (error) {
      leader.postMessage({ failed: String(error) });
    }
  };
}

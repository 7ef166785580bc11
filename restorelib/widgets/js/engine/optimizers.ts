// Optimizers, as Keras computes them.

import type { OptimizerSpec } from "./messages.ts";

/** Changes the weights in place, once a step. */
export type Optimizer = (weights: Float32Array, gradients: Float32Array) => void;

export function makeOptimizer(spec: OptimizerSpec, size: number): Optimizer {
  if (spec.optimizer === "adam") return adam(spec.learning_rate, spec.epsilon ?? 1e-7, size);
  if (spec.optimizer === "sgd") return sgd(spec.learning_rate, spec.momentum ?? 0, size);
  throw new Error(`optimizer expects adam or sgd; received ${spec.optimizer}.`);
}

/**
 * Kingma and Ba 2015, arXiv 1412.6980. Epsilon is added before the bias correction, as in Keras:
 * the paper's "epsilon hat", which weakens the first steps less.
 */
function adam(rate: number, epsilon: number, size: number): Optimizer {
  const [decay1, decay2] = [0.9, 0.999];
  const mean = new Float32Array(size);
  const square = new Float32Array(size);
  let step = 0;
  return (weights, gradients) => {
    step++;
    const alpha = (rate * Math.sqrt(1 - decay2 ** step)) / (1 - decay1 ** step);
    for (let i = 0; i < size; i++) {
      const gradient = gradients[i];
      mean[i] += (gradient - mean[i]) * (1 - decay1);
      square[i] += (gradient * gradient - square[i]) * (1 - decay2);
      weights[i] -= (alpha * mean[i]) / (Math.sqrt(square[i]) + epsilon);
    }
  };
}

function sgd(rate: number, momentum: number, size: number): Optimizer {
  const velocity = new Float32Array(size);
  return (weights, gradients) => {
    for (let i = 0; i < size; i++) {
      velocity[i] = momentum * velocity[i] - rate * gradients[i];
      weights[i] += velocity[i];
    }
  };
}

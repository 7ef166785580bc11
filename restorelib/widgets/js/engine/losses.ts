// Losses: the mean over a batch, and its gradient.

import type { Loss } from "./messages.ts";

type LossFunction = (
  prediction: Float32Array,
  target: Float32Array,
  gradient: Float32Array, // set to that of the loss, by the prediction
  images: number,
) => number;

/** keras.losses.MeanSquaredError: the mean over all values. */
const mse: LossFunction = (prediction, target, gradient) => {
  let sum = 0;
  for (let i = 0; i < prediction.length; i++) {
    const difference = prediction[i] - target[i];
    sum += difference * difference;
    gradient[i] = (2 * difference) / prediction.length;
  }
  return sum / prediction.length;
};

/** keras.losses.CategoricalCrossentropy(from_logits=True): the mean over the images. */
const crossEntropy: LossFunction = (logits, target, gradient, images) => {
  const classes = logits.length / images;
  let sum = 0;
  for (let first = 0; first < logits.length; first += classes) {
    const row = logits.subarray(first, first + classes);
    const highest = row.reduce((a, b) => Math.max(a, b));
    const total = row.reduce((all, logit) => all + Math.exp(logit - highest), 0);
    for (let i = first; i < first + classes; i++) {
      const logProbability = logits[i] - highest - Math.log(total);
      sum -= target[i] * logProbability;
      gradient[i] = (Math.exp(logProbability) - target[i]) / images;
    }
  }
  return sum / images;
};

export const LOSSES: Record<Loss, LossFunction> = { mse, cross_entropy: crossEntropy };

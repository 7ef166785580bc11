// What the engine is asked in the first minute: to train, or to look at weights.

import type { Images, Job, Look, NetSpec, OptimizerSpec } from "../engine/messages.ts";
import type { LiveData } from "../live_data.ts";
import type { Recipe } from "../runs.ts";
import { first } from "./images.ts";

const PROBED = 8; // training patches whose gradient is measured
const NOTHING: Images = { shape: [1, 4, 4, 3], values: new Float32Array(48) };

/** Steps whose weights are looked at: often in the beginning, then every eighth. */
export function lookedAt(steps: number): number[] {
  const all = Array.from({ length: steps + 1 }, (_, step) => step);
  const every = (step: number) => (step < 4 ? 1 : step < 16 ? 2 : step < 32 ? 4 : 8);
  return all.filter((step) => step % every(step) === 0 || step === steps);
}

/** Train, and tell the weights of the steps that are looked at. */
export function trainingJob(recipe: Recipe, { x, y }: LiveData["train"]): Job {
  const probed = { x: first(x, PROBED), y: first(y, PROBED) };
  return {
    ...jobOf(recipe, x, y),
    ...{ batch_size: recipe.batch_size, steps: recipe.steps },
    looks: [{ name: "patches", at: lookedAt(recipe.steps), layers: [], ...probed }],
  };
}

/** Train nothing: look at what a net with these weights makes of images. */
export const lookingJob = (
  recipe: Recipe,
  weights: Record<string, Float32Array>,
  looks: Look[],
): Job => ({ ...jobOf(recipe, NOTHING, NOTHING), weights: flat(weights), looks });

const jobOf = (recipe: Recipe, x: Images, y: Images): Job => ({
  net: { net: "red_net", ...recipe } as unknown as NetSpec,
  loss: "mse",
  optimizer: recipe as unknown as OptimizerSpec,
  ...{ x, y, batch_size: 1, steps: 0, seed: recipe.seed },
});

/** All weights, in the order of Keras's `get_weights`. */
function flat(weights: Record<string, Float32Array>): Float32Array {
  const parts = Object.values(weights);
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const part of parts) {
    all.set(part, end);
    end += part.length;
  }
  return all;
}

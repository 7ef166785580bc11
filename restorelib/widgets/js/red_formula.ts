// Sizes (rms) of the signal in RED-Net before the first step, by theory.

import { layersOf, skipsOf } from "./layers.ts";
import type { Recipe } from "./runs.ts";

/** Mean and mean square of a value at some place in the net, over weights and pixels. */
interface Moments {
  mean: number;
  square: number;
}

const FUNCTIONS: Record<string, (x: number) => number> = {
  relu: (x) => Math.max(0, x),
  leaky_relu: (x) => (x > 0 ? x : 0.2 * x),
  tanh: Math.tanh,
};
const POINTS = 64; // of the normal distribution
const REACH = 5; // deviations to both sides

/** Sizes of the signal of each layer, before its activation.
 *
 *  Weights around 0 make each value a sum of `9 in` products with a normal distribution: He et al.
 *  2015, section 2.2; at the border some of them are 0. A skip adds two values that are taken as
 *  independent.
 *
 *  @param std deviation of the weights of each layer
 *  @param input size of the input
 *  @param side pixels of the square images
 */
export function signalByFormula(
  recipe: Recipe,
  std: number[],
  input: number,
  side: number,
): number[] {
  const within = ((3 * side - 2) / side) ** 2; // pixels under a kernel, on average
  const layers = layersOf(recipe);
  const joins = new Map(skipsOf(recipe).map(([from, to]) => [to, from]));
  const outputs: Moments[] = [];
  let x: Moments = { mean: input, square: input ** 2 };
  return layers.map((_, i) => {
    const maps = i ? layers[i - 1].units : recipe.channels;
    const square = within * maps * x.square * std[i] ** 2;
    x = activated({ mean: 0, square }, recipe.hidden_activation);
    outputs.push(x);
    const from = joins.get(i);
    if (from !== undefined && from >= 0) x = joined(outputs[from], x, recipe.hidden_activation);
    return Math.sqrt(square);
  });
}

/** After a skip, whose sum goes through the activation once more; ReLU leaves a sum of its own. */
function joined(a: Moments, b: Moments, activation: string | null): Moments {
  const sum = { mean: a.mean + b.mean, square: a.square + b.square + 2 * a.mean * b.mean };
  return activation === "relu" ? sum : activated(sum, activation);
}

/** Moments of f(x) for a normal x. */
function activated({ mean, square }: Moments, activation: string | null): Moments {
  const f = FUNCTIONS[activation ?? ""];
  if (!f) return { mean, square };
  const deviation = Math.sqrt(Math.max(0, square - mean ** 2));
  const made = { mean: 0, square: 0 };
  let total = 0;
  for (let i = 0; i <= POINTS; i++) {
    const z = REACH * ((2 * i) / POINTS - 1);
    const density = Math.exp((-z * z) / 2);
    const value = f(mean + deviation * z);
    made.mean += density * value;
    made.square += density * value ** 2;
    total += density;
  }
  return { mean: made.mean / total, square: made.square / total };
}

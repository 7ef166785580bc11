// The layers with a kernel of a net, and how they are connected: restorelib/models.

import { type Frame, rowAt } from "./between.ts";
import type { DenoisingRun, Recipe } from "./runs.ts";

export interface Layer {
  name: string; // Keras's
  activated: string; // Keras's name of what gives its output after the activation
  units: number; // feature maps
}

/** From the first to the last. */
export const layersOf = (recipe: Recipe): Layer[] =>
  recipe.net === "fsrcnn" ? fsrcnnLayers(recipe) : redNetLayers(recipe);

function fsrcnnLayers({ d, s, m, shallow }: Recipe): Layer[] {
  const mapping = Array.from({ length: m }, (_, i): [string, number] => [`map${i + 1}`, s]);
  const rest: [string, number][] = [["shrink", s], ...mapping, ["expand", d]];
  const hidden: [string, number][] = [["feature", d], ...(shallow ? [] : rest)];
  const layers = hidden.map(([name, units]) => ({ name, activated: `${name}_prelu`, units }));
  return [...layers, { name: "deconv", activated: "deconv", units: 1 }];
}

function redNetLayers(recipe: Recipe): Layer[] {
  const half = recipe.depth / 2;
  const numbers = Array.from({ length: half }, (_, i) => i + 1);
  const names = [...numbers.map((i) => `conv${i}`), ...numbers.map((i) => `deconv${i}`)];
  return names.map((name, i) => {
    const last = i === names.length - 1;
    const activation = last ? recipe.residual_activation : recipe.hidden_activation;
    const activated = last ? "residual" : `${name}_activation`;
    return {
      name,
      activated: activation && activation !== "linear" ? activated : name,
      units: last ? recipe.channels : recipe.filters,
    };
  });
}

/** Skips, as [layer it comes from, layer whose output it is added to], counted from 0; -1: the input. */
export function skipsOf(recipe: Recipe): [from: number, to: number][] {
  if (recipe.net === "fsrcnn") return [];
  const half = recipe.depth / 2;
  const skips: [number, number][] = [];
  for (let k = 1; k < half; k++)
    if (recipe.symmetric_skips && (k - 1) % recipe.skip_every === 0)
      skips.push([half - k - 1, half + k - 1]);
  if (recipe.input_skip) skips.push([-1, recipe.depth - 1]);
  return skips;
}

/** What was measured in each layer at one step. */
export interface Inside {
  signal: ArrayLike<number>; // rms before the activation
  gradient: ArrayLike<number>; // rms of the kernel's
  dead: ArrayLike<number>[]; // of each unit: 1 if it is dead, else 0
}

/** null where a recording holds nothing of single layers. */
export function insideOf(frame: Frame<DenoisingRun>): Inside | null {
  const { signal, kernel_gradient, dead, units } = frame.run;
  if (!signal?.length) return null;
  return {
    signal: rowAt(signal, frame),
    gradient: rowAt(kernel_gradient, frame),
    dead: byLayer(rowAt(dead, frame), units),
  };
}

/** The numbers of each layer's units. */
export function byLayer(all: ArrayLike<number>, units: number[]): number[][] {
  let end = 0;
  return units.map((count) => Array.from({ length: count }, () => all[end++]));
}

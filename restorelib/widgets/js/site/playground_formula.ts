// What theory says of the initial weights: their deviation by layer, and the size of the signal.

import { deviationOf } from "../engine/initializers.ts";
import { kernelsOf, sizesByFormula } from "../formula.ts";
import { layersOf } from "../layers.ts";
import { signalByFormula } from "../red_formula.ts";
import { initializerOf, patchOf, recipeOf } from "./playground_job.ts";
import type { Settings } from "./playground_settings.ts";

const LAST = 0.001; // of FSRCNN's transposed convolution: Dong et al. 2016

/** Standard deviation of the weights of each layer. */
export function deviationsOf(settings: Settings): number[] {
  const recipe = recipeOf(settings);
  const name = initializerOf(settings);
  if (settings.net === "fsrcnn") {
    const kernels = kernelsOf(recipe);
    return kernels.map(([side, maps, made], i) =>
      i === kernels.length - 1
        ? LAST
        : deviationOf(name, [side, side, maps, made], { slope: settings.slope }),
    );
  }
  const layers = layersOf(recipe);
  return layers.map(({ units }, i) => {
    const maps = i ? layers[i - 1].units : recipe.channels;
    const transposed = i >= layers.length / 2; // Keras keeps such a kernel as (3, 3, out, in)
    return deviationOf(name, transposed ? [3, 3, units, maps] : [3, 3, maps, units]);
  });
}

/** Size (rms) of the signal of each layer, before its activation.
 *
 *  @param input size of the input
 *  @param side pixels of the square images
 */
export function predictedSignal(
  settings: Settings,
  input: number,
  side = patchOf(settings).size,
): number[] {
  const recipe = recipeOf(settings);
  const deviations = deviationsOf(settings);
  if (settings.net === "red") return signalByFormula(recipe, deviations, input, side);
  const given = { input, output: 1, slope: settings.slope };
  return sizesByFormula(kernelsOf(recipe), deviations, given).signal;
}

// Sizes (rms) in FSRCNN before the first step, by theory.

import type { Recipe } from "./runs.ts";

export type Kernel = [side: number, mapsIn: number, mapsOut: number, stride: number];

/** The kernel of each layer: Dong et al. 2016, section 3.2. */
export function kernelsOf({
  d,
  s,
  m,
  shallow,
  scale,
}: Pick<Recipe, "d" | "s" | "m" | "shallow" | "scale">): Kernel[] {
  const mapping = Array<Kernel>(m).fill([3, s, s, 1]);
  const between: Kernel[] = shallow ? [] : [[1, d, s, 1], ...mapping, [1, s, d, 1]];
  return [[5, 1, d, 1], ...between, [9, d, 1, scale]];
}

/** Sizes (rms) in layers with initial weights of these std: He et al. 2015, section 2.2.
 *
 *  Forward, each value is a sum of `side² in` products; backward, each error of `side² out`. A
 *  PReLU of slope a leaves (1 + a²) / 2 of the mean square. A transposed convolution of stride s
 *  spreads its products over s² outputs; and each of its inputs collects the errors of every s-th
 *  row and column only, 1 / s² of the sum over all pixels. Borders are ignored.
 *
 *  @param given size of the input and of the error at the output, and the slope of the PReLU
 *  @returns signal after each layer, and error at the output of each layer
 */
export function sizesByFormula(
  kernels: Kernel[],
  std: number[],
  { input, output, slope }: { input: number; output: number; slope: number },
): { signal: number[]; error: number[] } {
  const prelu = (1 + slope ** 2) / 2;
  const signal: number[] = [];
  const error: number[] = [];
  let square = input ** 2;
  kernels.forEach(([side, maps, , stride], i) => {
    square *= (side ** 2 * maps * std[i] ** 2) / stride ** 2;
    signal.push(Math.sqrt(square));
    square *= prelu;
  });
  square = output ** 2;
  for (let i = kernels.length - 1; i >= 0; i--) {
    const [side, , maps, stride] = kernels[i];
    error[i] = Math.sqrt(square);
    square *= (prelu * side ** 2 * maps * std[i] ** 2) / stride ** 4;
  }
  return { signal, error };
}

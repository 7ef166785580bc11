// Initial weights, with the fans and the deviations that Keras's initializers and PReLUNormal have.

import type { Initializer } from "./graph.ts";
import type { Random } from "./random.ts";

export const constant =
  (value: number): Initializer =>
  (values) =>
    values.fill(value);

export const zeros = constant(0);

/** Numbers that a deviation of 1 is multiplied with. */
const normal = (random: Random) => random.normal();
const uniform = (random: Random) => Math.sqrt(3) * (2 * random.uniform() - 1);

/** Cut off at two deviations, and widened so that the variance is 1 again. */
function truncated(random: Random): number {
  for (;;) {
    const value = random.normal();
    if (Math.abs(value) <= 2) return value / 0.87962566103423978;
  }
}

interface Options {
  slope?: number;
  transposed?: boolean;
  strides?: number;
}
type Variance = (fanIn: number, fanOut: number, options: Options) => number;

/** Name -> how it draws, and the variance. */
const DRAWN: Record<string, [draw: (random: Random) => number, variance: Variance]> = {
  // Glorot and Bengio 2010
  glorot_uniform: [uniform, (fanIn, fanOut) => 2 / (fanIn + fanOut)],
  he_normal: [truncated, (fanIn) => 2 / fanIn],
  lecun_normal: [truncated, (fanIn) => 1 / fanIn],
  // He et al. 2015, arXiv 1502.01852: "fan_in" is the number of products in a sum.
  prelu_normal: [
    normal,
    (fanIn, fanOut, { slope = 0.25, transposed, strides = 1 }) =>
      2 / ((1 + slope ** 2) * (transposed ? fanOut / strides ** 2 : fanIn)),
  ],
};

function drawnAs(name: string) {
  const drawn = DRAWN[name];
  if (drawn || /^normal_[\d.e-]+$/.test(name)) return drawn;
  throw new Error(
    `initializer expects ${Object.keys(DRAWN).join(", ")} or normal_ and a deviation; received ${name}.`,
  );
}

/** Standard deviation of the weights of a kernel of this shape.
 *
 *  Fans are as Keras counts: a transposed kernel, (size, size, out, in), is read like any other.
 */
export function deviationOf(name: string, shape: readonly number[], options: Options = {}): number {
  const drawn = drawnAs(name);
  if (!drawn) return Number(name.slice("normal_".length));
  const window = shape.slice(0, -2).reduce((all, side) => all * side, 1);
  const [inputs, outputs] = shape.slice(-2);
  return Math.sqrt(drawn[1](window * inputs, window * outputs, options));
}

/** The initializer that a recipe names, for a convolution or for a transposed one. */
export function initializer(name: string, options?: Options): Initializer {
  const [draw] = drawnAs(name) ?? [normal];
  return (values, shape, random) => {
    const deviation = deviationOf(name, shape, options);
    for (let i = 0; i < values.length; i++) values[i] = deviation * draw(random);
  };
}

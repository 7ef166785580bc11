// Initial weights, with the fans and the deviations that Keras's initializers and PReLUNormal have.

import type { Initializer } from "./graph.ts";
import type { Random } from "./random.ts";

export const constant =
  (value: number): Initializer =>
  (values) =>
    values.fill(value);

export const zeros = constant(0);

const drawn =
  (draw: (random: Random, shape: readonly number[]) => () => number): Initializer =>
  (values, shape, random) => {
    const next = draw(random, shape);
    for (let i = 0; i < values.length; i++) values[i] = next();
  };

const normal = (deviation: number) => drawn((random) => () => deviation * random.normal());

/** Uniform, with variance 2 / (fan in + fan out): Glorot and Bengio 2010. */
const glorotUniform = drawn((random, shape) => {
  const { fanIn, fanOut } = fans(shape);
  const limit = Math.sqrt(6 / (fanIn + fanOut));
  return () => limit * (2 * random.uniform() - 1);
});

/** Keras's HeNormal: cut off at two deviations, and widened so that the variance is 2 / fan in. */
const heNormal = drawn((random, shape) => {
  const deviation = Math.sqrt(2 / fans(shape).fanIn) / 0.87962566103423978;
  return () => {
    for (;;) {
      const value = random.normal();
      if (Math.abs(value) <= 2) return deviation * value;
    }
  };
});

interface PReLUNormalOptions {
  slope: number;
  transposed: boolean;
  strides: number;
}

/** He et al. 2015, arXiv 1502.01852, "fan_in": variance 2 / ((1 + slope^2) n), n products a sum. */
const preluNormal = ({ slope, transposed, strides }: PReLUNormalOptions) =>
  drawn((random, shape) => {
    const { fanIn, fanOut } = fans(shape);
    const products = transposed ? fanOut / strides ** 2 : fanIn;
    const deviation = Math.sqrt(2 / ((1 + slope ** 2) * products));
    return () => deviation * random.normal();
  });

/** As Keras counts: a transposed kernel, (size, size, out, in), is read like any other. */
function fans(shape: readonly number[]) {
  const window = shape.slice(0, -2).reduce((all, side) => all * side, 1);
  const [inputs, outputs] = shape.slice(-2);
  return { fanIn: window * inputs, fanOut: window * outputs };
}

/** The initializer that a recipe names, for a convolution or for a transposed one. */
export function initializer(
  name: string,
  { slope = 0.25, transposed = false, strides = 1 }: Partial<PReLUNormalOptions> = {},
): Initializer {
  if (name.startsWith("normal_")) return normal(Number(name.slice("normal_".length)));
  if (name === "glorot_uniform") return glorotUniform;
  if (name === "he_normal") return heNormal;
  if (name === "prelu_normal") return preluNormal({ slope, transposed, strides });
  throw new Error(
    "initializer expects glorot_uniform, he_normal, prelu_normal or normal_ and a deviation; " +
      `received ${name}.`,
  );
}

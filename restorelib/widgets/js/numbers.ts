// Numbers as a learner reads them.

export const clamp = (value: number, low: number, high: number) =>
  Math.min(high, Math.max(low, value));

/** Index of the value that is closest to `wanted`; the first of several. */
export const closest = (values: ArrayLike<number>, wanted: number): number =>
  Array.from(values).reduce(
    (best, value, i) => (Math.abs(value - wanted) < Math.abs(values[best] - wanted) ? i : best),
    0,
  );

/** 8192 -> "8,192" */
export const integer = (value: number) => value.toLocaleString("en-GB");

/** "-3" -> "−3": a minus sign, as wide as a plus, instead of a hyphen. */
export const minus = (text: string | number) => String(text).replace("-", "−");

/** 0.0123 -> "0.012", 3e-5 -> "3.0e−5"; two digits, no exponent from 0.01 to 100. */
export function scientific(value: number): string {
  if (value === 0) return "0";
  if (value >= 0.01 && value < 100) return value.toPrecision(2);
  return minus(value.toExponential(1)).replace("+", "");
}

/** 0.0500 -> "0.05": two significant digits, one below 0.001, without trailing zeros. */
export const short = (value: number) => String(+value.toPrecision(value < 0.001 ? 1 : 2));

/** How many times smaller or larger, in words: "3.2 times smaller than". */
export function times(ratio: number): string {
  const factor = Math.max(ratio, 1 / ratio);
  if (factor < 1.1) return "as large as";
  const number = factor < 1000 ? String(+factor.toPrecision(2)) : scientific(factor);
  return `${number} times ${ratio < 1 ? "smaller" : "larger"} than`;
}

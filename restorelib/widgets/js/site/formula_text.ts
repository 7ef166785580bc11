// A formula of a known number as a reader writes it: "ln 10", "1/12", "(10/255 × 1)²".

import type { Facts, Formula } from "./known_table.ts";

const NAMES: Record<string, string> = {
  classes: "C",
  shares: "the class shares",
  deviation: "the mean distance of y from its median",
  std: "the standard deviation of y",
  mean: "the mean of y",
  accuracy: "the accuracy",
};

/** The formula with the facts put in; a fact that is a list, or missing, keeps its name. */
export function written(formula: Formula, facts: Facts): string {
  if (typeof formula === "number") return plain(formula);
  if (typeof formula === "string") {
    const fact = facts[formula];
    return typeof fact === "number" && formula !== "deviation"
      ? plain(fact)
      : (NAMES[formula] ?? formula);
  }
  const [operation, ...parts] = formula;
  const [a, b] = parts.map((part) => written(part, facts));
  const nested = (text: string, part: Formula) =>
    (Array.isArray(part) && part[0] !== "sqrt") || /[ −]/.test(text) ? `(${text})` : text;
  switch (operation) {
    case "+":
      return `${a} + ${b}`;
    case "-":
      return `${a} − ${nested(b, Array.isArray(parts[1]) && parts[1][0] === "-" ? parts[1] : 0)}`;
    case "*":
      return `${factor(a, parts[0])} × ${factor(b, parts[1])}`;
    case "/":
      return `${factor(a, parts[0])}/${nested(b, parts[1])}`;
    case "ln":
      return `ln ${nested(a, parts[0])}`;
    case "sqrt":
      return `√${nested(a, parts[0])}`;
    case "square":
      return `${nested(a, parts[0])}²`;
    case "largest":
      return "the largest share";
    case "pair":
      return `${a} and 1 − ${a}`;
    case "entropy":
      return `the entropy of ${a}`;
    case "decibels":
      return `20 log10(${a})`;
  }
  throw new Error(`No text for the operation ${operation} of a formula.`);
}

const factor = (text: string, part: Formula) =>
  Array.isArray(part) && (part[0] === "+" || part[0] === "-") ? `(${text})` : text;

/** 16.118095651 -> "16.118", 0.0015378 -> "0.0015378", -3 -> "−3" */
export function plain(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return String(value).replace("-", "−");
  const size = Math.abs(value);
  const digits = size >= 1e6 || size < 1e-4 ? value.toExponential(3) : value.toPrecision(5);
  const [mantissa, power] = digits.split("e");
  const short = mantissa.includes(".") ? mantissa.replace(/\.?0+$/, "") : mantissa;
  return (power ? `${short}e${Number(power)}` : short).replaceAll("-", "−");
}

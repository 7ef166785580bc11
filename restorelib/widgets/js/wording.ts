// Templates of sentences, which Python writes, with gaps for measured numbers: wording.py.

import { integer, minus } from "./numbers.ts";

export type Facts = Record<string, number | string>;

/** Put facts into the gaps of a template, as `fill` of wording.py does, with a real minus sign. */
export function fill(template: string, facts: Facts): string {
  const whole = template.replace(/\[(.*?)\]/g, (_, part) => gaps(part, facts) ?? "");
  const filled = gaps(whole, facts);
  if (filled === null) throw new Error(`A fact is missing for: ${template}`);
  return filled;
}

/** null if a fact is missing. */
function gaps(template: string, facts: Facts): string | null {
  let missing = false;
  const filled = template.replace(/\{(\w+):?(.*?)\}/g, (_, name, form) => {
    missing ||= !(name in facts);
    return missing ? "" : formatted(facts[name], form);
  });
  return missing ? null : filled;
}

/** A number as Python's `format` writes it. */
export function formatted(value: number | string, spec: string): string {
  if (typeof value === "string") return value;
  const [form, nothing] = spec.split("|");
  if (nothing && value === 0) return nothing;
  if (form === "plural") return value === 1 ? "" : "s";
  if (form === "size") return size(value);
  if (form === ",") return minus(integer(value));
  const [, plus, , digits, kind] = /^(\+?)(z?)\.(\d)([fe%])$/.exec(form) ?? [];
  if (kind === "%") return `${minus(fixed(100 * value, Number(digits)))}%`;
  const text =
    kind === "e" ? exponential(value, Number(digits)) : minus(fixed(value, Number(digits)));
  return plus && !text.startsWith("−") ? `+${text}` : text;
}

/** Two significant digits: `size` of wording.py. */
function size(value: number): string {
  const away = Math.abs(value);
  const text = exponential(value, 1);
  if (away < 0.01 || away >= 100) return text;
  const power = Number(text.split("e")[1].replace("−", "-"));
  if (power > 1) return text.replace(".0", ""); // 99.6 -> "1e2"
  return minus(String(Number(text.replaceAll("−", "-"))));
}

/** 4.1e-6 -> "4.1e−6", 0.15 -> "1.5e−1", 3 -> "3.0e0", as Python and `typeset` write it. */
function exponential(value: number, digits: number): string {
  const text = rounded(value, digits, (x, n) => x.toExponential(n));
  const [mantissa, power] = text.split("e");
  return `${minus(mantissa)}e${minus(power.replace("+", ""))}`;
}

/** Without a minus sign before a zero. */
function fixed(value: number, digits: number): string {
  const text = rounded(value, digits, (x, n) => x.toFixed(n));
  return Number(text) === 0 ? text.replace("-", "") : text;
}

/** Half to even, as Python rounds; JavaScript rounds half up. */
function rounded(value: number, digits: number, write: (x: number, digits: number) => string) {
  const text = write(value, digits);
  const kept = write(value, 100).match(new RegExp(`^-?\\d+\\.\\d{${digits}}(?=50*(e|$))`))?.[0];
  if (!kept || Number(kept.at(-1)) % 2) return text;
  return kept + (/e.*/.exec(text)?.[0] ?? "");
}

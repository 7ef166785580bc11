// Compare a number with those that are known in advance: known_numbers.py, in TypeScript.

import type { Facts, Fit, Formula, Given, Known, Match, Reading, Table } from "./known_table.ts";

const ORDER: Fit[] = ["fits", "near", "far"];
type Value = number | number[];
const OPERATIONS: Record<string, (...values: never[]) => Value> = {
  "+": (a: number, b: number) => a + b,
  "-": (a: number, b: number) => a - b,
  "*": (a: number, b: number) => a * b,
  "/": (a: number, b: number) => a / b,
  ln: (a: number) => Math.log(a),
  sqrt: (a: number) => Math.sqrt(a),
  square: (a: number) => a * a,
  largest: (all: number[]) => Math.max(...all),
  pair: (p: number) => [p, 1 - p],
  entropy: (all: number[]) => -all.reduce((sum, p) => (p > 0 ? sum + p * Math.log(p) : sum), 0),
  decibels: (ratio: number) => 20 * Math.log10(ratio),
};

export function scoreOf(formula: Formula, facts: Facts): number {
  return evaluated(formula, facts) as number;
}

function evaluated(formula: Formula, facts: Facts): Value {
  if (typeof formula === "number") return formula;
  if (typeof formula === "string") return facts[formula];
  const [operation, ...parts] = formula;
  return OPERATIONS[operation as string](
    ...(parts.map((part) => evaluated(part, facts)) as never[]),
  );
}

/** The facts that a formula needs, each once. */
export function needed(formula: Formula): string[] {
  if (typeof formula === "string") return [formula];
  if (typeof formula === "number") return [];
  return [...new Set(formula.slice(1).flatMap((part) => needed(part)))];
}

/** The known numbers that can be computed, the best fit first. */
export function matches(
  table: Table,
  number: Reading,
  measures: readonly string[],
  given: Given,
): Match[] {
  return usable(table, measures, given)
    .map((known) => best(table, known, number, given))
    .sort(
      (a, b) =>
        ORDER.indexOf(a.fit) - ORDER.indexOf(b.fit) ||
        Object.keys(a.guessed).length - Object.keys(b.guessed).length ||
        rounded(a.distance) - rounded(b.distance) ||
        (a.known.predictor < b.known.predictor ? -1 : 1),
    );
}

/** The facts that more known numbers could be computed from. */
export function missing(table: Table, measures: readonly string[], given: Given): string[] {
  const wanted = table.known
    .filter((known) => measures.includes(known.of))
    .flatMap((known) => needed(known.formula))
    .filter((name) => !(name in given.facts) && !(name in table.guessed));
  return [...new Set(wanted)];
}

/** The share of all numbers within 10 % of this one that fit some known number as well.
 *  Only what needs no more guesses than the best match counts. */
export function byChance(
  table: Table,
  number: Reading,
  measures: readonly string[],
  given: Given,
): number {
  const best = matches(table, number, measures, given).at(0);
  const guesses = Object.keys(best?.guessed ?? {}).length;
  const [low, high] = [0.9 * number.value, 1.1 * number.value];
  const spans = usable(table, measures, given)
    .flatMap((known) => options(table, known, number.half, given))
    .filter(({ guessed }) => Object.keys(guessed).length <= guesses)
    .map(({ value, tolerance }) => [
      Math.max(value - tolerance, low),
      Math.min(value + tolerance, high),
    ])
    .sort(([a], [b]) => a - b);
  let [covered, end] = [0, low];
  for (const [start, stop] of spans) {
    covered += Math.max(0, stop - Math.max(start, end));
    end = Math.max(end, stop);
  }
  return high > low ? covered / (high - low) : 0;
}

const rounded = (distance: number) =>
  Number.isFinite(distance) ? Math.round(Math.abs(distance) * 1e9) : Number.MAX_VALUE;

const usable = (table: Table, measures: readonly string[], { facts }: Given) =>
  table.known.filter(
    (known) =>
      measures.includes(known.of) &&
      needed(known.formula).every((name) => name in facts || name in table.guessed),
  );

interface Option {
  guessed: Record<string, number>;
  value: number;
  tolerance: number;
}

/** Each guess of the facts that are missing, its value, and how far off a number still fits. */
function options(table: Table, known: Known, half: number, given: Given): Option[] {
  let guesses: Record<string, number>[] = [{}];
  for (const name of needed(known.formula).filter((name) => !(name in given.facts)))
    guesses = guesses.flatMap((guess) =>
      table.guessed[name].map((value) => ({ ...guess, [name]: value })),
    );
  return guesses
    .map((guessed) => {
      const facts = { ...given.facts, ...guessed };
      const tolerance = half + uncertainty(table, known.formula, facts, given.halves);
      return {
        guessed,
        value: scoreOf(known.formula, facts),
        tolerance: tolerance * (1 + 1e-9),
      };
    })
    .filter(({ value, tolerance }) => Number.isFinite(value) && Number.isFinite(tolerance));
}

function uncertainty(table: Table, formula: Formula, facts: Facts, halves: Given["halves"]) {
  let total = 0;
  for (const name of needed(formula)) {
    const fact = facts[name];
    if (typeof fact !== "number") continue;
    const scatter = table.sampled.includes(name) ? table.slack * Math.abs(fact) : 0;
    const half = (halves[name] ?? 0) + scatter;
    if (!half) continue;
    const [low, high] = [fact - half, fact + half].map((end) =>
      scoreOf(formula, { ...facts, [name]: end }),
    );
    total += Math.abs(high - low) / 2;
  }
  return total;
}

function best(table: Table, known: Known, number: Reading, given: Given): Match {
  const all = options(table, known, number.half, given);
  if (!all.length)
    return {
      known,
      guessed: {},
      value: Number.NaN,
      distance: Number.POSITIVE_INFINITY,
      fit: "far",
    };
  const away = ({ value }: Option) => Math.abs(number.value - value);
  const byDistance = all.toSorted((a, b) => away(a) - away(b));
  const fitting = all.find((option) => away(option) <= option.tolerance);
  const chosen = fitting ?? byDistance[0];
  const { guessed, value } = chosen;
  const gap =
    byDistance.length > 1 ? Math.abs(byDistance[1].value - value) : Number.POSITIVE_INFINITY;
  const distance = value ? (number.value - value) / Math.abs(value) : Number.POSITIVE_INFINITY;
  const near = Math.abs(distance) <= table.near && away(chosen) <= table.gap * gap;
  return { known, guessed, value, distance, fit: fitting ? "fits" : near ? "near" : "far" };
}

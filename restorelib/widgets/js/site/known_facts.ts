// What a reader says about the data, as facts.

import type { Given, Reading } from "./known_table.ts";
import { reading } from "./training_log.ts";

/** Name of a field -> what was typed into it. */
export type Fields = Record<string, string>;

const NUMBERS = ["mean", "std", "deviation", "accuracy"];

/** Facts, and the digits that they were given with; what is no number is left out. */
export function factsIn(fields: Fields): Given {
  const given: Given = { facts: {}, halves: {} };
  const put = (name: string, { value, half }: Reading, scale = 1) => {
    given.facts[name] = value * scale;
    given.halves[name] = half * scale;
  };
  for (const name of NUMBERS) {
    const found = all(fields[name]).at(0);
    if (found && (name !== "std" || found.value >= 0)) put(name, found);
  }
  const range = all(fields.range).map(({ value }) => value);
  if (range.length === 2 && range[0] !== range[1]) given.facts.span = Math.abs(range[1] - range[0]);
  const sigma = all(fields.sigma).at(0);
  // Below 1 it counts in the units of the data.
  if (sigma && sigma.value > 0)
    put("sigma", sigma, sigma.value < 1 ? 255 / Number(given.facts.span ?? 1) : 1);
  classes(given, all(fields.classes));
  return given;
}

/** One number is how many classes there are; several are counts or shares, one a class. */
function classes({ facts }: Given, found: Reading[]): void {
  const values = found.map(({ value }) => value);
  const sum = values.reduce((total, value) => total + value, 0);
  if (values.length === 1 && Number.isInteger(values[0]) && values[0] > 1)
    facts.classes = values[0];
  if (values.length < 2 || !(sum > 0) || values.some((value) => value < 0)) return;
  facts.classes = values.length;
  facts.shares = values.map((value) => value / sum);
}

function all(text = ""): Reading[] {
  return text
    .split(/[\s,;:/[\]()]+|\bto\b|\band\b/)
    .map((word) => reading(word.replace(/%$/, ""), word.endsWith("%")))
    .filter((found) => found !== null && Number.isFinite(found.value)) as Reading[];
}

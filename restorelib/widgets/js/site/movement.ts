// What the readings of one quantity do, from epoch to epoch.

import type { Reading } from "./known_table.ts";
import { FLOAT32 } from "./training_log.ts";

const FLAT = 0.01; // relative: less than this between the lowest and the highest

export interface Movement {
  kind: "one" | "nan" | "repeats" | "flat" | "falls" | "rises" | "jumps";
  /** How many epochs at the end print the same digits. */
  run: number;
  /** Are these all the digits that a float32 has? */
  exact: boolean;
  words: string;
}

/** @param readings of successive epochs, at least one */
export function movement(readings: Reading[]): Movement {
  const values = readings.map(({ value }) => value);
  const last = readings[readings.length - 1];
  const run = values.length - 1 - values.findLastIndex((value) => value !== last.value);
  const exact = last.half <= 1.001 * FLOAT32 * Math.abs(last.value);
  const made = (kind: Movement["kind"], words: string): Movement => ({ kind, run, exact, words });
  const lost = values.findIndex((value) => !Number.isFinite(value));
  if (lost >= 0)
    return made("nan", lost ? `no number from epoch ${lost + 1} on` : "never a number");
  if (values.length === 1) return made("one", "one number");
  if (run >= 3 || run === values.length)
    return made(
      "repeats",
      exact
        ? `the last ${run} agree to the last digit: nothing moves`
        : `the last ${run} print the same digits`,
    );
  const late = values.slice(-Math.max(3, Math.ceil(values.length / 2)));
  const [low, high] = [Math.min(...late), Math.max(...late)];
  const middle = late.reduce((sum, value) => sum + Math.abs(value), 0) / late.length;
  if (high - low < FLAT * middle) return made("flat", "stands still, apart from small changes");
  const steps = late.slice(1).map((value, i) => Math.sign(value - late[i]));
  if (high - low > middle && steps.includes(1) && steps.includes(-1))
    return made("jumps", "jumps up and down");
  return last.value < values[0] ? made("falls", "falls") : made("rises", "rises");
}

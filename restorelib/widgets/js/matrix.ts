// The outcome matrix: a row for each value of each knob, a cell for each seed. A row tells what comes
// of changing this one knob and nothing else.

import { runNumber } from "./runs.ts";

/** How a run ended: a key of SIGNS and the words of Python. */
export type Verdict = [kind: string, words: string];

/** Verdict -> its sign, so that colour is not needed to tell one from another. */
export const SIGNS: Record<string, string> = {
  better: "▲",
  learning: "△",
  same: "=",
  grey: "■",
  stuck: "✕",
  worse: "▼",
  learned: "▲", // of patients, as the next two
  "not learned": "✕",
  "not a number": "∅",
};

/** A cell: the knob, its value, and the seed, all counted from 0. */
export interface Cell {
  knob: number;
  value: number;
  seed: number;
}

/** What the numbers of a panel's runs are made of. */
export interface Shape {
  sizes: number[]; // number of values of each knob
  seeds: number; // runs per state
}

/** The choice with one knob at another value. */
export const changed = (choice: number[], { knob, value }: Omit<Cell, "seed">): number[] =>
  choice.map((place, k) => (k === knob ? value : place));

/** Number of the state that a row stands for, while `choice` is chosen. */
export const stateOf = (choice: number[], row: Omit<Cell, "seed">, { sizes }: Shape): number =>
  runNumber(changed(choice, row), sizes, 1, 0);

/** The index of each knob's value in a state: the reverse of `runNumber` for one run per state. */
export const placesOf = (state: number, sizes: number[]): number[] =>
  sizes.reduceRight<{ rest: number; places: number[] }>(
    ({ rest, places }, size) => ({
      rest: Math.floor(rest / size),
      places: [rest % size, ...places],
    }),
    { rest: state, places: [] },
  ).places;

/** The cell that a key leads to; null if the page may use the key. Rows lie below each other. */
export function next(key: string, cell: Cell, { sizes, seeds }: Shape): Cell | null {
  const rows = sizes.flatMap((size, knob) =>
    Array.from({ length: size }, (_, value) => ({ knob, value })),
  );
  const at = rows.findIndex(({ knob, value }) => knob === cell.knob && value === cell.value);
  const last = seeds - 1;
  const to = (row: number, seed: number): Cell => ({
    ...rows[Math.min(rows.length - 1, Math.max(0, row))],
    seed: Math.min(last, Math.max(0, seed)),
  });
  switch (key) {
    case "ArrowLeft":
      return to(at, cell.seed - 1);
    case "ArrowRight":
      return to(at, cell.seed + 1);
    case "ArrowUp":
      return to(at - 1, cell.seed);
    case "ArrowDown":
      return to(at + 1, cell.seed);
    case "Home":
      return to(at, 0);
    case "End":
      return to(at, last);
    default:
      return null;
  }
}

/** A cell in words: "tanh, seed 3: better, +2.9 dB"; `verdict` is null while it is covered. */
export const told = (label: string, seed: number, verdict: Verdict | null): string =>
  `${label}, seed ${seed}: ${verdict ? verdict[1] : "not seen yet"}`;

// A patient as `patient_data.py` packs it, and what can be said of its recorded runs.

import type { Verdict } from "./matrix.ts";
import { minus } from "./numbers.ts";

export interface Measurement {
  name: string;
  code: string;
  step: number; // of the method card; 0: a look at the data
  output: string;
}

/** A change of the program; the first one of a patient changes nothing, and has no name. */
export interface Change {
  name: string;
  lines: [old: string, now: string][]; // texts of the program, and what stands there instead
  reply: string;
  right: boolean;
  curves: (number | null)[][]; // for each seed, a value for each epoch; null: not a number
  scores: (number | null)[]; // for each seed
}

export interface Patient {
  name: string;
  title: string;
  complaint: string;
  asked: string; // address of the public question
  stands_for: string;
  program: string;
  curve: [key: string, label: string];
  score: { label: string; learned: number; higher: boolean; unit: string };
  numbers: [name: string, value: number | null][];
  number: string; // the one at which the curve stands, or `NONE`
  measurements: Measurement[];
  cause: string;
  telling: string[]; // names of measurements that support the cause
  why: string;
  slips: Record<string, string>; // other cause -> what speaks against it
  changes: Change[];
  log: string;
  seeds: number;
  provenance: string;
}

export const NONE = "none of them"; // as in patients/patient.py
export const AS_IT_CAME = "as it came";

export const nameOf = ({ name }: Pick<Change, "name">) => name || AS_IT_CAME;

type Scored = Pick<Patient, "score">;

export const hasLearned = ({ score }: Scored, value: number | null): boolean =>
  value !== null && (score.higher ? value >= score.learned : value <= score.learned);

export const learnedIn = (patient: Scored, { scores }: Pick<Change, "scores">): number =>
  scores.filter((value) => hasLearned(patient, value)).length;

/** 0.69314 -> "0.693", 123456 -> "123,000", 4.1e-7 -> "4.1e−7"; null -> "not a number". */
export function figure(value: number | null, digits = 3): string {
  if (value === null) return "not a number";
  const rounded = Number(value.toPrecision(digits));
  if (value !== 0 && (Math.abs(value) < 1e-3 || Math.abs(value) >= 1e7))
    return rounded.toExponential().replace("+", "").replace(/-/g, "−");
  return minus(rounded.toLocaleString("en-GB", { maximumFractionDigits: 6 }));
}

/** A score with its unit. */
export const scored = ({ score }: Scored, value: number | null): string =>
  value === null || !score.unit ? figure(value) : `${figure(value)} ${score.unit}`;

export const medianOf = (values: (number | null)[], higher: boolean): number | null => {
  const worst = higher ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const sorted = values.map((value) => value ?? worst).sort((a, b) => a - b);
  const [low, high] = [Math.floor((sorted.length - 1) / 2), Math.ceil((sorted.length - 1) / 2)];
  const median = (sorted[low] + sorted[high]) / 2;
  return Number.isFinite(median) ? median : null;
};

/** How the run of a seed ended: a sign's name, and words. */
export const verdictOf = (patient: Scored, value: number | null): Verdict => {
  if (value === null) return ["not a number", "the score is not a number"];
  const kind = hasLearned(patient, value) ? "learned" : "not learned";
  return [kind, `${kind}, ${scored(patient, value)}`];
};

/** All seeds of a change in one sentence: "Learned in 5 of 5 seeds. Median 0.91, from 0.89 to 0.93." */
export function findingOf(patient: Pick<Patient, "score">, change: Change): [string, string] {
  const found = learnedIn(patient, change);
  const known = change.scores.filter((value) => value !== null).sort((a, b) => a - b);
  const median = scored(patient, medianOf(change.scores, patient.score.higher));
  const ends = known.length
    ? `, from ${figure(known[0])} to ${figure(known[known.length - 1])}`
    : "";
  const lost = change.scores.length - known.length;
  const nans =
    lost && known.length ? `; in ${lost} ${lost === 1 ? "seed" : "seeds"} not a number` : "";
  return [
    `${found ? "Learned" : "Not learned"} in ${found || change.scores.length} of ${change.scores.length} seeds`,
    `Median ${median}${ends}${nans}: ${patient.score.label}`,
  ];
}

/** "learned from 0.85", or "learned up to 20 °C" where less is better. */
export const lineOf = (patient: Scored): string =>
  `learned ${patient.score.higher ? "from" : "up to"} ${scored(patient, patient.score.learned)}`;

/** The whole program with a change, and with a seed. */
export const programOf = ({ program }: Pick<Patient, "program">, { lines }: Change, seed = 0) =>
  [["SEED = 0", `SEED = ${seed}`], ...lines].reduce(
    (code, [old, now]) => code.replace(old, () => now),
    program,
  );

export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

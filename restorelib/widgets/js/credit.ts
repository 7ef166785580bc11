// Credit for a diagnosis, in four parts as in lessons 04 and 08: for each, what is missing or wrong.

import { type Case, measurements, trialOf } from "./case.ts";
import { figure, learnedIn, NONE, type Patient } from "./patient.ts";

export const PARTS = ["number", "evidence", "repair", "seeds"] as const;
export type Credits = Record<(typeof PARTS)[number], string>; // "" where nothing is wrong

const WORDS = [
  "none",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
];
/** A small number in words. */
export const inWords = (count: number): string => WORDS[count] ?? String(count);

export const creditsOf = (patient: Patient, now: Case): Credits => ({
  number: numberFault(patient, now),
  evidence: evidenceFault(patient, now),
  repair: repairFault(patient, now),
  seeds: seedsFault(patient, now),
});

export const isSolved = (credits: Credits): boolean => PARTS.every((part) => !credits[part]);

function numberFault(patient: Patient, { number }: Case): string {
  if (!number) return "choose the number at which the curve ends, or “none of them”.";
  if (number === patient.number) return "";
  if (number === NONE)
    return "one of them does fit. Compare all of them with the last values of the curve.";
  const curve = patient.changes[0].curves[0];
  const value = patient.numbers.find(([name]) => name === number)?.[1] ?? null;
  const last = curve[curve.length - 1];
  return `“${number}” scores ${figure(value, 4)}; the curve ends at ${figure(last, 4)}.`;
}

function evidenceFault(patient: Patient, { cause, evidence, measured }: Case): string {
  if (!cause) return "choose a cause, and the measurement that supports it.";
  if (cause !== patient.cause) return patient.slips[cause] ?? unsupported(measured);
  if (!measured.length) return "a cause needs a measurement that supports it: make one.";
  if (!evidence) return "say which of your measurements supports the cause.";
  if (!patient.telling.includes(evidence))
    return `“${evidence}” is measured correctly, but a net with another fault could show the same.`;
  return "";
}

const unsupported = (measured: string[]) =>
  measured.length
    ? "none of your measurements shows this cause. What else would explain them?"
    : "you have measured nothing yet: what would this cause show?";

function repairFault(patient: Patient, now: Case): string {
  const { change, seeds } = trialOf(now, patient);
  if (!change || !seeds) return "choose one change, and try it.";
  const learned = learnedIn(patient, { scores: change.scores.slice(0, seeds) });
  const most = 2 * learned > seeds;
  if (change.right && (most || seeds < patient.seeds)) return "";
  const found = `it learns in ${learned} of ${seeds} ${seeds === 1 ? "run" : "runs"}`;
  if (most) return `${found}, but the cause is still there. ${change.reply}`.trim();
  return `${found}. ${change.reply || "Look for another cause."}`;
}

function seedsFault(patient: Patient, now: Case): string {
  const { change, seeds } = trialOf(now, patient);
  if (!change || !seeds) return "nothing was tried yet, so there is nothing to count.";
  if (seeds < patient.seeds)
    return `one seed may be luck: try ${inWords(patient.seeds - seeds)} more, and count.`;
  if (now.counted === null) return `say in how many of the ${inWords(seeds)} runs it learned.`;
  const learned = learnedIn(patient, change);
  if (now.counted === learned) return "";
  return `you count ${now.counted}; compare each of the ${inWords(seeds)} scores with the line once more.`;
}

/** How many measurements it took, beside the fewest that would do. */
export function costTold(patient: Patient, used: number): string {
  const telling = patient.telling.map((name) => `“${name}”`).join(" or ");
  const each = patient.telling.length === 1 ? telling : `either ${telling}`;
  if (used <= 1) return `You used ${measurements(used)}, the fewest that will do: ${each}.`;
  return `You used ${measurements(used)}. One would have been enough: ${each}.`;
}

// What a log and the known facts tell: as sentences, and as marks on a number line.

import { byChance, matches, missing } from "./known_numbers.ts";
import type { Given, Match, Reading, Table } from "./known_table.ts";
import { type Movement, movement } from "./movement.ts";
import { headline, meaning, share } from "./number_words.ts";
import type { Log } from "./training_log.ts";

export const LOSSES = ["categorical", "binary", "squared", "absolute", "hinge"];
const TELLING = 0.2; // a fit says little if a fifth of all numbers of this size fit as well

/** One quantity of the log. */
export interface Row {
  name: string;
  last: Reading;
  movement: Movement;
  measures: readonly string[];
  found: Match[];
}
export interface Answer {
  /** The row that the headline speaks of. */
  main: Row;
  rows: Row[];
  /** What was given, and the accuracy of the log. */
  given: Given;
  headline: string;
  meaning: string;
  notes: string[];
  /** Pages of symptoms, the closest first. */
  symptoms: string[];
  verdict: Verdict;
}
/** "perhaps": it fits, and too many other numbers would. */
export type Verdict = "fits" | "perhaps" | "near" | "far" | "nan";
export interface Words {
  table: Table;
  predictors: Record<string, string>;
}

/** @param measures what the loss may be; none if that is not known */
export function answer(
  words: Words,
  log: Log,
  measures: readonly string[],
  given: Given,
): Answer | null {
  const known = withAccuracy(given, log);
  const rows = [...log]
    .map(([name, readings]) => row(words.table, name, readings, measures, known))
    .filter((found) => found !== null)
    .sort((a, b) => weight(a) - weight(b) || place(a) - place(b));
  if (!rows.length) return null;
  const main = rows[0];
  const best = main.found.at(0);
  const chance = best ? byChance(words.table, main.last, main.measures, known) : 1;
  const verdict = verdictOf(main, best, chance);
  return {
    main,
    given: known,
    rows: rows.toSorted((a, b) => place(a) - place(b)),
    headline: headline(main, best, known, verdict),
    meaning: meaning(words, main, best, known, verdict),
    notes: notes(rows, verdict, chance),
    symptoms: symptoms(rows, verdict),
    verdict,
  };
}

function verdictOf({ movement }: Row, best: Match | undefined, chance: number): Verdict {
  if (movement.kind === "nan") return "nan";
  return best?.fit === "fits" && chance > TELLING ? "perhaps" : (best?.fit ?? "far");
}

/** Where a quantity stands in the table. */
const place = ({ name }: Row) =>
  ["loss", "val_loss", "accuracy", "val_accuracy"].indexOf(name) + 1 || 9;
const FITS = ["fits", "near", "far"];
/** The headline takes a loss that is NaN, else the one that fits best; then the one with the most
 *  digits. */
const weight = ({ name, movement: { kind }, found, last }: Row) =>
  1000 * Number(/acc/.test(name)) +
  (kind === "nan" ? -500 : 100 * FITS.indexOf(found.at(0)?.fit ?? "far")) +
  10 * Math.round(Math.log10(last.half / Math.abs(last.value || 1)) || 0);
/** The accuracy that the log ends at, unless another one was given. */
function withAccuracy(given: Given, log: Log): Given {
  const last = (log.get("accuracy") ?? log.get("val_accuracy"))?.at(-1);
  if (!last || !Number.isFinite(last.value) || "accuracy" in given.facts) return given;
  return {
    facts: { ...given.facts, accuracy: last.value },
    halves: { ...given.halves, accuracy: last.half },
  };
}

function row(
  table: Table,
  name: string,
  readings: Reading[],
  chosen: readonly string[],
  given: Given,
): Row | null {
  const measures = measuresOf(name, chosen);
  if (!measures.length) return null;
  const last = readings[readings.length - 1];
  const found = Number.isFinite(last.value) ? matches(table, last, measures, given) : [];
  return { name, last, movement: movement(readings), measures, found };
}

/** What a quantity of this name may be; empty for what is compared with nothing. */
export function measuresOf(name: string, chosen: readonly string[]): readonly string[] {
  if (/psnr/.test(name)) return ["psnr"];
  if (/(^|_)(accuracy|acc)$/.test(name)) return ["accuracy"];
  if (/(^|_)(mse|mean_squared_error)$/.test(name)) return ["squared"];
  if (/(^|_)(mae|mean_absolute_error)$/.test(name)) return ["absolute"];
  if (/(^|_)loss$/.test(name)) return chosen.length ? chosen : LOSSES;
  if (name === "number") return chosen.length ? chosen : [...LOSSES, "psnr"];
  return [];
}

function notes(rows: Row[], verdict: Verdict, chance: number): string[] {
  const [main] = rows;
  const said: string[] = [];
  if (verdict === "perhaps")
    said.push(
      `With so few digits that says little: ${share(chance, 1)} of all numbers of this size would fit something. Give more digits, or say what you know.`,
    );
  if (verdict === "fits" || verdict === "near")
    said.push(
      `By chance, ${chance < 0.001 ? "fewer than 1 in 1000 numbers" : `about 1 in ${Number((1 / chance).toPrecision(1))} numbers`} of this size would fit.`,
    );
  if (verdict === "near")
    said.push(
      "A training loss is a mean over a moving network, and includes penalties: the validation loss, or model.evaluate, reads the number itself.",
    );
  if (main.movement.kind === "repeats" && !main.movement.exact)
    said.push(
      `The last ${main.movement.run} agree as far as they are printed. print(history.history["${main.name}"]) has all digits: if those agree too, no weight moves.`,
    );
  const [loss, val] = ["loss", "val_loss"].map((name) => rows.find((r) => r.name === name));
  if (loss && val && loss.movement.kind !== "nan" && val.movement.kind !== "nan") {
    const apart = Math.abs(val.last.value - loss.last.value) / Math.abs(loss.last.value || 1);
    if (still(loss) && still(val) && apart > 0.02)
      said.push(
        `Loss and validation loss stay at different numbers, ${share(apart)} apart: both sets have another mix of targets, or training and inference compute something else.`,
      );
    if (still(val) && loss.movement.kind === "falls")
      said.push("The loss falls, and the validation loss does not follow.");
  }
  return said;
}

const still = ({ movement: { kind } }: Row) => kind === "repeats" || kind === "flat";

function symptoms(rows: Row[], verdict: Verdict): string[] {
  const [main] = rows;
  const slugs: string[] = [];
  if (verdict === "nan") slugs.push("loss-is-nan");
  const best = main.found.at(0);
  if (best && verdict !== "far" && verdict !== "nan") slugs.push(best.known.symptom);
  const [loss, val] = ["loss", "val_loss"].map((name) => rows.find((r) => r.name === name));
  if (loss && val && loss.movement.kind === "falls" && val.movement.kind !== "falls")
    slugs.push("val-loss-does-not-fall");
  if (main.movement.kind === "repeats") slugs.push("loss-same-every-epoch");
  if (main.movement.kind === "rises" || main.movement.kind === "jumps") slugs.push("loss-explodes");
  if (main.movement.kind === "falls" && verdict === "far") slugs.push("loss-falls-too-slowly");
  if (main.movement.kind === "flat" || (main.movement.kind === "one" && verdict === "far"))
    slugs.push("loss-stops-falling");
  return [...new Set(slugs)].slice(0, 3);
}

/** Facts that would allow more comparisons, of those that this number could need. */
export const wanted = (words: Words, row: Row, given: Given) =>
  missing(words.table, row.measures, given);

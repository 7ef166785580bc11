// An answer about a number, in sentences.

import { minus } from "../numbers.ts";
import { fill, formatted } from "../wording.ts";
import { plain, written } from "./formula_text.ts";
import { needed } from "./known_numbers.ts";
import type { Given, Match, Reading } from "./known_table.ts";
import { LOSSES, type Row, type Verdict, type Words } from "./number_answer.ts";

const spoken = (name: string) => name.replaceAll("_", " ").replace("val ", "validation ");
const sentence = (text: string) => text[0].toUpperCase() + text.slice(1);
export const share = (part: number, digits = 2) =>
  `${plain(Number((100 * Math.abs(part)).toPrecision(digits)))} %`;
const facts = (match: Match, given: Given) => ({ ...given.facts, ...match.guessed });

/** With the digits that were written: "2.3030". */
export function asRead({ value, half }: Reading): string {
  const decimals = Math.round(-Math.log10(2 * half));
  return decimals >= 0 && decimals <= 6 ? minus(value.toFixed(decimals)) : plain(value);
}

/** "ln 10 = 2.3026" */
export function equation(match: Match, given: Given): string {
  const [text, value] = [written(match.known.formula, facts(match, given)), plain(match.value)];
  return text === value ? value : `${text} = ${value}`;
}

/** "the mean, if y is standardised" */
export function named(match: Match, given: Given): string {
  const all = facts(match, given);
  const texts = Object.fromEntries(
    Object.entries(all).map(([name, fact]) => [
      name,
      typeof fact === "number" ? (fact >= 1000 ? formatted(fact, ",") : plain(fact)) : "",
    ]),
  );
  const when = match.known.when && fill(match.known.when, texts);
  return `${match.known.predictor}${when && (/^(if|with|by|where|and)/.test(when) ? ", " : " ")}${when}`;
}

export function headline(main: Row, best: Match | undefined, given: Given, verdict: Verdict) {
  if (verdict === "nan") return `The ${spoken(main.name)} is not a number.`;
  const read = asRead(main.last);
  if (!best || verdict === "far") return `No trivial predictor tried here scores ${read}.`;
  const text = written(best.known.formula, facts(best, given));
  if (verdict === "perhaps") return `${read} may be ${text}: ${named(best, given)}.`;
  if (verdict === "fits")
    return `${read}${text === read ? "" : ` is ${text}`}: ${named(best, given)}.`;
  const side = best.distance > 0 ? "above" : "below";
  return `${read} is ${share(best.distance)} ${side} ${text}: ${named(best, given)}.`;
}

export function meaning(
  words: Words,
  main: Row,
  best: Match | undefined,
  given: Given,
  verdict: Verdict,
): string {
  if (verdict === "nan")
    return "From then on every weight that the loss reaches is lost as well: build the network again before you go on.";
  if (!best) return "Nothing can be compared with it yet.";
  if (verdict !== "far") {
    const learned = words.predictors[best.known.predictor];
    const same = plain(best.value) === asRead(main.last);
    return same ? learned : `${sentence(equation(best, given))}. ${learned}`;
  }
  const plainly = Object.keys(best.guessed).length ? "" : " that needs no guess";
  const nearest = `The nearest${plainly} is ${named(best, given)}: ${equation(best, given)}`;
  const side = best.distance > 0 ? "above" : "below";
  const compared =
    Object.keys(best.guessed).length === 0 && main.measures.every((m) => LOSSES.includes(m));
  const data = needed(best.known.formula).some((name) => name !== "classes" && name in given.facts);
  const learned =
    !compared || !data
      ? ""
      : best.distance < 0
        ? " So it has learned something that the constant does not know."
        : " So it does worse than a constant: look at its first epochs, and at penalties, which the printed loss includes.";
  return `${nearest}, and this is ${share(best.distance)} ${side} it.${learned}`;
}

// How a run ended, by Python's rules on its facts: judging.py.

import type { Verdict } from "./matrix.ts";
import { type Facts, fill } from "./wording.ts";

export type Condition = [fact: string, relation: string, bound: number];
/** All conditions must hold; `words` is a template. */
export type Rule = [kind: string, conditions: Condition[], words: string];

const RELATIONS: Record<string, (fact: number, bound: number) => boolean> = {
  "<": (fact, bound) => fact < bound,
  "<=": (fact, bound) => fact <= bound,
  ">": (fact, bound) => fact > bound,
  ">=": (fact, bound) => fact >= bound,
};

/** The kind and the words of the first rule that holds. */
export function verdictOf(rules: Rule[], facts: Facts): Verdict {
  const holds = ([fact, relation, bound]: Condition) =>
    RELATIONS[relation](Number(facts[fact]), bound);
  const rule = rules.find(([, conditions]) => conditions.every(holds));
  if (!rule) throw new Error("The rules of a verdict expect a last one without conditions.");
  const [kind, , words] = rule;
  return [kind, fill(words, facts)];
}

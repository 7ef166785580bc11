// The scores of predictors that learn nothing, each with a letter that stands at its line.

import { h } from "./dom.ts";
import { figure, type Patient } from "./patient.ts";

const LETTERS = "ABCDEFG";

/** Letter and value of each. */
export const numbersTold = ({ numbers }: Patient) =>
  numbers.map(([, value], i): [string, number | null] => [LETTERS[i], value]);

export const letterOf = ({ numbers }: Patient, name: string): string =>
  LETTERS[numbers.findIndex(([each]) => each === name)] ?? "";

/** A list: letter, value, name. */
export function tableOf(patient: Patient): HTMLElement {
  const rows = patient.numbers.map(([name, value], i) =>
    h(
      "li",
      {},
      h("b.rl-letter", {}, LETTERS[i]),
      h("span.rl-figure-of", {}, figure(value, 4)),
      ` ${name}`,
    ),
  );
  return h("ul.rl-plain", {}, ...rows);
}

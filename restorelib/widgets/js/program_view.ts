// A program as a listing with numbered lines, and a change as the lines that it removes and adds.

import { h } from "./dom.ts";
import { type Change, nameOf, type Patient } from "./patient.ts";
import { changesOf, dedented, diffOf, type Line } from "./program_diff.ts";

const SPOKEN = { "−": "removed: ", "+": "added: ", " ": "" };
const KINDS = { "−": "rl-removed", "+": "rl-added", " ": "rl-kept" };

/** The whole program. */
export function listing(program: string, name: string): HTMLElement {
  const lines = program.trimEnd().split("\n");
  return h(
    "pre.rl-listing",
    { role: "group", "aria-label": name },
    h("code", {}, ...lines.map((text, i) => row({ sign: " ", text, number: i + 1 }, false))),
  );
}

/** What a change does to the program. */
export function diffElement(patient: Patient, change: Change): HTMLElement {
  if (!change.lines.length) return h("p.rl-note", {}, "The program stays as it is.");
  const changed = change.lines.reduce(
    (code, [old, now]) => code.replace(old, () => now),
    patient.program,
  );
  const lines = dedented(changesOf(diffOf(patient.program, changed)));
  return h(
    "pre.rl-listing.rl-diff",
    { role: "group", "aria-label": `Change of the program: ${nameOf(change)}` },
    h(
      "code",
      {},
      ...lines.map((line) =>
        line ? row(line, true) : h("span.rl-gap", { "aria-hidden": "true" }),
      ),
    ),
  );
}

function row({ sign, text, number }: Line, signed: boolean): HTMLElement {
  const mark = signed ? h("span.rl-diff-sign", { "aria-hidden": "true", "data-sign": sign }) : null;
  const spoken = SPOKEN[sign] ? h("span.rl-hidden", {}, SPOKEN[sign]) : null;
  return h(
    `span.rl-row-of-code.${KINDS[sign]}`,
    {},
    h("span.rl-line-number", { "aria-hidden": "true", "data-number": number }),
    mark,
    spoken,
    `${text}\n`,
  );
}

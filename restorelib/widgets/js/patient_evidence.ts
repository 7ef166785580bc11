// What came with a patient: the complaint, the curve, the log and the program.

import { h } from "./dom.ts";
import { makeEpochs } from "./epochs.ts";
import { capital, figure, lineOf, type Patient, scored } from "./patient.ts";
import { letterOf, numbersTold } from "./patient_numbers.ts";
import { section } from "./patient_parts.ts";
import { listing } from "./program_view.ts";

export function makeEvidence(patient: Patient) {
  const complaint = h(
    "div.rl-complaint",
    {},
    h("blockquote", {}, patient.complaint),
    h(
      "p.rl-note",
      {},
      `${patient.stands_for} `,
      h(
        "a",
        { href: patient.asked, target: "_blank", rel: "noopener noreferrer" },
        "A public question with this story",
      ),
      ", told in our own words.",
    ),
  );
  const epochs = makeEpochs();
  const score = h(
    "p.rl-note",
    {},
    `What counts: ${patient.score.label}. ${capital(lineOf(patient))}; this run has ` +
      `${scored(patient, patient.changes[0].scores[0])}.`,
  );
  const log = h(
    "pre.rl-printed.rl-log",
    { tabindex: 0, role: "region", "aria-label": "The log, as printed" },
    patient.log,
  );
  const element = section(
    "rl-came",
    "What came",
    epochs.element,
    score,
    h("details.rl-details", { open: true }, h("summary", {}, "The log, as printed"), log),
    h(
      "details.rl-details",
      { open: true },
      h("summary", {}, "The program"),
      listing(patient.program, "The program"),
    ),
  );

  /** @param number name of the line across that is shown; "" for none */
  function draw(number: string, width: number) {
    const values = patient.changes[0].curves[0];
    const letter = letterOf(patient, number);
    const lines = numbersTold(patient).filter(([each]) => each === letter);
    const last = values[values.length - 1];
    epochs.draw({
      label: patient.curve[1],
      key: letter ? `dashed: ${letter}, ${number}` : "as it came",
      runs: [{ values, kind: "rl-chosen" }],
      numbers: lines,
      all: values,
      scores: patient.numbers.map(([, value]) => value),
      longest: values.length,
      width,
      told: `Curve of ${patient.curve[1]}: ${figure(values[0])} in the first epoch, ${figure(last)} in the last.`,
    });
  }
  return { complaint, element, curve: epochs.element, draw };
}

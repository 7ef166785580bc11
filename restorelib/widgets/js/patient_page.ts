// A patient that is open: what came, what can be measured, and the four parts of a diagnosis.

import { type Case, withMeasured, withTrial } from "./case.ts";
import { watchWidths } from "./chart.ts";
import { creditsOf, isSolved } from "./credit.ts";
import { h, keepKeys } from "./dom.ts";
import type { Patient } from "./patient.ts";
import { makeDiagnosis } from "./patient_diagnosis.ts";
import { makeEvidence } from "./patient_evidence.ts";
import { makeMeasuring } from "./patient_measures.ts";
import { makeRepair } from "./patient_repair.ts";
import { makeVerdict } from "./patient_verdict.ts";

interface Parts {
  patient: Patient;
  causes: [key: string, words: string][];
  now: Case;
  keep(now: Case): void;
  back(): void;
}

export function makePatientPage({ patient, causes, now, keep, back }: Parts) {
  let shown = now;
  const change = (next: Case) => {
    shown = next;
    keep(shown);
    draw();
  };
  const set = (answer: Partial<Case>) => change({ ...shown, ...answer });
  const evidence = makeEvidence(patient);
  const measuring = makeMeasuring(patient, (name) => change(withMeasured(shown, name)));
  const diagnosis = makeDiagnosis(patient, causes, set);
  const repair = makeRepair(patient, set, () => change(withTrial(shown, patient.seeds)));
  const verdict = makeVerdict(patient, handIn, back);
  const title = h(
    "div.rl-title",
    { role: "heading", "aria-level": 3, tabindex: -1 },
    patient.title,
  );
  const element = h(
    "div.rl-patient",
    { "data-patient": patient.name },
    h(
      "div.rl-patient-head",
      {},
      h("button.rl-back", { type: "button", click: back }, "← Waiting room"),
      title,
    ),
    evidence.complaint,
    h("div.rl-columns", {}, evidence.element, measuring.element),
    h("div.rl-columns", {}, diagnosis.element, repair.element),
    verdict.element,
  );
  const widths = watchWidths([evidence.curve, repair.charts], draw);

  function handIn() {
    const credits = creditsOf(patient, shown);
    if (isSolved(credits) && shown.solved === null) set({ solved: shown.measured.length });
    verdict.tell(credits, shown);
  }
  function draw() {
    measuring.draw(shown);
    diagnosis.draw(shown);
    verdict.draw(shown);
    keepKeys(element);
    if (!widths.known()) return;
    evidence.draw(shown.number, widths.of(evidence.curve));
    repair.draw(shown, widths.of(repair.charts));
  }
  draw();
  return {
    element,
    end: widths.end,
    /** Show its beginning, and read from there. */
    begin() {
      title.focus({ preventScroll: true });
      element.scrollIntoView({ block: "nearest" });
    },
  };
}

// The number at which the curve stands, and the cause with the measurement that supports it.

import type { Case } from "./case.ts";
import { h } from "./dom.ts";
import { figure, NONE, type Patient } from "./patient.ts";
import { letterOf } from "./patient_numbers.ts";
import { answers, section } from "./patient_parts.ts";

export function makeDiagnosis(
  patient: Patient,
  causes: [key: string, words: string][],
  set: (answer: Partial<Case>) => void,
) {
  const numbers = [...patient.numbers.map(([name]) => name), NONE];
  const number = answers(
    `Where does the curve end? Each number is what a prediction that learns nothing scores in “${patient.curve[1]}”.`,
    [
      ...patient.numbers.map(
        ([name, value]) => `${letterOf(patient, name)} · ${figure(value, 4)} · ${name}`,
      ),
      NONE,
    ],
    (i) => set({ number: numbers[i] }),
  );
  const cause = answers(
    "The cause",
    causes.map(([, words]) => words),
    (i) => set({ cause: causes[i][0] }),
  );
  const made = patient.measurements.map(({ name }) => name);
  const evidence = answers("The measurement that supports it", made, (i) =>
    set({ evidence: made[i] }),
  );
  const none = h("p.rl-note", {}, "Measure something first: it can then be chosen here.");
  evidence.element.append(none);
  const element = h(
    "div.rl-stack",
    {},
    section("rl-naming", "Name the number", number.element),
    section("rl-cause", "Diagnose", cause.element, evidence.element),
  );

  function draw(now: Case) {
    number.show(numbers.indexOf(now.number));
    cause.show(causes.findIndex(([key]) => key === now.cause));
    evidence.show(made.indexOf(now.evidence), (i) => now.measured.includes(made[i]));
    none.hidden = now.measured.length > 0;
  }
  return { element, draw };
}

// A change of the program, tried on one seed and then on the others, and how many learned.

import { type Case, trialOf } from "./case.ts";
import { makeCode } from "./code.ts";
import { inWords } from "./credit.ts";
import { h } from "./dom.ts";
import { makeEpochs } from "./epochs.ts";
import {
  type Change,
  capital,
  figure,
  lineOf,
  nameOf,
  type Patient,
  programOf,
  scored,
} from "./patient.ts";
import { answers, section } from "./patient_parts.ts";
import { diffElement } from "./program_view.ts";
import { makeScoreStrip } from "./score_strip.ts";

export function makeRepair(
  patient: Patient,
  set: (answer: Partial<Case>) => void,
  attempt: () => void,
) {
  const changes = patient.changes.filter(({ name }) => name);
  const change = answers(
    "One change of the program",
    changes.map(({ name }) => name),
    (i) => set({ change: changes[i].name, counted: null }),
  );
  const diff = h("div.rl-change");
  const button = h("button.rl-try", { type: "button", click: attempt });
  const code = makeCode(
    () => programOf(patient, chosen ?? patient.changes[0]),
    "Copy as Keras code",
  );
  const actions = h("div.rl-actions", {}, button, code.button, code.copied);
  const epochs = makeEpochs();
  const strip = makeScoreStrip(patient);
  const scores = h("p.rl-scores-told", { "aria-live": "polite" });
  const charts = h("div.rl-patient-charts", {}, epochs.element, strip.element, scores);
  const counts = Array.from({ length: patient.seeds + 1 }, (_, i) => String(i));
  const count = answers(
    `In how many of the ${inWords(patient.seeds)} runs did it learn?`,
    counts,
    (i) => set({ counted: i }),
  );
  count.element.classList.add("rl-count");
  const element = section(
    "rl-repair",
    "Repair",
    ...[change.element, diff, actions, code.text, charts, count.element],
  );
  let chosen: Change | null = null;
  let diffed: Change | null = null;

  function draw(now: Case, width: number) {
    const trial = trialOf(now, patient);
    chosen = trial.change;
    change.show(changes.findIndex(({ name }) => name === now.change));
    if (chosen && chosen !== diffed) diff.replaceChildren(diffElement(patient, chosen));
    diffed = chosen;
    diff.hidden = !chosen;
    epochs.element.hidden = strip.element.hidden = scores.hidden = !trial.seeds;
    button.hidden = !chosen || trial.seeds === patient.seeds;
    button.textContent = trial.seeds
      ? `Try ${inWords(patient.seeds - 1)} more seeds`
      : "Try it on one seed";
    count.element.hidden = trial.seeds < patient.seeds;
    count.show(now.counted ?? -1);
    code.refresh();
    if (chosen && trial.seeds) show(chosen, trial.seeds, now, width);
  }
  function show(change: Change, seeds: number, now: Case, width: number) {
    const before = patient.changes[0];
    const runs = change.curves.slice(0, seeds);
    const tried = change.scores.slice(0, seeds);
    const told = tried.map((value) => scored(patient, value)).join(", ");
    scores.textContent = `${seeds === 1 ? "Score" : "Scores"}: ${told}. ${capital(lineOf(patient))}.`;
    epochs.draw({
      label: patient.curve[1],
      key: `${seeds === 1 ? "one run" : `${inWords(seeds)} runs`}; dashed: as it came`,
      runs: [
        { values: before.curves[0], kind: "rl-before" as const },
        ...runs.slice(1).map((values) => ({ values, kind: "rl-other" as const })),
        { values: runs[0], kind: "rl-chosen" as const },
      ],
      numbers: [],
      all: [...before.curves[0], ...change.curves.flat()],
      scores: [],
      longest: Math.max(before.curves[0].length, ...runs.map(({ length }) => length)),
      width,
      told: `Curves of ${patient.curve[1]} with the change “${nameOf(change)}”; the first one ends at ${figure(runs[0][runs[0].length - 1])}.`,
    });
    const rows = [
      { name: "as it came", scores: before.scores.slice(0, 1) },
      { name: nameOf(change), scores: tried },
    ];
    strip.draw(
      rows.map((row) => ({ ...row, chosen: -1, told: now.solved !== null })),
      width,
    );
  }
  return { element, charts, draw };
}

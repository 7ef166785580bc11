// `PatientRuns`: recorded runs of a patient as it came and under each change of its program.
//
// Stable hooks for tests and styles:
//   .rl-patient-runs [data-ready]   root; .rl-knobs: the changes, and the outcome of each seed
//   .rl-headline .rl-detail         the finding over all seeds
//   svg.rl-epochs svg.rl-scores     the curves and the final scores (role=img with a name)
//   .rl-diff                        what the change does to the program; .rl-learn: what it shows
//   button.rl-copy  textarea.rl-code

import { watchWidths } from "./chart.ts";
import { makeCode } from "./code.ts";
import { h, keepKeys } from "./dom.ts";
import { makeEpochs } from "./epochs.ts";
import { makeKnobs } from "./knobs.ts";
import { SIGNS } from "./matrix.ts";
import type { Cleanup, Context } from "./model.ts";
import { makeOutcomes } from "./outcomes.ts";
import { unpack } from "./packed.ts";
import {
  figure,
  findingOf,
  nameOf,
  type Patient,
  programOf,
  scored,
  verdictOf,
} from "./patient.ts";
import { numbersTold, tableOf } from "./patient_numbers.ts";
import { diffElement } from "./program_view.ts";
import { makeScoreStrip } from "./score_strip.ts";

interface Traits {
  payload: DataView<ArrayBuffer>;
}

async function render({ model, el }: Context<Traits>): Promise<Cleanup> {
  const { meta: patient } = await unpack<Patient>(model.get("payload"));
  const runs = makeRuns(patient);
  el.append(runs.element);
  keepKeys(runs.element);
  runs.element.dataset.ready = "true";
  return runs.end;
}

function makeRuns(patient: Patient) {
  let change = 0;
  let seed = 0;
  const panel = {
    ...{ title: patient.title, question: null, seeds: patient.seeds, start: [0] },
    knobs: [["Program", patient.changes.map(nameOf)]] as [string, string[]][],
  };
  const verdicts = patient.changes.flatMap(({ scores }) =>
    scores.map((score) => ({ verdict: verdictOf(patient, score) })),
  );
  const outcomes = makeOutcomes(panel, verdicts);
  const knobs = makeKnobs({
    ...{ panel, outcomes, choice: () => ({ places: [change], seed }) },
    choose(chosen) {
      [change] = chosen.places;
      seed = chosen.seed;
      draw();
    },
    uncover() {
      outcomes.uncover();
      draw();
    },
  });
  const found = makeFinding(patient);
  const learn = h("p.rl-sentence.rl-learn");
  const diff = h("div.rl-change");
  const code = makeCode(
    () => programOf(patient, patient.changes[change], seed),
    "Copy as Keras code",
  );
  const epochs = makeEpochs();
  const strip = makeScoreStrip(patient);
  const numbers = h("div.rl-numbers", {}, h("b", {}, "Scores without learning"), tableOf(patient));
  const charts = h("div.rl-patient-charts", {}, epochs.element, numbers, strip.element);
  const widths = watchWidths([epochs.element, strip.element], draw);
  const element = h(
    "div.rl-panel.rl-patient-runs",
    { role: "group", "aria-label": `Recorded runs: ${patient.title}` },
    h("div.rl-title", { role: "heading", "aria-level": 3 }, patient.title),
    found.element,
    h(
      "div.rl-two",
      {},
      h(
        "div",
        {},
        knobs.element,
        knobs.outcomes,
        learn,
        diff,
        h("div.rl-actions", {}, code.button, code.copied),
      ),
      charts,
    ),
    code.text,
    h("p.rl-provenance", {}, `Recorded, in Keras: ${patient.provenance}.`),
  );

  function draw() {
    if (!widths.known()) return;
    const chosen = patient.changes[change];
    outcomes.visit(change);
    knobs.draw();
    found.tell(change, seed);
    learn.textContent = chosen.reply;
    learn.hidden = !chosen.reply;
    diff.replaceChildren(diffElement(patient, chosen));
    const others = chosen.curves.filter((_, each) => each !== seed);
    epochs.draw({
      label: patient.curve[1],
      runs: [
        ...others.map((values) => ({ values, kind: "rl-other" as const })),
        { values: chosen.curves[seed], kind: "rl-chosen" },
      ],
      numbers: numbersTold(patient),
      all: [...chosen.curves.flat(), ...patient.changes[0].curves.flat()],
      scores: patient.numbers.map(([, value]) => value),
      longest: chosen.curves[seed].length,
      width: widths.of(epochs.element),
      key: `bold: seed ${seed}; faint: the other seeds`,
      told: curveTold(patient, change, seed),
    });
    const row = (at: number) => ({
      ...{ name: nameOf(patient.changes[at]), scores: patient.changes[at].scores, told: true },
      chosen: at === change ? seed : -1,
    });
    strip.draw((change ? [0, change] : [0]).map(row), widths.of(strip.element));
    code.refresh();
  }
  return { element, end: widths.end };
}

/** The finding over all seeds, and how the run shown ended. */
function makeFinding(patient: Patient) {
  const verdict = h("span.rl-verdict");
  const headline = h("b.rl-headline");
  const detail = h("p.rl-detail.rl-note");
  const element = h(
    "div",
    { "aria-live": "polite" },
    h("div.rl-found", {}, headline, verdict),
    detail,
  );
  function tell(change: number, seed: number) {
    [headline.textContent, detail.textContent] = findingOf(patient, patient.changes[change]);
    const [kind] = verdictOf(patient, patient.changes[change].scores[seed]);
    verdict.dataset.verdict = kind;
    const sign = h("i.rl-sign", { "aria-hidden": "true", "data-sign": SIGNS[kind] });
    const score = patient.changes[change].scores[seed];
    verdict.replaceChildren(sign, `seed ${seed}: ${scored(patient, score)}`);
  }
  return { element, tell };
}

export function curveTold(patient: Patient, change: number, seed: number): string {
  const values = patient.changes[change].curves[seed];
  const ends = `${figure(values[0])} in the first epoch, ${figure(values[values.length - 1])} in the last`;
  const numbers = patient.numbers.map(([name, value]) => `${name}: ${figure(value, 4)}`);
  return `Curve of ${patient.curve[1]}, ${nameOf(patient.changes[change])}, seed ${seed}: ${ends}. ${numbers.join("; ")}.`;
}

export default { render };

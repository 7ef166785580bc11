// `Panel`: knobs, curve, scrubber, charts and a measured sentence over recorded runs.
//
// Everything recorded arrives once, packed, so that knobs and scrubber answer here, with no kernel.
// All measured sentences are Python's: of live runs its templates, filled here.
//
// Stable hooks for tests and styles:
//   .rl-panel [data-ready]          root; .rl-question, .rl-choice, .rl-show, .rl-reply: the guess
//   .rl-knobs                       the knobs and the outcome of each seed: see knobs.ts
//   fieldset.rl-source input        recorded | live, once there is a live run of this state
//   .rl-badge .rl-verdict           "Recorded" or "Live", and how the run shown ended
//   .rl-headline .rl-detail         the finding over all seeds, and its numbers, folded
//   svg.rl-curve                    the curve (role=img with a name); .rl-layer: see network.ts
//   input.rl-scrub  button.rl-play  the step; aria-valuetext names it
//   .rl-lens                        focusable, arrow keys move it; canvas.rl-picture, .rl-magnified
//   .rl-sentence  .rl-provenance    measured words; the sentence is aria-live
//   button.rl-train .rl-stop        progress.rl-progress, .rl-status (role=status)
//   button.rl-copy  textarea.rl-code

import { type Chart, heightOf, type View } from "./chart.ts";
import { makeCode } from "./code.ts";
import { makeCurve } from "./curve.ts";
import { h, keepKeys, radioGroup } from "./dom.ts";
import { watchKernel } from "./kernel.ts";
import { makeKnobs } from "./knobs.ts";
import { wordsOf } from "./live_run.ts";
import { SIGNS } from "./matrix.ts";
import type { Cleanup, Context } from "./model.ts";
import { makeNetwork } from "./network.ts";
import { type Packed, unpack } from "./packed.ts";
import type { PanelFile } from "./panel_meta.ts";
import { makeEnlarged, makePictures } from "./pictures.ts";
import { makePipe } from "./pipe.ts";
import { makeQuestion } from "./question.ts";
import { placeOf, type Run, runNumber, runsOf } from "./runs.ts";
import { makeTrainer } from "./trainer.ts";

interface Traits {
  payload: DataView<ArrayBuffer>;
  patches: DataView<ArrayBuffer>; // what live runs need
  guess: string; // "" until the question is answered
}

const CHARTS: Record<string, (file: Packed<PanelFile>) => Chart> = {
  network: makeNetwork,
  pictures: makePictures,
  pipe: makePipe,
  enlarged: makeEnlarged,
};
const SOURCES = ["recorded", "live"];
const FRAME = 700; // ms per step while playing

async function render({ model: bare, el }: Context<Traits>): Promise<Cleanup> {
  const file = await unpack<PanelFile>(bare.get("payload"));
  const kernel = watchKernel(bare, kernelChanged);
  const { model } = kernel;
  const { panel } = file.meta;
  const runs = runsOf(file);
  let choice = [...panel.start];
  const sizes = panel.knobs.map(([, labels]) => labels.length);
  let seed = 0;
  let wanted = Number.POSITIVE_INFINITY; // the chosen step; infinity is the newest
  let source = "recorded";
  let playing: ReturnType<typeof setInterval> | undefined;

  // Controls
  const number = () => runNumber(choice, sizes, panel.seeds, seed);
  const knobs = makeKnobs({
    ...{ panel, runs, choice: () => ({ places: choice, seed }) },
    choose(places, chosen) {
      choice = places;
      seed = chosen;
      changed();
    },
  });
  const sources = radioGroup("rl-source", "Show", SOURCES, 0, (i) => {
    source = SOURCES[i];
    wanted = Number.POSITIVE_INFINITY;
    repaint();
  });
  const trainer = makeTrainer({
    ...{ panel, runs, patches: model.get("patches"), onChange: liveChanged },
    original: originalIn(file),
  });
  const onScrub = (at: number) => {
    pause();
    scrubTo(at);
  };

  // Texts
  const badge = h("span.rl-badge");
  const verdict = h("span.rl-verdict");
  const headline = h("b.rl-headline");
  const detail = h("p.rl-detail");
  const sentence = h("p.rl-sentence", { "aria-live": "polite" });
  const provenance = h("p.rl-provenance");
  const code = makeCode(() => shown().run.code);
  const charts = [
    makeCurve({ panel, runs, onScrub, onPlay: togglePlay }),
    ...panel.charts.map((name) => CHARTS[name](file)),
  ];
  const results = h(
    "div.rl-results",
    {},
    h("div.rl-found", {}, verdict, headline, badge, sources.element),
    h(
      "div.rl-board",
      {},
      h("div.rl-side", {}, knobs.element, sentence),
      h("div.rl-charts", {}, ...charts.map((chart) => chart.element)),
    ),
    h(
      "div.rl-foot",
      {},
      h("div.rl-actions", {}, trainer.element, code.button, code.copied),
      h("details.rl-details", {}, h("summary", {}, "Numbers and origin"), detail, provenance),
    ),
    code.text,
  );
  const question = makeQuestion(panel.question, answer);
  const root = h(
    "div.rl-panel",
    { role: "group", "aria-label": panel.title },
    h("div.rl-title", { role: "heading", "aria-level": 3 }, panel.title),
    question.element,
    question.reply,
    question.kept,
    results,
  );
  el.append(root);

  // Sizes are read when they change, not while drawing, which would force a layout.
  const widths = new Map<Element, number>();
  const observer = new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries)
      widths.set(target, Math.max(240, Math.round(contentRect.width)));
    repaint();
  });
  for (const element of [results, ...charts.map((chart) => chart.element)])
    observer.observe(element);

  function shown() {
    const recorded = runs[number()];
    const ours = trainer.live.run === number(); // whether the live run is of this state
    const live = ours && source === "live" ? trainer.live.record : null;
    const run = live ?? recorded;
    return { recorded, run, at: placeOf(run.steps, wanted), ours, isLive: live !== null };
  }
  function repaint() {
    if (results.hidden || !widths.size) return;
    knobs.draw();
    const { recorded, run, at, ours, isLive } = shown();
    const first = number() - (number() % panel.seeds);
    const pictured = hasPictures(run) ? run : runs[first];
    const { record, losses } = trainer.live;
    const view: Omit<View, "width"> = {
      ...{ run, recorded, at },
      others: runs.slice(first, first + panel.seeds).filter((other) => other !== recorded),
      live: isLive,
      playing: playing !== undefined,
      height: heightOf(widths.get(results) ?? 480, panel.charts.length),
      overlay: ours ? { run: record, losses } : null,
      words: (name) => run.words[name][at],
      pictures: {
        ...{ run: pictured, at },
        note:
          pictured === run
            ? ""
            : "Pictures are recorded for seed 0 of each state: these are seed 0's.",
      },
    };
    for (const chart of charts) chart.draw({ ...view, width: widths.get(chart.element) ?? 480 });
    badge.textContent = isLive ? "Live, in this browser" : "Recorded, in Keras";
    badge.classList.toggle("rl-live", isLive);
    [headline.textContent, detail.textContent] = panel.headlines[first / panel.seeds];
    const [kind, ended] = run.verdict ?? ["", ""];
    verdict.dataset.verdict = kind;
    verdict.hidden = !kind;
    const sign = h("i.rl-sign", { "aria-hidden": "true", "data-sign": SIGNS[kind] });
    verdict.replaceChildren(sign, ended);
    sources.element.hidden = !(ours && record);
    sources.check(isLive ? 1 : 0);
    sentence.setAttribute("aria-live", playing === undefined ? "polite" : "off");
    sentence.textContent = run.words.sentence[at];
    provenance.textContent = `${badge.textContent}: ${run.provenance}.`;
    code.refresh();
  }
  function changed() {
    code.copied.textContent = "";
    source = trainer.live.run === number() ? source : "recorded";
    trainer.choose(number());
    repaint();
  }
  function liveChanged(what: string) {
    if (what === "started") {
      pause();
      source = "live";
      wanted = Number.POSITIVE_INFINITY; // follow the newest snapshot until someone scrubs
    }
    if (trainer.live.run === number()) repaint();
  }

  // Steps over time
  function scrubTo(at: number) {
    const { run } = shown();
    wanted = at >= run.steps.length - 1 ? Number.POSITIVE_INFINITY : run.steps[at];
    repaint();
  }
  function pause() {
    clearInterval(playing);
    playing = undefined;
  }
  function togglePlay() {
    if (playing !== undefined) {
      pause();
      return repaint();
    }
    const { run, at } = shown();
    if (at === run.steps.length - 1) scrubTo(0);
    playing = setInterval(() => {
      const now = shown();
      if (now.at + 1 >= now.run.steps.length - 1) pause();
      scrubTo(now.at + 1);
    }, FRAME);
    repaint();
  }

  // The guess comes first
  function ask() {
    results.hidden = question.show(model.get("guess"));
    repaint();
  }
  function answer(value: string) {
    model.set("guess", value);
    model.save_changes();
    ask();
    question.warn(kernel);
    (question.reply.hidden ? knobs.first() : question.reply)?.focus({ preventScroll: true });
  }
  function kernelChanged() {
    if (results.hidden) question.warn(kernel);
  }
  keepKeys(root);
  model.on("change:guess", ask);
  trainer.choose(number());
  ask();
  root.dataset.ready = "true";
  return () => {
    pause();
    observer.disconnect();
    trainer.remove();
    kernel.end();
    model.off("change:guess", ask);
  };
}

/** Only live runs and the recorded run of seed 0 have pictures. */
const hasPictures = (run: Run) => ((run.added ?? run.picture)?.length ?? 0) > 0;

/** Texts of all runs in a payload, made as those of live runs are: what a test compares. */
export async function worded(payload: BlobPart): Promise<Run["words"][]> {
  const file = await unpack<PanelFile>(payload);
  const { live } = file.meta.panel;
  return live ? runsOf(file).map((run) => wordsOf(run, live, originalIn(file))) : [];
}

/** The crop that the pictures of case B are compared with. */
const originalIn = ({ names, array }: Packed<PanelFile>) =>
  names.includes("original") ? array("original") : undefined;

export default { render };

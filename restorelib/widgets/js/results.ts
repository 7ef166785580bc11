// What a panel shows once its question is answered: knobs, charts and findings, all of one run.

import { type Frame, type Motion, still } from "./between.ts";
import { type Chart, heightOf, type View } from "./chart.ts";
import { codeOf, makeCode } from "./code.ts";
import { makeCurve } from "./curve.ts";
import { h } from "./dom.ts";
import { makeFindings, type Source } from "./findings.ts";
import { makeKnobs } from "./knobs.ts";
import { wordsOf } from "./live_run.ts";
import { makeMover } from "./mover.ts";
import { makeNetwork } from "./network.ts";
import { type Packed, unpack } from "./packed.ts";
import type { PanelFile } from "./panel_meta.ts";
import { makeEnlarged, makePictures } from "./pictures.ts";
import { makePipe } from "./pipe.ts";
import { makePlayer } from "./player.ts";
import { makePresets } from "./presets.ts";
import { placeOf, type Run, runNumber, runsOf } from "./runs.ts";
import { makeStateText } from "./state.ts";
import { makeTrainer } from "./trainer.ts";

const CHARTS: Record<string, (file: Packed<PanelFile>) => Chart> = {
  network: makeNetwork,
  pictures: makePictures,
  pipe: makePipe,
  enlarged: makeEnlarged,
};
const CHANGE = 250; // ms in which the charts move to another run

/** @param patches what live runs need: live_data.ts */
export function makeResults(file: Packed<PanelFile>, patches: DataView<ArrayBuffer> | undefined) {
  const { panel } = file.meta;
  const runs = runsOf(file);
  const sizes = panel.knobs.map(([, labels]) => labels.length);
  let choice = [...panel.start];
  let seed = 0;
  let source: Source = "recorded";

  const number = () => runNumber(choice, sizes, panel.seeds, seed);
  function choose(places: number[], chosen: number) {
    choice = places;
    seed = chosen;
    changed();
  }
  const knobs = makeKnobs({
    ...{ panel, runs, choose, choice: () => ({ places: choice, seed }) },
  });
  const presets = makePresets(panel, (places) => choose(places, seed));
  const trainer = makeTrainer({
    ...{ panel, runs, patches, onChange: liveChanged },
    original: originalIn(file),
  });
  const mover = makeMover(move);
  const player = makePlayer(() => shown().run, mover, repaint);
  const findings = makeFindings((chosen) => {
    source = chosen;
    player.newest();
    repaint(CHANGE);
  });
  const code = makeCode(() =>
    codeOf(panel.code[Math.floor(number() / panel.seeds)], shown().run.recipe),
  );
  const state = makeStateText({
    panel,
    now: () => ({ places: choice, seed, step: shown().run.steps[player.at()] }),
    stepsOf: (places, seed) => runs[runNumber(places, sizes, panel.seeds, seed)].steps,
    go({ places, seed, step }) {
      choose(places, seed);
      player.scrub(placeOf(shown().run.steps, step));
    },
  });
  const charts = [
    makeCurve({ panel, runs, onScrub: player.scrub, onPlay: player.toggle }),
    ...panel.charts.map((name) => CHARTS[name](file)),
  ];
  const actions = h("div.rl-actions", {}, trainer.element, code.button, code.copied);
  const element = h(
    "div.rl-results",
    {},
    findings.found,
    h(
      "div.rl-board",
      {},
      h("div.rl-side", {}, presets.element, knobs.element, findings.sentence),
      h("div.rl-charts", {}, ...charts.map((chart) => chart.element)),
    ),
    h("div.rl-foot", {}, actions, findings.details, state.element),
    code.text,
  );

  // Sizes are read when they change, not while drawing, which would force a layout.
  const widths = new Map<Element, number>();
  const observer = new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries)
      widths.set(target, Math.max(240, Math.round(contentRect.width)));
    repaint(CHANGE);
  });
  for (const part of [element, ...charts.map((chart) => chart.element)]) observer.observe(part);

  /** The run that is shown, and whether it is live. */
  function shown() {
    const recorded = runs[number()];
    const ours = trainer.live.run === number(); // whether the live run is of this state
    const live = ours && source === "live" ? trainer.live.record : null;
    return { recorded, run: live ?? recorded, ours, isLive: live !== null };
  }
  /** The frame whose pictures stand for those of this one. */
  function pictured({ run, at }: Frame): Frame {
    const number = runs.indexOf(run);
    return { run: hasPictures(run) ? run : runs[number - (number % panel.seeds)], at };
  }
  const picturedIn = ({ from, to, share }: Motion): Motion => ({
    ...{ from: pictured(from), to: pictured(to), share },
  });
  function viewOf(first: number, motion: Motion): Omit<View, "width"> {
    const { recorded, run, ours, isLive } = shown();
    const at = player.at();
    const pictures = pictured({ run, at });
    const { record, losses } = trainer.live;
    return {
      ...{ run, recorded, at, live: isLive },
      motion,
      others: runs.slice(first, first + panel.seeds).filter((other) => other !== recorded),
      playing: player.playing(),
      height: heightOf(widths.get(element) ?? 480, panel.charts.length),
      overlay: ours ? { run: record, losses } : null,
      words: (name) => run.words[name][at],
      pictures: {
        ...pictures,
        motion: picturedIn(motion),
        note:
          pictures.run === run
            ? ""
            : "Pictures are recorded for seed 0 of each state: these are seed 0's.",
      },
    };
  }
  let view: Omit<View, "width">;
  const sized = (chart: Chart): View => ({ ...view, width: widths.get(chart.element) ?? 480 });

  /** Show what is chosen now: words at once, numbers in so many ms. */
  function repaint(ms = 0) {
    if (element.hidden || !widths.size) return;
    knobs.draw();
    const now = { run: shown().run, at: player.at() };
    if (!player.playing()) mover.go(now, ms);
    const first = number() - (number() % panel.seeds);
    view = viewOf(first, mover.motion() ?? still(now));
    for (const chart of charts) chart.draw(sized(chart));
    findings.tell({
      ...{ run: view.run, at: view.at, isLive: view.live, playing: view.playing },
      headline: panel.headlines[first / panel.seeds],
      both: view.overlay !== null && view.overlay.run !== null,
    });
    code.refresh();
    presets.draw(choice);
    state.draw();
  }
  /** Show the numbers on their way. */
  function move() {
    const motion = mover.motion() ?? view.motion;
    view = { ...view, motion, pictures: { ...view.pictures, motion: picturedIn(motion) } };
    for (const chart of charts) (chart.move ?? chart.draw)(sized(chart));
  }
  function changed() {
    code.copied.textContent = "";
    source = trainer.live.run === number() ? source : "recorded";
    trainer.choose(number());
    player.follow();
    repaint(CHANGE);
  }
  function liveChanged(what: string) {
    if (what === "started") {
      player.pause();
      source = "live";
      player.newest();
    }
    if (trainer.live.run === number()) repaint(CHANGE);
  }
  trainer.choose(number());
  return {
    element,
    repaint,
    first: knobs.first,
    remove() {
      mover.stop();
      observer.disconnect();
      trainer.remove();
    },
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

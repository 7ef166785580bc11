// What a panel shows once its question is answered: knobs, charts and findings, all of one run.

import { type Motion, still } from "./between.ts";
import { type Chart, heightOf, type View, watchWidths } from "./chart.ts";
import { codeOf, makeCode } from "./code.ts";
import { makeCurve } from "./curve.ts";
import { h } from "./dom.ts";
import { makeFindings, type Source } from "./findings.ts";
import { type Choice, makeKnobs } from "./knobs.ts";
import { makeMover } from "./mover.ts";
import { makeNetwork } from "./network.ts";
import { makeOutcomes } from "./outcomes.ts";
import type { Packed } from "./packed.ts";
import type { PanelFile } from "./panel_meta.ts";
import { picturesIn } from "./pictured.ts";
import { makeEnlarged, makePictures } from "./pictures.ts";
import { makePipe } from "./pipe.ts";
import { makePlayer } from "./player.ts";
import { makePresets } from "./presets.ts";
import { placeOf, runNumber, runsOf } from "./runs.ts";
import { makeStateText } from "./state.ts";
import { makeStates } from "./states.ts";
import { makeTrainer } from "./trainer.ts";
import { originalIn } from "./worded.ts";

const CHARTS: Record<string, (file: Packed<PanelFile>) => Chart> = {
  network: makeNetwork,
  pictures: makePictures,
  pipe: makePipe,
  enlarged: makeEnlarged,
};
const CHANGE = 250; // ms in which the charts move to another run

/** @param patches what live runs need: live_data.ts
 *  @param link text of a state -> link to it, where there are links
 */
export function makeResults(
  file: Packed<PanelFile>,
  patches: DataView<ArrayBuffer> | undefined,
  link?: (text: string) => string,
) {
  const { panel } = file.meta;
  const runs = runsOf(file);
  const sizes = panel.knobs.map(([, labels]) => labels.length);
  let choice = [...panel.start];
  let seed = 0;
  let source: Source = "recorded";

  const number = () => runNumber(choice, sizes, panel.seeds, seed);
  function choose(chosen: Choice) {
    choice = chosen.places;
    seed = chosen.seed;
    changed();
  }
  function uncover() {
    outcomes.uncover();
    repaint(CHANGE);
  }
  const outcomes = makeOutcomes(panel, runs);
  const choosing = {
    ...{ panel, outcomes, choose, uncover, choice: () => ({ places: choice, seed }) },
  };
  const knobs = makeKnobs(choosing);
  const states = makeStates(choosing);
  const presets = makePresets(panel, (places) => choose({ places, seed }));
  const trainer = makeTrainer({
    ...{ panel, runs, patches, onChange: liveChanged },
    original: originalIn(file),
  });
  const pictures = picturesIn(runs, panel.seeds);
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
    ...{ panel, link },
    now: () => ({ places: choice, seed, step: shown().run.steps[player.at()] }),
    stepsOf: (places, seed) => runs[runNumber(places, sizes, panel.seeds, seed)].steps,
    go({ places, seed, step }) {
      choose({ places, seed });
      player.scrub(placeOf(shown().run.steps, step));
    },
  });
  const charts = [
    makeCurve({ panel, runs, onScrub: player.scrub, onPlay: player.toggle }),
    ...panel.charts.map((name) => CHARTS[name](file)),
  ];
  const actions = [trainer.element, code.button, states.button, code.copied];
  const element = h(
    "div.rl-results",
    {},
    h(
      "div.rl-board",
      {},
      presets.element,
      h("div.rl-head", {}, findings.found, knobs.element),
      knobs.outcomes,
      findings.sentence,
      h("div.rl-charts", {}, ...charts.map((chart) => chart.element)),
      h("div.rl-foot", {}, h("div.rl-actions", {}, ...actions), findings.details, state.element),
    ),
    states.element,
    code.text,
  );

  const parts = [element, ...charts.map((chart) => chart.element)];
  const widths = watchWidths(parts, () => repaint(CHANGE));

  /** The run that is shown, and whether it is live. */
  function shown() {
    const recorded = runs[number()];
    const ours = trainer.live.run === number(); // whether the live run is of this state
    const live = ours && source === "live" ? trainer.live.record : null;
    return { recorded, run: live ?? recorded, ours, isLive: live !== null };
  }
  function viewOf(first: number, motion: Motion): Omit<View, "width"> {
    const { recorded, run, ours, isLive } = shown();
    const at = player.at();
    const { record, losses } = trainer.live;
    return {
      ...{ run, recorded, at, live: isLive },
      motion,
      others: runs.slice(first, first + panel.seeds).filter((other) => other !== recorded),
      playing: player.playing(),
      height: heightOf(widths.of(element), panel.charts.length),
      overlay: ours ? { run: record, losses } : null,
      words: (name) => run.words[name][at],
      pictures: pictures({ run, at }, motion),
    };
  }
  let view: Omit<View, "width">;
  const sized = (chart: Chart): View => ({ ...view, width: widths.of(chart.element) });

  /** Show what is chosen now: words at once, numbers in so many ms. */
  function repaint(ms = 0) {
    if (element.hidden || !widths.known()) return;
    const first = number() - (number() % panel.seeds);
    outcomes.visit(first / panel.seeds);
    knobs.draw();
    states.draw();
    const now = { run: shown().run, at: player.at() };
    if (!player.playing()) mover.go(now, ms);
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
    view = { ...view, motion, pictures: pictures(view, motion) };
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
    show: state.show,
    remove() {
      mover.stop();
      widths.end();
      trainer.remove();
    },
  };
}

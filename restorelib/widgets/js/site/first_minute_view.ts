// What the first minute shows of a run: photograph, score, curve, layers and words.

import { h } from "../dom.ts";
import { integer, scientific } from "../numbers.ts";
import type { Recipe } from "../runs.ts";
import { type Curve, makeCurve } from "./first_minute_curve.ts";
import { makeNet } from "./first_minute_net.ts";
import type { makePhoto } from "./first_minute_photo.ts";
import type { Snapshot } from "./first_minute_snapshot.ts";
import {
  gainTold,
  type Kind,
  kindOf,
  sentenceOf,
  TITLES,
  type Told,
} from "./first_minute_words.ts";

interface Parts {
  photo: ReturnType<typeof makePhoto>;
  recipe: Recipe;
  nothing: number; // dB of doing nothing
  clear: number; // dB that do not come from the seed alone
  code: HTMLElement;
  buttons: HTMLElement[]; // that change the net
  seeds: HTMLElement; // the button that changes the seed
}

/** What is shown of a run. */
export interface Shown {
  snapshot: Snapshot;
  told: Told;
  curves: Curve[]; // the last is that of this run
  seconds: number; // since it began
}

export function makeView({ photo, recipe, nothing, clear, code, buttons, seeds }: Parts) {
  const { steps } = recipe;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const words = makeWords();
  const score = h("b.fm-score", {}, `${nothing.toFixed(2)} dB`);
  const gain = h("span.fm-gain", {}, "the photograph as it came in");
  const step = h("span.fm-step");
  const bar = h("progress.fm-bar", { max: steps, value: 0, "aria-label": "Training steps" });
  const curve = makeCurve(nothing, steps);
  const net = makeNet(recipe);
  const where = h("span.fm-where", {}, step, seeds);
  const stage = h(
    "div.fm-stage.rl-panel",
    { role: "group", "aria-label": "A network that trains in this page" },
    h("div.fm-left", {}, photo.element, bar, net.element),
    h(
      "div.fm-right",
      {},
      h("div.fm-number", {}, score, gain, where),
      ...[curve.element, words.element, code, h("div.fm-buttons", {}, ...buttons), words.spoken],
    ),
  );
  let curves: Curve[] = [];

  function draw() {
    curve.draw(curves);
    net.draw();
  }
  new ResizeObserver(draw).observe(stage);
  function stand(kind: Kind, about: string, sentence: string, facts = "") {
    words.tell(about, sentence, facts, stage.dataset.kind !== kind);
    stage.dataset.kind = kind;
  }
  return {
    stage,
    /** The step that the training has reached. */
    progress(at: number) {
      bar.value = at;
      step.textContent = `step ${integer(at)} of ${integer(steps)}`;
    },
    /** Show what was measured; returns how the run stands. */
    tell({ snapshot, told, curves: all, seconds }: Shown): Kind {
      const kind = snapshot.step ? kindOf(told, clear) : "start";
      const sentence = sentenceOf(told, clear);
      const facts = `${factsOf(snapshot)} ${seconds.toFixed(1)} s on this machine.`;
      stand(kind, TITLES[kind], sentence, facts);
      score.textContent = `${told.psnr.toFixed(2)} dB`;
      gain.textContent = gainTold(told);
      curve.tell(sentence);
      photo.show(snapshot.picture, calm.matches);
      net.draw(snapshot);
      curves = all;
      draw();
      return kind;
    },
    /** Say what is the matter before anything is measured; the score of the run before stays. */
    say: (about: string, sentence: string) => stand("start", about, sentence),
  };
}

/** Title, sentence and facts. A screen reader speaks the first two when the run's state changes. */
function makeWords() {
  const title = h("h2.fm-title");
  const sentence = h("p.fm-sentence");
  const facts = h("p.fm-facts");
  const spoken = h("p.rl-hidden", { role: "status" });
  return {
    element: h("div.fm-says", {}, title, sentence, facts),
    spoken,
    tell(about: string, told: string, numbers: string, aloud: boolean) {
      title.textContent = about;
      sentence.textContent = told;
      facts.textContent = numbers;
      if (aloud) spoken.textContent = `${about}. ${told}`;
    },
  };
}

/** Numbers of a snapshot that are not in its sentence. */
function factsOf({ inside, gradient }: Snapshot): string {
  const units = inside.dead.flatMap((layer) => Array.from(layer));
  const dead = units.filter(Boolean).length;
  const largest = gradient ? scientific(gradient) : "exactly 0";
  return `${dead} of ${units.length} units are dead; largest gradient: ${largest}.`;
}

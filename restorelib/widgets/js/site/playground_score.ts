// The score over training: its curve, and the pinned runs that it is compared with.

import { watchWidths } from "../chart.ts";
import { h } from "../dom.ts";
import { makePlaygroundCurve } from "./playground_curve.ts";
import type { Described } from "./playground_differences.ts";
import type { makePins } from "./playground_pins.ts";
import type { makePlaygroundTrainer } from "./playground_trainer.ts";

const OFTEN = 120; // ms between two drawings while losses arrive
const HEIGHT = 210; // px of the curve

interface Parts {
  trainer: ReturnType<typeof makePlaygroundTrainer>;
  pins: ReturnType<typeof makePins>;
  link: HTMLElement;
  now(): Described;
}

export function makeScore({ trainer, pins, link, now }: Parts) {
  const keep = h(
    "button.play-pin",
    { type: "button", title: "Keep this curve to compare with", click: pin },
    "Pin this run",
  );
  const curve = makePlaygroundCurve();
  const widths = watchWidths([curve.element], draw);
  let drawn = 0;

  function draw() {
    const training = trainer.training();
    if (!training || !widths.known()) return;
    drawn = performance.now();
    const { references } = training.task;
    curve.draw(training.curve, pins.pins(), references, widths.of(curve.element), HEIGHT);
  }
  /** Keep the run under way. */
  function pin() {
    const training = trainer.training();
    const snapshot = training?.snapshot();
    if (training && snapshot) pins.add(now(), training.curve, snapshot.verdict);
    draw();
  }
  return {
    element: h(
      "div.play-score",
      {},
      curve.element,
      h("div.play-keep", {}, keep, link),
      pins.element,
    ),
    draw,
    /** Draw, unless that was done a moment ago. */
    drawSometimes() {
      if (performance.now() - drawn > OFTEN) draw();
    },
  };
}

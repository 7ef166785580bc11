// All that the playground shows: where its parts stand, and when each is drawn.

import { h } from "../dom.ts";
import { makeControls } from "./playground_controls.ts";
import type { Task } from "./playground_data.ts";
import type { Described } from "./playground_differences.ts";
import { makeInside } from "./playground_inside.ts";
import type { makePins } from "./playground_pins.ts";
import { makePrediction } from "./playground_prediction.ts";
import { makePresetButtons } from "./playground_preset_buttons.ts";
import { makeScore } from "./playground_score.ts";
import type { Settings } from "./playground_settings.ts";
import type { makePlaygroundTrainer } from "./playground_trainer.ts";
import { makeTransport } from "./playground_transport.ts";
import { makeVerdict } from "./playground_verdict.ts";

interface Parts {
  trainer: ReturnType<typeof makePlaygroundTrainer>;
  pins: ReturnType<typeof makePins>;
  photographs: HTMLElement;
  link: HTMLElement;
  set(change: Partial<Settings>): void;
  now(): Described;
}

export function makeStage({ trainer, pins, photographs, link, set, now }: Parts) {
  const presets = makePresetButtons(set);
  const controls = makeControls(set, { data: photographs });
  const transport = makeTransport(trainer);
  const verdict = makeVerdict(trainer);
  const prediction = makePrediction();
  const inside = makeInside(prediction);
  const score = makeScore({ trainer, pins, link, now });
  const element = h(
    "div.rl-panel.playground",
    { role: "group", "aria-label": "Playground" },
    presets.element,
    h("div.play-bar", {}, transport.element, verdict.element),
    verdict.sentence,
    h(
      "div.play-stage",
      {},
      controls.element,
      h("div.play-inside", {}, inside.network),
      h("div.play-right", {}, score.element, inside.pictured),
    ),
  );
  function tell() {
    const training = trainer.training();
    verdict.tell(inside.snapshot());
    element.dataset.state = trainer.state();
    pins.compare(now());
    if (training) prediction.tell(training);
  }

  return {
    element,
    drawScore: score.draw,
    /** Show what is chosen, and what theory says of it, at once. */
    show({ settings }: Described) {
      controls.show(settings);
      presets.show(settings);
      const task = trainer.training()?.task;
      if (!task) return;
      prediction.make(settings, task);
      inside.draw();
    },
    /** Other images: make the pictures again. */
    renew(task: Task, settings: Settings) {
      inside.renew(task, settings);
      prediction.make(settings, task);
    },
    changed(what: "snapshot" | "losses" | "state") {
      if (what === "snapshot") inside.take(trainer.training()?.snapshot() ?? undefined);
      transport.show();
      if (what === "losses") return score.drawSometimes();
      score.draw();
      tell();
    },
  };
}

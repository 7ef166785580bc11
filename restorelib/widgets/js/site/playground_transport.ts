// The buttons that train, and how far it is.

import { h } from "../dom.ts";
import { integer } from "../numbers.ts";
import type { makePlaygroundTrainer, State } from "./playground_trainer.ts";

const TRAIN: Record<State, string> = {
  start: "▶ Train",
  trains: "❚❚ Pause",
  waits: "▶ Go on",
  failed: "▶ Train",
};

export function makeTransport(trainer: ReturnType<typeof makePlaygroundTrainer>) {
  const train = h("button.play-train", { type: "button", click: toggle });
  const step = h(
    "button.play-step",
    { type: "button", click: () => void trainer.go(1) },
    "One step",
  );
  const rewind = h(
    "button.play-rewind",
    { type: "button", title: "Back to step 0 with the same weights", click: trainer.rewind },
    "⟲ Rewind",
  );
  const status = h("span.play-status");
  let begun: { step: number; at: number } | null = null; // of the training under way

  function toggle() {
    if (trainer.state() === "trains") trainer.pause();
    else void trainer.go(Number.POSITIVE_INFINITY);
  }
  function show() {
    const state = trainer.state();
    const done = trainer.training()?.curve.losses.length ?? 0;
    train.textContent = TRAIN[state];
    train.disabled = step.disabled = state === "failed";
    step.disabled ||= state === "trains";
    rewind.disabled = state === "start";
    if (state !== "trains") begun = null;
    else if (!begun || done < begun.step) begun = { step: done, at: performance.now() };
    status.textContent = `Step ${integer(done)}${begun ? paceTold(begun, done) : ""}`;
  }
  show();
  return { element: h("div.play-transport", {}, train, step, rewind, status), show };
}

/** ", 22 a second" */
function paceTold(begun: { step: number; at: number }, done: number): string {
  const pace = (1000 * (done - begun.step)) / (performance.now() - begun.at);
  if (done === begun.step) return "";
  return `, ${pace < 10 ? pace.toFixed(1) : Math.round(pace)} a second`;
}

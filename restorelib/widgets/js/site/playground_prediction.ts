// What theory says of the size of each layer's signal, for the initial weights.

import { h } from "../dom.ts";
import { rms } from "../measuring.ts";
import { scientific, times } from "../numbers.ts";
import type { Task } from "./playground_data.ts";
import { predictedSignal } from "./playground_formula.ts";
import type { Training } from "./playground_run.ts";
import type { Settings } from "./playground_settings.ts";

export function makePrediction() {
  const element = h("p.rl-note.play-formula");
  let predicted: number[] | undefined;
  return {
    element,
    /** Size (rms) of the signal of so many layers; undefined where the formula is for another net. */
    of: (layers: number) => (predicted?.length === layers ? predicted : undefined),
    make(settings: Settings, task: Task) {
      predicted = predictedSignal(settings, inputOf(task));
    },
    tell({ task, layers }: Training) {
      if (!predicted) return;
      const input = inputOf(task);
      const last = predicted[predicted.length - 1];
      const { name } = layers[layers.length - 1];
      element.textContent = `Black lines: the formula, for the initial weights. It expects ${scientific(last)} (rms) at ${name}, ${times(last / input)} the input’s ${scientific(input)}.`;
    },
  };
}

const inputOf = ({ test }: Task) => rms(test.x.values);

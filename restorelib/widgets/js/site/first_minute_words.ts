// What the first minute says of a run, from what it has measured and nothing else.

import { integer, scientific } from "../numbers.ts";

/** What the last layer's output goes through before the input is added. */
export type Ending = "none" | "relu" | "tanh";
export type Kind = "start" | "worse" | "level" | "learning" | "stuck" | "frozen" | "alive";

/** What a run has come to. */
export interface Told {
  ending: Ending;
  step: number;
  psnr: number; // dB
  nothing: number; // dB of doing nothing
  changed: number; // values of the photograph that the net changes
  values: number; // of the photograph
  gradient: number; // the largest of any weight
  ended: boolean;
}

const LEVEL = 0.01; // dB: two scores that are printed alike

/** @param clear dB that do not come from the seed alone: verdicts.CLEAR */
export function kindOf({ ending, psnr, nothing, gradient, ended }: Told, clear: number): Kind {
  const gain = psnr - nothing;
  if (Math.abs(gain) < LEVEL) return gradient === 0 ? "frozen" : "stuck";
  if (gain >= clear) return ending === "relu" ? "alive" : "learning";
  if (ending === "relu" && ended) return "alive";
  return gain <= 0 ? "worse" : "level";
}

export const TITLES: Record<Kind, string> = {
  start: "A network with random weights",
  worse: "Still worse than doing nothing",
  level: "About to pass doing nothing",
  learning: "It learns",
  stuck: "Stuck at doing nothing",
  frozen: "Frozen at doing nothing",
  alive: "This seed survives the ReLU",
};

/** "1.49 dB above doing nothing" */
export function gainTold({ psnr, nothing }: Pick<Told, "psnr" | "nothing">): string {
  const gain = psnr - nothing;
  if (Math.abs(gain) < LEVEL) return "the score of doing nothing";
  return `${Math.abs(gain).toFixed(2)} dB ${gain > 0 ? "above" : "below"} doing nothing`;
}

export function sentenceOf(told: Told, clear: number): string {
  const { step, psnr, changed, values, gradient } = told;
  const score = `Step ${integer(step)}: ${psnr.toFixed(2)} dB, ${gainTold(told)}.`;
  const same = changed
    ? `${integer(changed)} of ${integer(values)} values of the photograph change.`
    : `All ${integer(values)} values of the photograph come out exactly as they went in.`;
  switch (kindOf(told, clear)) {
    case "frozen":
      return `${score} ${same} The gradient of every weight is exactly 0: the loss no longer says which way to go.`;
    case "stuck":
      return `${score} ${same} The largest gradient is ${scientific(gradient)}.`;
    case "alive":
      return `${score} ${same} Not every seed freezes: try another one.`;
    case "learning":
      return `${score} No training step has seen this photograph.`;
    case "level":
      return score;
    default:
      return `${score} Returning the noisy photograph as it is would score better.`;
  }
}

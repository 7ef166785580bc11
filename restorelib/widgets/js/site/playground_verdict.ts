// What happens, in words: a verdict, and one measured sentence.

import { h } from "../dom.ts";
import { SIGNS } from "../matrix.ts";
import type { Snapshot } from "./playground_run.ts";
import type { makePlaygroundTrainer } from "./playground_trainer.ts";

export function makeVerdict(trainer: ReturnType<typeof makePlaygroundTrainer>) {
  const element = h("span.rl-verdict", { role: "status" });
  const sentence = h("p.rl-sentence");
  return {
    element,
    sentence,
    tell(snapshot: Snapshot | undefined) {
      const failed = trainer.state() === "failed";
      const [kind, words] = failed
        ? ["worse", "It burst"]
        : (snapshot?.verdict ?? ["start", "Measuring the initial weights"]);
      // A screen reader hears of another kind of outcome, and of the end, not of each number.
      const heard = trainer.state() !== "trains" || element.dataset.verdict !== kind;
      element.setAttribute("aria-live", heard ? "polite" : "off");
      element.dataset.verdict = kind;
      const sign = h("i.rl-sign", { "aria-hidden": "true", "data-sign": SIGNS[kind] ?? "○" });
      element.replaceChildren(sign, words);
      sentence.textContent = failed ? trainer.words() : (snapshot?.words.sentence[0] ?? "");
    },
  };
}

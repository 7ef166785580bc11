// The question that a panel asks before it shows its runs.

import { answerButtons, h } from "./dom.ts";
import type { Kernel } from "./kernel.ts";
import type { PanelMeta } from "./panel_meta.ts";

/** What stands for a choice where none was made; `widgets/panel.py` has it, too. */
export const SKIPPED = "just show me";

/** @param answer gets the value of a choice, or `SKIPPED` */
export function makeQuestion(asked: PanelMeta["question"], answer: (value: string) => void) {
  const element = h("div.rl-question");
  const reply = h("p.rl-reply", { tabindex: -1 });
  const kept = h("p.rl-kernel", { role: "status", hidden: true });
  if (asked) {
    element.append(
      h("p", {}, asked.text),
      h(
        "div.rl-answers",
        { role: "group", "aria-label": "Your guess" },
        ...answerButtons(asked.choices, "", answer),
        h("button.rl-show", { type: "button", click: () => answer(SKIPPED) }, SKIPPED),
      ),
      h("p.rl-note", {}, "The knobs and the measurements appear after your answer."),
    );
  }

  /** Show the question, or the reply to this guess; return whether the question is open. */
  function show(guess: string): boolean {
    const open = asked !== null && !guess;
    element.hidden = !open;
    const said = asked?.choices.find(([value]) => value === guess);
    reply.hidden = !said;
    if (said && asked) {
      const right = guess === asked.answer;
      reply.classList.add(right ? "rl-right" : "rl-wrong");
      reply.replaceChildren(
        h("b.rl-mark", {}, right ? "✔ Your guess is right." : "✘ It went otherwise."),
        ` ${said[2]}`,
      );
    }
    return open;
  }
  /** Say, without a kernel, that nobody keeps an answer; a saved page needs no such warning. */
  function warn<Traits>(kernel: Kernel<Traits>): void {
    kept.hidden = !asked || !kernel.gone() || kernel.state() === "none";
    kept.textContent = kept.hidden ? "" : `${kernel.gone()} Until then no answer is kept.`;
  }
  return { element, reply, kept, show, warn };
}

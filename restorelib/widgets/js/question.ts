// The question that a panel asks before it shows its runs.

import { answerButtons, h } from "./dom.ts";
import type { PanelMeta } from "./panel_meta.ts";

/** @param answer gets the value of a choice, or "just show me" */
export function makeQuestion(asked: PanelMeta["question"], answer: (value: string) => void) {
  const element = h("div.rl-question");
  const reply = h("p.rl-reply", { tabindex: -1 });
  if (asked) {
    element.append(
      h("p", {}, asked.text),
      h(
        "div.rl-answers",
        { role: "group", "aria-label": "Your guess" },
        ...answerButtons(asked.choices, "", answer),
        h(
          "button.rl-show",
          { type: "button", click: () => answer("just show me") },
          "just show me",
        ),
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
  return { element, reply, show };
}

// `Guess`: a question with one-click answers.
//
// Stable hooks for tests and styles: .rl-ask is the root, with .rl-choice buttons (aria-pressed);
// once compared, .rl-right and .rl-wrong mark them.

import { answerButtons, h, keepKeys } from "./dom.ts";
import { needKernel } from "./kernel.ts";
import { markAnswers } from "./marks.ts";
import type { Cleanup, Context } from "./model.ts";

interface Traits {
  question: string;
  choices: string[];
  choice: string; // "" until a click
  compared: boolean;
  measured: string; // "" until it was measured
  answer: string; // the right choice; "" if none is
}

function render({ model, el }: Context<Traits>): Cleanup {
  const answers = h("div.rl-answers", { role: "group" });
  const note = h("p.rl-note", { role: "status" });
  const root = h(
    "div.rl-panel.rl-ask",
    { role: "group", "aria-label": model.get("question") },
    h("p.rl-asked", {}, model.get("question")),
    answers,
    note,
  );
  const buttons = answerButtons(
    model.get("choices").map((text) => [text, text]),
    "",
    (value) => {
      model.set("choice", value);
      kernel.save("The guess is kept as soon as the running cell ends.");
      show();
    },
  );
  answers.append(...buttons);
  function show() {
    const choice = model.get("choice");
    const measured = model.get("measured");
    for (const button of buttons)
      button.setAttribute("aria-pressed", String(button.dataset.choice === choice));
    if (choice && measured) {
      markAnswers(buttons, choice, model.get("answer"));
      note.textContent = `Measured: ${measured}.`;
    } else if (model.get("compared")) {
      for (const button of buttons) button.disabled = true;
      note.textContent =
        "Compared already: your guess stands. Run the cells below to see it again.";
    } else if (choice) note.textContent = "Noted. You can still change it.";
    else if (measured) note.textContent = "One click: it is compared at once.";
    else note.textContent = "One click. You can change it until it is compared.";
  }
  const traits = ["choice", "compared", "measured", "answer"] as const;
  for (const trait of traits) model.on(`change:${trait}`, show);
  keepKeys(root);
  el.append(root);
  show();
  const kernel = needKernel(model, root, buttons);
  return () => {
    kernel.end();
    for (const trait of traits) model.off(`change:${trait}`, show);
  };
}

export default { render };

// `Guess`: a question with one-click answers.
//
// Stable hooks for tests and styles: .rl-ask is the root, with .rl-choice buttons (aria-pressed).

import { answerButtons, h, keepKeys } from "./dom.ts";
import { needKernel } from "./kernel.ts";
import type { Cleanup, Context } from "./model.ts";

interface Traits {
  question: string;
  choices: string[];
  choice: string; // "" until a click
  compared: boolean;
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
    const compared = model.get("compared");
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(button.dataset.choice === choice));
      button.disabled = compared;
    }
    if (compared) note.textContent = "Compared below: your guess stands.";
    else if (choice) note.textContent = "Noted. You can still change it.";
    else note.textContent = "One click. You can change it until it is compared.";
  }
  model.on("change:choice", show);
  model.on("change:compared", show);
  keepKeys(root);
  el.append(root);
  show();
  const kernel = needKernel(model, root, buttons);
  return () => {
    kernel.end();
    model.off("change:choice", show);
    model.off("change:compared", show);
  };
}

export default { render };

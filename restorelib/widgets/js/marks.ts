// Once a guess is compared, its buttons show which answer was given and which one is right.

import { h } from "./dom.ts";

/** What stands beside an answer; null where nothing does. The words say what the colour says. */
export function markOf(
  choice: string,
  given: string,
  right: string,
): { kind: "right" | "wrong"; words: string } | null {
  if (choice === right)
    return { kind: "right", words: choice === given ? "✔ your guess, and right" : "✔ measured" };
  if (choice === given && right) return { kind: "wrong", words: "✘ your guess" };
  return null;
}

/** Mark the buttons of `answerButtons`, and let them rest. */
export function markAnswers(buttons: HTMLButtonElement[], given: string, right: string): void {
  for (const button of buttons) {
    button.disabled = true;
    button.querySelector(".rl-mark")?.remove();
    const mark = markOf(button.dataset.choice ?? "", given, right);
    button.classList.toggle("rl-right", mark?.kind === "right");
    button.classList.toggle("rl-wrong", mark?.kind === "wrong");
    if (mark) button.append(h("span.rl-mark", {}, mark.words));
  }
}

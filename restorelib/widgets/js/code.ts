// "Copy as code": the lines of plain Keras that make the run shown.

import { h } from "./dom.ts";
import type { Recipe } from "./runs.ts";

/** The code of a run: that of its state, with the numbers of the run in the line that holds them. */
export const codeOf = (code: string, { seed, steps, patches }: Recipe): string =>
  code.replace(/^(SEED, STEPS, PATCHES) = .*$/m, `$1 = ${seed}, ${steps}, ${patches}`);

/** Copy the text of a field; the words about it. Where the browser refuses, the text is selected. */
export async function toClipboard(field: HTMLTextAreaElement | HTMLInputElement): Promise<string> {
  try {
    await navigator.clipboard.writeText(field.value);
    return "Copied.";
  } catch {
    field.focus();
    field.select();
    return "Your browser keeps the clipboard: press Ctrl+C (or Cmd+C) to copy the selected text.";
  }
}

/** @param codeNow returns the lines of the run that is shown
 *  @param name what the button says
 */
export function makeCode(codeNow: () => string, name = "Copy as code") {
  const text = h("textarea.rl-code", {
    readonly: true,
    rows: 14,
    "aria-label": "Python code of this recipe",
    hidden: true,
    spellcheck: "false",
  });
  const copied = h("span.rl-copied", { role: "status" });
  const button = h("button.rl-copy", { type: "button", click: copy }, name);

  async function copy() {
    text.hidden = false;
    text.value = codeNow();
    copied.textContent = await toClipboard(text);
  }
  function refresh() {
    if (!text.hidden) text.value = codeNow();
  }
  return { text, copied, button, refresh };
}

// "Copy as code": the Python lines that make the run shown.

import { h } from "./dom.ts";

/** @param codeNow returns the lines of the run that is shown */
export function makeCode(codeNow: () => string) {
  const text = h("textarea.rl-code", {
    readonly: true,
    rows: 7,
    "aria-label": "Python code of this recipe",
    hidden: true,
    spellcheck: "false",
  });
  const copied = h("span.rl-copied", { role: "status" });
  const button = h("button.rl-copy", { type: "button", click: copy }, "Copy as code");

  async function copy() {
    text.hidden = false;
    text.value = codeNow();
    try {
      await navigator.clipboard.writeText(text.value);
      copied.textContent = "Copied.";
    } catch {
      text.focus();
      text.select();
      copied.textContent =
        "Your browser keeps the clipboard: press Ctrl+C (or Cmd+C) to copy the selected lines.";
    }
  }
  function refresh() {
    if (!text.hidden) text.value = codeNow();
  }
  return { text, copied, button, refresh };
}

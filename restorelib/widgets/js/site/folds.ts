// What follows a guess stays hidden until the guess is made, or until its reader asks to see it.
//
// <div class="waits" data-waits="NAME NAME">: hidden by the style sheet until it has data-open.

import { h } from "../dom.ts";
import { isOpened, onProgress, show } from "./reader.ts";

/** The names of the questions that still hold a part back. */
export const stillOpen = (waits: string, opened: (name: string) => boolean): string[] =>
  waits.split(" ").filter((name) => name && !opened(name));

export function fold(lesson: HTMLElement): void {
  const parts = [...lesson.querySelectorAll<HTMLElement>(".waits")];
  const lines = new Map(parts.map((part) => [part, line(part)]));
  let drawn = false;

  function draw() {
    const closed = (part: Element | null | undefined) =>
      part instanceof HTMLElement && lines.has(part) && part.dataset.open === undefined;
    for (const part of parts) {
      if (!closed(part) || stillOpen(part.dataset.waits ?? "", isOpened).length) continue;
      part.dataset.open = drawn ? "now" : ""; // "now" moves gently in
    }
    for (const [part, element] of lines) {
      // One line for all that stands hidden together.
      if (closed(part) && !closed(part.previousElementSibling)) part.before(element);
      else element.remove();
    }
    drawn = true;
  }
  function line(part: HTMLElement): HTMLElement {
    return h(
      "p.goes-on",
      {},
      "The lesson goes on after your answer. ",
      h("button", { type: "button", click: () => open(part) }, "Show me"),
    );
  }
  function open(part: HTMLElement) {
    show(stillOpen(part.dataset.waits ?? "", isOpened));
    part.tabIndex = -1; // the button is gone: go on reading here
    part.focus({ preventScroll: true });
  }
  onProgress(draw);
  draw();
  addEventListener("hashchange", () => toHash(lesson));
  // Not before the browser itself has looked for the target.
  addEventListener("load", () => setTimeout(() => toHash(lesson)));
}

/** A target that is hidden leads to the line that stands for it. */
function toHash(lesson: HTMLElement): void {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  let part = target?.closest(".waits:not([data-open])");
  if (!part || !lesson.contains(part)) return;
  while (part.previousElementSibling?.matches(".waits:not([data-open])"))
    part = part.previousElementSibling;
  const line = part.previousElementSibling;
  const question = line?.previousElementSibling?.querySelector(".widget");
  (question ?? line)?.scrollIntoView({ block: "center" });
  line?.querySelector("button")?.focus({ preventScroll: true });
}

// What a term means, beside the term: on hover, on focus, and at a touch.
//
// The terms are links to the glossary. The page's data says what they mean:
// <script type="application/json" data-part="terms">{"relu": ["ReLU", "The activation ..."]}</script>

import { h, uniqueId } from "../dom.ts";
import { placeBeside } from "./place.ts";

/** A hand that only passes over a term wants no words, and needs time to reach them. */
const WAIT = { show: 150, hide: 250 };
const AGAIN = "Tap again for the glossary.";

export function mountTerms(data: HTMLElement): void {
  const said: Record<string, [name: string, meaning: string]> = JSON.parse(data.textContent ?? "");
  const box = h("div.term-meaning", { role: "tooltip", id: uniqueId("meaning"), hidden: true });
  (document.querySelector("main") ?? document.body).append(box);
  let shown: HTMLAnchorElement | null = null;
  let timer = 0;

  function show(term: HTMLAnchorElement, note?: string) {
    clearTimeout(timer);
    if (shown !== term) hide();
    const [name, meaning] = said[term.hash.slice(1)];
    box.replaceChildren(h("strong", {}, name), meaning, note ? h("small", {}, note) : "");
    box.hidden = false;
    placeBeside(box, term);
    term.setAttribute("aria-describedby", box.id);
    shown = term;
  }
  function hide() {
    clearTimeout(timer);
    box.hidden = true;
    shown?.removeAttribute("aria-describedby");
    shown = null;
  }
  const later = (act: () => void, wait: number) => {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  };
  const termAt = (target: EventTarget | null) =>
    target instanceof Element ? target.closest<HTMLAnchorElement>("a.term") : null;

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const term = termAt(event.target);
    if (term) later(() => show(term), WAIT.show);
    else if (box.contains(event.target as Node)) clearTimeout(timer);
    else if (shown !== document.activeElement) later(hide, WAIT.hide);
  });
  document.addEventListener("focusin", (event) => {
    const term = termAt(event.target);
    if (term) show(term);
    else hide();
  });
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  addEventListener("resize", hide); // the term now stands elsewhere

  let touched: HTMLAnchorElement | null = null; // a term whose meaning this touch is to show
  document.addEventListener("pointerdown", (event) => {
    const term = termAt(event.target);
    touched = event.pointerType === "touch" && term !== shown ? term : null;
    if (!term && !box.contains(event.target as Node)) hide();
  });
  document.addEventListener("click", (event) => {
    if (!touched || termAt(event.target) !== touched) return;
    event.preventDefault();
    show(touched, AGAIN);
  });
}

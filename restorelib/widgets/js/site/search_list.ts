// The places that were found: a list of links, of which one is chosen.

import { h, uniqueId } from "../dom.ts";
import type { Answer } from "./search_index.ts";
import { excerpt, marked } from "./words.ts";

/** @param input the combobox that the list belongs to; it keeps the focus */
export function makeSearchList(input: HTMLInputElement) {
  const element = h("div.search-list", {
    ...{ role: "listbox", id: uniqueId("results"), "aria-label": "Results", hidden: true },
  });
  input.setAttribute("aria-controls", element.id);
  let active = 0;

  function choose(index: number) {
    element.children[active]?.setAttribute("aria-selected", "false");
    active = index;
    const chosen = element.children[active];
    if (!chosen) return input.removeAttribute("aria-activedescendant");
    chosen.setAttribute("aria-selected", "true");
    chosen.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", chosen.id);
  }
  return {
    element,
    show(answers: Answer[]) {
      element.replaceChildren(...answers.map(option));
      element.hidden = answers.length === 0;
      input.setAttribute("aria-expanded", String(answers.length > 0));
      choose(0);
    },
    /** Choose the next place, or the one before; after the last comes the first. False where there is none. */
    move(by: 1 | -1) {
      const count = element.children.length;
      if (count) choose((active + by + count) % count);
      return count > 0;
    },
    /** Go to the place that is chosen. */
    follow: () => (element.children[active] as HTMLElement | undefined)?.click(),
  };
}

function option({ path, title, heading, text, found }: Answer): HTMLElement {
  return h(
    "a",
    {
      role: "option",
      tabindex: -1,
      id: uniqueId("result"),
      href: `${document.documentElement.dataset.root}${path}`,
      "aria-selected": "false",
    },
    h("strong", {}, ...highlighted(heading || title, found)),
    !title.includes(heading) ? h("small", {}, ` in ${title}`) : null,
    text ? h("span", {}, ...highlighted(excerpt(text, found), found)) : null,
  );
}

const highlighted = (text: string, found: Set<string>) =>
  marked(text, found).map(([piece, isFound]) => (isFound ? h("mark", {}, piece) : piece));

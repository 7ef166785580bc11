// The search in the head of each page: <div data-part="search">. "/" opens it, Escape closes it.
//
// A combobox with a list: arrows choose, Enter goes there. It looks through all pages, without a server.

import { h, uniqueId } from "../dom.ts";
import { dataNamed } from "./data.ts";
import { type Answer, searchIndex } from "./search_index.ts";
import { excerpt, marked } from "./words.ts";

const EXAMPLES = ["2.3026", "nan", "grey", "dying relu", "he init", "plateau"];
const HINT = "A number from your log, a symptom, a term:";

export function mountSearch(element: HTMLElement): void {
  const dialog = searchDialog();
  const open = h(
    "button.search-open",
    { type: "button", "aria-keyshortcuts": "/", click: () => dialog.open() },
    "Search",
    h("kbd", { "aria-hidden": "true" }, "/"),
  );
  element.append(open, dialog.element);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if ((event.target as Element).closest("input, textarea, select, [contenteditable], dialog"))
      return;
    event.preventDefault();
    dialog.open();
  });
}

function searchDialog() {
  const listId = uniqueId("results");
  const input = h("input", {
    type: "search",
    role: "combobox",
    placeholder: "Search all pages",
    autocomplete: "off",
    spellcheck: "false",
    "aria-label": "Search all pages",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": listId,
    input: () => answer(),
    keydown: onKey,
  });
  const list = h("div.search-list", {
    role: "listbox",
    id: listId,
    "aria-label": "Results",
    hidden: true,
  });
  const status = h("p.search-status", { role: "status" });
  const examples = h(
    "p.search-examples",
    {},
    h("span", {}, HINT),
    ...EXAMPLES.map((words) =>
      h("button", { type: "button", click: () => answer((input.value = words)) }, words),
    ),
  );
  const close = h("button", { type: "button", click: () => element.close() }, "Close");
  const element = h(
    "dialog.search",
    { "aria-label": "Search" },
    h("div.search-head", {}, input, close),
    examples,
    status,
    list,
  );
  // A click on the element itself and none of its children is one beside the box.
  element.addEventListener("click", (event) => event.target === element && element.close());

  let search: Promise<(question: string) => Answer[]> | null = null;
  let active = 0;

  async function answer(question = input.value) {
    let answers: Answer[] = [];
    try {
      search ??= dataNamed("search").then((data) =>
        searchIndex(JSON.parse(new TextDecoder().decode(data))),
      );
      answers = (await search)(question);
    } catch (error) {
      search = null;
      status.textContent = String(error);
      return;
    }
    if (question !== input.value) return; // another one was typed meanwhile
    const asked = question.trim() !== "";
    list.replaceChildren(...answers.map(option));
    list.hidden = answers.length === 0;
    examples.hidden = asked;
    status.textContent = asked ? counted(answers.length) : "";
    input.setAttribute("aria-expanded", String(answers.length > 0));
    choose(0);
  }
  function choose(index: number) {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = index;
    const chosen = list.children[active];
    if (!chosen) return input.removeAttribute("aria-activedescendant");
    chosen.setAttribute("aria-selected", "true");
    chosen.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", chosen.id);
  }
  function onKey(event: KeyboardEvent) {
    const count = list.children.length;
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Enter") (list.children[active] as HTMLElement | undefined)?.click();
    else if (event.key === "Escape") element.close();
    else if (move && count) choose((active + move + count) % count);
    else return;
    event.preventDefault();
  }
  // The link may lead to a place on this page, which the box would hide.
  list.addEventListener("click", () => element.close());
  const open = () => {
    element.showModal();
    input.select();
    void answer();
  };
  return { element, open };
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

function counted(count: number): string {
  if (!count) return "Nothing found. Try fewer words, or another form of a word.";
  return count === 1 ? "1 place" : `${count} places`;
}

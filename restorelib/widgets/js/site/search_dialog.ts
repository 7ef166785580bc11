// The box of the search. It looks through all pages, without a server.
//
// A combobox with a list: arrows choose, Enter goes there.

import { h } from "../dom.ts";
import { dataNamed } from "./data.ts";
import { type Answer, searchIndex } from "./search_index.ts";
import { makeSearchList } from "./search_list.ts";

const EXAMPLES = ["2.3026", "nan", "grey", "dying relu", "he init", "plateau"];
const HINT = "A number from your log, a symptom, a term:";
const MOVES: Record<string, 1 | -1> = { ArrowDown: 1, ArrowUp: -1 };

export function searchDialog() {
  const input = h("input", {
    ...{ type: "search", role: "combobox", placeholder: "Search all pages" },
    ...{ autocomplete: "off", spellcheck: "false", "aria-label": "Search all pages" },
    ...{ "aria-autocomplete": "list", "aria-expanded": "false" },
    ...{ input: () => answer(), keydown: onKey },
  });
  const list = makeSearchList(input);
  const status = h("p.search-status", { role: "status" });
  const examples = examplesFor((words) => answer((input.value = words)));
  const close = h("button", { type: "button", click: () => element.close() }, "Close");
  const head = h("div.search-head", {}, input, close);
  const element = h(
    "dialog.search",
    { "aria-label": "Search" },
    ...[head, examples, status, list.element],
  );
  // A click on the element itself and none of its children is one beside the box.
  element.addEventListener("click", (event) => event.target === element && element.close());
  // The link may lead to a place on this page, which the box would hide.
  list.element.addEventListener("click", () => element.close());
  const search = makeSearch();

  async function answer(question = input.value) {
    let answers: Answer[] = [];
    try {
      answers = await search(question);
    } catch (error) {
      status.textContent = String(error);
      return;
    }
    if (question !== input.value) return; // another one was typed meanwhile
    const asked = question.trim() !== "";
    list.show(answers);
    examples.hidden = asked;
    status.textContent = asked ? counted(answers.length) : "";
  }
  function onKey(event: KeyboardEvent) {
    if (event.key === "Enter") list.follow();
    else if (event.key === "Escape") element.close();
    else if (!(event.key in MOVES && list.move(MOVES[event.key]))) return;
    event.preventDefault();
  }
  const open = () => {
    element.showModal();
    input.select();
    void answer();
  };
  return { element, open };
}

const examplesFor = (ask: (words: string) => void) =>
  h(
    "p.search-examples",
    {},
    h("span", {}, HINT),
    ...EXAMPLES.map((words) => h("button", { type: "button", click: () => ask(words) }, words)),
  );

/** Ask the index, which arrives with the first question; where it did not, with the next one. */
function makeSearch(): (question: string) => Promise<Answer[]> {
  let index: Promise<ReturnType<typeof searchIndex>> | null = null;
  return async (question) => {
    try {
      index ??= dataNamed("search").then((data) =>
        searchIndex(JSON.parse(new TextDecoder().decode(data))),
      );
      return (await index)(question);
    } catch (error) {
      index = null;
      throw error;
    }
  };
}

function counted(count: number): string {
  if (!count) return "Nothing found. Try fewer words, or another form of a word.";
  return count === 1 ? "1 place" : `${count} places`;
}

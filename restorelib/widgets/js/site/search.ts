// The search in the head of each page: <div data-part="search">. "/" opens it, Escape closes it.

import { h } from "../dom.ts";
import { searchDialog } from "./search_dialog.ts";

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

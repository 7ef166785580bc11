// A cell that the panel of its case has, too: a link to it, or its state to paste there.

import { h } from "./dom.ts";
import type { Cell, OneMap, TrainingMaps } from "./training_map_data.ts";

/** @param link key of a panel and text of a state -> a link, where there are links
 *  @param copy the text of a field to the clipboard; the words about it
 */
export function makeStateOffer(
  { panel: [key, title] }: TrainingMaps,
  link: ((key: string, text: string) => string) | undefined,
  copy: (field: HTMLInputElement) => Promise<string>,
) {
  const told = h("span.rl-note", { role: "status" });
  const field = h("input", {
    ...{ type: "text", readonly: true, "aria-label": "This cell as the state of a panel" },
  });
  const button = h(
    "button.rl-copy-state",
    {
      type: "button",
      async click() {
        told.textContent = await copy(field);
      },
    },
    "Copy its state",
  );
  const anchor = h("a.rl-map-link", {}, "Open this cell in the panel of its case");
  const words = h("span", {}, `The panel “${title}” has this cell, under “State as text”:`);
  const element = link
    ? h("p.rl-map-state", {}, anchor)
    : h("div.rl-map-state.rl-state.rl-actions", {}, words, field, button, told);
  return {
    element,
    /** Offer the state of a cell, if the panel has it. */
    show({ states }: OneMap, { row, column }: Cell) {
      const [, , text] = states.find(([y, x]) => y === row && x === column) ?? [];
      element.hidden = text === undefined;
      if (text === undefined) return;
      told.textContent = "";
      field.value = text;
      if (link) anchor.href = link(key, text);
    },
  };
}

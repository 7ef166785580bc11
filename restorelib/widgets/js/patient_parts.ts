// What the parts of a patient's page are made of.

import { h, radioGroup } from "./dom.ts";

/** A part of the page, with its heading. */
export function section(kind: string, heading: string, ...children: (Node | string)[]) {
  return h(
    `section.rl-part.${kind}`,
    { "aria-label": heading },
    h("div.rl-part-head", { role: "heading", "aria-level": 4 }, heading),
    ...children,
  );
}

/** Radio buttons below each other. */
export function answers(legend: string, labels: string[], choose: (index: number) => void) {
  const { element, inputs } = radioGroup("rl-list", legend, labels, -1, choose);
  const options = inputs.map((input) => input.closest("label"));
  /** @param offered whether an answer can be chosen now */
  function show(checked: number, offered: (index: number) => boolean = () => true) {
    inputs.forEach((input, i) => {
      input.checked = i === checked;
      const option = options[i];
      if (option) option.hidden = !offered(i);
    });
  }
  return { element, show };
}

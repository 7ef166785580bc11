// What a reader types into "Name your number": a log, its loss, and what is known of the data.

import { h, uniqueId } from "../dom.ts";
import type { Fields } from "./known_facts.ts";
import type { Data } from "./numbers_data.ts";

/** @param changed called after each change, also after `fill` */
export function makeForm(data: Data, changed: () => void) {
  const log = h("textarea", {
    ...{ id: uniqueId("log"), rows: 4, spellcheck: "false", autocapitalize: "off" },
    ...{ placeholder: "loss: 2.3026 - accuracy: 0.1000", input: changed },
  });
  const measure = h(
    "select",
    { id: uniqueId("measure"), change: changed },
    h("option", { value: "" }, "I am not sure"),
    ...data.losses.map(([value, label]) => h("option", { value }, label)),
  );
  const fields = fieldsOf(data, changed);
  const examples = data.examples.map(({ label, text, known }) =>
    h("button.example", { type: "button", click: () => fill(text, known) }, label),
  );
  const known = h(
    "details.known",
    { open: matchMedia("(min-width: 60rem)").matches },
    h("summary", {}, "What do you know? It rules out coincidences."),
    h(
      "div.fields",
      {},
      h("label.field", { for: measure.id }, h("span", {}, "Loss"), measure),
      ...labelled(data, fields),
    ),
  );

  function fill(text: string, known: Fields = {}) {
    log.value = text;
    measure.value = known.loss ?? "";
    for (const [name, field] of fields) field.value = known[name] ?? "";
    changed();
  }
  return {
    element: h(
      "div.ask",
      {},
      h("label.big", { for: log.id }, "Paste a training log, or type one number"),
      log,
      h("p.examples", {}, h("span", {}, "Try "), ...examples),
      known,
    ),
    fill,
    log: () => log.value,
    /** The loss that was chosen; "" where the reader is not sure. */
    measure: () => measure.value,
    known: (): Fields => Object.fromEntries([...fields].map(([name, { value }]) => [name, value])),
    focus(name: string) {
      known.setAttribute("open", "");
      fields.get(name)?.focus();
    },
  };
}

const fieldsOf = (data: Data, input: () => void) =>
  new Map(
    data.fields.map(({ name, placeholder }) => [
      name,
      h("input", { id: uniqueId(name), type: "text", placeholder, autocomplete: "off", input }),
    ]),
  );

const labelled = (data: Data, fields: ReturnType<typeof fieldsOf>) =>
  data.fields.map(({ name, label, hint }) => {
    const field = fields.get(name);
    return h("label.field", { for: field?.id }, h("span", {}, label), field, h("small", {}, hint));
  });

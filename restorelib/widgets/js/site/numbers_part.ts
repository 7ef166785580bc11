// "Name your number": <div data-part="numbers"> with its data as JSON inside, so that it works in
// any page.

import { h, uniqueId } from "../dom.ts";
import { factsIn } from "./known_facts.ts";
import { answer, wanted } from "./number_answer.ts";
import { shown } from "./number_shown.ts";
import type { Data } from "./numbers_data.ts";
import { readLog } from "./training_log.ts";

export function mountNumbers(element: HTMLElement): void {
  const source = element.querySelector('script[type="application/json"]');
  if (!source?.textContent) throw new Error("numbers expects its data as JSON inside its element.");
  const data: Data = JSON.parse(source.textContent);
  const log = h("textarea", {
    id: uniqueId("log"),
    rows: 4,
    spellcheck: "false",
    autocapitalize: "off",
    placeholder: "loss: 2.3026 - accuracy: 0.1000",
    input: say,
  });
  const measure = h(
    "select",
    { id: uniqueId("measure"), change: say },
    h("option", { value: "" }, "I am not sure"),
    ...data.losses.map(([value, label]) => h("option", { value }, label)),
  );
  const fields = new Map(
    data.fields.map(({ name, placeholder }) => [
      name,
      h("input", {
        id: uniqueId(name),
        type: "text",
        placeholder,
        autocomplete: "off",
        input: say,
      }),
    ]),
  );
  const labelled = data.fields.map(({ name, label, hint }) =>
    h(
      "label.field",
      { for: fields.get(name)?.id },
      h("span", {}, label),
      fields.get(name),
      h("small", {}, hint),
    ),
  );
  const examples = data.examples.map(({ label, text, known }) =>
    h("button.example", { type: "button", click: () => fill(text, known) }, label),
  );
  const said = h("div.said");
  const heard = h("p.heard", { "aria-live": "polite" }); // the whole answer would be too much
  const form = h(
    "div.ask",
    {},
    h("label.big", { for: log.id }, "Paste a training log, or type one number"),
    log,
    h("p.examples", {}, h("span", {}, "Try "), ...examples),
    h(
      "details.known",
      { open: matchMedia("(min-width: 60rem)").matches },
      h("summary", {}, "What do you know? It rules out coincidences."),
      h(
        "div.fields",
        {},
        h("label.field", { for: measure.id }, h("span", {}, "Loss"), measure),
        ...labelled,
      ),
    ),
  );

  function fill(text: string, known: Record<string, string> = {}) {
    log.value = text;
    measure.value = known.loss ?? "";
    for (const [name, field] of fields) field.value = known[name] ?? "";
    say();
  }

  function say() {
    const typed = Object.fromEntries([...fields].map(([name, field]) => [name, field.value]));
    const given = factsIn(typed);
    const read = readLog(log.value);
    const found = answer(data, read, measure.value ? [measure.value] : [], given);
    const more = found ? wanted(data, found.main, found.given) : [];
    const ask = data.fields.filter(({ gives }) => gives.some((fact) => more.includes(fact)));
    const buttons = ask.map(({ name, label }) =>
      h("button.link", { type: "button", click: () => focus(name) }, label.toLowerCase()),
    );
    heard.textContent = found?.headline ?? "";
    said.replaceChildren(
      ...shown(data, { found, typed: log.value, width: said.clientWidth, buttons }),
    );
  }

  function focus(name: string) {
    form.querySelector("details")?.setAttribute("open", "");
    fields.get(name)?.focus();
  }

  element.append(form, said, heard);
  const linked = () => /^#n=(.+)$/.exec(location.hash)?.[1];
  addEventListener("hashchange", () => linked() && fill(decodeURIComponent(linked() ?? "")));
  let width = said.clientWidth;
  new ResizeObserver(() => {
    if (said.clientWidth !== width) say();
    width = said.clientWidth;
  }).observe(said);
  fill(decodeURIComponent(linked() ?? ""));
}

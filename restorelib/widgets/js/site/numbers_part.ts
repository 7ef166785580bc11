// "Name your number": <div data-part="numbers"> with its data as JSON inside, so that it works in
// any page.

import { h } from "../dom.ts";
import { factsIn } from "./known_facts.ts";
import { answer, wanted } from "./number_answer.ts";
import { shown } from "./number_shown.ts";
import type { Data } from "./numbers_data.ts";
import { makeForm } from "./numbers_form.ts";
import { readLog } from "./training_log.ts";

export function mountNumbers(element: HTMLElement): void {
  const source = element.querySelector('script[type="application/json"]');
  if (!source?.textContent) throw new Error("numbers expects its data as JSON inside its element.");
  const data: Data = JSON.parse(source.textContent);
  const form = makeForm(data, say);
  const said = h("div.said");
  const heard = h("p.heard", { "aria-live": "polite" }); // the whole answer would be too much

  function say() {
    const [typed, measure] = [form.log(), form.measure()];
    const found = answer(data, readLog(typed), measure ? [measure] : [], factsIn(form.known()));
    const more = found ? wanted(data, found.main, found.given) : [];
    const ask = data.fields.filter(({ gives }) => gives.some((fact) => more.includes(fact)));
    const buttons = ask.map(({ name, label }) =>
      h("button.link", { type: "button", click: () => form.focus(name) }, label.toLowerCase()),
    );
    heard.textContent = found?.headline ?? "";
    said.replaceChildren(...shown(data, { found, typed, width: said.clientWidth, buttons }));
  }

  element.append(form.element, said, heard);
  const linked = () => decodeURIComponent(/^#n=(.+)$/.exec(location.hash)?.[1] ?? "");
  addEventListener("hashchange", () => linked() && form.fill(linked()));
  whenWidthChanges(said, say);
  form.fill(linked());
}

function whenWidthChanges(element: HTMLElement, act: () => void): void {
  let width = element.clientWidth;
  new ResizeObserver(() => {
    if (element.clientWidth !== width) act();
    width = element.clientWidth;
  }).observe(element);
}

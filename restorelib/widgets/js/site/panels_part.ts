// Panels behind buttons: the data of one are loaded when it is opened, or when a link names it.
//
// <div data-part="panels"> holds <button data-panel="KEY" data-name data-payload data-patches>.
// Hooks: the button of the open panel is aria-pressed; .opened holds the panel.

import { h } from "../dom.ts";
import { hashOf, stateIn } from "./panel_link.ts";
import { openPanel } from "./panel_part.ts";

export async function mountPanels(element: HTMLElement): Promise<void> {
  const buttons = [...element.querySelectorAll<HTMLButtonElement>("button[data-panel]")];
  const buttonOf = (key: string) => buttons.find(({ dataset }) => dataset.panel === key);
  const place = h("div.opened");
  const told = h("p.loading", { role: "status" });
  const panels = new Map<string, Promise<{ element: HTMLElement; show(text: string): void }>>();
  element.append(told, place);

  /** Open a panel, in a state if a text tells one. */
  async function open(key: string, text = "") {
    const button = buttonOf(key);
    if (!button) return;
    for (const each of buttons) each.setAttribute("aria-pressed", String(each === button));
    const link = (state: string) => location.href.split("#")[0] + hashOf(key, state);
    told.textContent = panels.has(key) ? "" : "The recorded runs are on their way.";
    const opening = panels.get(key) ?? openPanel(button.dataset, place, link);
    panels.set(key, opening);
    const panel = await opening;
    told.textContent = "";
    for (const child of place.children) (child as HTMLElement).hidden = child !== panel.element;
    if (text) panel.show(text);
  }
  async function follow() {
    const linked = stateIn(location.hash, (key) => buttonOf(key)?.dataset.name);
    if (!linked) return;
    await open(linked.key, linked.text);
    element.scrollIntoView();
  }
  for (const button of buttons) {
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => void open(button.dataset.panel ?? ""));
  }
  window.addEventListener("hashchange", () => void follow());
  await follow();
}

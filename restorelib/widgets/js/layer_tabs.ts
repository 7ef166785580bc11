// The layers of a strip as tabs: one tab stop, and arrow keys select.

import { h, KEEPS_KEYS, uniqueId } from "./dom.ts";
import { clamp } from "./numbers.ts";

/** A tab for each layer over its part of the strip; `select` after each change. */
export function makeTabs(controls: string, select: () => void) {
  const element = h("div.rl-layers", {
    ...{ role: "tablist", "aria-label": "Layers", keydown: byKey, click: byClick },
    pointermove: byDrag,
  });
  let tabs: HTMLElement[] = [];
  let names: string[] = [];
  let chosen: string | null = null; // null: the last one

  const place = () => {
    const found = names.indexOf(chosen ?? "");
    return found < 0 ? names.length - 1 : found;
  };
  function choose(to: number) {
    const next = names[clamp(to, 0, names.length - 1)];
    if (next === names[place()]) return;
    chosen = next;
    select();
  }
  function byClick({ target }: Event) {
    const tab = tabs.indexOf(target as HTMLElement);
    if (tab >= 0) choose(tab);
  }
  /** A finger may slide to a layer that is too narrow to be hit. */
  function byDrag({ buttons, clientX }: PointerEvent) {
    if (!(buttons & 1)) return;
    const { left, width } = element.getBoundingClientRect();
    choose(Math.floor(((clientX - left) / width) * names.length));
  }
  function byKey(event: KeyboardEvent) {
    const ends: Record<string, number> = { Home: 0, End: names.length - 1 };
    const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1 };
    const to = ends[event.key] ?? place() + steps[event.key];
    if (Number.isNaN(to)) return;
    event.preventDefault();
    choose(to);
    tabs[place()].focus();
  }
  function renew(layers: string[]) {
    names = layers;
    tabs = names.map((name) =>
      h("div.rl-layer", {
        ...{ role: "tab", id: uniqueId(name), "aria-controls": controls, ...KEEPS_KEYS },
      }),
    );
    element.style.setProperty("--rl-count", String(names.length));
    element.replaceChildren(...tabs);
  }
  /** Returns which layer is selected. */
  function draw(layers: string[], told: string[]): number {
    if (String(names) !== String(layers)) renew(layers);
    tabs.forEach((tab, i) => {
      tab.title = told[i];
      tab.setAttribute("aria-label", told[i]);
      tab.setAttribute("aria-selected", String(i === place()));
      tab.tabIndex = i === place() ? 0 : -1;
    });
    return place();
  }
  return { element, draw };
}

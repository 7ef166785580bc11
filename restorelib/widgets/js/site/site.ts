// The script of every page of the site: it brings each part of the page to life.
//
// A part is an element with `data-part`; what it needs stands in its other data attributes. Once all
// parts are there, <html> has `data-ready`.

import { h } from "../dom.ts";
import { mountFirstMinute } from "./first_minute.ts";
import { mountPanel } from "./panel_part.ts";
import { mountPanels } from "./panels_part.ts";
import { mountTheme } from "./theme.ts";

/** Name of a part -> what fills its element. */
const PARTS: Record<string, (element: HTMLElement) => void | Promise<void>> = {
  "first-minute": mountFirstMinute,
  panel: mountPanel,
  panels: mountPanels,
  theme: mountTheme,
};

/** Fill the element of a part, or say in it why it stays empty. */
async function mount(element: HTMLElement): Promise<void> {
  try {
    await PARTS[element.dataset.part ?? ""]?.(element);
  } catch (error) {
    const told = error instanceof Error ? error.message : String(error);
    element.append(h("p.failed", { role: "alert" }, `This part could not start. ${told}`));
  }
}

void Promise.all([...document.querySelectorAll<HTMLElement>("[data-part]")].map(mount)).then(() => {
  document.documentElement.dataset.ready = "true";
});

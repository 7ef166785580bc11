// The script of every page of the site: it brings each part of the page to life.
//
// A part is an element with `data-part`; what it needs stands in its other data attributes.

import { mountPanel } from "./panel_part.ts";
import { mountPlayground } from "./playground.ts";
import { mountTheme } from "./theme.ts";

/** Name of a part -> what fills its element. */
const PARTS: Record<string, (element: HTMLElement) => void | Promise<void>> = {
  panel: mountPanel,
  playground: mountPlayground,
  theme: mountTheme,
};

for (const element of document.querySelectorAll<HTMLElement>("[data-part]"))
  void PARTS[element.dataset.part ?? ""]?.(element);

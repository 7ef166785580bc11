// Light or dark: as the system has it, until the reader chooses. The choice stays in this browser.

import { h } from "../dom.ts";
import { keep, kept } from "./storage.ts";

const KEY = "restorelib theme";

export function mountTheme(element: HTMLElement): void {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (kept(KEY) ? kept(KEY) === "dark" : system.matches);
  const button = h("button.theme", {
    type: "button",
    click() {
      keep(KEY, isDark() ? "light" : "dark");
      show();
    },
  });
  function show() {
    document.body.dataset.jpThemeLight = String(!isDark());
    button.textContent = isDark() ? "Light" : "Dark";
    button.setAttribute("aria-label", `${isDark() ? "Light" : "Dark"} theme`);
  }
  system.addEventListener("change", show);
  addEventListener("beforeprint", () => {
    document.body.dataset.jpThemeLight = "true"; // paper is white
  });
  addEventListener("afterprint", show);
  element.append(button);
  show();
}

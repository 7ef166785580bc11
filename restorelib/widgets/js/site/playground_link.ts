// The settings in the page's address: read when it opens or changes, written when they change.

import { toClipboard } from "../code.ts";
import { h } from "../dom.ts";
import { readSettings, type Settings, writeSettings } from "./playground_settings.ts";

const SETTLED = 300; // ms without another change; browsers refuse hundreds of changes in a row

const FOREIGN = /^#(panel|n)=|^[^=]*$/; // links of other parts of a page, and anchors

/** @param chosen called with the settings of an address that someone else changed */
export function makeLink(chosen: (settings: Settings) => void) {
  const wrong = h("ul.play-wrong", { role: "status" });
  const text = h("input.play-address", { readonly: true, hidden: true, "aria-label": "Link" });
  const told = h("span.rl-copied", { role: "status" });
  const copy = h("button.play-link", { type: "button", click: () => void share() }, "Copy link");
  let written = "";
  let timer = 0;

  const address = () => `${location.href.split("#")[0]}${written && `#${written}`}`;

  /** What the address sets. */
  function read(): Settings {
    const read = readSettings(FOREIGN.test(location.hash) ? "" : location.hash);
    wrong.replaceChildren(...read.wrong.map((words) => h("li", {}, words)));
    return read.settings;
  }
  function write(settings: Settings) {
    written = writeSettings(settings);
    told.textContent = "";
    text.hidden = true;
    clearTimeout(timer);
    timer = window.setTimeout(put, SETTLED);
  }
  function put() {
    clearTimeout(timer);
    const { hash } = location;
    if (hash.slice(1) === written || (!written && FOREIGN.test(hash))) return;
    history.replaceState(null, "", address());
  }
  async function share() {
    put();
    text.value = address();
    text.hidden = false;
    told.textContent = await toClipboard(text);
  }
  window.addEventListener("hashchange", () => {
    const { hash } = location;
    if (hash.slice(1) !== written && !FOREIGN.test(hash)) chosen(read());
  });
  return { element: h("div.play-share", {}, copy, text, told, wrong), read, write };
}

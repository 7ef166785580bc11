// The reader's progress on the map of lessons, and its way out of this browser and into it.

import { h } from "../dom.ts";
import { textOf } from "./progress.ts";
import { bringBack, onProgress, progress } from "./reader.ts";

const WORDS: Record<string, [one: string, many: string]> = {
  guesses: ["guess", "guesses"],
  exercises: ["exercise", "exercises"],
};

const APART =
  "Opened from the disk, Firefox keeps the guesses of each page apart: this map sees none of them. " +
  "From a server it sees them all.";

/** <span data-what="guesses" data-names="[...]"> for each count. */
export function mountProgress(map: HTMLElement): void {
  const counts = map.querySelectorAll<HTMLElement>(".count");
  function draw() {
    const standing = progress();
    for (const count of counts) {
      const what = count.dataset.what as keyof typeof standing;
      const names: string[] = JSON.parse(count.dataset.names ?? "[]");
      const done = names.filter((name) => Object.hasOwn(standing[what], name));
      const dots = names.map((name) => h(done.includes(name) ? "i.done" : "i"));
      const word = WORDS[what][names.length === 1 ? 0 : 1];
      count.replaceChildren(
        h("span.dots", { "aria-hidden": true }, ...dots),
        `${done.length} of ${names.length} ${word}`,
      );
      count.classList.toggle("all", done.length === names.length);
    }
  }
  onProgress(draw);
  draw();
}

export function mountMoveProgress(element: HTMLElement): void {
  const told = h("p", { role: "status" });
  const file = h("input", { type: "file", accept: ".json,application/json", change: read });
  async function read() {
    const chosen = file.files?.[0];
    if (!chosen) return;
    try {
      bringBack(await chosen.text());
      told.textContent = `${chosen.name} is brought back: see the lessons above.`;
    } catch (error) {
      told.textContent = (error as Error).message;
    }
    file.value = ""; // so that the same file can be chosen again
  }
  function save() {
    const url = URL.createObjectURL(new Blob([textOf(progress())], { type: "application/json" }));
    h("a", { href: url, download: "progress.json" }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
    told.textContent = "Saved as progress.json.";
  }
  // Firefox takes each file on the disk for a place of its own.
  const apart = location.protocol === "file:" && navigator.userAgent.includes("Firefox");
  element.append(
    h("button", { type: "button", click: save }, "Save progress.json"),
    h("label.file", {}, "Bring a progress.json back ", file),
    told,
    ...(apart ? [h("p", {}, APART)] : []),
  );
}

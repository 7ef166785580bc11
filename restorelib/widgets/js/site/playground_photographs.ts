// Which photographs are trained on: those of the course, or one of the reader's own.

import { h, uniqueId } from "../dom.ts";
import { listenToDrops } from "../drop.ts";
import { cleanImages } from "../live_data.ts";
import { dataNamed } from "./data.ts";
import { some } from "./images.ts";
import { type Clean, TESTED, TRAINED } from "./playground_data.ts";
import { patchOf } from "./playground_job.ts";
import { type Photograph, patchesOf, readPhotograph } from "./playground_photo.ts";
import type { Settings } from "./playground_settings.ts";

const FILES = { red: "patches-a", fsrcnn: "patches-b" };

/** @param changed called when other photographs are chosen */
export function makePhotographs(changed: () => void) {
  let own: Photograph | null = null;
  let version = 0; // of the choice
  const built = new Map<Settings["net"], Promise<Clean>>();
  const status = h("p.rl-note", { role: "status" });
  const input = h("input.rl-hidden", {
    type: "file",
    accept: "image/*",
    id: uniqueId("photo"),
    change: pick,
  });
  const back = h("button", { type: "button", hidden: true, click: leave }, "Back to the course’s");
  const element = h(
    "div.play-photo",
    {},
    input,
    h("label.play-file", { for: input.id }, "Your own photograph…"),
    back,
    status,
    h("p.rl-note", {}, "It stays on this machine: nothing is sent, kept or put into a link."),
  );

  async function take(file: File) {
    try {
      own = await readPhotograph(file);
      status.textContent = `${own.name}, ${own.width} x ${own.height} pixels: it trains on two thirds, and is tested on the rest.`;
      back.hidden = false;
      version++;
      changed();
    } catch (error) {
      status.textContent = error instanceof Error ? error.message : String(error);
    }
  }
  function pick() {
    const [file] = input.files ?? [];
    if (file) void take(file);
    input.value = ""; // the same file may be chosen again
  }
  function leave() {
    own = null;
    status.textContent = "";
    back.hidden = true;
    input.focus();
    version++;
    changed();
  }
  return {
    element,
    name: () => own?.name ?? null,
    version: () => version,
    /** Let files be dropped there, too. */
    listen: (root: HTMLElement) => listenToDrops(root, (file) => void take(file)),
    /** Clean patches for these settings. */
    clean(settings: Settings): Promise<Clean> {
      const { size, channels } = patchOf(settings);
      if (own) return Promise.resolve(patchesOf(own, size, channels));
      const { net } = settings;
      const loading = built.get(net) ?? loaded(FILES[net]);
      built.set(net, loading);
      return loading;
    },
  };
}

async function loaded(name: string): Promise<Clean> {
  const { train, test, crop } = await cleanImages(await dataNamed(name));
  return { train: some(train, TRAINED), test: some(test, TESTED), crop };
}

// The first minute: a network trains in this page, one line freezes it, and one click frees it.
//
// <div data-part="first-minute" data-photograph="NAME" data-patches="NAME">. It starts by itself when
// it is in view, unless the reader prefers less motion or saves data; out of sight it stops.
//
// Stable hooks for tests and styles:
//   .fm-stage [data-kind]           how the run stands: a `Kind` of first_minute_words.ts
//   button.fm-start                 starts it, where it does not start by itself
//   .fm-score .fm-gain .fm-step     what was measured last; .fm-title .fm-sentence .fm-facts: in words
//   svg.fm-curve svg.fm-strip       the scores, and the ten layers
//   .fm-code                        the last lines of the net
//   .fm-next                        is shown once the net was frozen and freed
//   button.fm-end [data-ending]     runs the net with another end; button.fm-seed: under another seed

import { h } from "../dom.ts";
import { openEngine } from "../engine/open_engine.ts";
import { liveData, noisy } from "../live_data.ts";
import { psnr } from "../measuring.ts";
import { unpack } from "../packed.ts";
import type { Recipe } from "../runs.ts";
import { dataNamed } from "./data.ts";
import { makeCode, makeEndings } from "./first_minute_choice.ts";
import { makePhoto } from "./first_minute_photo.ts";
import { type Equipment, makeSession } from "./first_minute_session.ts";
import { makeView } from "./first_minute_view.ts";
import { restWhileHidden, whenSeen } from "./in_view.ts";
import type { Photograph, Tile } from "./tiles.ts";

const FIRST = ["A photograph with noise", "A network of ten layers is about to train."] as const;
const AGAIN = "Once more from the first step";

interface Meta {
  recipe: Recipe;
  noise: number; // standard deviation
  noise_seed: number;
  clear: number; // dB that do not come from the seed alone
  size: [height: number, width: number];
  eye: Tile; // part of the photograph whose feature maps are shown
}

export async function mountFirstMinute(element: HTMLElement): Promise<void> {
  const { photograph = "", patches = "" } = element.dataset;
  const { meta, array } = await unpack<Meta>(await dataNamed(photograph));
  const { recipe, clear, eye } = meta;
  const { clean, noisy } = await photographs(meta, array("clean"));
  const nothing = psnr(noisy.values, clean.values, 1);
  const photo = makePhoto(noisy);
  const after = element.querySelector(".fm-next");
  const code = makeCode();
  const endings = makeEndings((ending) => void session.run(ending));
  const seeds = h("button.fm-seed", {
    type: "button",
    click: () => void session.run(session.ending(), session.seed() + 1),
  });
  const buttons = endings.elements;
  const view = makeView({ photo, nothing, recipe, clear, code: code.element, buttons, seeds });
  const begin = () => void session.run("none");
  const start = offered(begin);
  const session = makeSession({
    ...{ recipe, nothing, progress: view.progress },
    async equip(): Promise<Equipment> {
      const engines = [openEngine(), openEngine()];
      const { train } = await liveData(await dataNamed(patches));
      const [trainer, painter] = await Promise.all(engines);
      return { trainer, painter, subject: { noisy, clean, eye, patches: train } };
    },
    changed(about) {
      if (start === document.activeElement) buttons[0].focus();
      start.remove();
      describe();
      if (about !== "first") view.say(AGAIN, weightsTold(about, session.seed()));
    },
    shown(shown) {
      const kind = view.tell(shown);
      if (kind === "learning" && session.knows("relu")) after?.removeAttribute("hidden");
    },
    failed: (error) => view.say("The training stopped with an error", String(error)),
  });
  function describe() {
    code.tell(session.ending());
    endings.tell(session.ending());
    endings.simple(!session.knows("relu"));
    seeds.textContent = `seed ${session.seed()}, try another`;
  }

  describe();
  view.say(...FIRST);
  element.prepend(view.stage);
  restWhileHidden({
    running: session.running,
    pause: session.stop,
    goOn: () => void session.run(session.ending()), // from its first step: what stopped is gone
  });
  if (isCalm()) photo.element.append(start);
  else whenSeen(view.stage, begin);
}

const weightsTold = (about: "same seed" | "other seed", seed: number) =>
  about === "same seed"
    ? "The random weights are those of before, and the patches come in the same order."
    : `The random weights are others: those of seed ${seed}.`;

/** A button over the photograph, for who does not want things to move by themselves. */
const offered = (start: () => void) =>
  h("button.fm-start", { type: "button", click: start }, "Train it here");

/** Whether the reader prefers less motion, or saves data. */
function isCalm(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  const asks = ["(prefers-reduced-motion: reduce)", "(prefers-reduced-data: reduce)"];
  return Boolean(connection?.saveData) || asks.some((query) => matchMedia(query).matches);
}

async function photographs(
  { noise, noise_seed, size: [height, width] }: Meta,
  bytes: ArrayLike<number>,
): Promise<{ clean: Photograph; noisy: Photograph }> {
  const values = Float32Array.from(bytes, (byte) => byte / 255);
  const image = { shape: [1, height, width, 3] as const, values };
  const { values: damaged } = await noisy(image, noise, noise_seed);
  return { clean: { width, height, values }, noisy: { width, height, values: damaged } };
}

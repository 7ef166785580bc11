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
import { type Engine, openEngine } from "../engine/open_engine.ts";
import { liveData, noisy } from "../live_data.ts";
import { psnr } from "../measuring.ts";
import { unpack } from "../packed.ts";
import type { Recipe } from "../runs.ts";
import { dataNamed } from "./data.ts";
import { makeCode, makeEndings } from "./first_minute_choice.ts";
import type { Curve } from "./first_minute_curve.ts";
import { makePhoto } from "./first_minute_photo.ts";
import { type Snapshot, type Subject, startRun } from "./first_minute_run.ts";
import { makeView } from "./first_minute_view.ts";
import type { Ending } from "./first_minute_words.ts";
import type { Photograph, Tile } from "./tiles.ts";

interface Meta {
  recipe: Recipe;
  noise: number; // standard deviation
  noise_seed: number;
  clear: number; // dB that do not come from the seed alone
  size: [height: number, width: number];
  eye: Tile; // part of the photograph whose feature maps are shown
}

const SEEDS = 10; // that "Another seed" goes through

export async function mountFirstMinute(element: HTMLElement): Promise<void> {
  const { photograph = "", patches = "" } = element.dataset;
  const { meta, array } = await unpack<Meta>(await dataNamed(photograph));
  const { clean, noisy } = await photographs(meta, array("clean"));
  const nothing = psnr(noisy.values, clean.values, 1);
  const photo = makePhoto(noisy);
  const after = element.querySelector(".fm-next"); // shown once the net was frozen and freed
  const code = makeCode();
  const endings = makeEndings((ending) => void run(ending));
  const seeds = h("button.fm-seed", { type: "button", click: () => void run(ending, seed + 1) });
  const view = makeView({
    ...{ photo, nothing, recipe: meta.recipe, clear: meta.clear },
    ...{ code: code.element, buttons: endings.elements, again: [seeds] },
  });
  let seed = meta.recipe.seed;
  let ending: Ending = "none";
  let curves: Curve[] = []; // of this seed, one for each ending
  let stop = () => {};
  let running = false;
  let begun = false; // once a run was
  let equipment: Promise<{ trainer: Engine; painter: Engine; subject: Subject }> | undefined;

  async function equip() {
    const [trainer, painter, data] = await Promise.all([
      openEngine(),
      openEngine(),
      dataNamed(patches).then(liveData),
    ]);
    return { trainer, painter, subject: { noisy, clean, eye: meta.eye, patches: data.train } };
  }
  function describe() {
    code.tell(ending);
    endings.tell(ending);
    endings.simple(!curves.some(({ kind }) => kind === "relu"));
    seeds.textContent = `seed ${seed}, try another`;
  }
  /** Train from the first weights of a seed. */
  async function run(next: Ending, under = seed) {
    stop();
    const same = under === seed;
    if (!same) curves = [];
    [ending, seed] = [next, under % SEEDS];
    const curve: Curve = { kind: ending, points: [] };
    curves = [...curves.filter(({ kind }) => kind !== ending), curve];
    describe();
    running = true;
    let live = true;
    stop = () => {
      live = running = false;
    };
    view.progress(0);
    if (begun) view.restart(seed, same);
    begun = true;
    equipment ??= equip();
    try {
      const { subject, ...engines } = await equipment;
      if (!live) return;
      const since = performance.now();
      let last: Snapshot | undefined;
      const tell = (ended: boolean) => {
        if (!last) return;
        const { step, psnr, changed, gradient } = last;
        const values = noisy.values.length;
        const told = { ending, step, psnr, changed, gradient, nothing, values, ended };
        const kind = view.tell(
          { snapshot: last, told, curves },
          (performance.now() - since) / 1000,
        );
        if (kind === "learning" && curves.length > 1) after?.removeAttribute("hidden");
      };
      const recipe = {
        ...{ ...meta.recipe, seed },
        residual_activation: ending === "none" ? null : ending,
      };
      const end = startRun(engines, subject, recipe, {
        progress: view.progress,
        snapshot(snapshot) {
          last = snapshot;
          curve.points.push([snapshot.step, snapshot.psnr]);
          tell(false);
        },
        end() {
          running = false;
          tell(true);
        },
        failed: (text) => view.reset("The training ended with an error", text),
      });
      stop = () => {
        running = false;
        end();
      };
    } catch (error) {
      running = false;
      view.reset("The training could not start", String(error));
    }
  }

  describe();
  view.reset(
    "A photograph with noise",
    "A network of ten layers is about to train, on your machine.",
  );
  element.prepend(view.stage);
  let waits = false; // for the reader to come back
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && running) {
      stop();
      waits = true;
    } else if (!document.hidden && waits) {
      waits = false;
      void run(ending);
    }
  });
  if (isCalm()) offer(photo.element, () => void run("none"));
  else whenSeen(view.stage, () => void run("none"));
}

/** A button over the photograph, for who does not want things to move by themselves. */
function offer(over: HTMLElement, start: () => void) {
  const button = h(
    "button.fm-start",
    {
      type: "button",
      click() {
        button.remove();
        start();
      },
    },
    "Train it here",
  );
  over.append(button);
}

/** Whether the reader prefers less motion, or saves data. */
function isCalm(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  const asks = ["(prefers-reduced-motion: reduce)", "(prefers-reduced-data: reduce)"];
  return Boolean(connection?.saveData) || asks.some((query) => matchMedia(query).matches);
}

/** Act once the element is in view, on a page that is in view. */
function whenSeen(element: Element, act: () => void) {
  const observer = new IntersectionObserver(
    (entries) => {
      if (document.hidden || !entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      document.removeEventListener("visibilitychange", again);
      act();
    },
    { threshold: 0.2 },
  );
  function again() {
    observer.unobserve(element);
    observer.observe(element); // which tells where it is
  }
  document.addEventListener("visibilitychange", again);
  again();
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

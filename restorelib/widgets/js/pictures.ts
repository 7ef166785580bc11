// What a network does to a picture: what it adds in case A, what it outputs in case B.

import { between, rowAt } from "./between.ts";
import type { Chart, View } from "./chart.ts";
import { h } from "./dom.ts";
import { makeLens, type Pixel, paint, SIDE } from "./lens.ts";
import { clamp } from "./numbers.ts";
import type { Numbers, Packed } from "./packed.ts";
import type { DenoisingRun, EnlargingRun } from "./runs.ts";

type Arrays = Pick<Packed<unknown>, "array">;

const FULL_SCALE = 0.1 * 255; // the palette's ends, in grey levels

/** Signed palette, safe for colour-blind readers: blue darker, white 0, vermillion brighter. */
const PALETTE = Array.from({ length: 101 }, (_, i) => {
  const t = (i - 50) / 50;
  const end = t < 0 ? [0, 114, 178] : [213, 94, 0];
  return end.map((c) => Math.round(255 + Math.min(1, Math.abs(t)) * (c - 255)));
});

/** Its colour for -1, the darkest blue, to 1. */
export const signed = (value: number) => PALETTE[Math.round(50 + 50 * clamp(value, -1, 1))];

export function makePictures(file: Arrays): Chart {
  const noisy = file.array("noisy");
  const clean = file.array("clean");
  const channels = noisy.length / SIDE ** 2;
  const note = h("p.rl-note.rl-whose");
  const words = h("p.rl-words");
  const lens = makeLens([
    ["", "noisy input"],
    ["+ ", "what it adds"],
    ["= ", "result"],
    ["", "clean original"],
  ]);
  const [noisyTile, addedTile, resultTile, cleanTile] = lens.tiles;
  addedTile.element.append(makeScale());
  const element = h(
    "figure.rl-figure.rl-figure-pictures",
    {},
    h("figcaption", {}, h("b", {}, "Effect on a picture")),
    lens.element,
    words,
    h("p.rl-note", {}, "Output − input: blue is darker, orange brighter."),
    note,
    lens.spoken,
  );
  const colour = (values: Numbers | Uint8ClampedArray): Pixel =>
    channels === 1 ? grey(values) : (i) => values.subarray(3 * i, 3 * i + 3);
  paint(noisyTile, colour(noisy));
  paint(cleanTile, colour(clean));

  function move({ pictures }: View<DenoisingRun>) {
    const added = between(pictures.motion, (frame) => rowAt(frame.run.added, frame));
    paint(addedTile, (i) => {
      let mean = 0;
      for (let c = 0; c < channels; c++) mean += added[channels * i + c] / channels;
      return signed(mean / FULL_SCALE);
    });
    paint(resultTile, colour(Uint8ClampedArray.from(added, (value, i) => noisy[i] + value)));
    lens.magnify();
  }
  function draw(view: View<DenoisingRun>) {
    const { run, at, note: whose } = view.pictures;
    const tell = run.words.pictures[at];
    const does = run.recipe.input_skip ? "adds" : "changes"; // else it outputs all
    addedTile.label.textContent = `+ what it ${does}`;
    addedTile.picture.setAttribute("aria-label", `What the network ${does}: it ${tell}`);
    words.textContent = `On this crop the network ${tell}.`;
    note.textContent = whose;
    move(view);
  }
  return { element, draw, move };
}

function makeScale(): HTMLElement {
  return h(
    "div.rl-scale",
    {
      role: "img",
      "aria-label":
        "Colour scale from -0.1, darker, blue, over 0, white, to +0.1, brighter, vermillion",
    },
    h("i"),
    h("span", {}, "−0.1 darker"),
    h("span", {}, "brighter +0.1"),
  );
}

const EYE =
  "An eye of a cat, three times enlarged in height and in width. Move the lens with the pointer or the arrow keys.";

export function makeEnlarged(file: Arrays, what = EYE): Chart {
  const lens = makeLens([
    ["", "low resolution"],
    ["", "bicubic"],
    ["", "what the net paints"],
    ["", "original"],
  ]);
  const [nearest, bicubic, painted, original] = lens.tiles;
  const note = h("p.rl-note.rl-whose");
  const words = h("p.rl-words");
  const element = h(
    "figure.rl-figure.rl-figure-pictures.rl-figure-enlarged",
    {},
    h("figcaption", {}, h("b", {}, "What it paints")),
    lens.element,
    words,
    h("p.rl-note", {}, what),
    note,
    lens.spoken,
  );
  paint(nearest, grey(file.array("nearest")));
  paint(bicubic, grey(file.array("bicubic")));
  paint(original, grey(file.array("original")));

  function move({ pictures }: View<EnlargingRun>) {
    paint(painted, grey(between(pictures.motion, (frame) => rowAt(frame.run.picture, frame))));
    lens.magnify();
  }
  function draw(view: View<EnlargingRun>) {
    const { run, at, note: whose } = view.pictures;
    const tell = run.words.enlarged[at];
    painted.picture.setAttribute("aria-label", `What the net paints: ${tell}`);
    words.textContent = `On this crop, ${tell}.`;
    note.textContent = whose;
    move(view);
  }
  return { element, draw, move };
}

function grey(values: ArrayLike<number>): Pixel {
  return (i) => [values[i], values[i], values[i]];
}

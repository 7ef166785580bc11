// The photograph of the first minute: as it came in at the left of a line that can be moved, and as
// the network returns it at the right.

import { h } from "../dom.ts";
import type { Photograph } from "./tiles.ts";

const PATCH = 24; // px of a patch that appears at once
const WAVE = 380; // ms until the last has appeared
const START = 30; // percent of the width that is shown as it came in

export function makePhoto(noisy: Photograph) {
  const { width, height } = noisy;
  const [below, above] = [canvas(width, height), canvas(width, height)];
  const line = h("span.fm-line-handle", { "aria-hidden": "true" });
  const range = h("input.fm-split", {
    ...{ type: "range", min: 0, max: 100, step: 1, value: START },
    "aria-label": "How much of the noisy photograph is shown",
    input: split,
  });
  const names = h(
    "div.fm-names",
    { "aria-hidden": "true" },
    h("span", {}, "as it came in"),
    h("span", {}, "as the network returns it"),
  );
  const element = h("div.fm-photo", {}, below.canvas, above.canvas, line, names, range);
  element.style.setProperty("--fm-ratio", `${width} / ${height}`);
  let request = 0;

  function split() {
    const share = Number(range.value);
    above.canvas.style.clipPath = `inset(0 ${100 - share}% 0 0)`;
    line.style.left = `${share}%`;
    range.setAttribute("aria-valuetext", `${share} % as it came in`);
    names.children[0].classList.toggle("fm-gone", share < 18);
    names.children[1].classList.toggle("fm-gone", share > 62);
  }
  /** Show what the network makes of it: patch by patch, unless the reader prefers less motion. */
  function show(picture: Photograph, calm: boolean) {
    cancelAnimationFrame(request);
    const image = imageOf(picture);
    if (calm) return below.putImageData(image, 0, 0);
    const patches = wave(width, height);
    const begin = performance.now();
    let next = 0;
    request = requestAnimationFrame(function draw() {
      const until = Math.min(1, (performance.now() - begin) / WAVE) * patches.length;
      for (; next < until; next++) below.putImageData(image, 0, 0, ...patches[next], PATCH, PATCH);
      if (next < patches.length) request = requestAnimationFrame(draw);
    });
  }
  above.putImageData(imageOf(noisy), 0, 0);
  below.putImageData(imageOf(noisy), 0, 0);
  split();
  return { element, show };
}

/** Corners of all patches, along the diagonals. */
function wave(width: number, height: number): [x: number, y: number][] {
  const corners: [number, number][] = [];
  for (let y = 0; y < height; y += PATCH)
    for (let x = 0; x < width; x += PATCH) corners.push([x, y]);
  return corners.sort(([a, b], [c, d]) => a + 0.7 * b - c - 0.7 * d);
}

function canvas(width: number, height: number): CanvasRenderingContext2D {
  const context = h("canvas", { width, height, "aria-hidden": "true" }).getContext("2d");
  if (!context) throw new Error("The photograph needs a canvas, and this browser offers none.");
  return context;
}

function imageOf({ width, height, values }: Photograph): ImageData {
  const image = new ImageData(width, height);
  for (let i = 0, from = 0; i < image.data.length; ) {
    for (let c = 0; c < 3; c++) image.data[i++] = 255 * values[from++];
    image.data[i++] = 255;
  }
  return image;
}

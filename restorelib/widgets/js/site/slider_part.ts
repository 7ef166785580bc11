// A slider on a page: <div data-part="slider" data-pictures="NAME">, with a picture drawn beforehand
// for each of its positions. So it has fewer positions than in JupyterLab.

import { h, uniqueId } from "../dom.ts";
import { unpack } from "../packed.ts";
import { dataNamed } from "./data.ts";
import { whenNear } from "./near.ts";

interface Meta {
  label: string;
  start: number; // index of the first position shown
  positions: [value: number, words: string, bytes: number][];
}

export const mountSlider = (element: HTMLElement) => whenNear(element, () => fill(element));

async function fill(element: HTMLElement): Promise<void> {
  const file = await unpack<Meta>(await dataNamed(element.dataset.pictures ?? ""));
  const { label, start, positions } = file.meta;
  const all = file.array("pictures") as Uint8Array<ArrayBuffer>;
  let from = 0;
  const urls = positions.map(([, , size]) => {
    const picture = new Blob([all.subarray(from, (from += size))], { type: "image/jpeg" });
    return URL.createObjectURL(picture);
  });
  const id = uniqueId("slider");
  const number = h("b");
  const last = positions.length - 1;
  const input = h("input", { type: "range", id, min: 0, max: last, value: start, input: show });
  const picture = h("img");
  const words = h("output", { for: id });

  function show() {
    const [value, told] = positions[Number(input.value)];
    number.textContent = String(value);
    input.setAttribute("aria-valuetext", String(value));
    picture.src = urls[Number(input.value)];
    picture.alt = words.textContent = told;
  }
  show();
  element.replaceChildren(
    h(
      "div.rl-panel.rl-slider",
      {},
      h("label", { for: id }, `${label}: `, number),
      input,
      picture,
      words,
      h(
        "p.rl-note",
        {},
        `${positions.length} positions, measured when this page was made. The pictures are ` +
          "JPEG here: judge fine grain by the numbers.",
      ),
    ),
  );
}

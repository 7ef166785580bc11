// A labelled range input. The kernel answers each position with a picture and its text.
//
// What tests rely on: .rl-panel.rl-slider [data-ready] is the root, with input, img and output.

import { h, KEEPS_KEYS, uniqueId } from "./dom.ts";
import { needKernel } from "./kernel.ts";
import type { Cleanup, Context } from "./model.ts";

interface Traits {
  label: string;
  low: number;
  high: number;
  value: number;
  shown: { value: number; source: string; words: string };
}

function render({ model: bare, el }: Context<Traits>): Cleanup {
  const id = uniqueId("slider");
  const number = h("b");
  const input = h("input", { type: "range", id, ...KEEPS_KEYS });
  const picture = h("img");
  const words = h("output", { for: id });
  const root = h(
    "div.rl-panel.rl-slider",
    {},
    h("label", { for: id }, `${bare.get("label")}: `, number),
    input,
    picture,
    words,
  );
  const kernel = needKernel(bare, root, [input]);
  const { model } = kernel;
  let waiting = false; // one request at a time: a hand is faster than a kernel

  input.min = String(model.get("low"));
  input.max = String(model.get("high"));
  input.value = String(model.get("value"));

  function ask() {
    number.textContent = input.value;
    if (waiting || Number(input.value) === model.get("value")) return;
    waiting = true;
    model.set("value", Number(input.value));
    model.save_changes();
  }
  function askAnyway() {
    waiting = false; // the last request may have had no answer
    ask();
  }
  function answered() {
    const shown = model.get("shown");
    picture.src = shown.source;
    picture.alt = words.textContent = shown.words;
    waiting = false;
    ask();
  }
  function moved() {
    if (waiting) return;
    input.value = String(model.get("value"));
    number.textContent = input.value;
  }
  input.addEventListener("input", ask);
  input.addEventListener("change", askAnyway);
  model.on("change:shown", answered);
  model.on("change:value", moved);
  el.append(root);
  answered();
  moved();
  root.dataset.ready = "true";
  return () => {
    model.off("change:shown", answered);
    model.off("change:value", moved);
    kernel.end();
  };
}

export default { render };

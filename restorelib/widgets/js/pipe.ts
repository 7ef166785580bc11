// Signal forward and error backward, layer by layer: formula and measurement side by side.
//
// Stable hooks for tests and styles:
//   .rl-figure-pipe                 svg.rl-pipe.rl-forward, svg.rl-pipe.rl-backward (role=img)
//   .rl-shape                       by the formula; half its width is the logarithm of the size
//   .rl-gauge                       by measurement, a line between two dots
//   input.rl-std  button.rl-chosen-std  the std of the initial weights; aria-valuetext names it
//   .rl-formula                     result of the formula, as a text
//   .rl-layer                       role=tab over a layer; .rl-one-layer: its maps, of a live run

import { between, rowAt } from "./between.ts";
import type { Chart, View } from "./chart.ts";
import { h, uniqueId } from "./dom.ts";
import { kernelsOf, sizesByFormula } from "./formula.ts";
import { makeLayerMaps } from "./layer_maps.ts";
import { makeTabs } from "./layer_tabs.ts";
import { scientific, times } from "./numbers.ts";
import { drawPipe } from "./pipe_drawing.ts";
import type { EnlargingRun } from "./runs.ts";
import { makeStd } from "./std_slider.ts";
import { svgElement } from "./svg.ts";

const MAPS = 100; // px: height of the maps of a layer

export function makePipe(): Chart {
  const forward = svgElement("rl-pipe rl-forward");
  const backward = svgElement("rl-pipe rl-backward");
  const clips = [uniqueId("clip"), uniqueId("clip")];
  const formula = h("p.rl-formula", { id: uniqueId("formula") });
  const words = h("p.rl-words");
  const start = makeStd(formula.id, move);
  const maps = makeLayerMaps();
  const layer = h("div.rl-one-layer", { role: "tabpanel", id: uniqueId("layer") }, maps.element);
  const tabs = makeTabs(layer.id, redraw);
  const layers = h("div.rl-strip.rl-pipe-layers", {}, forward, tabs.element);
  const element = makeFigure(layers, backward, layer, start.weights, formula, words);

  let view: View<EnlargingRun>;
  let state = "";
  let tried: number | null = null; // log10 of the std on the slider

  function move(value: number | null) {
    tried = value;
    redraw();
  }
  function draw(next: View<EnlargingRun>) {
    view = next;
    // Another network or other initial weights: the slider goes back to the recipe's std.
    const { seed, steps, patches, ...rest } = view.run.recipe;
    const now = JSON.stringify(rest);
    if (now !== state) tried = null;
    state = now;
    redraw();
  }

  function redraw() {
    const { run, at, width, live, words: tell } = view;
    const kernels = kernelsOf(run.recipe);
    const count = kernels.length;
    const row = (values: Float32Array, i = at) => values.subarray(i * count, (i + 1) * count);
    // By default the size of each kernel at step 0; otherwise one std for all but the last.
    const chosen = [...row(run.weight, 0)];
    const std = chosen.map((value, i) => (tried === null || i === count - 1 ? value : 10 ** tried));
    const { signal, error } = sizesByFormula(kernels, std, {
      input: run.input_rms,
      output: row(run.bias_gradient, 0)[count - 1],
      slope: run.recipe.prelu_slope,
    });
    const names = run.layers;
    const measured = { signal: row(run.signal), error: row(run.bias_gradient) };

    const gauges = (field: "signal" | "bias_gradient") =>
      Array.from(
        between(view.motion, (frame) => rowAt(frame.run[field], frame).map(power)),
        (value) => 10 ** value,
      );

    drawPipe(forward, clips[0], {
      ...{ kind: "forward", live, width, names },
      formula: [run.input_rms, ...signal],
      measured: [run.input_rms, ...measured.signal],
      gauges: [run.input_rms, ...gauges("signal")],
    });
    drawPipe(backward, clips[1], {
      ...{ kind: "backward", live, width, names },
      formula: [null, ...error],
      measured: [null, ...measured.error],
      gauges: [null, ...gauges("bias_gradient")],
    });
    element.classList.toggle("rl-is-live", live);
    const list = (values: ArrayLike<number>) =>
      names.map((name, i) => `${name} ${scientific(values[i])}`).join(", ");
    forward.setAttribute(
      "aria-label",
      `Signal, measured: input ${scientific(run.input_rms)}, ${list(measured.signal)}. By the formula: ${list(signal)}.`,
    );
    backward.setAttribute(
      "aria-label",
      `Error, measured: ${list(measured.error)}. By the formula: ${list(error)}.`,
    );
    start.show(chosen.slice(0, -1), tried);
    const told = names.map(
      (name, i) =>
        `${name}: signal ${scientific(measured.signal[i])} (rms), error ${scientific(measured.error[i])}`,
    );
    const selected = tabs.draw([...names], told);
    maps.element.hidden = selected === count - 1; // its output is what is painted
    maps.tell(view, selected, told[selected]);
    maps.move(view, MAPS, []);
    formula.textContent = judged(
      signal[count - 2] / run.input_rms,
      error[0] / error[error.length - 1],
    );
    words.textContent = `${tell("pipe")}.`;
  }

  function judged(forth: number, backwards: number): string {
    const begin =
      tried === null
        ? "As chosen"
        : `With ${start.told.textContent} convolutions (deconv stays as chosen)`;
    const width = forth < 0.1 ? "too narrow" : forth > 10 ? "too wide" : "about the right width";
    return `${begin}, by the formula: ${width}. After the last convolution the signal is ${times(forth)} at the input; the error at the first layer is ${times(backwards)} at the output.`;
  }
  return { element, draw };
}

/** log10 of a size; 1e-30, which no eye can tell from it, stands for 0. */
const power = (size: number) => (size > 0 ? Math.log10(size) : -30);

function makeFigure(
  forward: HTMLElement,
  backward: SVGSVGElement,
  layer: HTMLElement,
  weights: HTMLElement,
  formula: HTMLElement,
  words: HTMLElement,
): HTMLElement {
  const key = (kind: string, shape: string, text: string) => {
    const span = h(`span.rl-key-${kind}`);
    span.innerHTML = `<svg width="26" height="14">${shape}</svg>${text}`;
    return span;
  };
  return h(
    "figure.rl-figure.rl-figure-pipe",
    {},
    h("figcaption", {}, h("b", {}, "Signal forward, error backward")),
    h("p.rl-row", {}, h("b", {}, "Signal →"), " that each layer puts out"),
    forward,
    h("p.rl-row", {}, h("b", {}, "← Error"), " at each layer: the gradient of its biases"),
    backward,
    layer,
    h(
      "div.rl-legend.rl-pipe-legend",
      { "aria-hidden": "true" },
      key(
        "formula",
        `<path d="M1,1L25,5V9L1,13Z" class="rl-shape rl-forward"/><path d="M14,3L25,5V9L14,11Z" class="rl-shape rl-backward"/>`,
        "formula, before the first step",
      ),
      key(
        "measured",
        `<path d="M8,2V12" class="rl-gauge"/><circle cx="8" cy="2.5" r="2.3" class="rl-dot"/><circle cx="8" cy="11.5" r="2.3" class="rl-dot"/>`,
        "measured in this run, at this step",
      ),
    ),
    h(
      "p.rl-note",
      {},
      "Width: size (rms) on a log scale, from 1e−20 to 1e4 for every net; dashed: the size 1. The right width neither shrinks nor grows.",
    ),
    weights,
    formula,
    words,
  );
}

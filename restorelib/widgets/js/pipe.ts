// Signal forward and error backward, layer by layer: formula and measurement side by side.
//
// Stable hooks for tests and styles:
//   .rl-figure-pipe                 svg.rl-pipe.rl-forward, svg.rl-pipe.rl-backward (role=img)
//   .rl-shape                       by the formula; half its width is the logarithm of the size
//   .rl-gauge                       by measurement, a line between two dots
//   input.rl-std  button.rl-chosen-std  the std of the initial weights; aria-valuetext names it
//   .rl-formula                     result of the formula, as a text

import { between, rowAt } from "./between.ts";
import type { Chart, View } from "./chart.ts";
import { h, uniqueId } from "./dom.ts";
import { kernelsOf, sizesByFormula } from "./formula.ts";
import { scientific, short, times } from "./numbers.ts";
import { drawPipe } from "./pipe_drawing.ts";
import type { EnlargingRun } from "./runs.ts";
import { svgElement } from "./svg.ts";

const STD = [-4, 0]; // ends of the slider, log10

export function makePipe(): Chart {
  const forward = svgElement("rl-pipe rl-forward");
  const backward = svgElement("rl-pipe rl-backward");
  const clips = [uniqueId("clip"), uniqueId("clip")];
  const formula = h("p.rl-formula", { id: uniqueId("formula") });
  const words = h("p.rl-words");
  const { slider, told, back, weights } = makeStd(formula.id, move);
  const element = makeFigure(forward, backward, weights, formula, words);

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
    showStd(chosen.slice(0, -1));
    formula.textContent = judged(
      signal[count - 2] / run.input_rms,
      error[0] / error[error.length - 1],
    );
    words.textContent = `${tell("pipe")}.`;
  }

  /** Position and text of the slider: the std of the convolutions, or the one tried. */
  function showStd(convolutions: number[]) {
    const [least, most] = [Math.min(...convolutions), Math.max(...convolutions)];
    const sum = convolutions.reduce((total, value) => total + Math.log10(value), 0);
    const middle = sum / convolutions.length;
    slider.value = String(tried ?? middle);
    if (tried !== null) told.textContent = `${short(10 ** tried)} in all`;
    else if (most / least < 1.5) told.textContent = `as chosen, ${short(10 ** middle)}`;
    else told.textContent = `as chosen, ${short(least)} to ${short(most)} by layer`;
    slider.setAttribute("aria-valuetext", told.textContent);
    back.hidden = tried === null;
  }

  function judged(forth: number, backwards: number): string {
    const start =
      tried === null
        ? "As chosen"
        : `With ${told.textContent} convolutions (deconv stays as chosen)`;
    const width = forth < 0.1 ? "too narrow" : forth > 10 ? "too wide" : "about the right width";
    return `${start}, by the formula: ${width}. After the last convolution the signal is ${times(forth)} at the input; the error at the first layer is ${times(backwards)} at the output.`;
  }
  return { element, draw };
}

/** log10 of a size; 1e-30, which no eye can tell from it, stands for 0. */
const power = (size: number) => (size > 0 ? Math.log10(size) : -30);

/** The slider for the std of the weights; `move` gets its log10, or null for the recipe's. */
function makeStd(describedBy: string, move: (value: number | null) => void) {
  const slider = h("input.rl-std", {
    type: "range",
    min: STD[0],
    max: STD[1],
    step: 0.01,
    id: uniqueId("std"),
    input: () => move(+slider.value),
    "aria-describedby": describedBy,
  });
  const told = h("output.rl-std-told", { for: slider.id });
  const goBack = () => {
    move(null);
    slider.focus();
  };
  const back = h(
    "button.rl-chosen-std",
    { type: "button", click: goBack },
    "Back to the chosen start",
  );
  const weights = h(
    "div.rl-weights",
    {},
    h("label", { for: slider.id }, "Try another start: std of the convolutions' weights"),
    h("span", { "aria-hidden": "true" }, "0.0001"),
    slider,
    h("span", { "aria-hidden": "true" }, "1"),
    told,
    back,
  );
  return { slider, told, back, weights };
}

function makeFigure(
  forward: SVGSVGElement,
  backward: SVGSVGElement,
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

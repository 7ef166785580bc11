// The values of the last layer before its activation, and which of them pass a gradient back.

import { baseOf, hasTitle, MARGIN, type View } from "./chart.ts";
import { h, uniqueId } from "./dom.ts";
import { minus } from "./numbers.ts";
import type { DenoisingRun } from "./runs.ts";
import { line, svgElement, svgText } from "./svg.ts";

// Effect of an activation on the gradient of a value below 0; other activations pass it.
const BELOW: Record<string, string> = {
  relu: "no gradient here",
  leaky_relu: "small gradient here",
};

interface Scale {
  low: number;
  high: number;
  right: number; // px
  base: number; // px
  x(value: number): number;
  y(share: number): number;
}

/** The part of a chart that shows the last layer. `height` is that of the drawing, in px. */
export function makeHistogram() {
  const svg = svgElement("rl-histogram");
  const hatch = uniqueId("hatch");
  const words = h("p.rl-words");
  const element = h("div.rl-values", {}, svg, words);

  function draw({ run, at, width, words: tell }: View<DenoisingRun>, height: number) {
    const scale = scaleOf(run, width, height);
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.setAttribute(
      "aria-label",
      `Histogram of the last layer before its activation: ${tell("histogram")}`,
    );
    svg.innerHTML =
      groundOf(run, scale, hatch) + barsOf(run, at, scale) + axesOf(run, scale, hasTitle(height));
    words.textContent = `${tell("histogram")}.`;
  }
  return { element, draw };
}

function scaleOf(run: DenoisingRun, width: number, height: number): Scale {
  const [low, high] = run.histogram_range;
  const right = width - MARGIN.right;
  const base = baseOf(height);
  const x = (value: number) => MARGIN.left + ((value - low) / (high - low)) * (right - MARGIN.left);
  const y = (share: number) => base - Math.sqrt(share) * (base - MARGIN.top);
  return { low, high, right, base, x, y };
}

/** The background of the bars: where the gradient passes, and the grid. */
function groundOf(run: DenoisingRun, { low, right, base, x, y }: Scale, hatch: string): string {
  const activation = run.recipe.residual_activation;
  const below = BELOW[activation ?? ""];
  let out = `<pattern id="${hatch}" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="7" height="7" class="rl-shade"/><line x1="0" y1="0" x2="0" y2="7" class="rl-hatch"/></pattern>`;
  if (below) {
    out += `<rect x="${x(low)}" y="${MARGIN.top}" width="${x(0) - x(low)}" height="${base - MARGIN.top}" fill="url(#${hatch})" class="${activation === "relu" ? "" : "rl-weak"}"/>`;
    const start = right - x(low) < 260 ? 0 : x(low); // a narrow chart lends its margin
    out += svgText(start, MARGIN.top - 8, below, { anchor: "start", kind: "rl-strong" });
  }
  out += svgText(
    right,
    MARGIN.top - 8,
    below ? "gradient passes" : "gradient passes on both sides",
    { anchor: "end" },
  );
  for (const share of [0.01, 0.1, 0.25, 0.5, 1])
    out +=
      line(MARGIN.left, y(share), right, y(share), "rl-grid") +
      svgText(MARGIN.left - 6, y(share) + 4, `${100 * share} %`, { anchor: "end" });
  return out;
}

function barsOf(run: DenoisingRun, at: number, { right, base, x, y }: Scale): string {
  const below = BELOW[run.recipe.residual_activation ?? ""];
  const bins = run.histogram.length / run.steps.length;
  const counts = run.histogram.subarray(at * bins, (at + 1) * bins);
  const wide = (right - MARGIN.left) / bins;
  let out = "";
  counts.forEach((number, bin) => {
    if (!number) return;
    const left = MARGIN.left + bin * wide;
    const above = left + wide / 2 > x(0);
    const height = Math.max(1.5, base - y(number / run.values));
    out += `<rect x="${(left + 0.5).toFixed(1)}" y="${(base - height).toFixed(1)}" width="${(wide - 1).toFixed(1)}" height="${height.toFixed(1)}" class="rl-bar${below && !above ? " rl-off" : ""}"/>`;
  });
  return out;
}

function axesOf(run: DenoisingRun, scale: Scale, titled: boolean): string {
  const { low, high, right, base, x } = scale;
  let out = line(x(0), MARGIN.top - 4, x(0), base, "rl-zero");
  const middle = [low / 2, high / 2].filter((value) => Math.abs(x(value) - x(0)) > 60);
  for (const value of [low, ...middle, 0, high]) {
    const edge = value === low ? "≤ " : value === high ? "≥ " : "";
    out += line(x(value), base, x(value), base + 4, "rl-axis");
    out += svgText(x(value), base + 17, edge + minus(+value.toFixed(2)), {
      anchor: value === high ? "end" : "middle",
      kind: value === 0 ? "rl-strong" : "",
    });
  }
  out += line(MARGIN.left, base, right, base, "rl-axis");
  if (!titled) return out;
  return (
    out +
    svgText(
      right,
      base + 34,
      run.recipe.input_skip
        ? "correction of the image (1 = black to white)"
        : "value of the image (0 = black, 1 = white)",
      { anchor: "end" },
    )
  );
}

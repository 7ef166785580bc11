// The values of the last layer before its activation, and which of them pass a gradient back.

import { between, type Motion, rowAt, still } from "./between.ts";
import { baseOf, hasTitle, MARGIN, type View } from "./chart.ts";
import { h, uniqueId } from "./dom.ts";
import { minus } from "./numbers.ts";
import type { DenoisingRun } from "./runs.ts";
import { group, line, svgElement, svgText } from "./svg.ts";

// Effect of an activation on the gradient of a value below 0; other activations pass it.
const BELOW: Record<string, string> = {
  relu: "no gradient here",
  leaky_relu: "small gradient here",
};

const LINE = 12; // px between two numbers at the axis

interface Scale {
  low: number;
  high: number;
  right: number; // px
  base: number; // px
  x(value: number): number;
  y(share: number): number;
}

/** The part of a chart that shows the last layer. */
export function makeHistogram() {
  const svg = svgElement("rl-histogram");
  const [ground, bars, axes] = [group(svg), group(svg), group(svg)];
  const hatch = uniqueId("hatch");
  const words = h("p.rl-words");
  const element = h("div.rl-values", {}, svg, words);

  function draw(view: View<DenoisingRun>) {
    const { run, width, height, words: tell } = view;
    const scale = scaleOf(run, width, height);
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.setAttribute(
      "aria-label",
      `Histogram of the last layer before its activation: ${tell("histogram")}`,
    );
    ground(groundOf(run, scale, hatch));
    axes(axesOf(run, scale, hasTitle(height)));
    words.textContent = `${tell("histogram")}.`;
    move(view);
  }
  function move({ run, motion, width, height }: View<DenoisingRun>) {
    bars(barsOf(run, countsIn(motion), scaleOf(run, width, height)));
  }
  return { element, draw, move };
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
  let told = base + LINE;
  for (const share of [0.01, 0.1, 0.25, 0.5, 1]) {
    out += line(MARGIN.left, y(share), right, y(share), "rl-grid");
    if (told - y(share) < LINE) continue; // a low chart has no room for it
    told = y(share);
    out += svgText(MARGIN.left - 6, told + 4, `${100 * share} %`, { anchor: "end" });
  }
  return out;
}

/** Numbers of values in the bins; those of other bins do not blend. */
function countsIn(motion: Motion<DenoisingRun>): ArrayLike<number> {
  const [from, to] = [motion.from.run, motion.to.run];
  const alike = String(from.histogram_range) === String(to.histogram_range);
  return between(alike ? motion : still(motion.to), (frame) => rowAt(frame.run.histogram, frame));
}

function barsOf(
  run: DenoisingRun,
  counts: ArrayLike<number>,
  { right, base, x, y }: Scale,
): string {
  const below = BELOW[run.recipe.residual_activation ?? ""];
  const wide = (right - MARGIN.left) / counts.length;
  let out = "";
  Array.from(counts, (number, bin) => {
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

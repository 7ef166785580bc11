// A curve over epochs: the run shown, other runs faint, and lines for predictors that learn nothing.

import { type Axis, apart, axisOf, muchApart } from "./axis.ts";
import { h } from "./dom.ts";
import { capital, figure } from "./patient.ts";
import { group, line, type Point, path, svgElement, svgText } from "./svg.ts";

export interface Epochs {
  label: string; // of the values, with their unit
  runs: { values: (number | null)[]; kind: "rl-chosen" | "rl-other" | "rl-before" }[];
  numbers: [letter: string, value: number | null][]; // lines across
  all: (number | null)[]; // values of curves that need a place on the axis, shown or not
  scores: (number | null)[]; // that get one if it does not flatten the curves
  longest: number; // epochs
  width: number; // px
  key: string; // what the lines are
  told: string; // what the drawing shows, for who does not see it
}

const HEIGHT = 190;
const MARGIN = { left: 54, right: 30, top: 8, bottom: 36 }; // px
const FAR = 8; // times the largest value of the curves: from here on a score would flatten them
const BASE = HEIGHT - MARGIN.bottom;

export function makeEpochs() {
  const svg = svgElement("rl-curve rl-epochs");
  const [axes, lines] = [group(svg), group(svg)];
  const caption = h("figcaption");
  const element = h("figure.rl-figure", {}, caption, svg);

  function draw(shown: Epochs) {
    const { label, runs, numbers, width, key, told } = shown;
    const axis = axisWith(shown.all, shown.scores);
    const x = scaleX(shown.longest, width);
    const y = (value: number) => BASE - axis.share(value) * (BASE - MARGIN.top);
    const scale = axis.log ? ", on a log scale" : "";
    caption.replaceChildren(h("b", {}, capital(label)), `over the epochs${scale}; ${key}`);
    svg.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
    svg.setAttribute("aria-label", told);
    axes(axesOf(axis, y, shown));
    lines(
      runs.map(({ values, kind }) => curveOf(values, kind, x, y)).join("") +
        numbersOf(numbers, axis, y, width - MARGIN.right),
    );
  }
  return { element, draw };
}

const scaleX = (longest: number, width: number) => (epoch: number) =>
  MARGIN.left + ((epoch - 0.5) / longest) * (width - MARGIN.left - MARGIN.right);

function axesOf(axis: Axis, y: (value: number) => number, { longest, width }: Epochs): string {
  const right = width - MARGIN.right;
  const x = scaleX(longest, width);
  const across = axis.ticks
    .map(
      (value) =>
        line(MARGIN.left, y(value), right, y(value), "rl-grid") +
        svgText(MARGIN.left - 7, y(value) + 4, figure(value), { anchor: "end" }),
    )
    .join("");
  const every = [1, 2, 5, 10, 20, 50, 100].find(
    (step) => (right - MARGIN.left) / (longest / step) >= 30,
  );
  const epochs = Array.from({ length: longest }, (_, i) => i + 1)
    .filter((epoch) => epoch === 1 || epoch % (every ?? longest) === 0)
    .filter((_, i, all) => i !== 0 || every === 1 || all.length < 2 || x(all[1]) - x(1) >= 28)
    .map((epoch) => svgText(x(epoch), BASE + 16, epoch))
    .join("");
  return `${across}${line(MARGIN.left, BASE, right, BASE, "rl-axis")}${epochs}${svgText(
    (MARGIN.left + right) / 2,
    BASE + 32,
    "epoch",
  )}`;
}

/** A line for each stretch of numbers, and a cross where the first one is missing. */
function curveOf(
  values: (number | null)[],
  kind: string,
  x: (epoch: number) => number,
  y: (value: number) => number,
): string {
  const lost = values.indexOf(null);
  const points = (lost < 0 ? values : values.slice(0, lost)).map(
    (value, i): Point => [x(i + 1), y(value ?? 0)],
  );
  let drawn = `<path d="${path(points)}" class="rl-line ${kind}"/>`;
  if (kind === "rl-chosen" || points.length === 1)
    for (const [px, py] of points)
      drawn += `<circle cx="${px.toFixed(1)}" cy="${py.toFixed(1)}" r="2.4" class="rl-dot ${kind}"/>`;
  if (lost < 0 || kind !== "rl-chosen") return drawn;
  const at = x(lost + 1);
  return (
    drawn +
    svgText(at, BASE - 6, `not a number from epoch ${lost + 1} on`, {
      anchor: lost > values.length / 2 ? "end" : "start",
      kind: "rl-halo rl-strong",
    })
  );
}

function numbersOf(
  numbers: Epochs["numbers"],
  axis: Axis,
  y: (value: number) => number,
  right: number,
): string {
  const known = numbers.filter((each): each is [string, number] => each[1] !== null);
  const places = apart(
    known.map(([, value]) => y(value)),
    15,
  );
  return known
    .map(([letter, value], i) => {
      const beyond = axis.beyond(value);
      const arrow = beyond > 0 ? "↑" : beyond < 0 ? "↓" : "";
      const label = svgText(right + 14, places[i] + 4, letter + arrow, { kind: "rl-strong" });
      return beyond ? label : line(MARGIN.left, y(value), right, y(value), "rl-reference") + label;
    })
    .join("");
}

/** An axis for the curves, and for those scores that do not flatten them. */
function axisWith(curves: (number | null)[], scores: (number | null)[]): Axis {
  const log = muchApart(curves);
  const most = FAR * Math.max(...curves.map((value) => Math.abs(value ?? 0)));
  const near = scores.filter((value) => value !== null && Math.abs(value) <= most);
  return axisOf([...curves, ...(log ? near.filter((value) => Number(value) > 0) : near)], 4, log);
}

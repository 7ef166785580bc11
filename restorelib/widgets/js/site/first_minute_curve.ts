// The curve of the first minute: scores of this run and of those before it, and of doing nothing.

import { clamp, integer } from "../numbers.ts";
import { group, line, type Point, path, svgElement, svgText } from "../svg.ts";
import { widthOf } from "./first_minute_net.ts";

const MARGIN = { left: 34, right: 12, top: 14, bottom: 30 }; // px
const HEIGHT = 190; // px
const RANGE = [20, 34]; // dB; a score below is drawn at the edge

export interface Curve {
  kind: string; // how the net ends
  points: [step: number, db: number][];
}

interface Drawn {
  curves: Curve[]; // the last is that of this run
  nothing: number; // dB
  steps: number;
  width: number; // px
  height: number;
}

/** @param nothing dB of doing nothing */
export function makeCurve(nothing: number, steps: number) {
  const element = svgElement("fm-curve");
  const drawn = group(element);
  const tell = (words: string) =>
    element.setAttribute("aria-label", `Score over training steps. ${words}`);
  tell(`Doing nothing: ${nothing.toFixed(2)} dB.`);
  return {
    element,
    tell,
    draw(curves: Curve[]) {
      const width = widthOf(element);
      element.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
      drawn(curveSvg({ curves, nothing, steps, width, height: HEIGHT }));
    },
  };
}

function curveSvg({ curves, nothing, steps, width, height }: Drawn): string {
  const [bottom, top] = RANGE;
  const [right, base] = [width - MARGIN.right, height - MARGIN.bottom];
  const x = (step: number) => MARGIN.left + (step / steps) * (right - MARGIN.left);
  const y = (db: number) =>
    base - (clamp(db - bottom, 0, top - bottom) / (top - bottom)) * (base - MARGIN.top);
  const scores = [20, 24, 28, 32].map(
    (db) =>
      line(MARGIN.left, y(db), right, y(db), "rl-grid") +
      svgText(MARGIN.left - 7, y(db) + 4, db, { anchor: "end" }),
  );
  const ticks = [0, 64, 128, 192, 256].filter((step) => step <= steps);
  const axis = ticks.map((step) => {
    const last = step === steps;
    const words = last ? `step ${integer(step)}` : integer(step);
    return svgText(x(step), base + 17, words, { anchor: last ? "end" : "middle" });
  });
  const drawn = curves.map(({ kind, points }, i) => {
    const at = points.map(([step, db]): Point => [x(step), y(db)]);
    const now = i === curves.length - 1;
    const d = `<path d="${path(at)}" class="fm-line fm-${kind}${now ? "" : " fm-before"}"/>`;
    if (!now || !at.length) return d;
    const [px, py] = at[at.length - 1];
    return `${d}<circle cx="${px}" cy="${py}" r="10" class="fm-halo fm-${kind}"/><circle cx="${px}" cy="${py}" r="5" class="fm-dot fm-${kind}"/>`;
  });
  const reference =
    line(MARGIN.left, y(nothing), right, y(nothing), "fm-nothing") +
    svgText(right, y(nothing) + 16, `doing nothing: ${nothing.toFixed(2)} dB`, {
      ...{ anchor: "end", kind: "fm-label" },
    });
  return [
    ...scores,
    line(MARGIN.left, base, right, base, "rl-axis"),
    ...axis,
    reference,
    ...drawn,
  ].join("");
}

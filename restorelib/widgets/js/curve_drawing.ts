// The parts of the curve's drawing: its scale, axes, lines and labels, as SVG text.

import { between } from "./between.ts";
import { baseOf, MARGIN, place, smooth, type View } from "./chart.ts";
import { clamp, integer } from "./numbers.ts";
import type { Run } from "./runs.ts";
import { line, type Point, path, svgText } from "./svg.ts";

/** Positions in the drawing: `x` of a step, `xOf` of an axis position, `y` of a score. */
export interface Scale {
  bottom: number; // dB
  top: number; // dB
  longest: number; // step
  right: number; // px
  base: number; // px
  x(step: number): number;
  xOf(place: number): number;
  y(db: number): number;
}

/** Ranges of scores and steps for the axes, over all runs of the panel, live ones included. */
export function rangeOf(runs: Run[], liveSteps: number): Pick<Scale, "bottom" | "top" | "longest"> {
  const longest = Math.max(liveSteps, ...runs.map((run) => run.steps[run.steps.length - 1]));
  const scores = runs.flatMap((run) => [...run.psnr]).filter(Number.isFinite);
  const references = runs.flatMap((run) => run.references.map(([, value]) => value));
  const top = 2 * Math.ceil((Math.max(...scores, ...references) + 0.5) / 2);
  const bottom = Math.max(2 * Math.floor(Math.min(...scores) / 2), top - 26);
  return { bottom, top, longest };
}

export function scaleOf(range: ReturnType<typeof rangeOf>, width: number, height: number): Scale {
  const { bottom, top, longest } = range;
  const right = width - MARGIN.right;
  const base = baseOf(height);
  const xOf = (at: number) => MARGIN.left + (at / place(longest)) * (right - MARGIN.left);
  const y = (db: number) => base - ((db - bottom) / (top - bottom)) * (base - MARGIN.top);
  return { ...range, right, base, xOf, x: (step) => xOf(place(step)), y };
}

export function axesOf(scale: Scale, tellsScores: boolean, titled: boolean): string {
  const { bottom, top, longest, right, base, x, y } = scale;
  let axes = "";
  for (let db = Math.ceil(bottom / 5) * 5; db <= top; db += 5) {
    axes += line(MARGIN.left, y(db), right, y(db), "rl-grid");
    if (tellsScores) axes += svgText(MARGIN.left - 7, y(db) + 4, db, { anchor: "end" });
  }
  const powers = Array.from({ length: Math.floor(Math.log2(longest)) + 1 }, (_, i) => 2 ** i);
  const ticks = [0, ...powers];
  const every = Math.ceil(40 / (x(2) - x(1)));
  ticks.forEach((step, i) => {
    axes += line(x(step), base, x(step), base + 4, "rl-axis");
    if ((ticks.length - 1 - i) % every === 0) axes += svgText(x(step), base + 17, integer(step));
  });
  if (titled)
    axes += svgText((MARGIN.left + right) / 2, base + 34, "training step (log scale, with 0)");
  return axes + line(MARGIN.left, base, right, base, "rl-axis");
}

export function linesOf(
  { recorded, others, overlay }: View,
  { x, xOf, y }: Scale,
  loss: Point[],
): string {
  const curve = (run: Run) => [...run.steps].map((step, i): Point => [x(step), y(run.psnr[i])]);
  const batches = (points: Point[]) => points.map(([at, db]): Point => [xOf(at), y(db)]);
  const drawn = (points: Point[], kind: string) =>
    `<path d="${path(points)}" class="rl-line ${kind}"/>`;
  let lines = others.map((other) => drawn(curve(other), "rl-other")).join("");
  lines += drawn(batches(loss), "rl-batch");
  lines += drawn(curve(recorded), "rl-chosen");
  for (const [px, py] of curve(recorded))
    lines += `<circle cx="${px}" cy="${py}" r="2.6" class="rl-dot rl-chosen"/>`;
  if (!overlay) return lines;
  lines += drawn(batches(smooth(overlay.losses)), "rl-batch rl-live");
  if (!overlay.run) return lines;
  lines += drawn(curve(overlay.run), "rl-live");
  for (const [px, py] of curve(overlay.run))
    lines += `<rect x="${px - 3}" y="${py - 3}" width="6" height="6" class="rl-dot rl-live"/>`;
  return lines;
}

/** Reference lines, each with its label: where it stands, and whether below its line. */
function labelled({ references }: Run, { y }: Scale) {
  return references.map(([label, value]) => {
    // Below its line if the label of the next higher line needs the space above.
    const below = references.some(([, other]) => other > value && y(value) - y(other) < 20);
    const words = `${label}: ${value.toFixed(2)} dB`;
    return { words, below, lineY: y(value), labelY: y(value) + (below ? 15 : -6) };
  });
}

export function referencesOf(run: Run, scale: Scale): string {
  const start = MARGIN.left + 5;
  return labelled(run, scale)
    .map(
      ({ words, lineY, labelY }) =>
        line(MARGIN.left, lineY, scale.right, lineY, "rl-reference") +
        svgText(start, labelY, words, { anchor: "start", kind: "rl-halo" }),
    )
    .join("");
}

/** The point of the step shown, and its words, which must not cover those of a reference line. */
export function nowOf({ run, motion, live }: View, scale: Scale, words: string): string {
  const { right, base, xOf, y } = scale;
  const [at, score] = Array.from(
    between(motion, (frame) => [place(frame.run.steps[frame.at]), frame.run.psnr[frame.at]]),
  );
  const px = xOf(at);
  const py = y(score);
  // Below its point if it would cover a reference line otherwise.
  const under = run.references.some(([, value]) => value - score > -0.5 && value - score < 5);
  const late = px > MARGIN.left + 0.6 * (right - MARGIN.left);
  const start = late ? px - 8 - 7 * words.length : px + 8;
  let labelY = clamp(py + (under ? 22 : -12), MARGIN.top + 12, base - 8);
  for (const reference of labelled(run, scale)) {
    const end = MARGIN.left + 5 + 7 * reference.words.length;
    if (reference.below && start < end && Math.abs(labelY - reference.labelY) < 16)
      labelY = reference.labelY + 17;
  }
  const label = svgText(px + (late ? -8 : 8), labelY, words, {
    anchor: late ? "end" : "start",
    kind: "rl-halo rl-strong",
  });
  const mark = `<circle cx="${px}" cy="${clamp(py, MARGIN.top, base)}" r="6" class="rl-mark${live ? " rl-live" : ""}"/>`;
  return line(px, MARGIN.top - 8, px, base, "rl-now") + mark + label;
}

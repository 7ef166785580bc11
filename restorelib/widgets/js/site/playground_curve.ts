// The score over training, with the lines of what learns nothing, and of pinned runs.

import type { Frame } from "../between.ts";
import { still } from "../between.ts";
import { hasTitle, MARGIN, smooth, type View } from "../chart.ts";
import { axesOf, nowOf, rangeOf, referencesOf, scaleOf } from "../curve_drawing.ts";
import { h, uniqueId } from "../dom.ts";
import { integer } from "../numbers.ts";
import type { Run } from "../runs.ts";
import { group, type Point, path, svgElement } from "../svg.ts";
import type { Pin } from "./playground_pins.ts";
import type { Curve } from "./playground_run.ts";

const SHORTEST = 128; // steps on the axis

export function makePlaygroundCurve() {
  const svg = svgElement("rl-curve");
  const ground = group(svg);
  const clip = uniqueId("clip");
  const caption = h(
    "figcaption",
    {},
    h("b", {}, "Score over training"),
    "PSNR of unseen patches, in dB; dotted: batches",
  );
  const element = h("figure.rl-figure.rl-figure-curve", {}, caption, svg);

  function draw(
    curve: Curve,
    pins: Pin[],
    references: Run["references"],
    width: number,
    height: number,
  ) {
    const run = asRun(curve, references);
    const runs = [run, ...pins.map((pin) => asRun(pin.curve, references)), lowest(references)];
    const most = Math.max(
      SHORTEST,
      ...runs.map(({ steps }) => steps[steps.length - 1] ?? 0),
      curve.losses.length,
    );
    const scale = scaleOf(
      rangeOf(
        runs.filter(({ steps }) => steps.length),
        2 ** Math.ceil(Math.log2(most)),
      ),
      width,
      height,
    );
    const { x, xOf, y, right, base } = scale;
    const line = (points: Point[], kind: string) =>
      `<path d="${path(points)}" class="rl-line ${kind}"/>`;
    const scored = ({ steps, psnr }: Curve) => steps.map((step, i): Point => [x(step), y(psnr[i])]);
    const batches = smooth(curve.losses).map(([at, db]): Point => [xOf(at), y(db)]);
    const drawn = [
      ...pins.map((pin, i) => line(scored(pin.curve), `play-pin-${i}`)),
      line(batches, "rl-batch"),
      line(scored(curve), "rl-chosen"),
    ];
    const last = run.steps.length - 1;
    const frame: Frame = { run, at: Math.max(0, last) };
    const words = `step ${integer(run.steps[last] ?? 0)}: ${run.psnr[last]?.toFixed(2)} dB`;
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    const told = references.map(([label, db]) => `${label} ${db.toFixed(2)} dB`).join("; ");
    svg.setAttribute(
      "aria-label",
      `Curve of the score. ${last < 0 ? "" : `At ${words}. `}${told}.`,
    );
    ground(
      `<clipPath id="${clip}"><rect x="${MARGIN.left}" y="${MARGIN.top - 6}" width="${right - MARGIN.left + 6}" height="${base - MARGIN.top + 6}"/></clipPath>` +
        `${axesOf(scale, true, hasTitle(height))}<g clip-path="url(#${clip})">${drawn.join("")}</g>` +
        `${referencesOf(run, scale)}` +
        (last < 0 ? "" : nowOf({ run, motion: still(frame), live: false } as View, scale, words)),
    );
  }
  return { element, draw };
}

/** What the drawing of a panel's curve reads of a run. */
const asRun = (
  { steps, psnr, losses }: Pick<Curve, "steps" | "psnr" | "losses">,
  references: Run["references"],
) =>
  ({
    steps: Int32Array.from(steps),
    psnr: Float32Array.from(psnr),
    loss: losses,
    references,
  }) as unknown as Run;

/** A run at the score of the lowest line, so that the axis reaches down to it. */
const lowest = (references: Run["references"]) =>
  asRun(
    { steps: [0], psnr: [Math.min(...references.map(([, db]) => db))], losses: [] },
    references,
  );

// One pipe: a shape with the width of the formula, and gauges with the measured width.

import { MARGIN } from "./chart.ts";
import { clamp, minus, scientific } from "./numbers.ts";
import { escapeText, line, type Point, path, svgText } from "./svg.ts";

const DECADES = [-20, 4]; // log10 of the sizes of the thinnest and the widest pipe; fixed
const HALF = 42; // px: half the width of the widest pipe

interface Pipe {
  kind: string; // "forward" or "backward"
  live: boolean;
  width: number; // px
  names: string[]; // of the layers
  // Sizes (rms) at the ends of the layers, one more than there are names; null: unknown
  formula: (number | null)[];
  measured: (number | null)[];
  gauges: (number | null)[]; // as measured, or on the way there
}

/** Positions in px: `x` of the i-th joint; the centre, top and bottom of the pipe. */
interface Place {
  left: number;
  right: number;
  top: number;
  middle: number;
  base: number;
  narrow: boolean; // too narrow for numbers side by side: they are upright
  x(i: number): number;
}

/** px from the centre to the edge of the pipe at this size. */
const half = (size: number) => (HALF * (Math.log10(size) - DECADES[0])) / (DECADES[1] - DECADES[0]);
const within = (size: number) => clamp(half(size), HALF / 96, 1.07 * HALF); // cut off at the frame

export function drawPipe(svg: SVGSVGElement, clip: string, pipe: Pipe): void {
  const place = placeOf(pipe.width, pipe.names.length);
  const { left, right, top, middle, base, narrow, x } = place;
  let labels = "";
  pipe.measured.forEach((size, i) => {
    if (size === null) return;
    const y = base + (narrow ? 6 : 15);
    labels += label(place, x(i), y, scientific(size), "rl-strong");
  });
  pipe.names.forEach((name, i) => {
    labels += label(place, x(i + 0.5), top - 6, name);
  });
  svg.setAttribute("viewBox", `0 0 ${pipe.width} ${base + (narrow ? 62 : 20)}`);
  svg.innerHTML =
    `<clipPath id="${clip}"><rect x="${left}" y="${middle - HALF}" width="${right - left}" height="${2 * HALF}"/></clipPath>` +
    `${frameOf(place)}<g clip-path="url(#${clip})">${shapeOf(pipe, place)}</g>${gaugesOf(pipe, place)}${labels}`;
}

function placeOf(width: number, layers: number): Place {
  const left = MARGIN.left;
  const right = width - 24;
  const step = (right - left) / layers;
  const narrow = step < 64;
  const top = narrow ? 52 : 20;
  const middle = top + HALF;
  return { left, right, top, middle, base: middle + HALF, narrow, x: (i) => left + i * step };
}

function label({ middle, narrow }: Place, x: number, y: number, words: string, kind = ""): string {
  if (!narrow) return svgText(x, y, words, { kind });
  const anchor = y < middle ? "start" : "end";
  return `<text transform="translate(${(x + 4).toFixed(1)},${y.toFixed(1)}) rotate(-90)" text-anchor="${anchor}" class="${kind}">${escapeText(words)}</text>`;
}

/** An upright line across the pipe. */
function across(x: number, middle: number, away: number, kind: string): string {
  return line(
    x.toFixed(1),
    (middle - away).toFixed(1),
    x.toFixed(1),
    (middle + away).toFixed(1),
    kind,
  );
}

function frameOf({ left, right, middle }: Place): string {
  let frame = "";
  for (const power of [0, -10, DECADES[0]]) {
    const away = half(10 ** power);
    for (const y of [middle - away, middle + away])
      frame += line(left, y.toFixed(1), right, y.toFixed(1), power ? "rl-grid" : "rl-one");
    const words = power ? `1e${minus(power)}` : "1";
    frame += svgText(left - 7, middle - away + 4, words, { anchor: "end" });
  }
  return frame;
}

function shapeOf({ kind, formula }: Pipe, { middle, x }: Place): string {
  const known = formula.flatMap((size, i): Point[] => (size === null ? [] : [[x(i), size]]));
  const edge = (sign: number) =>
    known.map(([px, size]): Point => [px, middle + sign * within(size)]);
  const outline = path([...edge(-1), ...edge(1).reverse()]);
  const joints = known
    .slice(1, -1)
    .map(([px, size]) => across(px, middle, within(size), "rl-joint"));
  return `<path d="${outline}Z" class="rl-shape rl-${kind}"/>${joints.join("")}`;
}

function gaugesOf({ gauges: sizes, live }: Pipe, { middle, x }: Place): string {
  let gauges = "";
  sizes.forEach((size, i) => {
    if (size === null) return;
    const away = size > 0 ? within(size) : 0;
    const px = x(i);
    const dot = (y: number) =>
      live
        ? `<rect x="${(px - 3).toFixed(1)}" y="${(y - 3).toFixed(1)}" width="6" height="6" class="rl-dot rl-live"/>`
        : `<circle cx="${px.toFixed(1)}" cy="${y.toFixed(1)}" r="3.2" class="rl-dot"/>`;
    gauges += across(px, middle, away, `rl-gauge${live ? " rl-live" : ""}`);
    gauges += dot(middle - away) + dot(middle + away);
  });
  return gauges;
}

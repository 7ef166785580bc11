// The strip of layers: skips above, the signal on its way, units that live and die, and below them
// the gradient on its way back. Drawn from numbers alone, which may lie between two steps.

import { between, type Motion, rowAt } from "./between.ts";
import { byLayer, type Inside, type Layer } from "./layers.ts";
import { clamp, minus } from "./numbers.ts";
import type { DenoisingRun } from "./runs.ts";
import { line, svgText } from "./svg.ts";

// Sizes (rms) of the thinnest and the thickest band; the same for all runs, so that they compare.
const SIGNAL: Ends = [1e-6, 10];
const GRADIENT: Ends = [1e-10, 0.1];
const GAP = 2; // px between a box and its bands
const LABELS = 12; // px
const MARGIN = { left: 56, right: 14 }; // px, as of .rl-layers in panel.css

/** In place of what was not measured, a line each. */
export const UNKNOWN = ["Train it now: this recording", "holds no single layers"];

type Ends = [least: number, most: number];

/** What is drawn of each layer. Thickness is a share of the thickest band. */
export interface Bands {
  signal: ArrayLike<number>;
  gradient: ArrayLike<number>;
  dead: ArrayLike<number>[]; // of each unit, from 0 to 1: dead
}

export interface Strip {
  layers: Layer[];
  skips: [from: number, to: number][];
  bands: Bands | null; // null: nothing was measured
  predicted?: number[] | undefined; // sizes (rms) of the signal, by theory
  width: number; // px
  height: number; // px
}

/** Positions in px. */
interface Place {
  step: number; // width of a layer
  thick: number; // of the thickest band
  top: number; // of the boxes with units
  base: number;
  x(i: number): number; // where the i-th layer begins, and the one before it ends
}

/** The scale of the bands, in words. */
export const KEY = `Log scale (rms): signal ${endsTold(SIGNAL)}, gradient ${endsTold(GRADIENT)}. Crossed: dead unit.`;

function endsTold(ends: Ends): string {
  const told = (size: number) => (size < 0.01 ? minus(size.toExponential()) : size);
  return ends.map(told).join(" to ");
}

/** Thickness of a size (rms), from 0 to 1, on a log scale. What is not exactly 0 can be seen. */
export const thickness = (size: number, [least, most]: Ends): number =>
  size === 0 ? 0 : clamp(Math.log10(size / least) / Math.log10(most / least), 0.05, 1);

/** What is drawn of one step. */
export function bandsOf({ signal, gradient, dead }: Inside): Bands {
  const sizes = (all: ArrayLike<number>, ends: Ends) =>
    Array.from(all, (size) => thickness(size, ends));
  return { signal: sizes(signal, SIGNAL), gradient: sizes(gradient, GRADIENT), dead };
}

/** What is drawn of a motion; null where nothing was measured at its end. */
export function bandsIn(motion: Motion<DenoisingRun>): Bands | null {
  const { run } = motion.to;
  if (!run.signal?.length) return null;
  const sizes = (field: "signal" | "kernel_gradient", ends: Ends) =>
    between(motion, (frame) =>
      Array.from(rowAt(frame.run[field], frame), (size) => thickness(size, ends)),
    );
  return {
    signal: sizes("signal", SIGNAL),
    gradient: sizes("kernel_gradient", GRADIENT),
    dead: byLayer(
      between(motion, (frame) => rowAt(frame.run.dead, frame)),
      run.units,
    ),
  };
}

/** What a step changes: the bands, and the dead units over the cells of `stillSvg`. */
export function movingSvg(strip: Strip): string {
  const { layers, bands } = strip;
  const place = placeOf(strip);
  const across = (y: number, text: string, kind: string) =>
    svgText(place.x(layers.length / 2), y, text, { kind });
  const { units, gradient } = rowsOf(place);
  if (!bands) return UNKNOWN.map((text, i) => across(units + 14 * i - 7, text, "rl-halo")).join("");
  return [
    bandsSvg(bands, place),
    ...(strip.predicted ?? []).map((size, i) => {
      const y = (place.top - GAP - thickness(size, SIGNAL) * place.thick).toFixed(1);
      return line(
        (place.x(i) + 1).toFixed(1),
        y,
        (place.x(i + 1) - 1).toFixed(1),
        y,
        "rl-predicted",
      );
    }),
    ...layers.map((layer, i) => {
      const cells = cellsOf(layer, i, place, (unit) => bands.dead[i][unit] >= 0.5);
      const d = cells.map(
        ({ x, y, w, h }) => `M${x},${y}h${w}v${h}h-${w}zl${w},${h}m0,-${h}l-${w},${h}`,
      );
      return `<path d="${d.join("")}" class="rl-dead" data-dead="${layer.name}"/>`;
    }),
    isDead(bands) ? across(gradient, "exactly 0", "rl-strong") : "",
  ].join("");
}

/** What is drawn once for a net: its skips, its layers with a cell for each unit, and all names. */
export function stillSvg(strip: Strip): string {
  const { layers, bands, width, height } = strip;
  const place = placeOf(strip);
  const { x, step } = place;
  const rows = rowsOf(place);
  const beyond = { x: width - MARGIN.right + 3, anchor: "start" };
  return [
    skipsSvg(strip, place),
    ...Object.entries(rows).map(([name, y]) =>
      svgText(MARGIN.left - 6, y, name, { anchor: "end" }),
    ),
    svgText(beyond.x, rows.signal, "→", beyond),
    svgText(beyond.x, rows.gradient, "←", beyond),
    ...layers.map((layer, i) => {
      const d = cellsOf(layer, i, place).map(({ x, y, w, h }) => `M${x},${y}h${w}v${h}h-${w}z`);
      const kind = bands ? "rl-unit" : "rl-unit rl-unknown";
      return `<path d="${d.join("")}" class="${kind}" data-layer="${layer.name}"/>`;
    }),
    ...layers.map(({ name }, i) => {
      const text = labelOf(name, i, step, layers.length);
      return text && svgText(x(i + 0.5), height - 2, text);
    }),
  ].join("");
}

/** The baselines of the names at the left. */
const rowsOf = ({ top, base }: Place) => ({
  signal: top - GAP - 4,
  units: (top + base) / 2 + 4,
  gradient: base + GAP + 10,
});

const isDead = ({ gradient }: Bands) => Array.from(gradient).every((size) => size === 0);

function placeOf({ layers, width, height }: Strip): Place {
  const step = (width - MARGIN.left - MARGIN.right) / layers.length;
  const part = (height - LABELS - 2 * GAP) / 5; // skips, signal, units twice, gradient
  const x = (i: number) => MARGIN.left + i * step;
  return { step, thick: part, top: 2 * part + GAP, base: 4 * part + GAP, x };
}

/** "conv3", "c3" where there is little room, and where there is less, only every fifth. */
export function labelOf(name: string, i: number, step: number, count: number): string {
  if (step >= 48) return name;
  const short = name.replace("deconv", "d").replace("conv", "c");
  const half = count / 2;
  const number = (i % half) + 1;
  const told = number === 1 || (number % 5 === 0 && i !== half - 1); // the next begins beside it
  return step >= 22 || told ? short : "";
}

function skipsSvg({ skips, layers }: Strip, { thick, x }: Place): string {
  const base = thick - 1;
  return skips
    .map(([from, to]) => {
      const [start, end] = [x(from + 1).toFixed(1), x(to + 1).toFixed(1)];
      // The control points of a Bezier curve lie a third higher than its top.
      const top = (base - 2 - (base - 3) * ((to - from) / layers.length)) * 1.33 - base / 3;
      const kind = from < 0 ? "rl-skip rl-from-input" : "rl-skip";
      const d = `M${start},${base}C${start},${top.toFixed(1)} ${end},${top.toFixed(1)} ${end},${base}`;
      return `<path d="${d}" class="${kind}" data-skip="${from} ${to}"/><circle cx="${end}" cy="${base}" r="1.8" class="rl-joined"/>`;
    })
    .join("");
}

/** Columns of a full table of `count` cells that are as nearly square as can be. */
export function columnsOf(count: number, aspect: number): number {
  const wanted = Math.sqrt(count * aspect);
  const whole = Array.from({ length: count }, (_, i) => i + 1).filter((n) => count % n === 0);
  const away = (n: number) => Math.abs(Math.log(n / wanted));
  return whole.reduce((best, n) => (away(n) < away(best) ? n : best));
}

/** The cells of a layer's units, in px; all of them, or those that are wanted. */
function cellsOf(
  { units }: Layer,
  i: number,
  { step, top, base, x }: Place,
  wanted: (unit: number) => boolean = () => true,
) {
  const gap = step > 16 ? 4 : 1.5;
  const [width, height] = [step - gap, base - top];
  const columns = columnsOf(units, width / height);
  const side = { x: width / columns, y: height / (units / columns) };
  const [w, h] = [(side.x - 1).toFixed(1), (side.y - 1).toFixed(1)];
  const all = Array.from({ length: units }, (_, unit) => unit);
  return all.filter(wanted).map((unit) => ({
    x: (x(i) + gap / 2 + (unit % columns) * side.x).toFixed(1),
    y: (top + Math.floor(unit / columns) * side.y).toFixed(1),
    ...{ w, h },
  }));
}

function bandsSvg({ signal, gradient }: Bands, { step, thick, top, base, x }: Place): string {
  const band = (shares: ArrayLike<number>, y: (high: number) => number, kind: string) =>
    Array.from(shares, (share, i) => {
      const high = share * thick;
      const place = `x="${x(i).toFixed(1)}" y="${y(high).toFixed(1)}"`;
      return share
        ? `<rect ${place} width="${(step + 0.3).toFixed(1)}" height="${high.toFixed(1)}" class="rl-band rl-${kind}"/>`
        : "";
    }).join("");
  return (
    band(signal, (high) => top - GAP - high, "forward") +
    band(gradient, () => base + GAP, "backward") +
    line(x(0), base + GAP, x(gradient.length), base + GAP, "rl-grid")
  );
}

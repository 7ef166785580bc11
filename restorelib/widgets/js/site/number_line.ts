// A line of numbers: yours, and those of the trivial predictors.

import { scientific } from "../numbers.ts";
import { escapeText, line, svgElement, svgText } from "../svg.ts";

export interface Mark {
  value: number;
  label: string;
  /** Does your number fit it, or lie near it? */
  hit: boolean;
}

const ROW = 19;
const EDGE = 14;
const LETTER = 7.2; // width of a letter of 13 px, about

/** @param yours null while there is no number */
export function numberLine(width: number, yours: number | null, marks: Mark[]): SVGSVGElement {
  const all = [...marks.map(({ value }) => value), ...(yours === null ? [] : [yours])];
  const scale = scaleOf(all, width);
  const placed = inRows(
    marks.toSorted((a, b) => Number(b.hit) - Number(a.hit)),
    scale.at,
    width,
  );
  const rows = 1 + Math.max(0, ...placed.map(({ row }) => row));
  const axis = rows * ROW + 22;
  const svg = svgElement("number-line");
  svg.setAttribute("viewBox", `0 0 ${width} ${axis + 46}`);
  svg.setAttribute("aria-label", spoken(yours, marks));
  const lines = placed.map(({ mark, row, x }) =>
    line(x, (rows - row) * ROW + 5, x, axis, mark.hit ? "mark hit" : "mark"),
  );
  const labels = placed.map(({ mark, row, middle }) =>
    svgText(middle, (rows - row) * ROW, mark.label, { kind: mark.hit ? "label hit" : "label" }),
  );
  const ticks = scale.ticks.map(
    (value) =>
      line(scale.at(value), axis, scale.at(value), axis + 5, "tick") +
      (yours !== null && Math.abs(scale.at(value) - scale.at(yours)) < 26
        ? "" // the pin is there
        : svgText(scale.at(value), axis + 19, scientific(value), { kind: "tick" })),
  );
  const pin = yours === null ? "" : pinned(scale.at(yours), axis);
  svg.innerHTML =
    line(EDGE, axis, width - EDGE, axis, "axis") + [...ticks, ...lines, ...labels].join("") + pin;
  return svg;
}

const pinned = (x: number, axis: number) =>
  `<g class="yours" transform="translate(${x.toFixed(1)} ${axis})"><path d="M0 2l7 13h-14z"/><circle r="4.5"/>` +
  `<text y="38" text-anchor="middle">${escapeText("yours")}</text></g>`;

function scaleOf(values: number[], width: number) {
  const positive = values.filter((value) => value > 0);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const logarithmic = positive.length === values.length && high / low > 3;
  const put = logarithmic ? Math.log : (value: number) => value;
  const margin = (put(high) - put(low) || Math.abs(put(high)) || 1) * 0.08;
  const [start, end] = [put(low) - margin, put(high) + margin];
  const at = (value: number) => EDGE + ((put(value) - start) / (end - start)) * (width - 2 * EDGE);
  const [from, to] = logarithmic ? [Math.exp(start), Math.exp(end)] : [start, end];
  const most = Math.max(2, Math.floor(width / 90));
  return { at, ticks: logarithmic ? decades(from, to, most) : steps(from, to, most) };
}

function decades(from: number, to: number, most: number): number[] {
  for (const digits of [[1, 2, 5], [1, 3], [1]]) {
    const all: number[] = [];
    for (let power = Math.floor(Math.log10(from)); power <= Math.log10(to); power++)
      for (const digit of digits) all.push(Number(`${digit}e${power}`));
    const inside = all.filter((value) => value >= from && value <= to);
    if (inside.length <= most) return inside;
    if (digits.length === 1)
      return inside.filter((_, i) => i % Math.ceil(inside.length / most) === 0);
  }
  return [];
}

function steps(from: number, to: number, most: number): number[] {
  const rough = (to - from) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((digit) => digit * power).find((size) => size >= rough) ?? rough;
  const first = Math.ceil(from / step);
  return Array.from({ length: Math.floor(to / step) - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(6)),
  );
}

/** Labels in as few rows as keep them apart; the first ones are nearest to the line. */
function inRows(marks: Mark[], at: (value: number) => number, width: number) {
  const taken: [number, number][][] = [];
  return marks.map((mark) => {
    const x = at(mark.value);
    const long = mark.label.length * LETTER;
    const left = Math.min(Math.max(x - long / 2, 2), Math.max(2, width - 2 - long));
    const span: [number, number] = [left - 8, left + long + 8];
    let row = taken.findIndex((spans) => spans.every(([a, b]) => span[1] < a || b < span[0]));
    if (row < 0) row = taken.push([]) - 1;
    taken[row].push(span);
    return { mark, row, x, middle: left + long / 2 };
  });
}

function spoken(yours: number | null, marks: Mark[]): string {
  const list = marks.map(({ label, hit }) => (hit ? `${label}, where yours is` : label)).join("; ");
  return yours === null
    ? `Known numbers: ${list}.`
    : `Your number, ${scientific(yours)}, on a line with: ${list}.`;
}

// Final scores of all seeds as dots on an axis, with the line from which a net has learned.

import { type Axis, axisOf } from "./axis.ts";
import { h } from "./dom.ts";
import { capital, figure, hasLearned, lineOf, medianOf, type Patient, scored } from "./patient.ts";
import { group, line, svgElement, svgText } from "./svg.ts";

export interface Row {
  name: string;
  scores: (number | null)[];
  chosen: number; // seed whose dot is bold; -1: none
  told: boolean; // whether the dots say who has learned
}

const MARGIN = { left: 16, right: 16 }; // px
const TOP = 22; // px, for the words of the line
const DOT = 5; // px
const FAR = 6; // times the median distance from the line
const LEVELS = [0, -1, 1, -2, 2, -3, 3, -4, 4, 5]; // above and below the middle of a row

export function makeScoreStrip(patient: Patient) {
  const svg = svgElement("rl-scores");
  const fill = group(svg);
  const element = h(
    "figure.rl-figure",
    {},
    h("figcaption", {}, h("b", {}, capital(patient.score.label)), "a dot for each seed"),
    svg,
  );

  function draw(rows: Row[], width: number) {
    const axis = scoreAxis(patient, Math.max(2, Math.floor(width / 110)));
    const x = (value: number) =>
      MARGIN.left + axis.share(value) * (width - MARGIN.left - MARGIN.right);
    const step = patient.seeds > 5 ? 62 : 46; // px, of a row
    const base = TOP + rows.length * step;
    svg.setAttribute("viewBox", `0 0 ${width} ${base + 20}`);
    svg.setAttribute("aria-label", toldOf(patient, rows));
    const at = x(patient.score.learned);
    const late = at > width / 2;
    const ticks = axis.ticks
      .map(
        (value) =>
          line(x(value), TOP, x(value), base, "rl-grid") +
          svgText(x(value), base + 15, figure(value)),
      )
      .join("");
    const dots = rows
      .map((row, i) =>
        rowOf(
          patient,
          row,
          { top: TOP + i * step, middle: TOP + i * step + (step + 18) / 2 - 3 },
          axis,
          x,
        ),
      )
      .join("");
    fill(
      ticks +
        line(MARGIN.left, base, width - MARGIN.right, base, "rl-axis") +
        line(at, TOP - 4, at, base, "rl-zero") +
        svgText(at + (late ? -4 : 4), 13, lineOf(patient), {
          anchor: late ? "end" : "start",
          kind: "rl-strong",
        }) +
        dots,
    );
  }
  return { element, draw };
}

/** An axis for the line, and for all scores but those that are so far off that they would hide the rest. */
export function scoreAxis({ changes, score }: Pick<Patient, "changes" | "score">, room: number) {
  const all = changes.flatMap(({ scores }) => scores).filter((value) => value !== null);
  const off = all.map((value) => Math.abs(value - score.learned));
  const most = FAR * (medianOf(off, false) ?? 0);
  return axisOf([score.learned, ...all.filter((_, i) => off[i] <= most)], room);
}

/** The dots of a change; those that would hide each other stand one above the other. */
function rowOf(
  patient: Patient,
  row: Row,
  { top, middle }: { top: number; middle: number },
  axis: Axis,
  x: (value: number) => number,
): string {
  const taken: { x: number; level: number }[] = [];
  const order = row.scores.map((_, seed) => seed).filter((seed) => seed !== row.chosen);
  if (row.chosen >= 0) order.push(row.chosen); // drawn last: nothing hides it
  const dots = order.map((seed) => {
    const value = row.scores[seed];
    const at = value === null ? MARGIN.left : x(value);
    const near = taken
      .filter((dot) => Math.abs(dot.x - at) < 2 * DOT - 1)
      .map(({ level }) => level);
    const level = LEVELS.find((each) => !near.includes(each)) ?? 0;
    taken.push({ x: at, level });
    const y = middle + level * 4.5;
    if (value === null) return svgText(at, y + 4, "×", { kind: "rl-strong" });
    const beyond = axis.beyond(value);
    if (beyond) return svgText(at, y + 4, beyond < 0 ? "◂" : "▸", { kind: "rl-strong" });
    const kind = row.told && !hasLearned(patient, value) ? "rl-dot rl-missed" : "rl-dot";
    const bold = seed === row.chosen ? " rl-bold" : "";
    return `<circle cx="${at.toFixed(1)}" cy="${y}" r="${bold ? DOT + 1 : DOT - 0.5}" class="${kind}${bold}"/>`;
  });
  return svgText(MARGIN.left, top + 11, row.name, { anchor: "start" }) + dots.join("");
}

/** The same in words: "sigmoid in the last layer: seed 0 0.91, seed 1 0.9". */
export function toldOf(patient: Patient, rows: Row[]): string {
  const told = rows.map(
    ({ name, scores }) =>
      `${name}: ${scores.map((value, seed) => `seed ${seed} ${scored(patient, value)}`).join(", ")}`,
  );
  return `${capital(patient.score.label)}; ${lineOf(patient)}. ${told.join(". ")}.`;
}

// Score over training: recorded runs, the live one, the reference lines and the step.

import { between } from "./between.ts";
import { type Chart, hasTitle, MARGIN, smooth, type View } from "./chart.ts";
import { axesOf, linesOf, nowOf, rangeOf, referencesOf, scaleOf } from "./curve_drawing.ts";
import { h, uniqueId } from "./dom.ts";
import { closest, integer, minus } from "./numbers.ts";
import type { PanelMeta } from "./panel_meta.ts";
import type { Run } from "./runs.ts";
import { group, line, type Point, svgElement } from "./svg.ts";

const THUMB = 18; // px of the scrubber's thumb
const PLAY = 40; // px of the button beside the scrubber

interface Parts {
  panel: PanelMeta;
  runs: Run[];
  onScrub(at: number): void;
  onPlay(): void;
}

export function makeCurve({ panel, runs, onScrub, onPlay }: Parts): Chart {
  const svg = svgElement("rl-curve");
  const [ground, now] = [group(svg), group(svg)];
  const range = rangeOf(runs, panel.live_steps);
  const clip = uniqueId("clip");
  const play = h(
    "button.rl-play",
    { type: "button", "aria-label": "Play the steps", click: onPlay },
    "▶",
  );
  const scrub = h("input.rl-scrub", {
    type: "range",
    min: 0,
    step: 1,
    "aria-label": "Training step",
    input: () => onScrub(Math.round(+scrub.value)),
    keydown: () => put(shown), // a key starts from a step, also where the thumb is on its way
  });
  const legend = makeLegend();
  const element = h(
    "figure.rl-figure.rl-figure-curve",
    {},
    h(
      "figcaption",
      {},
      h("b", {}, "Score over training"),
      panel.tells_scores
        ? "validation PSNR, in dB"
        : "on pictures that it never trains on; higher is better, and the numbers are left out on purpose",
    ),
    svg,
    h("div.rl-time", {}, play, scrub),
    legend,
  );
  let places: number[] = []; // px of the steps of the run shown
  let unit = 0; // width of the drawing in its own px
  let shown = 0; // index of the step shown
  dragging(svg, (share) => {
    const at = closest(places, share * unit);
    if (at !== +scrub.value) onScrub(at);
  });
  const smoothed = new WeakMap<Float32Array, Point[]>();
  const recordedLoss = (loss: Float32Array) => {
    const known = smoothed.get(loss) ?? smooth(loss);
    smoothed.set(loss, known);
    return known;
  };
  const score = (db: number) => (panel.tells_scores ? `: ${db.toFixed(2)} dB` : "");

  /** Put the thumb at a step or, on its way, between two. */
  function put(place: number) {
    scrub.step = Number.isInteger(place) ? "1" : "any";
    scrub.value = String(place);
  }

  function draw(view: View) {
    const { run, at, width, height, playing } = view;
    const scale = scaleOf(range, width, height);
    const { right, base, x } = scale;
    const lines = linesOf(view, scale, recordedLoss(view.recorded.loss));
    places = Array.from(run.steps, x);
    unit = width;
    shown = at;
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.setAttribute(
      "aria-label",
      [
        `Curve of the score. At step ${run.steps[at]}${score(run.psnr[at])}`,
        ...run.references.map(([label, value]) => label + score(value)),
      ].join("; "),
    );
    ground(
      `<clipPath id="${clip}"><rect x="${MARGIN.left}" y="${MARGIN.top - 6}" width="${right - MARGIN.left + 6}" height="${base - MARGIN.top + 6}"/></clipPath>` +
        `${axesOf(scale, panel.tells_scores, hasTitle(height))}<g clip-path="url(#${clip})">${lines}</g>${referencesOf(run, scale)}`,
    );

    // The track spans from the first snapshot to the last, so the thumb is below its point.
    const last = run.steps[run.steps.length - 1];
    scrub.style.marginLeft = `${x(0) - THUMB / 2 - PLAY}px`;
    scrub.style.width = `${x(last) - x(0) + THUMB}px`;
    scrub.max = String(run.steps.length - 1);
    scrub.setAttribute("aria-valuetext", `step ${run.steps[at]} of ${last}`);
    play.textContent = playing ? "❚❚" : "▶";
    play.setAttribute("aria-label", playing ? "Pause" : "Play the steps");
    legend.classList.toggle("rl-with-live", Boolean(view.overlay));
    move(view);
  }
  function move(view: View) {
    const { run, at, motion, width, height } = view;
    const words = `step ${integer(run.steps[at])}${minus(score(run.psnr[at]))}`;
    now(nowOf(view, scaleOf(range, width, height), words));
    const inRun = motion.from.run === motion.to.run; // play; to another run the thumb jumps
    const [place] = Array.from(inRun ? between(motion, (frame) => [frame.at]) : [motion.to.at]);
    put(place);
  }
  return { element, draw, move };
}

/** Call `move` with the share of the width at which the pointer is pressed or dragged. */
function dragging(svg: SVGSVGElement, move: (share: number) => void): void {
  const follow = (event: PointerEvent) => {
    const { left, width } = svg.getBoundingClientRect();
    move((event.clientX - left) / width);
  };
  svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    svg.setPointerCapture(event.pointerId);
    event.preventDefault(); // no selection of the labels
    follow(event);
  });
  svg.addEventListener("pointermove", (event) => {
    if (svg.hasPointerCapture(event.pointerId)) follow(event);
  });
}

function makeLegend(): HTMLElement {
  const legend = h("div.rl-legend", { "aria-hidden": "true" });
  legend.innerHTML = [
    ["chosen", "this run, recorded"],
    ["other", "other seeds"],
    ["batch", "training batches, averaged"],
    ["live", "live, trained here"],
  ]
    .map(
      ([kind, text]) =>
        `<span class="rl-key-${kind}"><svg width="26" height="10">${line(1, 5, 25, 5, `rl-line rl-${kind}`)}</svg>${text}</span>`,
    )
    .join("");
  return legend;
}

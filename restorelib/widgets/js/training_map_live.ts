// "Train it now" for a cell: the engine trains it in this browser, until it leaves the plateau.
//
// Stable hooks for tests and styles:
//   button.rl-train .rl-stop   .rl-status (role=status)   svg.rl-map-curve

import { place } from "./chart.ts";
import { h, uniqueId } from "./dom.ts";
import type { Answer, Job, NetSpec, OptimizerSpec } from "./engine/messages.ts";
import { type Engine, openEngine } from "./engine/open_engine.ts";
import { liveData } from "./live_data.ts";
import { clamp, integer } from "./numbers.ts";
import { line, type Point, path, svgElement, svgText } from "./svg.ts";
import { type Cell, named, type OneMap, recipeOf, type TrainingMaps } from "./training_map_data.ts";

const MOST_WORKERS = 4; // of a batch of eight, each takes two
const OFTEN = 100; // ms between two drawings
const SIZE = { width: 420, height: 190, left: 8, right: 20, top: 22, bottom: 36 }; // px
const LEAST = -20; // dB; a loss below is drawn at the edge

/** The mean of the last `window` losses after each step, or of fewer at the beginning. */
export function means(losses: ArrayLike<number>, window: number): number[] {
  let sum = 0;
  return Array.from(losses, (loss, i) => {
    sum += loss - (i >= window ? losses[i - window] : 0);
    return sum / Math.min(i + 1, window);
  });
}

/** The step after which a run has left its plateau, as `ended` of training_maps.py; 0: not yet. */
export function leftAt(losses: ArrayLike<number>, window: number, target: number): number {
  const at = means(losses, window).findIndex((mean, i) => i + 1 >= window && mean < target);
  return at + 1;
}

export function makeCellTraining(maps: TrainingMaps, patches: DataView<ArrayBuffer>) {
  let engine: Engine | null = null; // while a cell trains
  let seed = -1; // of the last run
  let shown: { map: OneMap; cell: Cell } | null = null;
  const status = h("span.rl-status", { role: "status", id: uniqueId("status") });
  const train = h(
    "button.rl-train",
    { type: "button", "aria-describedby": status.id, click: () => void start() },
    "Train it now in this browser",
  );
  const stop = h("button.rl-stop", { type: "button", hidden: true, click: halt }, "Stop");
  const curve = svgElement("rl-map-curve");
  curve.setAttribute("viewBox", `0 0 ${SIZE.width} ${SIZE.height}`);
  const figure = h("div", { hidden: true }, curve);
  const element = h(
    "div.rl-map-live",
    { hidden: !patches.byteLength },
    h("div.rl-actions", {}, train, stop, status),
    figure,
  );

  function halt() {
    engine?.stop();
  }
  async function start() {
    if (!shown) return;
    const { map, cell } = shown;
    seed = (seed + 1) % 100;
    const losses: number[] = [];
    const where = `${named(maps.y, cell.row)}, ${named(maps.x, cell.column)}, seed ${seed}`;
    train.disabled = true;
    stop.hidden = figure.hidden = false;
    stop.focus();
    status.textContent = `Training ${where}.`;
    draw(losses, map.target, where);
    try {
      const { train: data } = await liveData(patches);
      const workers = clamp((navigator.hardwareConcurrency ?? 2) - 1, 1, MOST_WORKERS);
      engine = await openEngine({ workers });
      const recipe = recipeOf(maps, map, cell, seed);
      const job: Job = {
        net: { net: "red_net", ...recipe } as unknown as NetSpec, // fsrcnn's recipes name their net
        loss: "mse",
        optimizer: recipe as unknown as OptimizerSpec,
        ...{ ...data, steps: maps.steps, seed, batch_size: recipe.batch_size },
      };
      status.textContent = await trained(engine, job, losses, () =>
        draw(losses, map.target, where),
      );
    } catch (error) {
      status.textContent = `Ended: ${error instanceof Error ? error.message : error}`;
    } finally {
      draw(losses, map.target, where);
      engine?.close();
      engine = null;
      const keyboard = document.activeElement === stop;
      stop.hidden = true;
      train.disabled = false;
      if (keyboard) train.focus();
    }
    function left() {
      return leftAt(losses, maps.window, map.target);
    }
    /** Train until it leaves the plateau, or to the end; the words about it. */
    function trained(engine: Engine, job: Job, losses: number[], news: () => void) {
      let drawn = 0;
      return new Promise<string>((resolve, reject) => {
        engine.train(job, (answer: Answer) => {
          if (answer.kind === "failed") return reject(new Error(answer.text));
          if (answer.kind === "end") return resolve(ended(answer.step, answer.stopped));
          if (answer.kind !== "progress") return;
          losses.push(...answer.losses);
          if (left()) engine.stop();
          else status.textContent = `Step ${integer(answer.step)} of ${integer(maps.steps)}`;
          if (performance.now() - drawn < OFTEN) return;
          drawn = performance.now();
          news();
        });
      });
    }
    function ended(step: number, stopped: boolean) {
      const { off, plateau } = maps;
      if (left())
        return `Seed ${seed} is ${off} dB above ${plateau} after ${integer(left())} steps.`;
      if (stopped) return `Stopped after ${integer(step)} steps.`;
      return `Not within ${integer(step)} steps, seed ${seed}.`;
    }
  }
  function draw(losses: number[], target: number, where: string) {
    curve.innerHTML = curveSvg(maps, means(losses, maps.window), target);
    const now = losses.length ? `, after ${losses.length} steps` : "";
    curve.setAttribute("aria-label", `Live: loss of ${where}${now}, against ${maps.plateau}.`);
  }
  return {
    element,
    /** Offer to train a cell. */
    show(map: OneMap, cell: Cell) {
      shown = { map, cell };
    },
    end: () => engine?.close(),
  };
}

/** The loss over training as dB above the plateau; the line that a net has to cross is drawn. */
function curveSvg({ steps, off, plateau }: TrainingMaps, losses: number[], target: number): string {
  const { width, height, left, right, top, bottom } = SIZE;
  const above = (loss: number) => off - 10 * Math.log10(loss / target);
  const lowest = Math.min(-4 * off, ...losses.map(above));
  const [least, most] = [Math.max(LEAST, lowest), 3 * off];
  const x = (step: number) => left + (place(step) / place(steps)) * (width - left - right);
  const y = (dB: number) =>
    height - bottom - ((clamp(dB, least, most) - least) / (most - least)) * (height - top - bottom);
  const across = (dB: number, words: string, down: number) =>
    line(left, y(dB), width - right, y(dB), "rl-reference") +
    svgText(left + 4, y(dB) + down, words, { anchor: "start", kind: "rl-halo" });
  const ticks = [1, 4, 16, 64, 256, 1024].filter((step) => step <= steps);
  const points = losses.map((loss, i): Point => [x(i + 1), y(above(loss))]);
  return (
    ticks.map((step) => svgText(x(step), height - bottom + 16, integer(step))).join("") +
    svgText(width / 2, height - 3, "training step (log scale); mean of the last losses, in dB") +
    line(left, height - bottom, width - right, height - bottom, "rl-axis") +
    across(0, plateau, 16) +
    across(off, `${off} dB above it: the net has left`, -6) +
    `<path d="${path(points)}" class="rl-line rl-live rl-map-loss"/>`
  );
}

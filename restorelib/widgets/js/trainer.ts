// "Train it now": the engine trains the chosen state in this browser, and this shows how far it is.

import { h, uniqueId } from "./dom.ts";
import type { Answer } from "./engine/messages.ts";
import { type Engine, openEngine } from "./engine/open_engine.ts";
import { liveData } from "./live_data.ts";
import { makeLiveRun } from "./live_run.ts";
import { clamp, integer } from "./numbers.ts";
import type { PanelMeta } from "./panel_meta.ts";
import type { Run } from "./runs.ts";

const MOST_WORKERS = 4; // a batch of case A has four images
const STEADY = 8; // steps after which the pace is known
const OFTEN = 200; // ms between two drawings of the losses; snapshots are drawn at once

/** The live run: its number in the panel, its record so far, and the loss of each step. */
export interface Live {
  run: number | null;
  record: Run | null;
  losses: number[];
}

interface Parts {
  panel: PanelMeta;
  runs: Run[]; // the recorded ones
  patches: DataView<ArrayBuffer> | undefined; // packed; empty or absent where nothing can be trained
  original: ArrayLike<number> | undefined; // crop that a picture is compared with
  onChange(what: "started" | "update" | "end"): void;
}

export function makeTrainer({ panel, runs, patches, original, onChange }: Parts) {
  const live: Live = { run: null, record: null, losses: [] };
  let stopping: AbortController | null = null; // null while nothing trains
  let chosen = 0;

  const status = h("span.rl-status", { role: "status", id: uniqueId("status"), tabindex: -1 });
  const bar = h("progress.rl-progress", { max: 1, value: 0, "aria-label": "Training progress" });
  const train = h("button.rl-train", {
    type: "button",
    "aria-describedby": status.id,
    click: () => void start(),
  });
  const stop = h("button.rl-stop", { type: "button", click: () => stopping?.abort() }, "Stop");

  function show(text?: string) {
    if (text !== undefined) status.textContent = text;
    train.disabled = stopping !== null;
    train.textContent = `Train it now (${panel.live_steps} steps)`;
    stop.hidden = bar.hidden = stopping === null;
  }

  async function start() {
    if (!patches) return;
    const { signal } = (stopping = new AbortController());
    const number = chosen;
    let engine: Engine | undefined;
    Object.assign(live, { run: number, record: null, losses: [] });
    bar.removeAttribute("value");
    show("Training in this browser.");
    stop.focus();
    onChange("started");
    try {
      const data = await liveData(patches); // not kept: it is ten times as large as the patches
      const plan = { panel, recorded: runs[number], data, original };
      const workers = clamp((navigator.hardwareConcurrency ?? 2) - 1, 1, MOST_WORKERS);
      engine = await openEngine({ workers });
      finish(await trained(engine, plan, signal));
    } catch (error) {
      finish(`Training ended with an error: ${error instanceof Error ? error.message : error}`);
    } finally {
      engine?.close(); // its memory goes with it
    }
  }

  /** Train to the end or to the stop; the words about it. */
  function trained(engine: Engine, plan: Parameters<typeof makeLiveRun>[0], signal: AbortSignal) {
    const run = makeLiveRun(plan);
    const begun = performance.now();
    let steady: { step: number; at: number } | undefined;
    let drawn = 0;
    live.losses = run.losses;
    return new Promise<string>((resolve, reject) => {
      function hear(answer: Answer) {
        const news = run.hear(answer);
        live.record = run.record();
        if (answer.kind === "failed") return reject(new Error(answer.text));
        if (answer.kind === "end") {
          const { step, stopped } = answer;
          const seconds = Math.round((performance.now() - begun) / 1000);
          run.tell(from(plan, step, seconds, engine), false);
          live.record = run.record();
          const told = `${integer(step)} steps in ${seconds} s, in this browser.`;
          return resolve(`${stopped ? "Stopped after" : "Trained"} ${told}`);
        }
        if (answer.kind === "progress") tell(answer.step);
        if (!news && performance.now() - drawn < OFTEN) return;
        drawn = performance.now();
        onChange("update");
      }
      function tell(step: number) {
        const now = performance.now();
        if (step >= STEADY) steady ??= { step, at: now };
        const done = step - (steady?.step ?? step);
        const left = steady && done && ((now - steady.at) / done) * (panel.live_steps - step);
        bar.max = panel.live_steps;
        bar.value = step;
        show(
          `Step ${step} of ${panel.live_steps}${left ? `, ${Math.ceil(left / 1000)} s left` : ""}`,
        );
      }
      run.tell(from(plan, null, 0, engine), true);
      engine.train(run.job, hear);
      signal.addEventListener("abort", () => engine.stop());
      if (signal.aborted) engine.stop();
    });
  }

  function finish(text: string) {
    const keyboard = document.activeElement === stop;
    stopping = null;
    show(text);
    if (keyboard) train.focus(); // Stop is hidden now
    onChange("end");
  }

  show("");
  return {
    element: h(
      "div.rl-trainer",
      { hidden: !panel.live || !patches?.byteLength },
      ...[train, stop, bar, status],
    ),
    live,
    choose(run: number) {
      chosen = run;
    },
    remove: () => stopping?.abort(),
  };
}

/** Where a live run comes from, in one line. */
function from(
  { recorded }: { recorded: Run },
  step: number | null,
  seconds: number,
  { kernels, place, workers }: Engine,
): string {
  return [
    `seed ${recorded.recipe.seed}`,
    step === null ? "training now" : `${integer(step)} steps in ${seconds} s`,
    kernels === "wasm" ? "WebAssembly" : "plain JavaScript",
    place === "page" ? "no worker" : `${workers} worker${workers === 1 ? "" : "s"}`,
  ].join(", ");
}

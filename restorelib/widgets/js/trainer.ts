// "Train it now": the kernel's messages, and what the learner sees of them.

import { h, uniqueId } from "./dom.ts";
import type { Kernel } from "./kernel.ts";
import { type Packed, unpack } from "./packed.ts";
import type { PanelMeta } from "./panel_meta.ts";
import { type Run, type RunsMeta, runsOf } from "./runs.ts";

const PATIENCE = 300; // ms without an answer: then the kernel is busy, or there is none
const RECORDED = "The recorded runs need no kernel.";

/** A message of the kernel; "update" and "end" may carry the packed record of the run so far. */
type Message =
  | { kind: "hello" }
  | { kind: "refused" | "end"; text: string }
  | { kind: "started"; run: number }
  | {
      kind: "update";
      run: number;
      step: number;
      steps: number;
      seconds_left: number | null;
      losses: number[];
    };

/** The live run: its number in the panel, its record so far, and the loss of each step. */
export interface Live {
  run: number | null;
  record: Run | null;
  losses: number[];
}

interface Parts<Traits> {
  kernel: Kernel<Traits>;
  panel: PanelMeta;
  onChange(what: Message["kind"]): void;
}

export function makeTrainer<Traits>({ kernel, panel, onChange }: Parts<Traits>) {
  const { model } = kernel;
  const live: Live = { run: null, record: null, losses: [] };
  let state: "no kernel" | "ready" | "asked" | "training" = "no kernel";
  let patience: ReturnType<typeof setTimeout>;
  let arrived = Promise.resolve(); // messages are unpacked one after the other

  const status = h("span.rl-status", { role: "status", id: uniqueId("status"), tabindex: -1 });
  const bar = h("progress.rl-progress", { max: 1, value: 0, "aria-label": "Training progress" });
  const train = h("button.rl-train", {
    type: "button",
    "aria-describedby": status.id,
    click: ask,
  });
  const stop = h(
    "button.rl-stop",
    { type: "button", click: () => model.send({ kind: "stop" }) },
    "Stop",
  );
  let chosen = 0;

  function show(text?: string) {
    if (text !== undefined) status.textContent = text;
    const seconds = panel.live_seconds[Math.floor(chosen / panel.seeds)];
    train.disabled = state !== "ready";
    train.textContent = `Train it now (${panel.live_steps} steps${seconds ? `, about ${seconds} s` : ""})`;
    stop.hidden = bar.hidden = state !== "asked" && state !== "training";
  }
  function ask() {
    state = "asked";
    bar.removeAttribute("value");
    model.send({ kind: "train", run: chosen });
    patience = setTimeout(
      () => show("Waiting for the running cell: the kernel trains as soon as it is free."),
      PATIENCE,
    );
    show("Asked the kernel to train.");
    stop.focus();
  }
  function begin(run: number) {
    Object.assign(live, { run, record: null, losses: [] });
  }
  function hear(message: Message, file: Packed<RunsMeta> | null) {
    switch (message.kind) {
      case "hello":
        if (state === "no kernel") state = "ready";
        return show(state === "ready" ? "" : undefined);
      case "refused":
        if (state !== "training") state = "ready";
        return show(message.text);
      case "started":
        begin(message.run);
        state = "training";
        show("Training: Keras starts, the first step takes a while.");
        return onChange("started");
      case "update": {
        const { run, step, steps, seconds_left: left, losses } = message;
        if (live.run !== run) begin(run);
        state = "training";
        live.losses = live.losses.concat(losses);
        if (file) [live.record] = runsOf(file);
        bar.max = steps;
        bar.value = step;
        show(`Step ${step} of ${steps}${left == null ? "" : `, ${Math.ceil(left)} s left`}`);
        return onChange("update");
      }
      case "end": {
        const keyboard = document.activeElement === stop;
        state = "ready";
        if (file) [live.record] = runsOf(file);
        show(message.text);
        if (keyboard) train.focus(); // Stop is hidden now
        return onChange("end");
      }
    }
  }
  function onMessage(message: Message, buffers: DataView<ArrayBuffer>[] = []) {
    clearTimeout(patience);
    arrived = arrived.then(async () => {
      hear(message, buffers.length ? await unpack<RunsMeta>(buffers[0]) : null);
    });
  }
  /** Say whether the kernel is there; a run that was training has ended with its kernel. */
  function look() {
    if (kernel.state() === "here" && state === "no kernel") state = "ready";
    if (!kernel.gone()) return show("");
    clearTimeout(patience);
    const cut = state === "training" ? ` Training ended with it, ${bar.value} steps done.` : "";
    const keyboard = document.activeElement === stop;
    state = "no kernel";
    show(`${kernel.gone()}${cut} ${RECORDED}`);
    if (keyboard) status.focus(); // Stop is hidden now, and Train disabled
  }
  model.on("msg:custom", onMessage);
  look();
  if (kernel.state() === "unknown") {
    patience = setTimeout(
      () =>
        show(
          `Training needs a kernel and none has answered: a cell is running, or this is a saved page. ${RECORDED}`,
        ),
      PATIENCE,
    );
  }

  return {
    element: h("div.rl-trainer", { hidden: !panel.live_steps }, train, stop, bar, status),
    live,
    look,
    choose(run: number) {
      chosen = run;
      show();
    },
    remove() {
      clearTimeout(patience);
      model.off("msg:custom", onMessage);
    },
  };
}

// All that the playground shows, and what happens in words.

import { type Motion, still } from "../between.ts";
import { type Chart, type View, watchWidths } from "../chart.ts";
import { h } from "../dom.ts";
import { SIGNS } from "../matrix.ts";
import { rms } from "../measuring.ts";
import { makeMover } from "../mover.ts";
import { makeNetwork } from "../network.ts";
import { clamp, scientific, times } from "../numbers.ts";
import { makeEnlarged, makePictures } from "../pictures.ts";
import { makeControls } from "./playground_controls.ts";
import { makePlaygroundCurve } from "./playground_curve.ts";
import type { Task } from "./playground_data.ts";
import type { Described } from "./playground_differences.ts";
import { predictedSignal } from "./playground_formula.ts";
import type { makePins } from "./playground_pins.ts";
import { makePresetButtons } from "./playground_preset_buttons.ts";
import type { Snapshot } from "./playground_run.ts";
import type { Settings } from "./playground_settings.ts";
import type { makePlaygroundTrainer } from "./playground_trainer.ts";
import { makeTransport } from "./playground_transport.ts";
import { repeated } from "./resample.ts";

const MOVE = 250; // ms in which the charts move to the next snapshot
const OFTEN = 120; // ms between two drawings of the curve
const CURVE = 210; // px // px

interface Parts {
  trainer: ReturnType<typeof makePlaygroundTrainer>;
  pins: ReturnType<typeof makePins>;
  photographs: HTMLElement;
  link: HTMLElement;
  set(change: Partial<Settings>): void;
  now(): Described;
  pin(): void;
}

export function makeStage({ trainer, pins, photographs, link, set, now, pin }: Parts) {
  const presets = makePresetButtons(set);
  const controls = makeControls(set, { data: photographs });
  const transport = makeTransport(trainer);
  const keep = h(
    "button.play-pin",
    { type: "button", title: "Keep this curve to compare with", click: pin },
    "Pin this run",
  );
  const network = makeNetwork();
  const curve = makePlaygroundCurve();
  const pictured = h("div.play-pictures");
  const verdict = h("span.rl-verdict", { role: "status" });
  const sentence = h("p.rl-sentence");
  const formula = h("p.rl-note.play-formula");
  network.element.append(formula);
  const element = h(
    "div.rl-panel.playground",
    { role: "group", "aria-label": "Playground" },
    presets.element,
    h("div.play-bar", {}, transport.element, verdict),
    sentence,
    h(
      "div.play-stage",
      {},
      controls.element,
      h("div.play-inside", {}, network.element),
      h(
        "div.play-right",
        {},
        h("div.play-score", {}, curve.element, h("div.play-keep", {}, keep, link), pins.element),
        pictured,
      ),
    ),
  );
  let pictures: Chart | undefined;
  let snapshot: Snapshot | undefined;
  let predicted: number[] | undefined;
  let drawn = 0;
  const mover = makeMover(move);
  const widths = watchWidths([network.element, curve.element, pictured], redraw);

  function viewOf(part: Element, run: Snapshot, motion: Motion): View<Snapshot> {
    return {
      ...{ run, recorded: run, at: 0, motion: motion as Motion<Snapshot>, others: [] },
      ...{ live: true, overlay: null, playing: false, words: (name: string) => run.words[name][0] },
      pictures: { run, at: 0, motion: motion as Motion<Snapshot>, note: "" },
      ...(predicted && predicted.length === run.layers.length ? { predicted } : {}),
      ...{ width: widths.of(part), height: clamp(0.6 * widths.of(network.element), 300, 460) },
    };
  }
  function each(act: (chart: Chart, view: View<Snapshot>) => void) {
    if (!snapshot) return;
    const motion = mover.motion() ?? still({ run: snapshot, at: 0 });
    act(network, viewOf(network.element, snapshot, motion));
    if (pictures && fits(snapshot)) act(pictures, viewOf(pictured, snapshot, motion));
  }
  const draw = () => each((chart, view) => chart.draw(view));
  function move() {
    each((chart, view) => chart.move?.(view));
  }
  /** Whether the pictures are made for the net of a snapshot. */
  const fits = (run: Snapshot) => Boolean(run.picture) === (pictured.dataset.net === "fsrcnn");

  function drawCurve() {
    const training = trainer.training();
    if (!training || !widths.known()) return;
    drawn = performance.now();
    const { references } = training.task;
    curve.draw(training.curve, pins.pins(), references, widths.of(curve.element), CURVE);
  }
  function redraw() {
    if (!widths.known()) return;
    draw();
    drawCurve();
  }
  function tell() {
    const failed = trainer.state() === "failed";
    const [kind, words] = failed
      ? ["worse", "It burst"]
      : (snapshot?.verdict ?? ["start", "Measuring the initial weights"]);
    const trains = trainer.state() === "trains" ? "so far " : "";
    // A screen reader hears of another kind of outcome, and of the end, not of each number.
    verdict.setAttribute(
      "aria-live",
      verdict.dataset.verdict === kind && trains ? "off" : "polite",
    );
    verdict.dataset.verdict = kind;
    const sign = h("i.rl-sign", { "aria-hidden": "true", "data-sign": SIGNS[kind] ?? "○" });
    verdict.replaceChildren(sign, words);
    sentence.textContent = failed ? trainer.words() : (snapshot?.words.sentence[0] ?? "");
    element.dataset.state = trainer.state();
    pins.compare(now());
    tellFormula();
  }
  function tellFormula() {
    const training = trainer.training();
    if (!training || !predicted) return;
    const input = rms(training.task.test.x.values);
    const last = predicted[predicted.length - 1];
    const name = training.layers[training.layers.length - 1].name;
    formula.textContent = `Black lines: the formula, for the initial weights. It expects ${scientific(last)} (rms) at ${name}, ${times(last / input)} the input’s ${scientific(input)}.`;
  }

  return {
    element,
    redraw,
    /** Show what is chosen, and what theory says of it, at once. */
    show({ settings }: Described) {
      controls.show(settings);
      presets.show(settings);
      const task = trainer.training()?.task;
      if (!task) return;
      predicted = predictedSignal(settings, rms(task.test.x.values));
      draw();
    },
    /** Other images: make the pictures again. */
    renew(task: Task, settings: Settings) {
      const { crop } = task;
      const levels = (values: Float32Array) =>
        Int16Array.from(values, (value) => Math.round(255 * value));
      const enlarged: Record<string, Float32Array> = {
        ...{ nearest: nearestOf(task), bicubic: crop.nothing.values, original: crop.y.values },
      };
      const shown: Record<string, Float32Array> = { noisy: crop.x.values, clean: crop.y.values };
      const { net } = settings;
      pictures =
        net === "red"
          ? makePictures({ array: (name) => levels(shown[name]) })
          : makeEnlarged(
              { array: (name) => levels(enlarged[name]) },
              `A part of 48 x 48 pixels, ${settings.scale} times enlarged. Move the lens with the pointer or the arrow keys.`,
            );
      pictured.dataset.net = net;
      pictured.replaceChildren(pictures.element);
      predicted = predictedSignal(settings, rms(task.test.x.values));
    },
    changed(what: "snapshot" | "losses" | "state") {
      const training = trainer.training();
      if (what === "snapshot") {
        const before = snapshot;
        snapshot = training?.snapshot() ?? undefined;
        const alike = Boolean(before?.picture) === Boolean(snapshot?.picture); // of one net
        if (snapshot) mover.go({ run: snapshot, at: 0 }, alike ? MOVE : 0);
        draw();
      }
      transport.show();
      if (what !== "losses" || performance.now() - drawn > OFTEN) drawCurve();
      if (what !== "losses") tell();
    },
  };
}

function nearestOf({ crop }: Task): Float32Array {
  const scale = crop.y.shape[1] / crop.x.shape[1];
  return repeated(crop.x, scale).values;
}

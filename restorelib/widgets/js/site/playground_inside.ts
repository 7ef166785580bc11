// The charts of the newest snapshot: inside the network, and what it does to a picture.

import { type Motion, still } from "../between.ts";
import { type Chart, type View, watchWidths } from "../chart.ts";
import { h } from "../dom.ts";
import { makeMover } from "../mover.ts";
import { makeNetwork } from "../network.ts";
import { clamp } from "../numbers.ts";
import { makeEnlarged, makePictures } from "../pictures.ts";
import type { Task } from "./playground_data.ts";
import type { makePrediction } from "./playground_prediction.ts";
import type { Snapshot } from "./playground_run.ts";
import type { Settings } from "./playground_settings.ts";
import { repeated } from "./resample.ts";

const MOVE = 250; // ms in which the charts move to the next snapshot

export function makeInside(prediction: ReturnType<typeof makePrediction>) {
  const network = makeNetwork();
  network.element.append(prediction.element);
  const pictured = h("div.play-pictures");
  let pictures: Chart | undefined;
  let snapshot: Snapshot | undefined;
  const mover = makeMover(() => each((chart, view) => chart.move?.(view)));
  const widths = watchWidths([network.element, pictured], draw);

  function viewOf(part: Element, run: Snapshot, motion: Motion): View<Snapshot> {
    const predicted = prediction.of(run.layers.length);
    return {
      ...{ run, recorded: run, at: 0, motion: motion as Motion<Snapshot>, others: [] },
      ...{ live: true, overlay: null, playing: false, words: (name: string) => run.words[name][0] },
      pictures: { run, at: 0, motion: motion as Motion<Snapshot>, note: "" },
      ...(predicted ? { predicted } : {}),
      ...{ width: widths.of(part), height: clamp(0.6 * widths.of(network.element), 300, 460) },
    };
  }
  function each(act: (chart: Chart, view: View<Snapshot>) => void) {
    if (!snapshot) return;
    const motion = mover.motion() ?? still({ run: snapshot, at: 0 });
    act(network, viewOf(network.element, snapshot, motion));
    if (pictures && fits(snapshot)) act(pictures, viewOf(pictured, snapshot, motion));
  }
  function draw() {
    each((chart, view) => chart.draw(view));
  }
  /** Whether the pictures are made for the net of a snapshot. */
  const fits = (run: Snapshot) => Boolean(run.picture) === (pictured.dataset.net === "fsrcnn");

  return {
    network: network.element,
    pictured,
    snapshot: () => snapshot,
    draw,
    /** Move to another snapshot. */
    take(next: Snapshot | undefined) {
      const alike = Boolean(snapshot?.picture) === Boolean(next?.picture); // of one net
      snapshot = next;
      if (snapshot) mover.go({ run: snapshot, at: 0 }, alike ? MOVE : 0);
      draw();
    },
    /** Other images: make the pictures again. */
    renew(task: Task, settings: Settings) {
      pictures = picturesOf(task, settings);
      pictured.dataset.net = settings.net;
      pictured.replaceChildren(pictures.element);
    },
  };
}

function picturesOf({ crop }: Task, { net, scale }: Settings): Chart {
  const array = (images: Record<string, Float32Array>) => (name: string) =>
    Int16Array.from(images[name], (value) => Math.round(255 * value));
  const { x, y, nothing } = crop;
  if (net === "red") return makePictures({ array: array({ noisy: x.values, clean: y.values }) });
  const nearest = repeated(x, y.shape[1] / x.shape[1]).values;
  return makeEnlarged(
    { array: array({ nearest, bicubic: nothing.values, original: y.values }) },
    `A part of 48 x 48 pixels, ${scale} times enlarged. Move the lens with the pointer or the arrow keys.`,
  );
}

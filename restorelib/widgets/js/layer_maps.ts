// The feature maps of the layer that is selected, and what is told of them.

import { between } from "./between.ts";
import type { View } from "./chart.ts";
import { h } from "./dom.ts";
import { hasSign, type LayerMaps, makeMaps, mapsOf } from "./maps.ts";
import { integer, minus, scientific } from "./numbers.ts";
import type { Mapped, Run } from "./runs.ts";

type AnyView = View<Run & Partial<Mapped>>;

export function makeLayerMaps() {
  const maps = makeMaps();
  const words = h("p.rl-words");
  const note = h("p.rl-note.rl-whose");
  const element = h("div.rl-mapped", {}, maps.element, words, note);
  let layer = 0;
  let sign = false; // whether a value may be below 0

  /** Show another layer, or another step. `told`: the layer in words. */
  function tell({ pictures }: AnyView, chosen: number, told: string) {
    layer = chosen;
    const kept = mapsOf(pictures, layer);
    sign = kept !== null && hasSign(kept);
    maps.element.hidden = !kept;
    maps.element.setAttribute("aria-label", `Feature maps of ${told}`);
    words.textContent = kept ? `${told}; ${scaleOf(kept, sign)}.` : `${told}.`;
    note.textContent = kept
      ? noteOf(pictures, kept)
      : "Train it now to see this layer's maps at every snapshot.";
  }
  /** `height`: of the place, in px; `dead`: of each unit, from 0 to 1 */
  function move({ pictures, width }: AnyView, height: number, dead: ArrayLike<number>) {
    const { motion } = pictures;
    const kept = mapsOf(motion.to, layer);
    if (!kept) return;
    const levels = between(motion, (frame) => mapsOf(frame, layer)?.levels ?? []);
    maps.draw(kept, { levels, dead, sign, width, height });
  }
  return { element, tell, move };
}

function scaleOf({ scale }: LayerMaps, sign: boolean): string {
  const largest = scientific(scale);
  if (!scale) return "all of it is 0";
  return sign ? `blue is ${minus(`-${largest}`)}, orange ${largest}` : `white is ${largest}`;
}

function noteOf({ run, note }: AnyView["pictures"], { step }: LayerMaps): string {
  const steps = run.map_steps ?? [];
  const kept = `Maps of step ${integer(step)}; recorded at ${stepsTold(steps)}.`;
  return [note, steps.length === run.steps.length ? "" : kept].filter(Boolean).join(" ");
}

/** "steps 0, 32 and 2,048" */
export function stepsTold(steps: ArrayLike<number>): string {
  const told = Array.from(steps, integer);
  const last = told.pop();
  return told.length ? `steps ${told.join(", ")} and ${last}` : `step ${last}`;
}

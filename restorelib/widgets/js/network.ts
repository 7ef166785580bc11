// The network itself: a strip of its layers, and below it the one that is selected.
//
// Stable hooks for tests and styles:
//   .rl-figure-network              svg.rl-network (role=img with a name): see strip.ts
//   .rl-layers                      role=tablist; .rl-layer (role=tab), one tab stop, arrow keys select
//   .rl-one-layer                   role=tabpanel: svg.rl-histogram of the last layer, or
//   canvas.rl-maps .rl-words        maps of another one, with its numbers; .rl-whose: where they are from
//   .rl-inside                      a measured sentence about all layers

import { between } from "./between.ts";
import type { Chart, View } from "./chart.ts";
import { h, uniqueId } from "./dom.ts";
import { makeHistogram } from "./histogram.ts";
import { makeTabs } from "./layer_tabs.ts";
import { type Inside, insideOf, type Layer, layersOf, skipsOf } from "./layers.ts";
import { hasSign, type LayerMaps, makeMaps, mapsOf, stepsTold } from "./maps.ts";
import { integer, minus, scientific } from "./numbers.ts";
import type { DenoisingRun } from "./runs.ts";
import { bandsIn, movingSvg, type Strip, stillSvg, UNKNOWN } from "./strip.ts";
import { group, svgElement } from "./svg.ts";

export function makeNetwork(): Chart {
  const svg = svgElement("rl-network");
  const [still, moving] = [group(svg), group(svg)];
  const title = h("span");
  const inside = h("p.rl-note.rl-inside");
  const histogram = makeHistogram();
  const maps = makeMaps();
  const words = h("p.rl-words");
  const note = h("p.rl-note.rl-whose");
  const mapped = h("div.rl-mapped", {}, maps.element, words, note);
  const view = h(
    "div.rl-one-layer",
    { role: "tabpanel", id: uniqueId("layer"), tabindex: -1 },
    histogram.element,
    mapped,
  );
  const tabs = makeTabs(view.id, () => draw(shown));
  const element = h(
    "figure.rl-figure.rl-figure-network",
    {},
    h("figcaption", {}, h("b", {}, "The network"), title),
    h("div.rl-strip", {}, svg, tabs.element),
    inside,
    view,
  );

  let shown: View<DenoisingRun>;
  let chosen = 0; // layer
  let sign = false; // of its maps

  function draw(view: View<DenoisingRun>) {
    const { run, at, words: tell } = (shown = view);
    const strip = stripOf(view);
    const { layers, skips } = strip;
    const measured = insideOf({ run, at });
    const told = layers.map((layer, i) => toldOf(layer, i, measured));
    const sentence = `${tell("network") || UNKNOWN.join(" ")}.`;
    const connected = `${layers.length} layers and ${skips.length} skips`;
    svg.setAttribute("viewBox", `0 0 ${strip.width} ${strip.height}`);
    svg.setAttribute("aria-label", `The network: ${connected}. ${sentence} ${told.join(". ")}.`);
    still(stillSvg(strip));
    inside.textContent = sentence;
    chosen = tabs.draw(layers, told);
    const last = chosen === layers.length - 1;
    const { name, units } = layers[chosen];
    title.textContent = last
      ? `${name} before activation, share (√ scale)`
      : `${name}, ${units} feature maps on the crop`;
    histogram.element.hidden = !last;
    mapped.hidden = last;
    if (last) histogram.draw(below());
    else tellMaps(told[chosen]);
    move(view);
  }

  function move(view: View<DenoisingRun>) {
    shown = view;
    moving(movingSvg(stripOf(view)));
    if (mapped.hidden) histogram.move(below());
    else moveMaps();
  }

  /** The view of what stands below the strip. */
  const below = () => ({ ...shown, height: heightsOf(shown.height).view });

  function tellMaps(told: string) {
    const kept = mapsOf(shown.pictures, chosen);
    maps.element.hidden = !kept;
    maps.element.setAttribute("aria-label", `Feature maps of ${told}`);
    note.textContent = kept
      ? noteOf(shown, kept)
      : "Train it now to see this layer's maps at every snapshot.";
    sign = kept !== null && hasSign(kept);
    words.textContent = kept ? `${told}; ${scaleOf(kept, sign)}.` : `${told}.`;
  }

  function moveMaps() {
    const { motion } = shown.pictures;
    const kept = mapsOf(motion.to, chosen);
    if (!kept) return;
    const levels = between(motion, (frame) => mapsOf(frame, chosen)?.levels ?? []);
    const dead = bandsIn(motion)?.dead[chosen] ?? [];
    const { width, height } = below();
    maps.draw(kept, { levels, dead, sign, width, height: height - 40 });
  }
  return { element, draw, move };
}

function stripOf({ run, motion, width, height }: View<DenoisingRun>): Strip {
  const net = { layers: layersOf(run.recipe), skips: skipsOf(run.recipe) };
  return { ...net, bands: bandsIn(motion), width, height: heightsOf(height).strip };
}

/** px of the strip and of what stands below it, beside a curve of `height`. */
const heightsOf = (height: number) => ({
  strip: height < 160 ? 80 : 108,
  view: height < 160 ? 96 : height - 48,
});

/** One layer in words. */
export function toldOf({ name, units }: Layer, i: number, inside: Inside | null): string {
  if (!inside) return `${name}: ${units} units, not recorded`;
  const dead = Array.from(inside.dead[i]).filter((share) => share >= 0.5).length;
  const gradient = inside.gradient[i] ? scientific(inside.gradient[i]) : "exactly 0";
  return `${name}: ${dead} of ${units} units are dead; signal ${scientific(inside.signal[i])} (rms), gradient ${gradient}`;
}

function scaleOf({ scale }: LayerMaps, sign: boolean): string {
  const largest = scientific(scale);
  if (!scale) return "all of it is 0";
  return sign ? `blue is ${minus(`-${largest}`)}, orange ${largest}` : `white is ${largest}`;
}

function noteOf({ pictures }: View<DenoisingRun>, { step }: LayerMaps): string {
  const { run, note } = pictures;
  const all = run.map_steps.length === run.steps.length;
  const kept = `Maps of step ${integer(step)}; recorded at ${stepsTold(run.map_steps)}.`;
  return [note, all ? "" : kept].filter(Boolean).join(" ");
}

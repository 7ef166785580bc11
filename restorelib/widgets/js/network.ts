// The network itself: a strip of its layers, and below it the one that is selected.
//
// Stable hooks for tests and styles:
//   .rl-figure-network              svg.rl-network (role=img with a name): see strip.ts
//   .rl-layers                      role=tablist; .rl-layer (role=tab), one tab stop, arrow keys select
//   .rl-one-layer                   role=tabpanel: svg.rl-histogram of the last layer, or
//   canvas.rl-maps .rl-words        maps of another one, with its numbers; .rl-whose: where they are from
//   .rl-inside                      a measured sentence about all layers

import type { Chart, View } from "./chart.ts";
import { h, uniqueId } from "./dom.ts";
import { makeHistogram } from "./histogram.ts";
import { makeTabs } from "./layer_tabs.ts";
import { type Inside, insideOf, type Layer, layersOf, skipsOf } from "./layers.ts";
import { hasSign, type LayerMaps, makeMaps, mapsOf, stepsTold } from "./maps.ts";
import { integer, minus, scientific } from "./numbers.ts";
import type { DenoisingRun } from "./runs.ts";
import { movingSvg, stillSvg, UNKNOWN } from "./strip.ts";
import { svgElement } from "./svg.ts";

export function makeNetwork(): Chart {
  const svg = svgElement("rl-network");
  svg.innerHTML = "<g></g><g></g>";
  const [still, moving] = svg.children;
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
  const tabs = makeTabs(view.id, redraw);
  const element = h(
    "figure.rl-figure.rl-figure-network",
    {},
    h("figcaption", {}, h("b", {}, "The network"), title),
    h("div.rl-strip", {}, svg, tabs.element),
    inside,
    view,
  );

  let shown: View<DenoisingRun>;
  let drawn = ""; // the net that `still` shows
  function draw(next: View<DenoisingRun>) {
    shown = next;
    redraw();
  }

  function redraw() {
    const { run, at, width, words: tell } = shown;
    const heights = heightsOf(shown.height);
    const layers = layersOf(run.recipe);
    const skips = skipsOf(run.recipe);
    const measured = insideOf(run, at);
    const strip = { layers, skips, inside: measured, width, height: heights.strip };
    svg.setAttribute("viewBox", `0 0 ${width} ${heights.strip}`);
    const net = JSON.stringify({ ...strip, inside: !measured });
    if (net !== drawn) still.innerHTML = stillSvg(strip); // most of the drawing
    drawn = net;
    moving.innerHTML = movingSvg(strip);
    const told = layers.map((layer, i) => toldOf(layer, i, measured));
    const sentence = tell("network") ? `${tell("network")}.` : `${UNKNOWN.join(" ")}.`;
    const connected = `${layers.length} layers and ${skips.length} skips`;
    svg.setAttribute("aria-label", `The network: ${connected}. ${sentence} ${told.join(". ")}.`);
    inside.textContent = sentence;
    const chosen = tabs.draw(layers, told);
    const last = chosen === layers.length - 1;
    const { name, units } = layers[chosen];
    title.textContent = last
      ? `${name} before activation, share (√ scale)`
      : `${name}, ${units} feature maps on the crop`;
    histogram.element.hidden = !last;
    mapped.hidden = last;
    if (last) histogram.draw(shown, heights.view);
    else showMaps(chosen, told[chosen], heights.view);
  }

  function showMaps(layer: number, told: string, height: number) {
    const { pictures, width } = shown;
    const { run, at } = pictures;
    const kept = mapsOf(run, layer, at);
    maps.element.hidden = !kept;
    note.textContent = kept
      ? noteOf(shown, kept)
      : "Train it now to see this layer's maps at every snapshot.";
    words.textContent = kept ? `${told}; ${scaleOf(kept)}.` : `${told}.`;
    if (!kept) return;
    const dead = insideOf(run, at)?.dead[layer] ?? [];
    maps.element.setAttribute("aria-label", `Feature maps of ${told}`);
    maps.draw(kept, dead, { width, height: height - 40 });
  }
  return { element, draw };
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

function scaleOf(maps: LayerMaps): string {
  const largest = scientific(maps.scale);
  if (!maps.scale) return "all of it is 0";
  return hasSign(maps)
    ? `blue is ${minus(`-${largest}`)}, orange ${largest}`
    : `white is ${largest}`;
}

function noteOf({ pictures }: View<DenoisingRun>, { step }: LayerMaps): string {
  const { run, note } = pictures;
  const all = run.map_steps.length === run.steps.length;
  const kept = `Maps of step ${integer(step)}; recorded at ${stepsTold(run.map_steps)}.`;
  return [note, all ? "" : kept].filter(Boolean).join(" ");
}

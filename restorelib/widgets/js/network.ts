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
import { makeLayerMaps } from "./layer_maps.ts";
import { makeTabs } from "./layer_tabs.ts";
import { type Inside, insideOf, type Layer, layersOf, skipsOf } from "./layers.ts";
import { scientific } from "./numbers.ts";
import type { DenoisingRun } from "./runs.ts";
import { bandsIn, KEY, movingSvg, type Strip, stillSvg, UNKNOWN } from "./strip.ts";
import { group, svgElement } from "./svg.ts";

export function makeNetwork(): Chart {
  const svg = svgElement("rl-network");
  const [still, moving] = [group(svg), group(svg)];
  const title = h("span");
  const inside = h("p.rl-note.rl-inside");
  const histogram = makeHistogram();
  const maps = makeLayerMaps();
  const view = h(
    "div.rl-one-layer",
    { role: "tabpanel", id: uniqueId("layer"), tabindex: -1 },
    histogram.element,
    maps.element,
  );
  const tabs = makeTabs(view.id, () => draw(shown));
  const element = h(
    "figure.rl-figure.rl-figure-network",
    {},
    h("figcaption", {}, h("b", {}, "The network"), title),
    h("div.rl-strip", {}, svg, tabs.element),
    h("p.rl-note.rl-key", {}, KEY),
    inside,
    view,
  );

  let shown: View<DenoisingRun>;
  let chosen = 0; // layer

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
    chosen = tabs.draw(
      layers.map(({ name }) => name),
      told,
    );
    const last = chosen === layers.length - 1;
    const { name, units } = layers[chosen];
    title.textContent = last
      ? `${name} before activation, share (√ scale)`
      : `${name}, ${units} feature maps on the crop`;
    histogram.element.hidden = !last;
    maps.element.hidden = last;
    if (last) histogram.draw(below());
    else maps.tell(view, chosen, told[chosen]);
    move(view);
  }

  function move(view: View<DenoisingRun>) {
    shown = view;
    moving(movingSvg(stripOf(view)));
    const dead = () => bandsIn(view.pictures.motion)?.dead[chosen] ?? [];
    if (maps.element.hidden) histogram.move(below());
    else maps.move(view, below().height - 40, dead());
  }

  /** The view of what stands below the strip. */
  const below = () => ({ ...shown, height: heightsOf(shown.height).view });
  return { element, draw, move };
}

function stripOf({ run, motion, predicted, width, height }: View<DenoisingRun>): Strip {
  const net = { layers: layersOf(run.recipe), skips: skipsOf(run.recipe) };
  return { ...net, bands: bandsIn(motion), predicted, width, height: heightsOf(height).strip };
}

/** px of the strip and of what stands below it, beside a curve of `height`. */
const heightsOf = (height: number) => ({
  strip: height < 160 ? 80 : height < 300 ? 108 : height / 2,
  view: height < 160 ? 96 : height < 300 ? height - 64 : height / 2,
});

/** One layer in words. */
export function toldOf({ name, units }: Layer, i: number, inside: Inside | null): string {
  if (!inside) return `${name}: ${units} units, not recorded`;
  const dead = Array.from(inside.dead[i]).filter((share) => share >= 0.5).length;
  const gradient = inside.gradient[i] ? scientific(inside.gradient[i]) : "exactly 0";
  return `${name}: ${dead} of ${units} units are dead; signal ${scientific(inside.signal[i])} (rms), gradient ${gradient}`;
}

// The ten layers of the first minute, and below them the feature maps of the one that is selected.

import { h, uniqueId } from "../dom.ts";
import { makeTabs } from "../layer_tabs.ts";
import { layersOf, skipsOf } from "../layers.ts";
import { hasSign, makeMaps } from "../maps.ts";
import { toldOf } from "../network.ts";
import { integer } from "../numbers.ts";
import type { Recipe } from "../runs.ts";
import { bandsOf, KEY, movingSvg, type Strip, stillSvg } from "../strip.ts";
import { group, svgElement } from "../svg.ts";
import type { Snapshot } from "./first_minute_snapshot.ts";

const HEIGHT = 112; // px of the strip
const NARROW = 500; // px of a strip below which maps stand in more rows

export function makeNet(recipe: Recipe) {
  const layers = layersOf(recipe);
  const names = layers.map(({ name }) => name);
  const net = { layers, skips: skipsOf(recipe), bands: null };
  const svg = svgElement("fm-strip");
  const [still, moving] = [group(svg), group(svg)];
  const maps = makeMaps();
  const whose = h("p.rl-note");
  const closer = h(
    "div.fm-closer",
    { role: "tabpanel", id: uniqueId("layer"), tabindex: -1, hidden: true },
    ...[maps.element, whose],
  );
  const tabs = makeTabs(closer.id, () => draw());
  const element = h(
    "figure.fm-net",
    {},
    h("div.rl-strip", {}, svg, tabs.element),
    h("figcaption", {}, KEY),
    closer,
  );
  let shown: Snapshot | null = null;

  /** Draw what is shown, or a new snapshot; null: the layers alone. */
  function draw(snapshot = shown) {
    shown = snapshot;
    const strip: Strip = { ...net, width: widthOf(svg), height: HEIGHT };
    if (snapshot) strip.bands = bandsOf(snapshot.inside);
    svg.setAttribute("viewBox", `0 0 ${strip.width} ${strip.height}`);
    still(stillSvg(strip));
    moving(snapshot ? movingSvg(strip) : "");
    const told = layers.map((layer, i) => toldOf(layer, i, snapshot?.inside ?? null));
    svg.setAttribute("aria-label", `${layers.length} layers. ${snapshot ? told.join(". ") : ""}`);
    if (snapshot) drawMaps(snapshot, tabs.draw(names, told), told);
  }
  function drawMaps({ inside, maps: all, step }: Snapshot, at: number, told: string[]) {
    closer.hidden = false;
    const width = widthOf(closer);
    const sizes = { width, height: width < NARROW ? 150 : 84 };
    const { levels } = all[at];
    maps.draw(all[at], { levels, dead: inside.dead[at], sign: hasSign(all[at]), ...sizes });
    maps.element.setAttribute("aria-label", `Feature maps of an eye. ${told[at]}`);
    whose.textContent = `${names[at]}: what its ${layers[at].units} units make of an eye, step ${integer(step)}. Choose another layer above.`;
  }
  return { element, draw };
}

/** px; not read from an element that is not on the page yet. */
export const widthOf = (element: Element) => Math.max(280, element.clientWidth || 480);

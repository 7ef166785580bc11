// What the first minute shows of a run: photograph, score, curve, layers and words.

import { h, uniqueId } from "../dom.ts";
import { makeTabs } from "../layer_tabs.ts";
import { layersOf, skipsOf } from "../layers.ts";
import { hasSign, makeMaps } from "../maps.ts";
import { toldOf } from "../network.ts";
import { integer, scientific } from "../numbers.ts";
import type { Recipe } from "../runs.ts";
import { bandsOf, KEY, movingSvg, type Strip, stillSvg } from "../strip.ts";
import { group, svgElement } from "../svg.ts";
import { type Curve, curveSvg } from "./first_minute_curve.ts";
import type { makePhoto } from "./first_minute_photo.ts";
import type { Snapshot } from "./first_minute_run.ts";
import { gainTold, kindOf, sentenceOf, TITLES, type Told } from "./first_minute_words.ts";

interface Parts {
  photo: ReturnType<typeof makePhoto>;
  recipe: Recipe;
  nothing: number; // dB
  clear: number; // dB
  code: HTMLElement;
  buttons: HTMLElement[]; // that change the net
  again: HTMLElement[]; // those of the seed
}

/** What is shown of a run. */
export interface Shown {
  snapshot: Snapshot;
  told: Told;
  curves: Curve[]; // the last is that of this run
}

export function makeView({ photo, recipe, nothing, clear, code, buttons, again }: Parts) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const score = h("b.fm-score", {}, "–");
  const gain = h("span.fm-gain", {}, `doing nothing: ${nothing.toFixed(2)} dB`);
  const step = h("span.fm-step");
  const bar = h("progress.fm-bar", { max: recipe.steps, value: 0, "aria-label": "Training steps" });
  const title = h("h2.fm-title", { tabindex: -1 });
  const sentence = h("p.fm-sentence");
  const facts = h("p.fm-facts");
  const spoken = h("p.rl-hidden", { role: "status" });
  const curve = svgElement("fm-curve");
  const drawCurve = group(curve);
  const strip = svgElement("fm-strip");
  const [still, moving] = [group(strip), group(strip)];
  const maps = makeMaps();
  const whose = h("p.rl-note");
  const closer = h(
    "div.fm-closer",
    { role: "tabpanel", id: uniqueId("layer"), tabindex: -1, hidden: true },
    ...[maps.element, whose],
  );
  const tabs = makeTabs(closer.id, draw);
  const stage = h(
    "div.fm-stage.rl-panel",
    { role: "group", "aria-label": "A network that trains in this page" },
    h(
      "div.fm-left",
      {},
      photo.element,
      bar,
      h(
        "figure.fm-net",
        {},
        h("div.rl-strip", {}, strip, tabs.element),
        h("figcaption", {}, KEY),
        closer,
      ),
    ),
    h(
      "div.fm-right",
      {},
      h("div.fm-number", {}, score, gain, h("span.fm-where", {}, step, ...again)),
      curve,
      h("div.fm-says", {}, title, sentence, facts),
      code,
      h("div.fm-buttons", {}, ...buttons),
      spoken,
    ),
  );
  const layers = layersOf(recipe);
  const net = { layers, skips: skipsOf(recipe), bands: null };
  let shown: Shown | null = null;

  function draw() {
    const sizes = { width: widthOf(curve), height: 190 };
    const curves = shown?.curves ?? [];
    drawCurve(curveSvg({ curves, nothing, steps: recipe.steps, ...sizes }));
    curve.setAttribute("viewBox", `0 0 ${sizes.width} ${sizes.height}`);
    const drawn: Strip = { ...net, width: widthOf(strip), height: 112 };
    if (shown) drawn.bands = bandsOf(shown.snapshot.inside);
    strip.setAttribute("viewBox", `0 0 ${drawn.width} ${drawn.height}`);
    still(stillSvg(drawn));
    moving(shown ? movingSvg(drawn) : "");
    const told = shown ? sentenceOf(shown.told, clear) : "No step yet.";
    curve.setAttribute("aria-label", `Score over training steps. ${told}`);
    strip.setAttribute("aria-label", `Ten layers. ${shown ? factsOf(shown.snapshot) : ""}`);
    if (shown) drawMaps(shown.snapshot);
  }
  /** The feature maps of the layer that is selected. */
  function drawMaps({ inside, maps: all, step }: Snapshot) {
    closer.hidden = false;
    const told = layers.map((layer, i) => toldOf(layer, i, inside));
    const names = layers.map(({ name }) => name);
    const at = tabs.draw(names, told);
    const width = widthOf(closer);
    const sizes = { width, height: width < 500 ? 150 : 84 };
    const { levels } = all[at];
    maps.draw(all[at], { levels, dead: inside.dead[at], sign: hasSign(all[at]), ...sizes });
    maps.element.setAttribute("aria-label", `Feature maps of an eye. ${told[at]}`);
    whose.textContent = `${names[at]}: what its ${layers[at].units} units make of an eye, step ${integer(step)}. Choose another layer above.`;
  }
  const widths = new ResizeObserver(draw);
  widths.observe(stage);

  return {
    stage,
    title,
    /** The step that the training has reached. */
    progress(at: number) {
      bar.value = at;
      step.textContent = `step ${integer(at)} of ${integer(recipe.steps)}`;
    },
    /** Show what was measured; returns how the run stands. */
    tell(now: Shown, seconds: number) {
      shown = now;
      const { told, snapshot } = now;
      const kind = snapshot.step ? kindOf(told, clear) : "start";
      if (stage.dataset.kind !== kind)
        spoken.textContent = `${TITLES[kind]}. ${sentenceOf(told, clear)}`;
      stage.dataset.kind = kind;
      score.textContent = `${told.psnr.toFixed(2)} dB`;
      gain.textContent = gainTold(told);
      title.textContent = TITLES[kind];
      sentence.textContent = sentenceOf(told, clear);
      facts.textContent = `${factsOf(snapshot)} ${seconds.toFixed(1)} s on this machine.`;
      photo.show(snapshot.picture, calm.matches);
      draw();
      return kind;
    },
    /** The net starts again, and what is shown is still that of the run before. */
    restart(seed: number, same: boolean) {
      stage.dataset.kind = "start";
      title.textContent = "Once more from the first step";
      sentence.textContent = same
        ? "With the same random weights as before, and the same patches in the same order."
        : `With other random weights: those of seed ${seed}.`;
      facts.textContent = "";
    },
    /** Nothing is measured yet. */
    reset(about: string, words: string) {
      shown = null;
      stage.dataset.kind = "start";
      title.textContent = about;
      sentence.textContent = words;
      facts.textContent = "";
      draw();
    },
  };
}

const widthOf = (element: Element) => Math.max(280, Math.round(element.clientWidth || 480));

/** Numbers of a snapshot that are not in its sentence. */
function factsOf({ inside, gradient }: Snapshot): string {
  const units = inside.dead.flatMap((layer) => Array.from(layer));
  const dead = units.filter(Boolean).length;
  const largest = gradient ? scientific(gradient) : "exactly 0";
  return `${dead} of ${units.length} units are dead; largest gradient: ${largest}.`;
}

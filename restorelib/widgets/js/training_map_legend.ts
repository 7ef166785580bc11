// What the colours, signs and lines of a map mean.

import { h } from "./dom.ts";
import { integer } from "./numbers.ts";
import type { TrainingMaps } from "./training_map_data.ts";
import { kindOf, signOf } from "./training_map_grid.ts";
import { shareOf } from "./training_map_words.ts";

export function makeLegend(maps: TrainingMaps) {
  const { colours, window, steps, plateau, off, has_gain, seeds } = maps;
  const powers = Array.from({ length: 12 }, (_, i) => 2 ** i).filter(
    (step) => step >= window && step <= steps,
  );
  const bar = h("div.rl-map-bar");
  bar.style.background = `linear-gradient(90deg in srgb, ${colours.join(", ")})`;
  const marks = powers.map((step) => {
    const mark = h("span", {}, integer(step));
    mark.style.left = `${100 * shareOf(maps, step)}%`;
    return mark;
  });
  const scale = h(
    "div.rl-map-scale",
    {},
    h("div", {}, `steps until ${off} dB above ${plateau}: median of ${seeds} seeds (log scale)`),
    bar,
    h("div.rl-map-marks", {}, ...marks),
  );
  const signs = maps.ends.map(([code, words]) => {
    const kind = kindOf(code);
    return key(h("i.rl-map-cell", { "data-end": kind, "data-sign": signOf(kind) }), words);
  });
  const mixed = h("i.rl-map-cell", { "data-end": "learned", "data-mixed": true });
  mixed.style.setProperty("--rl-colour", colours[2]);
  const lines = [
    ["measured", "measured border"],
    ...(has_gain ? [["formula", "gain of 1, by formula"]] : []),
    ["drawn", "your line"],
  ].map(([kind, words]) => {
    const sample = h(`i.rl-map-sample`);
    sample.innerHTML = `<svg viewBox="0 0 26 10"><path class="rl-map-line rl-map-halo" d="M1,5H25"/><path class="rl-map-line rl-map-${kind}" d="M1,5H25"/></svg>`;
    const shown = key(sample, words);
    if (kind === "drawn") shown.classList.add("rl-map-yours");
    return shown;
  });
  return h(
    "div.rl-map-legend",
    { "aria-hidden": "true" },
    scale,
    h("div.rl-map-keys", {}, ...signs, key(mixed, "seeds disagree"), ...lines),
  );
}

const key = (sample: HTMLElement, words: string) => h("span.rl-map-key", {}, sample, ` ${words}`);

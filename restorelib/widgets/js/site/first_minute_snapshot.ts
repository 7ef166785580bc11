// What is measured of a net with the weights of one step: on the photograph, and on a part of it.

import type { Look, Seen } from "../engine/messages.ts";
import { type Inside, layersOf } from "../layers.ts";
import type { LiveData } from "../live_data.ts";
import type { LayerMaps } from "../maps.ts";
import { largest, psnr, rms } from "../measuring.ts";
import type { Recipe } from "../runs.ts";
import { cut, joined, type Photograph, type Tile, tilesOf } from "./tiles.ts";

const TILE = 32; // px: with larger ones the memory grows, with smaller ones the work

/** What was measured with the weights of one step. */
export interface Snapshot {
  step: number;
  psnr: number; // dB of the whole photograph
  changed: number; // values of it that the net changes
  gradient: number; // the largest of any weight, on training patches
  inside: Inside; // signals and dead units on the photograph
  picture: Photograph; // what the net makes of it
  maps: LayerMaps[]; // of an eye, in each layer
}

export interface Subject {
  noisy: Photograph;
  clean: Photograph;
  eye: Tile; // a part of it whose feature maps are shown
  patches: LiveData["train"];
}

/** What a net is shown, and what is measured of the answers. */
export function measuringOf({ noisy, clean, eye }: Subject, recipe: Recipe) {
  const tiles = tilesOf(noisy, TILE);
  const layers = layersOf(recipe);
  const summed = [...new Set(layers.flatMap(({ name, activated }) => [name, activated]))];
  const mapped = layers.map(({ activated }) => activated);
  const looks: Look[] = [
    { name: "photograph", at: [0], x: cut(noisy, tiles), layers: ["input_skip"], summed },
    { name: "eye", at: [0], x: cut(noisy, [eye]), layers: [], mapped },
  ];
  /** @param probed the weights, and their gradients on training patches */
  function measure(
    { step, gradients }: Seen,
    { photograph: { outputs, summaries }, eye: { maps } }: Record<"photograph" | "eye", Seen>,
  ): Snapshot {
    const picture = joined(noisy, tiles, outputs.input_skip);
    return {
      ...{ step, picture, psnr: psnr(picture.values, clean.values, 1) },
      changed: picture.values.reduce((n, value, i) => n + Number(value !== noisy.values[i]), 0),
      gradient: Math.max(...Object.values(gradients).map(largest)),
      inside: {
        signal: layers.map(({ name }) => summaries[name].rms),
        gradient: layers.map(({ name }) => rms(gradients[`${name}/kernel`])),
        dead: layers.map(({ activated }) => Array.from(summaries[activated].dead)),
      },
      maps: layers.map(({ activated, units }) => {
        const { pixels, largest } = maps[activated];
        return { levels: pixels, scale: largest, units, step };
      }),
    };
  }
  return { looks, measure };
}

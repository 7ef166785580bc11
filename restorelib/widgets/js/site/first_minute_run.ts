// One run of the first minute: one worker trains, and another shows what the net makes of the
// photograph with the newest weights. Neither waits for the other.

import type { Answer, Images, Job, NetSpec, OptimizerSpec, Seen } from "../engine/messages.ts";
import type { Engine } from "../engine/open_engine.ts";
import { type Inside, layersOf } from "../layers.ts";
import type { LiveData } from "../live_data.ts";
import type { LayerMaps } from "../maps.ts";
import { largest, psnr, rms } from "../measuring.ts";
import type { Recipe } from "../runs.ts";
import { cut, joined, type Photograph, type Tile, tilesOf } from "./tiles.ts";

const PROBED = 8; // training patches whose gradient is measured
const TILE = 32; // px: with larger ones the memory grows, with smaller ones the work
const NOTHING: Images = { shape: [1, 4, 4, 3], values: new Float32Array(48) };

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

/** Who is told of a run. */
export interface Listener {
  snapshot(snapshot: Snapshot): void;
  progress(step: number): void;
  end(): void; // after the last snapshot
  failed(text: string): void;
}

/** Steps whose weights are looked at: often in the beginning, then every eighth. */
export function lookedAt(steps: number): number[] {
  const all = Array.from({ length: steps + 1 }, (_, step) => step);
  const every = (step: number) => (step < 4 ? 1 : step < 16 ? 2 : step < 32 ? 4 : 8);
  return all.filter((step) => step % every(step) === 0 || step === steps);
}

/** Train and show; what is returned ends both. */
export function startRun(
  { trainer, painter }: { trainer: Engine; painter: Engine },
  { noisy, clean, eye, patches }: Subject,
  recipe: Recipe,
  listener: Listener,
): () => void {
  const tiles = tilesOf(noisy, TILE);
  const shown = cut(noisy, tiles);
  const closer = cut(noisy, [eye]);
  const layers = layersOf(recipe);
  const names = [...new Set(layers.flatMap(({ name, activated }) => [name, activated]))];
  let live = true;
  let trained = false;
  let painting = false;
  let newest: Seen | null = null; // weights that wait for the painter

  function hear(answer: Answer) {
    if (!live) return;
    if (answer.kind === "failed") listener.failed(answer.text);
    if (answer.kind === "progress") listener.progress(answer.step);
    if (answer.kind === "end") trained = true;
    if (answer.kind === "seen") newest = answer.seen;
    paint();
  }
  function paint() {
    if (painting) return;
    if (!newest) return trained ? listener.end() : undefined;
    const probed = newest;
    newest = null;
    painting = true;
    const seen: Record<string, Seen> = {};
    const looks = [
      { name: "photograph", at: [0], x: shown, layers: ["input_skip"], summed: names },
      { name: "eye", at: [0], x: closer, layers: [], mapped: layers.map((each) => each.activated) },
    ];
    painter.train(
      { ...jobOf(recipe, NOTHING, NOTHING), weights: flat(probed.weights), looks },
      (answer) => {
        if (!live) return;
        if (answer.kind === "failed") listener.failed(answer.text);
        if (answer.kind === "seen") seen[answer.seen.name] = answer.seen;
        if (answer.kind === "seen" && seen.photograph && seen.eye)
          listener.snapshot(measured(probed, seen.photograph, seen.eye));
        if (answer.kind !== "end") return;
        painting = false;
        paint();
      },
    );
  }
  function measured({ step, gradients }: Seen, { outputs, summaries }: Seen, { maps }: Seen) {
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

  const probe = (images: Images) => first(images, PROBED);
  trainer.train(
    {
      ...jobOf(recipe, patches.x, patches.y),
      ...{ batch_size: recipe.batch_size, steps: recipe.steps },
      looks: [
        {
          ...{ name: "patches", at: lookedAt(recipe.steps), layers: [] },
          ...{ x: probe(patches.x), y: probe(patches.y) },
        },
      ],
    },
    hear,
  );
  return () => {
    live = false;
    trainer.stop();
    painter.stop();
  };
}

const jobOf = (recipe: Recipe, x: Images, y: Images): Job => ({
  net: { net: "red_net", ...recipe } as unknown as NetSpec,
  loss: "mse",
  optimizer: recipe as unknown as OptimizerSpec,
  ...{ x, y, batch_size: 1, steps: 0, seed: recipe.seed },
});

function first({ shape, values }: Images, count: number): Images {
  const [images, ...image] = shape;
  return { shape: [count, ...image], values: values.slice(0, (values.length / images) * count) };
}

/** All weights, in the order of Keras's `get_weights`. */
function flat(weights: Record<string, Float32Array>): Float32Array {
  const parts = Object.values(weights);
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const part of parts) {
    all.set(part, end);
    end += part.length;
  }
  return all;
}

// What a live run measures, from the engine's looks: the fields of a recorded run at one snapshot.

import type { Seen } from "./engine/messages.ts";
import { layersOf } from "./layers.ts";
import type { LiveData } from "./live_data.ts";
import type { DenoisingRun, EnlargingRun, Run } from "./runs.ts";

/** Field of a run -> its row at one snapshot. */
export type Row = Record<string, number | ArrayLike<number>>;

const TYPES: Record<
  string,
  Float32ArrayConstructor | Int16ArrayConstructor | Uint8ArrayConstructor | Int32ArrayConstructor
> = {
  ...{ added: Int16Array, picture: Uint8Array, histogram: Int32Array },
  ...{ dead: Uint8Array, maps: Uint8Array, map_steps: Int32Array },
};

/** The kind of array that holds a field's rows. */
export const typeOf = (field: string) => TYPES[field] ?? Float32Array;

/** The engine's looks at one step. */
export interface Looks {
  test: Seen; // outputs on the test patches, and sums of all layers
  train: Seen; // gradients on eight training patches, and the weights
  crop: Seen; // output for the crop, and maps of all layers
}

export interface Measuring {
  layers: string[]; // whose outputs it needs; the last is the net's output
  summed: string[]; // whose sums it needs
  mapped: string[]; // whose maps it needs
  known: { layers?: string[]; units?: number[] }; // fields of the run that no step changes
  measure(looks: Looks, data: LiveData): Row;
}

export const isEnlarging = (run: Run): run is EnlargingRun => "input_rms" in run;

/** How to measure a run like `recorded`. */
export function measuringOf(recorded: Run): Measuring {
  return isEnlarging(recorded) ? enlarging(recorded) : denoising(recorded as DenoisingRun);
}

function denoising({ recipe, histogram, histogram_range, steps }: DenoisingRun): Measuring {
  const layers = layersOf(recipe);
  const names = layers.map(({ name }) => name);
  const mapped = layers.map(({ activated }) => activated);
  const before = names[names.length - 1];
  const output = recipe.input_skip ? "input_skip" : mapped[mapped.length - 1];
  const bins = histogram.length / steps.length;
  const drawn = recipe.net === "fsrcnn" ? mapped.slice(0, -1) : mapped; // its output is larger
  return {
    ...{ layers: [before, output], summed: [...new Set([...names, ...mapped])], mapped: drawn },
    known: { layers: names, units: layers.map(({ units }) => units) },
    measure({ test, train, crop }, data) {
      const residual = test.outputs[before];
      const made = test.outputs[output];
      const input = data.test.x.values;
      const painted = crop.outputs[output];
      return {
        psnr: psnr(made, data.test.y.values, 1),
        alive: share(residual, (value) => value > 0),
        darkened: share(made, (value, i) => value < input[i]),
        brightened: share(made, (value, i) => value > input[i]),
        gradient: Math.max(...Object.values(train.gradients).map(largest)),
        histogram: counted(residual, bins, histogram_range),
        added: painted.map((value, i) => Math.round(255 * (value - data.crop.values[i]))),
        signal: names.map((name) => test.summaries[name].rms),
        kernel_gradient: names.map((name) => rms(train.gradients[`${name}/kernel`])),
        dead: joined(mapped.map((name) => test.summaries[name].dead)),
        ...mapsIn(crop, drawn),
      };
    },
  };
}

function enlarging({ layers, recipe }: EnlargingRun): Measuring {
  const hidden = layers.slice(0, -1);
  const [output] = layers.slice(-1);
  const mapped = hidden.map((layer) => `${layer}_prelu`);
  const units = hidden.map((layer) => (/feature|expand/.test(layer) ? recipe.d : recipe.s));
  return {
    ...{ layers: [output], summed: layers, mapped, known: { units } },
    measure({ test, train, crop }, data) {
      const of = (variables: Record<string, Float32Array>, name: string) =>
        layers.map((layer) => rms(variables[`${layer}/${name}`]));
      return {
        psnr: psnr(test.outputs[output], data.test.y.values, 1),
        spread: deviation(test.outputs[output]),
        signal: layers.map((layer) => test.summaries[layer].rms),
        gradient: of(train.gradients, "kernel"),
        bias_gradient: of(train.gradients, "bias"),
        weight: of(train.weights, "kernel"),
        picture: crop.outputs[output].map((value) =>
          Math.round(Math.min(255, Math.max(0, 255 * value))),
        ),
        ...mapsIn(crop, mapped),
      };
    },
  };
}

function mapsIn({ step, maps }: Seen, layers: string[]): Row {
  return {
    maps: joined(layers.map((name) => maps[name].pixels)),
    map_scale: layers.map((name) => maps[name].largest),
    map_steps: step,
  };
}

/** dB; infinite for equal images. */
export function psnr(image: ArrayLike<number>, wanted: ArrayLike<number>, range: number): number {
  let sum = 0;
  for (let i = 0; i < wanted.length; i++) {
    const error = image[i] - wanted[i];
    sum += error * error;
  }
  return 10 * Math.log10((range ** 2 * wanted.length) / sum);
}

// A million values a snapshot: plain loops, for those over iterators take several times as long.
export function rms(values: Float32Array, from = 0): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const away = values[i] - from;
    sum += away * away;
  }
  return Math.sqrt(sum / values.length);
}

function deviation(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return rms(values, sum / values.length);
}

/** One array after the other. */
function joined(arrays: Uint8Array[]): Uint8Array {
  const all = new Uint8Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const array of arrays) {
    all.set(array, end);
    end += array.length;
  }
  return all;
}

function share(values: Float32Array, counts: (value: number, i: number) => boolean): number {
  let number = 0;
  for (let i = 0; i < values.length; i++) if (counts(values[i], i)) number++;
  return number / values.length;
}

export const largest = (values: Float32Array) =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** Values outside count in the first and the last bin. */
function counted(values: Float32Array, bins: number, [low, high]: [number, number]): Int32Array {
  const counts = new Int32Array(bins);
  for (const value of values) {
    const bin = Math.floor((bins * (value - low)) / (high - low));
    counts[Math.min(bins - 1, Math.max(0, bin))]++;
  }
  return counts;
}

// Recorded runs as the charts read them, and the numbers of the runs in a panel.

import type { Verdict } from "./matrix.ts";
import type { Numbers, Packed } from "./packed.ts";

/** Fields of both kinds of recipe; a chart reads those of its own kind only. */
export interface Recipe {
  seed: number;
  steps: number;
  patches: number;
  batch_size: number;
  net?: string; // of case B: "fsrcnn"
  // Case A: a denoiser of colour photographs
  depth: number;
  filters: number;
  channels: number;
  symmetric_skips: boolean;
  skip_every: number;
  input_skip: boolean;
  hidden_activation: string | null;
  residual_activation: string | null;
  // Case B: FSRCNN
  d: number;
  s: number;
  m: number;
  shallow: boolean;
  scale: number;
  prelu_slope: number;
}

/** One run. Arrays hold one entry for each of `steps`, but `loss` one for each training step. */
export interface Run {
  recipe: Recipe;
  steps: Numbers;
  psnr: Float32Array; // dB
  loss: Float32Array; // mean squared error of a batch
  words: Record<string, string[]>; // chart -> its text at each of `steps`
  verdict: Verdict; // how it ended
  references: [label: string, db: number][];
  provenance: string;
  // Pictures of 48 x 48 pixels, for seed 0 of a state only: the change, or the output
  added?: Int16Array;
  picture?: Uint8Array;
}

/** The feature maps of layers on the crop, N in all: `Maps` in engine/messages.ts. */
export interface Mapped {
  units: number[]; // maps of each layer; layers without maps come last
  maps: Uint8Array; // N pictures for each of `map_steps`
  map_scale: Float32Array; // a number for each layer and each of `map_steps`: the largest value
  map_steps: Numbers;
}

/** A run of case A, with the values before the last activation. */
export interface DenoisingRun extends Run, Mapped {
  added: Int16Array; // grey levels
  histogram: Numbers;
  histogram_range: [low: number, high: number];
  values: number; // number of values in each histogram
  identity_psnr: number; // dB of doing nothing
  alive: Float32Array; // shares
  darkened: Float32Array;
  brightened: Float32Array;
  gradient: Float32Array; // largest absolute value of any weight's
  // What each of the L layers with a kernel does; empty in recordings that are older than these.
  // N units in all.
  layers: string[];
  signal: Float32Array; // L for each step: rms before the activation
  kernel_gradient: Float32Array; // L for each step: rms
  dead: Uint8Array; // N for each step: 1 for a unit whose output is 0 everywhere
}

/** A run of case B; its arrays hold one number per layer for each of `steps`. Live ones have maps. */
export interface EnlargingRun extends Run, Partial<Mapped> {
  picture: Uint8Array; // grey levels
  layers: string[];
  input_rms: number;
  grey_psnr: number; // dB of predictors without a net
  nearest_psnr: number;
  bicubic_psnr: number;
  spread: Float32Array; // standard deviation of the output; one number for each step
  gradient: Float32Array; // of kernels
  signal: Float32Array;
  weight: Float32Array;
  bias_gradient: Float32Array;
}

/** Header of a file of runs; the data of a run is in two of its fields and in the arrays. */
export interface RunsMeta {
  runs: Partial<Run>[];
  described: Partial<Run>[];
}

/** All runs of an unpacked file; each array is looked up when it is first read. */
export function runsOf({ meta, names, array }: Packed<RunsMeta>): Run[] {
  const runs = meta.runs.map((run, i) => ({ ...run, ...meta.described[i] }));
  for (const name of names) {
    const [i, field] = name.split("/"); // "17/psnr"; arrays of no run have no "/"
    if (!field) continue;
    Object.defineProperty(runs[Number(i)], field, {
      configurable: true,
      get() {
        const value = array(name);
        Object.defineProperty(this, field, { value });
        return value;
      },
    });
  }
  return runs as Run[];
}

/** Number of a run in its panel: the seed varies fastest, then the last knob.
 *
 *  @param places index of each knob's value, from 0
 *  @param sizes number of values of each knob
 *  @param seeds number of runs of each state
 */
export function runNumber(places: number[], sizes: number[], seeds: number, seed: number): number {
  return places.reduce((index, place, knob) => index * sizes[knob] + place, 0) * seeds + seed;
}

/** Index of the last of `steps` (ascending) that is not after `wanted`, or 0. */
export function placeOf(steps: Numbers, wanted: number): number {
  return Math.max(
    0,
    steps.findLastIndex((step) => step <= wanted),
  );
}

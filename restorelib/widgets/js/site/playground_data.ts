// The images of a training: inputs made of clean ones, and the predictors that learn nothing.

import type { Images } from "../engine/messages.ts";
import { Random } from "../engine/random.ts";
import { psnr } from "../measuring.ts";
import type { Settings } from "./playground_settings.ts";
import { repeated, resampled } from "./resample.ts";

export const TRAINED = 400; // patches; more of them take longer to be made noisy
export const TESTED = 16; // patches that the score is taken of

/** Clean images in [0, 1]: patches to train and to test on, and one crop of 48 x 48 to show. */
export interface Clean {
  train: Images;
  test: Images;
  crop: Images;
}

interface Pair {
  x: Images; // what the net gets
  y: Images; // its targets
  nothing: Images; // what it costs nothing to make: the noisy images, or enlarged by bicubic
}

export interface Task {
  train: Pair;
  test: Pair;
  crop: Pair;
  references: [label: string, db: number][]; // scores on the test patches, best first
  scores: { nothing: number; grey: number; nearest: number | null };
}

/** @throws Error where the scale does not divide the sides */
export function taskOf(clean: Clean, settings: Settings): Task {
  const pair = settings.net === "red" ? noisy(settings.sigma) : small(settings.scale);
  const [train, test, crop] = [clean.train, clean.test, clean.crop].map(pair);
  const mean = train.y.values.reduce((sum, value) => sum + value, 0) / train.y.values.length;
  const score = (made: Float32Array) => psnr(made, test.y.values, 1);
  const grey = score(new Float32Array(test.y.values.length).fill(mean));
  const nothing = score(test.nothing.values);
  const same = { train, test, crop };
  if (settings.net === "red") {
    const references: Task["references"] = [
      ["doing nothing", nothing],
      ["one flat grey", grey],
    ];
    return { ...same, references, scores: { nothing, grey, nearest: null } };
  }
  const nearest = score(repeated(test.x, settings.scale).values);
  const references: Task["references"] = [
    ["bicubic", nothing],
    ["repeated pixels", nearest],
    ["one flat grey", grey],
  ];
  return { ...same, references, scores: { nothing, grey, nearest } };
}

/** Noise of this deviation, of 255; other noise for the train, test and shown images. */
const noisy =
  (sigma: number) =>
  (y: Images, i: number): Pair => {
    const random = new Random(i + 1);
    const values = y.values.map((value) => value + (sigma / 255) * random.normal());
    const x = { shape: y.shape, values };
    return { x, y, nothing: x };
  };

const small =
  (scale: number) =>
  (y: Images): Pair => {
    const [, rows, pixels] = y.shape;
    if (rows % scale || pixels % scale)
      throw new Error(
        `A scale of ${scale} expects sides that it divides; received ${rows} x ${pixels}.`,
      );
    const x = resampled(y, rows / scale, pixels / scale);
    return { x, y, nothing: resampled(x, rows, pixels) };
  };

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Seen } from "../engine/messages.ts";
import type { LiveData } from "../live_data.ts";
import { type Looks, measuringOf } from "../measuring.ts";
import type { Run } from "../runs.ts";

const floats = (...values: number[]) => Float32Array.from(values);
const images = (...values: number[]) => ({
  shape: [1, 1, values.length, 1] as const,
  values: floats(...values),
});
const seen = (outputs: Record<string, Float32Array>, variables = {}): Seen => ({
  ...{ name: "", step: 4, loss: null, outputs, summaries: {}, maps: {} },
  ...{ gradients: variables, weights: variables },
});

const summary = (rms: number, ...dead: number[]) => ({ rms, dead: Uint8Array.from(dead) });

test("the picture of an enlarging net is in grey levels from 0 to 255", () => {
  const recorded = {
    ...{ layers: ["feature", "deconv"], input_rms: 0.5, recipe: { d: 2, s: 1 } },
  } as unknown as Run;
  const variables = Object.fromEntries(
    ["feature/kernel", "feature/bias", "deconv/kernel", "deconv/bias"].map((name, i) => [
      name,
      floats(i, -i),
    ]),
  );
  const looks: Looks = {
    test: {
      ...seen({ deconv: floats(0.5, 0.7) }),
      summaries: { feature: summary(3, 0), deconv: summary(0.6, 0) },
    },
    train: seen({}, variables),
    crop: {
      ...seen({ deconv: floats(-1, 0.2, 0.499, 2) }),
      maps: { feature_prelu: { pixels: Uint8Array.of(8, 128), largest: 0.5 } },
    },
  };
  const data = { test: { x: images(0, 0), y: images(0.5, 0.6) } } as unknown as LiveData;
  const measuring = measuringOf(recorded);
  assert.deepEqual([measuring.mapped, measuring.known], [["feature_prelu"], { units: [2] }]);
  const { psnr, spread, signal, picture, ...rest } = measuring.measure(looks, data);
  assert.deepEqual(picture, floats(0, 51, 127, 255));
  assert.ok(Math.abs(Number(psnr) - 10 * Math.log10(2 / 0.01)) < 1e-4);
  assert.ok(Math.abs(Number(spread) - 0.1) < 1e-6);
  assert.deepEqual(signal, [3, 0.6]);
  assert.deepEqual(rest, {
    ...{ gradient: [0, 2], bias_gradient: [1, 3], weight: [0, 2] },
    ...{ maps: Uint8Array.of(8, 128), map_scale: [0.5], map_steps: 4 },
  });
});

const RECIPE = { depth: 2, input_skip: true, hidden_activation: "relu", filters: 2, channels: 1 };

test("what a denoiser adds is in grey levels, and values outside count in the end bins", () => {
  const recorded = {
    ...{ recipe: { ...RECIPE, residual_activation: "relu" }, steps: [0] },
    ...{ histogram: new Int32Array(4), histogram_range: [-0.2, 0.2] },
  } as unknown as Run;
  const pixels = (...levels: number[]) => Uint8Array.from(levels);
  const looks: Looks = {
    test: {
      ...seen({ deconv1: floats(-1, -0.05, 0.15, 1), input_skip: floats(0.5, 0.5, 0.65, 1.5) }),
      summaries: {
        ...{ conv1: summary(0.3), conv1_activation: summary(0.2, 0, 1) },
        ...{ deconv1: summary(0.4), residual: summary(0.1, 0) },
      },
    },
    train: seen({}, { "conv1/kernel": floats(0.25, -0.25), "deconv1/kernel": floats(0, 0) }),
    crop: {
      ...seen({ input_skip: floats(0.5, 1) }),
      maps: {
        conv1_activation: { pixels: pixels(128, 248, 128, 128), largest: 0.5 },
        residual: { pixels: pixels(8, 188), largest: 2 },
      },
    },
  };
  const data = {
    test: { x: images(0.5, 0.5, 0.5, 0.5), y: images(0.5, 0.5, 0.5, 0.5) },
    crop: images(0.5, 0.5),
  } as unknown as LiveData;
  const measuring = measuringOf(recorded);
  assert.deepEqual(measuring.known, { layers: ["conv1", "deconv1"], units: [2, 1] });
  assert.deepEqual(measuring.summed, ["conv1", "deconv1", "conv1_activation", "residual"]);
  assert.deepEqual(measuring.mapped, ["conv1_activation", "residual"]);
  const { psnr, ...rest } = measuring.measure(looks, data);
  assert.ok(Math.abs(Number(psnr) - 10 * Math.log10(4 / 1.0225)) < 1e-4);
  assert.deepEqual(rest, {
    ...{ alive: 0.5, darkened: 0, brightened: 0.5, gradient: 0.25 },
    ...{ histogram: Int32Array.of(1, 1, 0, 2), added: floats(0, 128) },
    ...{ signal: [0.3, 0.4], kernel_gradient: [0.25, 0], dead: pixels(0, 1, 0) },
    ...{ maps: pixels(128, 248, 128, 128, 8, 188), map_scale: [0.5, 2], map_steps: 4 },
  });
});

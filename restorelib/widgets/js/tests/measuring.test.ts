import assert from "node:assert/strict";
import { test } from "node:test";
import type { LiveData } from "../live_data.ts";
import { type Looks, measuringOf } from "../measuring.ts";
import type { Run } from "../runs.ts";

const floats = (...values: number[]) => Float32Array.from(values);
const images = (...values: number[]) => ({
  shape: [1, 1, values.length, 1] as const,
  values: floats(...values),
});
const seen = (outputs: Record<string, Float32Array>, variables = {}) => ({
  ...{ name: "", step: 4, loss: null, outputs },
  ...{ gradients: variables, weights: variables },
});

test("the picture of an enlarging net is in grey levels from 0 to 255", () => {
  const recorded = { layers: ["feature", "deconv"] } as unknown as Run;
  const variables = Object.fromEntries(
    ["feature/kernel", "feature/bias", "deconv/kernel", "deconv/bias"].map((name, i) => [
      name,
      floats(i, -i),
    ]),
  );
  const looks: Looks = {
    test: seen({ feature: floats(3, -3), deconv: floats(0.5, 0.7) }),
    train: seen({}, variables),
    crop: seen({ deconv: floats(-1, 0.2, 0.499, 2) }),
  };
  const data = { test: { x: images(0, 0), y: images(0.5, 0.6) } } as unknown as LiveData;
  const { psnr, spread, signal, picture, ...rest } = measuringOf(recorded).measure(looks, data);
  assert.deepEqual(picture, floats(0, 51, 127, 255));
  assert.ok(Math.abs(Number(psnr) - 10 * Math.log10(2 / 0.01)) < 1e-4);
  assert.ok(Math.abs(Number(spread) - 0.1) < 1e-6);
  assert.equal((signal as number[])[0], 3);
  assert.deepEqual(rest, { gradient: [0, 2], bias_gradient: [1, 3], weight: [0, 2] });
});

test("what a denoiser adds is in grey levels, and values outside count in the end bins", () => {
  const recorded = {
    ...{ recipe: { depth: 10, input_skip: true, residual_activation: "relu" }, steps: [0] },
    ...{ histogram: new Int32Array(4), histogram_range: [-0.2, 0.2] },
  } as unknown as Run;
  const looks: Looks = {
    test: seen({ deconv5: floats(-1, -0.05, 0.15, 1), input_skip: floats(0.5, 0.5, 0.65, 1.5) }),
    train: seen({}, { "conv1/kernel": floats(0.1, -0.25) }),
    crop: seen({ input_skip: floats(0.5, 1) }),
  };
  const data = {
    test: { x: images(0.5, 0.5, 0.5, 0.5), y: images(0.5, 0.5, 0.5, 0.5) },
    crop: images(0.5, 0.5),
  } as unknown as LiveData;
  const { psnr, ...rest } = measuringOf(recorded).measure(looks, data);
  assert.ok(Math.abs(Number(psnr) - 10 * Math.log10(4 / 1.0225)) < 1e-4);
  assert.deepEqual(rest, {
    ...{ alive: 0.5, darkened: 0, brightened: 0.5, gradient: 0.25 },
    ...{ histogram: Int32Array.of(1, 1, 0, 2), added: floats(0, 128) },
  });
});

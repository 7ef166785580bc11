import assert from "node:assert/strict";
import { test } from "node:test";
import { insideOf, layersOf, skipsOf } from "../layers.ts";
import type { DenoisingRun, Recipe } from "../runs.ts";

const RECIPE = {
  ...{ depth: 10, filters: 32, channels: 3, symmetric_skips: true, skip_every: 1 },
  ...{ input_skip: true, hidden_activation: "relu", residual_activation: "relu" },
} as Recipe;
const layers = (change: Partial<Recipe>) => layersOf({ ...RECIPE, ...change });
const skips = (change: Partial<Recipe>) => skipsOf({ ...RECIPE, ...change });

test("layers have Keras's names, and those of what follows them", () => {
  const [first, ...rest] = layers({});
  assert.deepEqual(first, { name: "conv1", activated: "conv1_activation", units: 32 });
  assert.equal(rest.length, 9);
  assert.deepEqual(rest.at(-1), { name: "deconv5", activated: "residual", units: 3 });
  for (const residual_activation of [null, "linear"])
    assert.equal(layers({ residual_activation }).at(-1)?.activated, "deconv5");
  assert.equal(layers({ hidden_activation: null })[0].activated, "conv1");
});

test("skips lead from a convolution to its mirror image, and from the input to the output", () => {
  const symmetric = [
    [3, 5],
    [2, 6],
    [1, 7],
    [0, 8],
  ];
  assert.deepEqual(skips({}), [...symmetric, [-1, 9]]);
  assert.deepEqual(skips({ input_skip: false }), symmetric);
  assert.deepEqual(skips({ symmetric_skips: false }), [[-1, 9]]);
  assert.deepEqual(skips({ skip_every: 2, input_skip: false }), [symmetric[0], symmetric[2]]);
  assert.equal(skips({ depth: 30, skip_every: 2 }).length, 8);
});

test("what was measured is taken apart by step and by layer", () => {
  const run = {
    ...{ steps: [0, 1], units: [2, 1], dead: Uint8Array.of(0, 0, 1, 1, 0, 0) },
    ...{ signal: Float32Array.of(1, 2, 3, 4), kernel_gradient: Float32Array.of(5, 6, 7, 8) },
  } as unknown as DenoisingRun;
  assert.deepEqual(insideOf({ run, at: 1 }), {
    ...{ signal: Float32Array.of(3, 4), gradient: Float32Array.of(7, 8) },
    dead: [[1, 0], [0]],
  });
  assert.equal(insideOf({ run: { ...run, signal: new Float32Array() }, at: 0 }), null);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { noisy } from "../live_data.ts";

test("the noise that the browser draws is as strong as it should be, and always the same", async () => {
  const clean = { shape: [1, 100, 100, 1] as const, values: new Float32Array(10_000).fill(0.5) };
  const { values, shape } = await noisy(clean, 0.04);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  assert.ok(Math.abs(mean - 0.5) < 0.002 && Math.abs(Math.sqrt(variance) - 0.04) < 0.002);
  assert.deepEqual([shape, values], [clean.shape, (await noisy(clean, 0.04)).values]);
});

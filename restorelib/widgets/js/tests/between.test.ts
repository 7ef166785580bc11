import assert from "node:assert/strict";
import { test } from "node:test";
import { between, blend, rowAt, still } from "../between.ts";
import type { Run } from "../runs.ts";

const run = {
  steps: Int32Array.of(0, 1, 2),
  psnr: Float32Array.of(10, 20, 30),
  loss: Float32Array.of(1, 2, 3, 4, 5, 6),
} as unknown as Run;
const loss = (frame: { run: Run; at: number }) => rowAt(frame.run.loss, frame);

test("each number is its share of the way from one row to the other", () => {
  assert.deepEqual(Array.from(blend([0, 10, -4], [4, 10, 4], 0)), [0, 10, -4]);
  assert.deepEqual(Array.from(blend([0, 10, -4], [4, 10, 4], 0.25)), [1, 10, -2]);
  assert.deepEqual(Array.from(blend([0, 10, -4], [4, 10, 4], 1)), [4, 10, 4]);
});

test("rows of different lengths cannot blend: the second is drawn at once", () => {
  assert.deepEqual(Array.from(blend([1, 2], [3, 4, 5], 0.5)), [3, 4, 5]);
  assert.deepEqual(Array.from(blend([], [3], 0)), [3]);
});

test("a motion reads both its frames, and one at rest only its end", () => {
  const from = { run, at: 0 };
  const to = { run, at: 2 };
  assert.deepEqual([...loss(from)], [1, 2]);
  assert.deepEqual(Array.from(between({ from, to, share: 0.5 }, loss)), [3, 4]);
  let reads = 0;
  const counted = (frame: typeof from) => {
    reads++;
    return loss(frame);
  };
  assert.deepEqual(Array.from(between(still(to), counted)), [5, 6]);
  assert.equal(reads, 1);
});

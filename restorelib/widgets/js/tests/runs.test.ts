import assert from "node:assert/strict";
import { test } from "node:test";
import type { Packed } from "../packed.ts";
import { placeOf, type RunsMeta, runNumber, runsOf } from "../runs.ts";

test("runs are numbered as nested loops count: knobs in their order, then the seed", () => {
  const sizes = [2, 3, 4];
  const seeds = 5;
  let expected = 0;
  for (let a = 0; a < 2; a++)
    for (let b = 0; b < 3; b++)
      for (let c = 0; c < 4; c++)
        for (let seed = 0; seed < seeds; seed++)
          assert.equal(runNumber([a, b, c], sizes, seeds, seed), expected++);
});

test("with no knobs the seed is the number", () => {
  assert.equal(runNumber([], [], 10, 7), 7);
});

test("a run is its recipe, its words and its arrays; an array is read once, when asked for", () => {
  const asked: string[] = [];
  const file = {
    meta: { runs: [{ words: { a: ["A"] } }, {}], described: [{ provenance: "p" }, {}] },
    names: ["0/psnr", "1/psnr", "clean"],
    array(name: string) {
      asked.push(name);
      return Float32Array.of(name === "1/psnr" ? 31 : 30);
    },
  } satisfies Packed<RunsMeta>;
  const [first, second] = runsOf(file);
  assert.deepEqual([first.words, first.provenance], [{ a: ["A"] }, "p"]);
  assert.deepEqual(asked, []);
  assert.equal(second.psnr[0], 31);
  assert.equal(second.psnr, second.psnr);
  assert.deepEqual(asked, ["1/psnr"]);
});

test("the step shown is the last one that is not after the wanted one", () => {
  const steps = Int32Array.of(0, 1, 2, 4, 8);
  assert.equal(placeOf(steps, 4), 3);
  assert.equal(placeOf(steps, 7), 3);
  assert.equal(placeOf(steps, Number.POSITIVE_INFINITY), 4);
  assert.equal(placeOf(steps, -1), 0);
});

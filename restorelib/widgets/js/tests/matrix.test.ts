import assert from "node:assert/strict";
import { test } from "node:test";
import { type Cell, changed, next, placesOf, stateOf, told } from "../matrix.ts";
import { runNumber } from "../runs.ts";

const SHAPE = { sizes: [2, 3], seeds: 4 };

test("a row is the chosen state with one knob changed", () => {
  assert.deepEqual(changed([1, 2], { knob: 0, value: 0 }), [0, 2]);
  for (const choice of [
    [0, 0],
    [1, 2],
  ])
    SHAPE.sizes.forEach((size, knob) => {
      for (let value = 0; value < size; value++) {
        const places = knob === 0 ? [value, choice[1]] : [choice[0], value];
        const first = runNumber(places, SHAPE.sizes, SHAPE.seeds, 0);
        assert.equal(stateOf(choice, { knob, value }, SHAPE) * SHAPE.seeds, first);
      }
    });
});

test("the places of a state number it again", () => {
  for (let state = 0; state < 6; state++)
    assert.equal(runNumber(placesOf(state, SHAPE.sizes), SHAPE.sizes, 1, 0), state);
  assert.deepEqual(placesOf(5, [2, 3]), [1, 2]);
});

test("arrows walk over all rows as over one table, and stop at its edges", () => {
  const cell = { knob: 0, value: 1, seed: 2 };
  const walked = (from: Cell, ...keys: string[]) =>
    keys.reduce<Cell | null>((at, key) => at && next(key, at, SHAPE), from);
  assert.deepEqual(walked(cell, "ArrowRight"), { ...cell, seed: 3 });
  assert.deepEqual(walked(cell, "ArrowRight", "ArrowRight"), { ...cell, seed: 3 });
  assert.deepEqual(walked(cell, "ArrowLeft"), { ...cell, seed: 1 });
  assert.deepEqual(walked(cell, "ArrowDown"), { knob: 1, value: 0, seed: 2 });
  assert.deepEqual(walked(cell, "ArrowDown", "ArrowUp"), cell);
  assert.deepEqual(walked(cell, "ArrowUp", "ArrowUp"), { ...cell, value: 0 });
  const down = Array(9).fill("ArrowDown");
  assert.deepEqual(walked(cell, ...down), { knob: 1, value: 2, seed: 2 });
  assert.deepEqual(walked(cell, "Home"), { ...cell, seed: 0 });
  assert.deepEqual(walked(cell, "End"), { ...cell, seed: 3 });
});

test("all other keys are the page's", () => {
  for (const key of ["Tab", "a", "Escape"])
    assert.equal(next(key, { knob: 0, value: 0, seed: 0 }, SHAPE), null);
});

test("a covered cell does not tell its outcome", () => {
  assert.equal(told("tanh", 3, ["better", "better, +2.9 dB"]), "tanh, seed 3: better, +2.9 dB");
  assert.equal(told("tanh", 3, null), "tanh, seed 3: not seen yet");
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { centred, drawn, keyed, moved, type Region, resized, spoken } from "../region.ts";

const WHOLE: [number, number] = [400, 300];
const REGION: Region = [100, 50, 80, 60];

test("a region is moved by whole pixels, and stops at the sides of the photograph", () => {
  assert.deepEqual(moved(REGION, [10.4, -20.6], WHOLE), [110, 29, 80, 60]);
  assert.deepEqual(moved(REGION, [-999, 999], WHOLE), [0, 240, 80, 60]);
  assert.deepEqual(moved(REGION, [999, -999], WHOLE), [320, 0, 80, 60]);
});

test("its size changes at the right and below, from 16 pixels to the sides of the photograph", () => {
  assert.deepEqual(resized(REGION, [20, -10], WHOLE), [100, 50, 100, 50]);
  assert.deepEqual(resized(REGION, [999, 999], WHOLE), [100, 50, 300, 250]);
  assert.deepEqual(resized(REGION, [-999, -999], WHOLE), [100, 50, 16, 16]);
});

test("a new one is drawn from any corner, and lies in the photograph", () => {
  assert.deepEqual(drawn([10, 20], [110, 70], WHOLE), [10, 20, 100, 50]);
  assert.deepEqual(drawn([110, 70], [10, 20], WHOLE), [10, 20, 100, 50]);
  assert.deepEqual(drawn([390, 290], [999, 999], WHOLE), [384, 284, 16, 16]);
  assert.deepEqual(drawn([-50, -50], [500, 500], WHOLE), [0, 0, 400, 300]);
});

test("it is brought to a point as far as the photograph goes", () => {
  assert.deepEqual(centred(REGION, [200, 150], WHOLE), [160, 120, 80, 60]);
  assert.deepEqual(centred(REGION, [0, 300], WHOLE), [0, 240, 80, 60]);
});

test("a photograph that is smaller than the least region is a region by itself", () => {
  const small: [number, number] = [9, 5];
  assert.deepEqual(drawn([2, 2], [3, 3], small), [0, 0, 9, 5]);
  assert.deepEqual(resized([0, 0, 9, 5], [-99, -99], small), [0, 0, 9, 5]);
  assert.deepEqual(moved([0, 0, 9, 5], [4, 4], small), [0, 0, 9, 5]);
});

test("arrow keys move it, with Shift they change its size; other keys are left to the page", () => {
  assert.deepEqual(keyed(REGION, "ArrowLeft", false, WHOLE), [80, 50, 80, 60]);
  assert.deepEqual(keyed(REGION, "ArrowDown", false, WHOLE), [100, 70, 80, 60]);
  assert.deepEqual(keyed(REGION, "ArrowRight", true, WHOLE), [100, 50, 100, 60]);
  assert.deepEqual(keyed(REGION, "ArrowUp", true, WHOLE), [100, 50, 80, 40]);
  for (const key of ["Tab", "Enter", "a", "Escape"])
    assert.equal(keyed(REGION, key, false, WHOLE), null);
  assert.equal(spoken(REGION), "Region of 80 by 60 pixels, at column 100, row 50");
});

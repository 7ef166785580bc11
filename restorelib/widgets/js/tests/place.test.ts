import assert from "node:assert/strict";
import { test } from "node:test";
import { beside } from "../site/place.ts";

const box = { width: 300, height: 100 };
const view = { width: 390, height: 800 };

test("a box stands below its words, above where there is more room, and inside the window", () => {
  assert.deepEqual(beside({ left: 20, top: 100, bottom: 120 }, box, view), { left: 20, top: 126 });
  assert.deepEqual(beside({ left: 20, top: 700, bottom: 720 }, box, view), { left: 20, top: 594 });
  assert.equal(beside({ left: 300, top: 100, bottom: 120 }, box, view).left, 390 - 300 - 12);
  assert.equal(beside({ left: -20, top: 100, bottom: 120 }, box, view).left, 12);
});

test("where it fits nowhere it stands where more of it fits", () => {
  const low = { width: 390, height: 150 };
  assert.equal(beside({ left: 0, top: 20, bottom: 40 }, box, low).top, 46);
  assert.ok(beside({ left: 0, top: 110, bottom: 130 }, box, low).top < 110);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { actionOf } from "../keys.ts";

const reveal = (key: string) => {
  const action = actionOf(key, false, 0.5);
  assert.equal(action?.kind, "reveal", key);
  return action?.kind === "reveal" ? action.to : Number.NaN;
};

test("arrows move the line a little, Page keys more, Home and End all the way", () => {
  assert.equal(reveal("ArrowRight"), 0.52);
  assert.equal(reveal("ArrowUp"), 0.52);
  assert.equal(reveal("ArrowLeft"), 0.48);
  assert.equal(reveal("ArrowDown"), 0.48);
  assert.equal(reveal("PageUp"), 0.6);
  assert.equal(reveal("PageDown"), 0.4);
  assert.deepEqual([reveal("Home"), reveal("End")], [0, 1]);
});

test("plus and minus zoom, on keyboards that need Shift for them, too", () => {
  for (const key of ["+", "="])
    assert.deepEqual(actionOf(key, false, 0), { kind: "zoom", factor: 2 });
  for (const key of ["-", "_"])
    assert.deepEqual(actionOf(key, true, 0), { kind: "zoom", factor: 0.5 });
});

test("Shift with an arrow moves the picture against the arrow, so that the view follows it", () => {
  assert.deepEqual(actionOf("ArrowRight", true, 0), { kind: "pan", x: -0.1, y: -0 });
  assert.deepEqual(actionOf("ArrowUp", true, 0), { kind: "pan", x: -0, y: 0.1 });
});

test("all other keys are the page's", () => {
  for (const key of ["Tab", "Enter", "a", " "]) assert.equal(actionOf(key, false, 0.5), null);
});

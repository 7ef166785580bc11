import assert from "node:assert/strict";
import { test } from "node:test";

import { markOf } from "../marks.ts";

test("the right answer and a wrong guess are marked, each in words", () => {
  assert.deepEqual(markOf("a", "b", "a"), { kind: "right", words: "✔ measured" });
  assert.deepEqual(markOf("b", "b", "a"), { kind: "wrong", words: "✘ your guess" });
  assert.equal(markOf("c", "b", "a"), null);
});

test("a right guess is marked once", () => {
  assert.deepEqual(markOf("a", "a", "a"), { kind: "right", words: "✔ your guess, and right" });
});

test("without a right answer no guess is called wrong", () => {
  assert.equal(markOf("a", "a", ""), null);
});

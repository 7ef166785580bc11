import assert from "node:assert/strict";
import { test } from "node:test";
import { type Rule, verdictOf } from "../verdict.ts";

const RULES: Rule[] = [
  [
    "stuck",
    [
      ["gain", "<", 0.01],
      ["gain", ">", -0.01],
      ["alive", "<=", 2],
    ],
    "stuck",
  ],
  ["better", [["gain", ">=", 0.3]], "better, {gain:+z.1f} dB"],
  ["same", [], "the same, {gain:+z.1f} dB"],
];

test("the first rule whose conditions all hold counts", () => {
  assert.deepEqual(verdictOf(RULES, { gain: 0, alive: 2 }), ["stuck", "stuck"]);
  assert.deepEqual(verdictOf(RULES, { gain: 0, alive: 3 }), ["same", "the same, +0.0 dB"]);
  assert.deepEqual(verdictOf(RULES, { gain: 0.01, alive: 0 }), ["same", "the same, +0.0 dB"]);
  assert.deepEqual(verdictOf(RULES, { gain: -0.01, alive: 0 }), ["same", "the same, +0.0 dB"]);
  assert.deepEqual(verdictOf(RULES, { gain: 0.3, alive: 0 }), ["better", "better, +0.3 dB"]);
});

test("rules that leave a case out are an error", () => {
  assert.throws(() => verdictOf(RULES.slice(0, 2), { gain: 0, alive: 3 }), /without conditions/);
});

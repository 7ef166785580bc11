import assert from "node:assert/strict";
import { test } from "node:test";
import { snapshotSteps } from "../live_run.ts";
import { fill, formatted } from "../wording.ts";

test("numbers are written as Python's format and `typeset` write them", () => {
  const known: [value: number, form: string, text: string][] = [
    [4096, ",", "4,096"],
    [-15.265, ".2f", "−15.27"],
    [0.125, ".2f", "0.12"], // a half goes to the even digit
    [0.375, ".2f", "0.38"],
    [-0.125, ".2f", "−0.12"],
    [2.675, ".2f", "2.67"], // no half: the nearest double is below
    [0.0625, ".1%", "6.2%"],
    [-0.001, "+z.2f", "+0.00"],
    [0.5, "+z.2f", "+0.50"],
    [4.1e-6, ".1e", "4.1e−6"],
    [1.25, ".1e", "1.2e0"],
    [0, ".1e", "0.0e0"],
    [3e7, ".1e", "3.0e7"],
    [0, ".1e|exactly 0", "exactly 0"],
    [0.5, "size", "0.5"],
    [0.125, "size", "0.12"],
    [13.4, "size", "13"],
    [99.6, "size", "1e2"],
    [-0.0123, "size", "−0.012"],
    [0.00999, "size", "1.0e−2"],
    [3.31e-10, "size", "3.3e−10"],
    [0, "size", "0.0e0"],
  ];
  for (const [value, form, text] of known) assert.equal(formatted(value, form), text);
});

test("a part in brackets is left out where a fact is missing, and only there", () => {
  const facts = { step: 1, name: "conv1" };
  assert.equal(fill("{step:,} step{step:plural} of {name}[, {rest:,}]", facts), "1 step of conv1");
  assert.throws(() => fill("{rest:,}", facts), /A fact is missing/);
});

test("snapshots are taken at the steps of recorded runs", () => {
  assert.deepEqual(snapshotSteps(0), [0]);
  assert.deepEqual(snapshotSteps(8), [0, 1, 2, 4, 8]);
  assert.deepEqual(snapshotSteps(9), [0, 1, 2, 4, 8, 9]);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { factsIn } from "../site/known_facts.ts";

const facts = (fields: Record<string, string>) => factsIn(fields).facts;

test("one number is how many classes, several are their counts or shares", () => {
  assert.deepEqual(facts({ classes: "10" }), { classes: 10 });
  assert.deepEqual(facts({ classes: "50, 30, 20" }), { classes: 3, shares: [0.5, 0.3, 0.2] });
  assert.deepEqual(facts({ classes: "[6000 2000]" }), { classes: 2, shares: [0.75, 0.25] });
  assert.deepEqual(facts({ classes: "75%/25%" }), { classes: 2, shares: [0.75, 0.25] });
  for (const nonsense of ["", "many", "2.5", "-3 4", "0 0", "1"])
    assert.deepEqual(facts({ classes: nonsense }), {});
});

test("a range gives its span, and sigma below 1 counts in the units of y", () => {
  assert.deepEqual(facts({ range: "0 to 255" }), { span: 255 });
  assert.deepEqual(facts({ range: "-1, 1", sigma: "25" }), { span: 2, sigma: 25 });
  assert.deepEqual(facts({ range: "0 1", sigma: "0.1" }), { span: 1, sigma: 25.5 });
  assert.deepEqual(facts({ range: "1", sigma: "-3" }), {});
});

test("numbers come with the digits that they were written with", () => {
  const given = factsIn({ std: "0.29", accuracy: "10.0%", mean: "−0.5" });
  assert.deepEqual(given.facts, { mean: -0.5, std: 0.29, accuracy: 0.1 });
  assert.equal(given.halves.std, 0.005);
  assert.equal(given.halves.accuracy.toFixed(5), "0.00050");
  assert.deepEqual(facts({ std: "-1", mean: "nan" }), {});
});

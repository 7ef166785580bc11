import assert from "node:assert/strict";
import { test } from "node:test";
import { clamp, closest, integer, minus, scientific, short, times } from "../numbers.ts";

test("whole numbers have commas, and a minus is no hyphen", () => {
  assert.equal(integer(1048576), "1,048,576");
  assert.equal(minus(-3.5), "−3.5");
  assert.equal(minus("1e-20"), "1e−20");
});

test("scientific: an exponent only where the number is not read easily", () => {
  const told: [number, string][] = [
    [0, "0"],
    [0.01, "0.010"],
    [0.5, "0.50"],
    [99, "99"],
    [100, "1.0e2"],
    [0.0099, "9.9e−3"],
    [1.26e-20, "1.3e−20"],
  ];
  for (const [value, text] of told) assert.equal(scientific(value), text);
});

test("short: two digits, one below 0.001, no zeros at the end", () => {
  assert.deepEqual([0.05, 0.0123, 0.00054, 1].map(short), ["0.05", "0.012", "0.0005", "1"]);
});

test("times: both directions, and nothing said of a tenth", () => {
  assert.equal(times(1.05), "as large as");
  assert.equal(times(0.25), "4 times smaller than");
  assert.equal(times(3.06), "3.1 times larger than");
  assert.equal(times(1e-5), "1.0e5 times smaller than");
});

test("clamp keeps a value between two others", () => {
  assert.deepEqual(
    [-1, 0.5, 2].map((value) => clamp(value, 0, 1)),
    [0, 0.5, 1],
  );
});

test("the closest value is the one that a pointer means", () => {
  const places = Float32Array.of(46, 90, 134);
  assert.deepEqual(
    [0, 60, 70, 111, 113, 999].map((x) => closest(places, x)),
    [0, 0, 1, 1, 2, 2],
  );
  assert.equal(closest([10, 20], 15), 0);
});

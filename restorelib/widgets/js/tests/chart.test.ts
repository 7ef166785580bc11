import assert from "node:assert/strict";
import { test } from "node:test";
import { place, smooth } from "../chart.ts";
import { escapeText, path, svgText } from "../svg.ts";

test("steps double from place to place, with 0 before them", () => {
  assert.deepEqual([0, 1, 2, 4, 1024].map(place), [0, 1, 2, 3, 11]);
});

test("a constant loss is a constant curve: 0.01 is 20 dB at every place", () => {
  const curve = smooth(new Float32Array(100).fill(0.01));
  assert.equal(curve[0][0], 1);
  assert.ok(curve.length < 60); // late steps share an eighth
  for (const [, db] of curve) assert.ok(Math.abs(db - 20) < 1e-6);
});

test("losses of one slice are averaged before the logarithm", () => {
  // Steps 44 to 47 lie within half an eighth of position 6.5: log2(44) = 5.46, log2(47) = 5.55.
  const curve = smooth(Array.from({ length: 100 }, (_, i) => (i + 1 === 46 ? 0.02 : 0.04)));
  const [, db] = curve.find(([at]) => at === 6.5) ?? [0, 0];
  assert.ok(Math.abs(db + 10 * Math.log10((3 * 0.04 + 0.02) / 4)) < 1e-9);
});

test("words of a chart cannot end its markup", () => {
  assert.equal(escapeText('<a b="1">&'), "&lt;a b=&quot;1&quot;&gt;&amp;");
  assert.ok(svgText(1, 2, "a < b").includes(">a &lt; b</text>"));
});

test("a path of no points is empty", () => {
  assert.equal(path([]), "");
  assert.equal(
    path([
      [1, 2],
      [3.06, 4],
    ]),
    "M1.0,2.0L3.1,4.0",
  );
});

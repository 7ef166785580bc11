import assert from "node:assert/strict";
import { test } from "node:test";
import type { Layer } from "../layers.ts";
import { toldOf } from "../network.ts";
import type { DenoisingRun } from "../runs.ts";
import {
  type Bands,
  bandsIn,
  columnsOf,
  labelOf,
  movingSvg,
  type Strip,
  stillSvg,
  thickness,
  UNKNOWN,
} from "../strip.ts";

const layer = (name: string, units: number): Layer => ({ name, activated: name, units });
const LAYERS = [layer("conv1", 4), layer("deconv1", 1)];
const INSIDE = { signal: [0.5, 1e-7], gradient: [0, 1e-3], dead: [[1, 0, 0, 1], [0]] };
const BANDS: Bands = { ...INSIDE, signal: [0.5, 0.1], gradient: [0, 0.4] };
const strip = (bands: Bands | null) => {
  const whole: Strip = { layers: LAYERS, skips: [[-1, 1]], bands, width: 400, height: 80 };
  return stillSvg(whole) + movingSvg(whole);
};
const count = (text: string, part: string) => text.split(part).length - 1;

test("a band is as thick as the logarithm of the size, and none where it is exactly 0", () => {
  const ends: [number, number] = [1e-6, 1];
  assert.equal(thickness(1, ends), 1);
  assert.equal(thickness(1e-3, ends), 0.5);
  assert.equal(thickness(1e-9, ends), 0.05); // too small for the scale, and still to be seen
  assert.equal(thickness(1e3, ends), 1);
  assert.equal(thickness(0, ends), 0);
});

test("on the way between two steps a band has a thickness between theirs", () => {
  const run = {
    ...{ steps: [0, 1], units: [1], signal: Float32Array.of(1e-6, 10) },
    ...{ kernel_gradient: Float32Array.of(0.1, 0), dead: Uint8Array.of(0, 1) },
  } as unknown as DenoisingRun;
  const frames = { from: { run, at: 0 }, to: { run, at: 1 } };
  const { signal, gradient, dead } = bandsIn({ ...frames, share: 0.5 }) as Bands;
  assert.deepEqual([...Array.from(gradient), ...Array.from(dead[0])], [0.5, 0.5]);
  assert.ok(Math.abs(signal[0] - 0.525) < 1e-6);
  assert.equal(bandsIn({ ...frames, share: 1 })?.gradient[0], 0);
  const old = { run: { ...run, signal: new Float32Array() }, at: 0 };
  assert.equal(bandsIn({ from: frames.from, to: old, share: 0.5 }), null);
  const fromOld = bandsIn({ from: old, to: frames.to, share: 0.5 });
  assert.equal(fromOld?.signal[0], 1); // nothing to come from
});

test("each layer has a band of its signal and of its gradient, unless that is exactly 0", () => {
  const svg = strip(BANDS);
  assert.equal(count(svg, "rl-forward"), 2);
  assert.equal(count(svg, "rl-backward"), 1);
  assert.ok(!svg.includes("exactly 0")); // it is not 0 in all of them
  assert.ok(strip({ ...BANDS, gradient: [0, 0] }).includes("exactly 0"));
  assert.equal(count(svg, "rl-from-input"), 1);
});

test("a unit is a cell, and a dead one is crossed out", () => {
  const paths = [...strip(BANDS).matchAll(/d="([^"]*)" class="(rl-unit|rl-dead)"/g)];
  const cells = paths.map(([, d, kind]) => [kind, d.split("M").slice(1)] as const);
  assert.deepEqual(
    cells.map(([kind, all]) => [kind, all.length]),
    [
      ["rl-unit", 4],
      ["rl-unit", 1],
      ["rl-dead", 2],
      ["rl-dead", 0],
    ],
  );
  const corner = (cell: string) => /[\d.]+,[\d.]+/.exec(cell)?.[0];
  const [all, , dead] = cells.map(([, each]) => each.map(corner));
  assert.deepEqual(dead, [all[0], all[3]]); // over their own cells
});

test("where nothing was measured, the layers stand there and a text says so", () => {
  const svg = strip(null);
  for (const text of UNKNOWN) assert.ok(svg.includes(text));
  assert.equal(count(svg, "rl-unknown"), 2);
  assert.equal(count(svg, "rl-band"), 0);
});

test("cells of a table are nearly square", () => {
  assert.equal(columnsOf(32, 0.9), 4);
  assert.equal(columnsOf(32, 8), 16);
  assert.equal(columnsOf(64, 1), 8);
  assert.equal(columnsOf(3, 0.1), 1);
});

test("names of layers are as long as there is room", () => {
  assert.equal(labelOf("deconv3", 7, 50, 10), "deconv3");
  assert.equal(labelOf("deconv3", 7, 30, 10), "d3");
  const names = Array.from({ length: 30 }, (_, i) => `${i < 15 ? "" : "de"}conv${(i % 15) + 1}`);
  const told = names.map((name, i) => labelOf(name, i, 10, 30)).filter(Boolean);
  assert.deepEqual(told, ["c1", "c5", "c10", "d1", "d5", "d10", "d15"]);
});

test("a layer is told in words", () => {
  assert.equal(
    toldOf(LAYERS[0], 0, INSIDE),
    "conv1: 2 of 4 units are dead; signal 0.50 (rms), gradient exactly 0",
  );
  assert.match(toldOf(LAYERS[1], 1, INSIDE), /0 of 1 units .* gradient 1.0e−3$/);
  assert.equal(toldOf(LAYERS[0], 0, null), "conv1: 4 units, not recorded");
});

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Recipe } from "../runs.ts";
import {
  between,
  keyed,
  placeAt,
  read,
  stroke,
  valueAt,
  worst,
  written,
} from "../training_map_border.ts";
import { type MapsMeta, mapsOf } from "../training_map_data.ts";
import { kindOf, linesSvg } from "../training_map_grid.ts";
import { leftAt, means } from "../training_map_live.ts";
import {
  cellTold,
  colourOf,
  comparison,
  disagree,
  formulaTold,
  gainOne,
  shareOf,
} from "../training_map_words.ts";

const FSRCNN = { d: 56, s: 12, m: 4, shallow: false, scale: 3, prelu_slope: 0.25 };
// Two nets at four deviations; the border of the first is inside, that of the second off the map.
const ENDS = [
  0, 0, 300, 40, 40, 40, -1, -1, 0, 64, 64, 40, 500, 80, 0, 32, 32, 32, 32, 32, 32, 200, -1, 200,
];
const META = {
  ...{ title: "", question: "", legend: "", learns_right: true, has_gain: true, provenance: "" },
  ...{
    plateau: "grey",
    off: 1,
    window: 32,
    seeds: 3,
    steps: 1024,
    colours: ["#000000", "#ffffff"],
  },
  x: {
    title: "",
    values: [0.001, 0.01, 0.1, 1],
    labels: ["0.001", "0.01", "0.1", "1"],
    one: "a std of {}",
    field: "kernel_initializer",
    given: ["normal_0.001", "normal_0.01", "normal_0.1", "normal_1"],
  },
  y: {
    title: "",
    values: [4, 8],
    labels: ["8", "12"],
    one: "{} layers",
    field: "m",
    given: [4, 8],
  },
  ends: [
    [0, "not within 1,024 steps"],
    [-1, "diverged"],
  ],
  panel: ["b", ""],
  maps: [
    { label: "SGD", finding: "", border: [2, 0], recipe: FSRCNN as Recipe, target: 1, states: [] },
  ],
} as MapsMeta;
const TYPICAL = [0, 40, -1, 64, 500, 32, 32, 200];
const maps = mapsOf({
  meta: META,
  names: [],
  array: (name) => Int16Array.from(name.endsWith("ends") ? ENDS : TYPICAL),
});
const [map] = maps.maps;

test("a stroke moves every row that it meets, and no other", () => {
  const drawn = stroke([2, 2, 2, 2], { row: 3, place: 0.2 }, { row: 1, place: 3.9 }, 4);
  assert.deepEqual(drawn, [2, 4, 2, 0]);
  assert.deepEqual(stroke([2, 2], { row: 0, place: 1 }, { row: 0, place: 9 }, 4), [4, 2]);
});

test("keys move a border within the map, walk along the rows, or are left to the page", () => {
  assert.deepEqual(keyed("ArrowRight", [2, 2], 0, 4), { border: [3, 2], row: 0 });
  assert.deepEqual(keyed("PageDown", [2, 2], 1, 4), { border: [2, 0], row: 1 });
  assert.deepEqual(keyed("End", [2, 2], 1, 4), { border: [2, 4], row: 1 });
  assert.deepEqual(keyed("ArrowDown", [2, 2], 1, 4), { border: [2, 2], row: 1 });
  assert.equal(keyed("a", [2, 2], 1, 4), null);
});

test("a drawing is told in values of the axis, and read again; another axis reads nothing", () => {
  const drawing = new Map([
    ["SGD", [1, 4]],
    ["Adam", [0, 3]],
  ]);
  const text = written(drawing, maps.x);
  assert.equal(text, "SGD: 0.01 none; Adam: 0.001 1");
  assert.deepEqual(read(text, maps.x, 2), drawing);
  assert.equal(read("SGD: 0.02 none", maps.x, 2).size, 0);
  assert.equal(read(text, maps.x, 3).size, 0);
});

test("a place of the axis is a value, and the value is at this place", () => {
  assert.ok(Math.abs(valueAt(maps.x, 1) - 0.001 * Math.sqrt(10)) < 1e-12);
  for (const place of [0, 0.5, 2.25])
    assert.ok(Math.abs(placeAt(maps.x, valueAt(maps.x, place)) - place) < 1e-9);
});

test("what was drawn is compared in cells, in rows and in factors", () => {
  assert.equal(between([1, 3], [2, 0]), 4);
  assert.equal(worst([1, 3], [2, 0]), 1);
  assert.equal(
    comparison(maps, map, [1, 0]),
    "1 of 8 cells lie between your line and the measured border. You are furthest off at 8 layers: " +
      "drawn 0.0032, measured 0.032, a factor of 10 too low.",
  );
  assert.match(
    comparison(maps, map, [2, 3]),
    /12 layers: drawn 0.32, measured below 0.001, at least a factor of 1,000 too high/,
  );
  assert.match(comparison(maps, map, [2, 0]), /is the measured border/);
});

test("the gains of all convolutions multiply to 1 on the formula's line", () => {
  gainOne(maps, map).forEach((std, row) => {
    const prelu = (1 + 0.25 ** 2) / 2;
    const products = [25, 56 * prelu, ...Array(maps.y.values[row]).fill(108 * prelu), 12 * prelu];
    const gain = products.reduce((all, n) => all * std * Math.sqrt(n), 1);
    assert.ok(Math.abs(gain - 1) < 1e-9);
  });
});

test("theory and measurement are compared, on the map and off it", () => {
  const told = formulaTold(maps, map);
  assert.match(told, /a std of 0.17 for 8 layers and 0.16 for 12 layers/);
  assert.match(
    told,
    /In 1 of 2 rows a net on it learns, and the fastest net of a row is within a factor of 17 of it/,
  );
  assert.match(
    told,
    /The measured border lies a factor of 5.4 below it. In 1 of 2 rows it lies off the map on the left, a factor of 490 or more below/,
  );
  assert.match(formulaTold(maps, { ...map, border: [2, 1] }), /a factor of 5.4 to 49 below it\.$/);
});

test("a cell tells each seed, and whether they disagree", () => {
  const told = cellTold(maps, map, { row: 0, column: 0 });
  assert.match(
    told,
    /^8 layers, a std of 0.001\. .*: not within 1,024 steps \/ not within 1,024 steps \/ 300\./,
  );
  assert.match(told, /of a convolution: 5.8e−3; of all 7: 2.3e−16\.$/);
  assert.match(cellTold(maps, map, { row: 1, column: 2 }), /: 32, in all 3 seeds/);
  assert.ok(disagree([0, -1, 5]) && !disagree([0, -1, 0]) && !disagree([4, 5, 6]));
  assert.deepEqual([7, 0, -1, -2].map(kindOf), ["learned", "late", "diverged", "dead"]);
});

test("the scale of colours begins at the first window and ends at the last step", () => {
  assert.equal(shareOf(maps, 32), 0);
  assert.equal(shareOf(maps, 1024), 1);
  assert.match(colourOf(maps, 1024), /#ffffff 100%/);
  assert.match(linesSvg(maps, map, [1, 2]), /d="M1,0V1H2V2"/);
});

test("a live run has left once the mean of a whole window is below the target", () => {
  assert.deepEqual(means([4, 2, 0, 0], 2), [4, 3, 1, 0]);
  assert.equal(leftAt([0, 9, 4, 0, 0], 2, 3), 4);
  assert.equal(leftAt([9, 9], 2, 3), 0);
  assert.equal(leftAt([0], 2, 3), 0);
});

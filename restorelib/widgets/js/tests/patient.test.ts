import assert from "node:assert/strict";
import { test } from "node:test";
import { apart, axisOf } from "../axis.ts";
import {
  type Change,
  figure,
  findingOf,
  hasLearned,
  lineOf,
  medianOf,
  programOf,
  verdictOf,
} from "../patient.ts";
import { changesOf, dedented, diffOf } from "../program_diff.ts";
import { scoreAxis } from "../score_strip.ts";

const SHARE = { score: { label: "accuracy", learned: 0.85, higher: true, unit: "" } };
const ERROR = { score: { label: "mean error", learned: 2, higher: false, unit: "°C" } };
const NOTHING: Change = { name: "", lines: [], reply: "", right: false, curves: [], scores: [] };

test("a score on the line counts as learned, and what is not a number never does", () => {
  assert.deepEqual(
    [0.84, 0.85, null].map((value) => hasLearned(SHARE, value)),
    [false, true, false],
  );
  assert.deepEqual(
    [2, 2.1, null].map((value) => hasLearned(ERROR, value)),
    [true, false, false],
  );
  assert.equal(lineOf(ERROR), "learned up to 2 °C");
});

test("the finding counts the seeds, and says the median and what is not a number", () => {
  const told = (scores: (number | null)[], of = SHARE) => findingOf(of, { ...NOTHING, scores });
  assert.deepEqual(told([0.9, 0.8, 0.95]), [
    "Learned in 2 of 3 seeds",
    "Median 0.9, from 0.8 to 0.95: accuracy",
  ]);
  assert.equal(told([0.1, 0.2])[0], "Not learned in 2 of 2 seeds");
  assert.equal(
    told([null, 0.9, 0.9])[1],
    "Median 0.9, from 0.9 to 0.9; in 1 seed not a number: accuracy",
  );
  assert.equal(told([null, null])[1], "Median not a number: accuracy");
});

test("a run that is not a number is the worst one of a median", () => {
  assert.equal(medianOf([null, 1, 2], true), 1);
  assert.equal(medianOf([null, 1, 2], false), 2);
  assert.equal(medianOf([null, null, 2], true), null);
  assert.equal(verdictOf(SHARE, null)[0], "not a number");
});

test("figures are short, and as large as they are", () => {
  const wanted = { "0.693": Math.LN2, "123,000": 123456, "4.1e−7": 4.1e-7, "−0.05": -0.05, "0": 0 };
  for (const [words, value] of Object.entries(wanted)) assert.equal(figure(value), words);
  assert.equal(figure(3.2e9), "3.2e9");
  assert.deepEqual([figure(734150131712, 4), figure(0.00073456)], ["7.342e11", "7.35e−4"]);
});

test("the code of a change has its lines and its seed, whatever they hold", () => {
  const program = 'SEED = 0\nloss = "mse"\n';
  const change = { ...NOTHING, lines: [['"mse"', '"$&"']] as [string, string][] };
  assert.equal(programOf({ program }, change, 3), 'SEED = 3\nloss = "$&"\n');
});

test("a difference keeps the lines that stay, and numbers the others", () => {
  const lines = diffOf("a\n  b\nc\nd\ne\n", "a\n  B\nc\nd\ne\n  f\n");
  assert.equal(lines.filter(({ sign }) => sign === " ").length, 4);
  const shown = dedented(changesOf(lines));
  assert.deepEqual(
    shown.map((line) => line && `${line.number}${line.sign}${line.text}`),
    ["2−b", "2+B", null, "6+f"],
  );
  assert.deepEqual(changesOf(diffOf("a\n", "a\n")), []);
});

test("an axis is straight until its values differ too much, and holds them all", () => {
  const straight = axisOf([0.5, 1.1, null], 4);
  assert.equal(straight.log, false);
  assert.deepEqual(straight.ticks, [0.6, 0.8, 1]);
  const log = axisOf([1e-3, 1e6], 4);
  assert.equal(log.log, true);
  assert.ok(log.ticks.length <= 4 && log.ticks.every((tick) => log.share(tick) > 0));
  for (const axis of [straight, log, axisOf([2, 2], 4), axisOf([], 4), axisOf([-1, 5000], 4)])
    assert.ok(axis.share(2) >= 0 && axis.share(2) <= 1 && axis.ticks.every(Number.isFinite));
  assert.equal(log.share(Number.POSITIVE_INFINITY), 1);
  assert.deepEqual([1e-9, 1, 1e9].map(log.beyond), [-1, 0, 1]);
});

test("a plateau looks flat, and the labels of its axis differ", () => {
  const axis = axisOf([0.5, 0.5001], 4);
  assert.ok(axis.share(0.5001) - axis.share(0.5) < 0.02);
  assert.equal(new Set(axis.ticks.map((tick) => figure(tick))).size, axis.ticks.length);
});

test("one score that is far off does not hide the others", () => {
  const scores = (...values: (number | null)[]) => ({ ...NOTHING, scores: values });
  const changes = [scores(0.2, 0.3), scores(0.9, 0.95), scores(-5e5, null)];
  const axis = scoreAxis({ ...SHARE, changes }, 4);
  assert.deepEqual([-5e5, 0.2, 0.95].map(axis.beyond), [-1, 0, 0]);
  assert.ok(axis.share(0.9) - axis.share(0.3) > 0.1);
});

test("labels keep their order and their distance", () => {
  assert.deepEqual(apart([50, 10, 52, 51], 15), [50, 10, 80, 65]);
});

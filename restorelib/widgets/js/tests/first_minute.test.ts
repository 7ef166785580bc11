import assert from "node:assert/strict";
import { test } from "node:test";
import { Random } from "../engine/random.ts";
import { lookedAt } from "../site/first_minute_job.ts";
import { gainTold, kindOf, sentenceOf, type Told } from "../site/first_minute_words.ts";
import { cut, joined, type Photograph, tilesOf } from "../site/tiles.ts";

const CLEAR = 0.3;
const told = (rest: Partial<Told>): Told => ({
  ...{ ending: "none", step: 64, psnr: 28.13, nothing: 28.13, changed: 0, values: 1200 },
  ...{ gradient: 1e-3, ended: false, ...rest },
});
const kind = (rest: Partial<Told>) => kindOf(told(rest), CLEAR);

test("frozen is the score of doing nothing with a gradient of exactly 0, and nothing less", () => {
  assert.equal(kind({ ending: "relu", gradient: 0 }), "frozen");
  assert.equal(kind({ ending: "relu", gradient: 1e-30 }), "stuck");
  assert.equal(kind({ ending: "relu", gradient: 0, psnr: 28.15 }), "level");
  assert.match(sentenceOf(told({ gradient: 0 }), CLEAR), /exactly as they went in.*exactly 0/);
  assert.doesNotMatch(sentenceOf(told({ gradient: 0, changed: 3 }), CLEAR), /as they went in/);
});

test("it learns once the score is above doing nothing by more than luck", () => {
  assert.equal(kind({ psnr: 27 }), "worse");
  assert.equal(kind({ psnr: 28.3 }), "level");
  assert.equal(kind({ psnr: 28.44 }), "learning");
  assert.equal(kind({ psnr: 28.44, ending: "tanh" }), "learning");
});

test("of a ReLU that is not dead at the end it says that this seed survives", () => {
  assert.equal(kind({ psnr: 28.0, ending: "relu" }), "worse");
  assert.equal(kind({ psnr: 28.0, ending: "relu", ended: true }), "alive");
  assert.equal(kind({ psnr: 29.0, ending: "relu" }), "alive");
  assert.match(
    sentenceOf(told({ psnr: 29, ending: "relu", changed: 7 }), CLEAR),
    /7 of 1,200.*try/,
  );
});

test("a gain is told as a distance from doing nothing", () => {
  assert.equal(gainTold({ psnr: 29.5, nothing: 28.13 }), "1.37 dB above doing nothing");
  assert.equal(gainTold({ psnr: 20, nothing: 28.13 }), "8.13 dB below doing nothing");
  assert.equal(gainTold({ psnr: 28.131, nothing: 28.13 }), "the score of doing nothing");
});

test("it looks at the first steps, at every eighth later, and at the last", () => {
  assert.deepEqual(lookedAt(21), [0, 1, 2, 3, 4, 6, 8, 10, 12, 14, 16, 20, 21]);
  const gaps = lookedAt(256).map((step, i, all) => step - (all[i - 1] ?? 0));
  assert.equal(Math.max(...gaps), 8);
});

test("a photograph that is cut into tiles and joined again is the same, whatever its size", () => {
  for (const [width, height] of [
    [40, 24],
    [37, 19],
  ]) {
    const random = new Random(1);
    const values = Float32Array.from({ length: width * height * 3 }, () => random.uniform());
    const whole: Photograph = { width, height, values };
    const tiles = tilesOf(whole, 16);
    const { shape, values: images } = cut(whole, tiles);
    assert.deepEqual(shape, [6, 24, 24, 3]);
    assert.deepEqual(joined(whole, tiles, images), whole);
    // Around the second tile lies the end of the first.
    const inSecond = images.subarray(24 * 24 * 3 + (4 * 24 + 0) * 3).slice(0, 3);
    assert.deepEqual(inSecond, values.slice(12 * 3, 13 * 3));
  }
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { Random } from "../engine/random.ts";
import { taskOf } from "../site/playground_data.ts";
import { fitted, patchesOf } from "../site/playground_photo.ts";
import { DEFAULTS } from "../site/playground_settings.ts";
import { repeated, resampled } from "../site/resample.ts";
import pillow from "./bicubic.json";

test("small and large images are those of Pillow: tests/site/test_playground.py writes them", () => {
  const image = { shape: [1, 12, 24, 1] as const, values: Float32Array.from(pillow.image) };
  for (const { rows, pixels, values } of pillow.made) {
    const made = resampled(image, rows, pixels);
    assert.deepEqual(made.shape, [1, rows, pixels, 1]);
    made.values.forEach((value, i) => {
      assert.ok(Math.abs(value - values[i]) < 2e-6, `${rows} x ${pixels}: ${value}, ${values[i]}`);
    });
  }
});

test("pixels are repeated in height and in width", () => {
  const image = { shape: [1, 1, 2, 1] as const, values: Float32Array.of(1, 2) };
  const { shape, values } = repeated(image, 2);
  assert.deepEqual(shape, [1, 2, 4, 1]);
  assert.deepEqual([...values], [1, 1, 2, 2, 1, 1, 2, 2]);
});

/** A photograph in which each pixel has a colour of its own: its number. */
function numbered(width: number, height: number) {
  const colours = Float32Array.from({ length: 3 * width * height }, (_, i) => Math.floor(i / 3));
  return { name: "numbers.png", width, height, colours };
}

for (const [width, height] of [
  [300, 80],
  [64, 200],
])
  test(`a photograph of ${width} x ${height}: no pixel is trained on and tested on`, () => {
    const { train, test, crop } = patchesOf(numbered(width, height), 20, 3);
    assert.deepEqual(train.shape.slice(1), [20, 20, 3]);
    assert.deepEqual(crop.shape, [1, 48, 48, 3]);
    const trained = new Set(train.values);
    for (const values of [test.values, crop.values])
      assert.ok(values.every((pixel) => !trained.has(pixel) && pixel < width * height));
    // A patch is a square of neighbours.
    const [, , , ...row] = train.values.subarray(0, 9);
    assert.deepEqual(row.slice(0, 3), Array(3).fill(train.values[0] + 1));
    assert.equal(train.values[60], train.values[0] + width);
  });

test("with one channel a patch holds the luma", () => {
  const colours = Float32Array.from({ length: 3 * 200 * 64 }, (_, i) => [1, 0.5, 0][i % 3]);
  const { test } = patchesOf({ name: "", width: 200, height: 64, colours }, 36, 1);
  assert.ok(Math.abs(test.values[0] - (0.299 + 0.587 / 2)) < 1e-6);
});

test("a photograph that is too small gives an error that says so, a large one is made smaller", () => {
  assert.throws(() => fitted(40, 4000), /40 x 4000 pixels is too small: it takes 144 x 48/);
  assert.throws(() => fitted(143, 143), /too small/);
  assert.deepEqual(fitted(6000, 4000), { width: 1024, height: 683 });
  assert.deepEqual(fitted(640, 480), { width: 640, height: 480 });
});

test("noise is as strong as it should be, and differs between the sets", () => {
  const random = new Random(5);
  const images = (count: number) => ({
    shape: [count, 20, 20, 3] as const,
    values: Float32Array.from({ length: count * 1200 }, () => random.uniform()),
  });
  const clean = { train: images(20), test: images(20), crop: images(1) };
  const { train, test, scores, references } = taskOf(clean, { ...DEFAULTS, sigma: 25 });
  const wanted = 20 * Math.log10(255 / 25);
  assert.ok(Math.abs(scores.nothing - wanted) < 0.1, `${scores.nothing} dB`);
  assert.equal(references[0][1], scores.nothing);
  const noise = ({ x, y }: typeof test) => x.values[0] - y.values[0];
  assert.notEqual(noise(train), noise(test));
  assert.ok(Math.abs(scores.grey - 10 * Math.log10(12)) < 0.1); // uniform values: variance 1 / 12
});

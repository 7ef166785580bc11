import assert from "node:assert/strict";
import { test } from "node:test";
import { deviationOf, initializer } from "../engine/initializers.ts";
import { LOSSES } from "../engine/losses.ts";
import { makeOptimizer } from "../engine/optimizers.ts";
import { Random } from "../engine/random.ts";
import { split, together } from "../engine/sharing.ts";

function close(found: number, expected: number, message?: string) {
  assert.ok(Math.abs(found - expected) <= 1e-6 * Math.abs(expected), `${message} ${found}`);
}

test("Mersenne Twister: the 10,000th number from seed 5489, as C++ defines it", () => {
  const random = new Random(5489);
  for (let i = 1; i < 10000; i++) random.bits();
  assert.equal(random.bits(), 4123659995);
});

test("a permutation holds each number once, and another seed gives another", () => {
  const order = [...new Random(1).permutation(100)];
  assert.deepEqual(
    order.toSorted((a, b) => a - b),
    Array.from({ length: 100 }, (_, i) => i),
  );
  assert.notDeepEqual(order, [...new Random(2).permutation(100)]);
});

test("Adam after one step and two: epsilon is added before the bias correction", () => {
  const [rate, epsilon, gradients] = [0.1, 1e-2, [0.5, -0.02]];
  const optimize = makeOptimizer({ optimizer: "adam", learning_rate: rate, epsilon }, 1);
  const weights = Float32Array.of(1);
  let [expected, mean, square] = [1, 0, 0];
  gradients.forEach((gradient, i) => {
    optimize(weights, Float32Array.of(gradient));
    mean = 0.9 * mean + 0.1 * gradient;
    square = 0.999 * square + 0.001 * gradient ** 2;
    const alpha = (rate * Math.sqrt(1 - 0.999 ** (i + 1))) / (1 - 0.9 ** (i + 1));
    expected -= (alpha * mean) / (Math.sqrt(square) + epsilon);
    close(weights[0], expected, `step ${i + 1}`);
  });
});

test("SGD moves by the rate, and momentum keeps a part of the last move", () => {
  const optimize = makeOptimizer({ optimizer: "sgd", learning_rate: 0.1, momentum: 0.5 }, 2);
  const weights = Float32Array.of(1, 2);
  optimize(weights, Float32Array.of(1, -1)); // moves -0.1, 0.1
  optimize(weights, Float32Array.of(0, -1)); // moves -0.05, 0.15
  close(weights[0], 0.85);
  close(weights[1], 2.25);
});

test("MSE is the mean over all values", () => {
  const gradient = new Float32Array(4);
  const loss = LOSSES.mse(Float32Array.of(1, 2, 3, 4), Float32Array.of(1, 0, 3, 1), gradient, 2);
  close(loss, (4 + 9) / 4);
  assert.deepEqual([...gradient], [0, 1, 0, 1.5]);
});

test("cross-entropy of equal logits is ln C, also where exp would overflow", () => {
  for (const logit of [0, 1000]) {
    const gradient = new Float32Array(8);
    const target = Float32Array.of(1, 0, 0, 0, 0, 0, 0, 1);
    const loss = LOSSES.cross_entropy(new Float32Array(8).fill(logit), target, gradient, 2);
    close(loss, Math.log(4));
    assert.deepEqual([...gradient], [-0.375, 0.125, 0.125, 0.125, 0.125, 0.125, 0.125, -0.375]);
  }
});

test("the deviation of initial weights, from the fans that Keras counts", () => {
  const shape = [3, 3, 8, 64]; // fan in 72, fan out 576
  const deviations = {
    "normal_1e-3": 1e-3,
    glorot_uniform: Math.sqrt(2 / (72 + 576)),
    he_normal: Math.sqrt(2 / 72),
    lecun_normal: Math.sqrt(1 / 72),
    prelu_normal: Math.sqrt(2 / (1.0625 * 72)),
  };
  for (const [name, expected] of Object.entries(deviations)) {
    const values = new Float32Array(3 * 3 * 8 * 64);
    initializer(name)(values, shape, new Random(0));
    const found = Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length);
    assert.ok(Math.abs(found / expected - 1) < 0.03, `${name} ${found}`);
    close(deviationOf(name, shape), expected, name);
  }
  assert.throws(() => initializer("zeros"), /expects glorot_uniform, .*received zeros/);
});

test("PReLUNormal of a transposed kernel: of 9 x 9 x 56 products each output meets a ninth", () => {
  const values = new Float32Array(9 * 9 * 56);
  const options = { slope: 0, transposed: true, strides: 3 };
  initializer("prelu_normal", options)(values, [9, 9, 1, 56], new Random(0));
  const found = Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length);
  assert.ok(Math.abs(found / Math.sqrt(2 / 504) - 1) < 0.03);
});

test("a batch is split evenly, the leader first, and its parts are weighted by their images", () => {
  assert.deepEqual(split(8, 3), [3, 3, 2]);
  assert.deepEqual(split(1, 2), [1, 0]);
  const whole = together([
    { images: 3, loss: 1, gradients: Float32Array.of(4, 0) },
    { images: 1, loss: 5, gradients: Float32Array.of(0, 8) },
  ]);
  assert.equal(whole.loss, 2);
  assert.deepEqual([...whole.gradients], [3, 2]);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { type Kernel, kernelsOf, sizesByFormula } from "../formula.ts";

const close = (value: number, expected: number, share = 1e-12) =>
  assert.ok(Math.abs(value / expected - 1) < share, `${value} is not ${expected}`);

test("FSRCNN of the paper: d=56, s=12, m=4 has eight kernels", () => {
  const kernels = kernelsOf({ d: 56, s: 12, m: 4, shallow: false, scale: 3 });
  const weights = kernels.map(([side, maps, out]) => side ** 2 * maps * out);
  assert.equal(kernels.length, 8);
  assert.equal(
    weights.reduce((sum, number) => sum + number),
    12464, // Dong et al. 2016: its parameters, without those of the PReLUs
  );
  assert.deepEqual(kernels.at(-1), [9, 56, 1, 3]);
});

test("the shallow net has a first and a last kernel only", () => {
  const kernels = kernelsOf({ d: 56, s: 12, m: 4, shallow: true, scale: 3 });
  assert.deepEqual(kernels, [
    [5, 1, 56, 1],
    [9, 56, 1, 3],
  ]);
});

test("He's initial weights keep the signal: n Var[w] (1 + a²) / 2 = 1", () => {
  const slope = 0.25;
  const kernels: Kernel[] = Array(6).fill([3, 12, 12, 1]);
  const std = kernels.map(() => Math.sqrt(2 / (9 * 12 * (1 + slope ** 2))));
  const { signal, error } = sizesByFormula(kernels, std, { input: 0.4, output: 2e-3, slope });
  for (const size of signal) close(size, signal[0]); // each after its kernel, before its PReLU
  for (const size of error) close(size, 2e-3);
});

test("a deconvolution by s: 1 / s² of the products forward, 1 / s⁴ of the squares backward", () => {
  const given = { input: 1, output: 1, slope: 1 };
  const sizes = (stride: number) =>
    sizesByFormula(
      [
        [1, 1, 1, 1],
        [9, 1, 1, stride],
      ],
      [1, 0.1],
      given,
    );
  close(sizes(1).signal[1] / sizes(3).signal[1], 3);
  close(sizes(1).error[0] / sizes(3).error[0], 9);
});

test("a measured sum of random products agrees with the formula", () => {
  const [side, maps, std, input] = [3, 16, 0.2, 0.5];
  const normal = () =>
    Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
  const squares = Array.from({ length: 4000 }, () => {
    let sum = 0;
    for (let i = 0; i < side ** 2 * maps; i++) sum += normal() * std * normal() * input;
    return sum ** 2;
  });
  const measured = Math.sqrt(squares.reduce((sum, square) => sum + square) / squares.length);
  const kernels: Kernel[] = [[side, maps, 1, 1]];
  const { signal } = sizesByFormula(kernels, [std], { input, output: 1, slope: 0 });
  close(measured, signal[0], 0.08); // 7 standard errors
});

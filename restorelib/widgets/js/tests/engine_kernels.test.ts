import assert from "node:assert/strict";
import { test } from "node:test";
import type { Kernels } from "../engine/kernels.ts";
import type { NetSpec } from "../engine/messages.ts";
import { Pass } from "../engine/pass.ts";
import { plainKernels } from "../engine/plain_kernels.ts";
import { Random } from "../engine/random.ts";
import { wasmKernels } from "../engine/wasm_kernels.ts";

const NETS: [name: string, net: NetSpec, shape: [number, number, number, number]][] = [
  [
    "RED-Net of 32 filters",
    { net: "red_net", depth: 10, filters: 32, channels: 3, residual_activation: "tanh" },
    [2, 8, 10, 3],
  ],
  ["FSRCNN x3", { net: "fsrcnn", scale: 3 }, [3, 5, 6, 1]],
  ["SRCNN", { net: "srcnn" }, [1, 7, 9, 1]],
  [
    "a U-Net",
    { net: "red_net", depth: 6, filters: [6, 10, 13], channels: 1, strides: [2, 1, 2] },
    [2, 9, 7, 1],
  ],
];

function run<Result>(work: Generator<void, Result>): Result {
  let step = work.next();
  while (!step.done) step = work.next();
  return step.value;
}

/** Loss and gradients of one pass, from one seed. */
function onePass(kernels: Kernels, net: NetSpec, shape: [number, number, number, number]) {
  const pass = new Pass(kernels, net, "mse", shape[0], shape);
  const random = new Random(3);
  const uniform = (size: number) => Float32Array.from({ length: size }, () => random.uniform());
  pass.net.graph.load(pass.net.graph.initialWeights(random));
  const work = pass.forwardAndBack(uniform(pass.net.input.size), uniform(pass.net.output.size));
  const loss = run(work);
  return { loss, gradients: pass.net.graph.parameterGradients(), pass };
}

for (const [name, net, shape] of NETS)
  test(`WebAssembly and JavaScript agree: ${name}`, async () => {
    const fast = onePass(await wasmKernels(), net, shape);
    const plain = onePass(plainKernels(), net, shape);
    assert.ok(Math.abs(fast.loss - plain.loss) <= 1e-6 * plain.loss);
    for (const { name, start, size } of plain.pass.net.graph.parameters) {
      const expected = plain.gradients.subarray(start, start + size);
      const found = fast.gradients.subarray(start, start + size);
      const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      assert.ok(largest > 0, `${name} has no gradient`);
      expected.forEach((value, i) => {
        assert.ok(Math.abs(found[i] - value) <= 1e-5 * largest, `${name} ${i}`);
      });
    }
  });

test("the same pass twice gives the same bits", async () => {
  const [, net, shape] = NETS[0];
  const kernels = await wasmKernels();
  const first = onePass(kernels, net, shape);
  assert.deepEqual(onePass(kernels, net, shape).gradients, first.gradients);
});

test("memory grows, and keeps what it holds", async () => {
  for (const kernels of [await wasmKernels(), plainKernels()]) {
    const small = kernels.allocate(3);
    kernels.floats(small, 3).set([1, 2, 3]);
    const large = kernels.allocate(1e6);
    assert.deepEqual([...kernels.floats(small, 3)], [1, 2, 3], kernels.name);
    assert.equal(kernels.floats(large, 1e6).length, 1e6);
    assert.equal(large % 16, 0);
  }
});

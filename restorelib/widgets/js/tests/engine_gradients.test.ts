import assert from "node:assert/strict";
import { test } from "node:test";
import { activate, prelu } from "../engine/activations.ts";
import { Graph, type Shape, type Tensor } from "../engine/graph.ts";
import { initializer } from "../engine/initializers.ts";
import type { Kernels } from "../engine/kernels.ts";
import { add, conv2d, conv2dTranspose, cropLike, dense, flatten } from "../engine/layers.ts";
import type { Activation, Padding } from "../engine/messages.ts";
import { plainKernels } from "../engine/plain_kernels.ts";
import { Random } from "../engine/random.ts";
import { wasmKernels } from "../engine/wasm_kernels.ts";

type Build = (graph: Graph, x: Tensor) => Tensor;

const STEP = 1e-2; // of the differences, which are those of float32 values
const weights = initializer("normal_0.5");

const conv =
  (filters: number, size: number, strides: number, padding: Padding): Build =>
  (graph, x) =>
    conv2d(graph, x, "conv", { filters, size, strides, padding, initializer: weights });
const deconv =
  (filters: number, size: number, strides: number, padding: Padding): Build =>
  (graph, x) =>
    conv2dTranspose(graph, x, "deconv", { filters, size, strides, padding, initializer: weights });
const activation =
  (name: Activation): Build =>
  (graph, x) =>
    activate(graph, x, name, "activation");

const learnedSlope: Build = (graph, x) => prelu(graph, x, "prelu", 0.25);

// Sides that no stride divides, and channels that no register holds evenly, are among them.
const LAYERS: [name: string, shape: Shape, build: Build][] = [
  ["conv 3x3", [2, 5, 6, 3], conv(5, 3, 1, "same")],
  ["conv 5x5, valid", [1, 6, 7, 2], conv(8, 5, 1, "valid")],
  ["conv 2x2, even kernel", [1, 4, 5, 4], conv(12, 2, 1, "same")],
  ["conv 1x1", [2, 3, 3, 5], conv(4, 1, 1, "same")],
  ["conv 3x3, stride 2", [1, 7, 6, 3], conv(4, 3, 2, "same")],
  ["conv 6x6, stride 2", [1, 7, 8, 1], conv(3, 6, 2, "same")],
  ["conv 5x5, stride 3", [1, 8, 7, 2], conv(2, 5, 3, "same")],
  ["conv 3x3, stride 3, valid", [1, 8, 9, 2], conv(2, 3, 3, "valid")],
  ["conv 3x3, stride 4", [1, 9, 7, 2], conv(3, 3, 4, "same")],
  ["deconv 3x3", [2, 4, 5, 4], deconv(3, 3, 1, "same")],
  ["deconv 3x3, valid", [1, 3, 4, 3], deconv(4, 3, 1, "valid")],
  ["deconv 9x9, stride 2", [1, 3, 4, 3], deconv(1, 9, 2, "same")],
  ["deconv 9x9, stride 3", [2, 3, 4, 3], deconv(1, 9, 3, "same")],
  ["deconv 9x9, stride 4", [1, 3, 2, 2], deconv(2, 9, 4, "same")],
  ["deconv 4x4, stride 2, valid", [1, 3, 4, 2], deconv(3, 4, 2, "valid")],
  ["deconv 2x2, stride 3", [1, 3, 2, 2], deconv(2, 2, 3, "same")],
  ["relu", [2, 3, 3, 3], activation("relu")],
  ["leaky relu", [2, 3, 3, 3], activation("leaky_relu")],
  ["tanh", [2, 3, 3, 3], activation("tanh")],
  ["sigmoid", [2, 3, 3, 3], activation("sigmoid")],
  ["softplus", [2, 3, 3, 3], activation("softplus")],
  ["PReLU", [2, 3, 3, 4], learnedSlope],
  ["PReLU of three channels", [2, 3, 3, 3], learnedSlope],
  [
    "flatten and dense",
    [3, 2, 2, 3],
    (graph, x) => dense(graph, flatten(x), "dense", { units: 5, initializer: weights }),
  ],
  ["a skip", [1, 4, 4, 4], (graph, x) => add(graph, activate(graph, x, "tanh", "tanh"), x, "skip")],
  ["crop", [2, 4, 5, 3], (graph, x) => cropLike(graph, x, graph.tensor([2, 3, 4, 3]))],
];

test("at 0 a ReLU and a PReLU have no gradient, as in Keras", async () => {
  for (const kernels of [await wasmKernels(), plainKernels()])
    for (const channels of [3, 4])
      for (const build of [activation("relu"), learnedSlope]) {
        const graph = new Graph(kernels);
        const x = graph.tensor([1, 1, 1, channels]);
        const y = build(graph, x);
        graph.load(new Float32Array(graph.size).fill(0.25));
        run(graph.forward());
        graph.gradients(y).fill(1);
        run(graph.backward());
        assert.deepEqual([...graph.gradients(x)], Array(channels).fill(0), kernels.name);
      }
});

function run(work: Generator<void>) {
  for (const _ of work);
}

/** Numbers from 0.2 to 1.2, of both signs: no difference steps over the kink at 0. */
function fill(values: Float32Array, random: Random) {
  for (let i = 0; i < values.length; i++)
    values[i] = (0.2 + random.uniform()) * (random.uniform() < 0.5 ? -1 : 1);
}

for (const [name, shape, build] of LAYERS)
  test(`gradients against finite differences: ${name}`, async () => {
    for (const kernels of [await wasmKernels(), plainKernels()]) check(kernels, shape, build);
  });

function check(kernels: Kernels, shape: Shape, build: Build) {
  const graph = new Graph(kernels);
  const random = new Random(1);
  const x = graph.tensor(shape);
  const y = build(graph, x);
  const weights = graph.initialWeights(random);
  const inputs = new Float32Array(x.size);
  const by = new Float32Array(y.size); // the loss is the sum of the outputs times these
  for (const values of [inputs, by]) fill(values, random);

  const loss = () => {
    graph.load(weights);
    graph.values(x).set(inputs);
    run(graph.forward());
    return graph.values(y).reduce((sum, value, i) => sum + value * by[i], 0);
  };
  loss();
  graph.clearGradients();
  graph.gradients(y).set(by);
  run(graph.backward());
  const found = { inputs: graph.gradients(x).slice(), weights: graph.parameterGradients() };
  for (const [what, values] of Object.entries({ inputs, weights })) {
    const gradient = found[what as keyof typeof found];
    const largest = gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    for (let i = 0; i < values.length; i++) {
      const before = values[i];
      values[i] = before + STEP;
      const above = loss();
      values[i] = before - STEP;
      const difference = (above - loss()) / (2 * STEP);
      values[i] = before;
      const message = `${kernels.name}: gradient ${i} of the ${what}`;
      assert.ok(Math.abs(gradient[i] - difference) <= 1e-3 * largest + 1e-4, message);
    }
  }
}

// A net for images of one size: its tensors, its parameters, and the operations in order.

import type { Address, Kernels } from "./kernels.ts";
import type { Random } from "./random.ts";

/** images, rows, pixels of a row, channels; a flat tensor has one pixel an image. */
export type Shape = readonly [images: number, rows: number, pixels: number, channels: number];

/** Values as Keras lays them out, with no gaps; the gradient is of the same shape. */
export interface Tensor {
  readonly shape: Shape;
  readonly size: number;
  readonly value: Address;
  readonly gradient: Address; // 0: none is wanted, as of the input
}

/** Draws initial values into an array. `shape` is that of Keras's variable. */
export type Initializer = (values: Float32Array, shape: readonly number[], random: Random) => void;

/** What is trained, in the order and the layout of Keras's `get_weights`. */
export interface Parameter {
  readonly name: string; // of the layer and of the variable: "conv1/kernel"
  readonly shape: readonly number[];
  readonly size: number;
  readonly start: number; // in the flat array of all parameters
  readonly value: Address;
  readonly gradient: Address;
  readonly initializer: Initializer;
}

/** `forward` computes values; `backward` adds to the gradients of inputs and parameters. */
export interface Operation {
  forward(): void;
  backward(): void;
  /** Called when the parameters have changed. */
  prepare?(): void;
}

export class Graph {
  readonly parameters: Parameter[] = [];
  readonly named = new Map<string, Tensor>(); // Keras's name of a layer -> its output
  readonly #operations: Operation[] = [];
  readonly #tensors: Tensor[] = [];

  constructor(readonly kernels: Kernels) {}

  /** How many numbers are trained. */
  get size(): number {
    return this.parameters.reduce((sum, { size }) => sum + size, 0);
  }

  input(shape: Shape): Tensor {
    const size = product(shape);
    return { shape, size, value: this.kernels.allocate(size), gradient: 0 };
  }

  tensor(shape: Shape): Tensor {
    const tensor = { ...this.input(shape), gradient: this.kernels.allocate(product(shape)) };
    this.#tensors.push(tensor);
    return tensor;
  }

  parameter(name: string, shape: readonly number[], initializer: Initializer): Parameter {
    const size = product(shape);
    const value = this.kernels.allocate(size);
    const gradient = this.kernels.allocate(size);
    const parameter = { name, shape, size, start: this.size, value, gradient, initializer };
    this.parameters.push(parameter);
    return parameter;
  }

  operation(operation: Operation): void {
    this.#operations.push(operation);
  }

  /** Give the output of a layer the name that Keras's net has for it. */
  name(name: string, tensor: Tensor): Tensor {
    this.named.set(name, tensor);
    return tensor;
  }

  values({ value, size }: Tensor | Parameter): Float32Array {
    return this.kernels.floats(value, size);
  }

  gradients({ gradient, size }: Tensor | Parameter): Float32Array {
    return this.kernels.floats(gradient, size);
  }

  initialWeights(random: Random): Float32Array {
    const weights = new Float32Array(this.size);
    for (const { start, size, shape, initializer } of this.parameters)
      initializer(weights.subarray(start, start + size), shape, random);
    return weights;
  }

  load(weights: Float32Array): void {
    if (weights.length !== this.size)
      throw new Error(`load expects ${this.size} weights; received ${weights.length}.`);
    for (const parameter of this.parameters) {
      const { start, size } = parameter;
      this.values(parameter).set(weights.subarray(start, start + size));
    }
    for (const operation of this.#operations) operation.prepare?.();
  }

  /** Yields after each operation, so that a page can draw meanwhile. */
  *forward(): Generator<void> {
    for (const operation of this.#operations) {
      operation.forward();
      yield;
    }
  }

  /** As `forward`. The caller puts the loss's gradient into that of the output. */
  *backward(): Generator<void> {
    for (const operation of this.#operations.toReversed()) {
      operation.backward();
      yield;
    }
  }

  /** Call before the loss. */
  clearGradients(): void {
    for (const tensor of this.#tensors) this.gradients(tensor).fill(0);
    for (const parameter of this.parameters) this.gradients(parameter).fill(0);
  }

  /** A copy of all parameters' gradients. */
  parameterGradients(): Float32Array<ArrayBuffer> {
    const all = new Float32Array(this.size);
    for (const parameter of this.parameters) all.set(this.gradients(parameter), parameter.start);
    return all;
  }
}

const product = (sizes: readonly number[]) => sizes.reduce((all, size) => all * size, 1);

// Where each weight of Keras's kernel lies in the kernels' blocks: tables for `gather`.

import type { Geometry } from "./geometry.ts";
import { fours } from "./kernels.ts";

const BLOCK = 8; // output channels whose weights lie together: kernels.c

/** Tables of indices, -1 for a zero. */
export interface KernelLayout {
  readonly forward: Int32Array; // place in the kernel of the convolution -> index in Keras's
  readonly backward: Int32Array; // the same for the gradient of its input: flipped, channels swapped
  readonly gradient: Int32Array; // index in Keras's kernel -> place in that of the convolution
}

/** A convolution's weights: (cells, cells, inputs, outputs), outputs a multiple of four. */
class Blocks {
  readonly size: number;
  readonly #height: number;

  constructor(
    readonly cells: number,
    readonly inputs: number,
    readonly outputs: number,
  ) {
    this.#height = cells * cells * inputs;
    this.size = this.#height * outputs;
  }

  place(row: number, column: number, input: number, output: number): number {
    const first = output - (output % BLOCK);
    const wide = Math.min(BLOCK, this.outputs - first);
    const above = (row * this.cells + column) * this.inputs + input;
    return first * this.#height + above * wide + (output - first);
  }
}

/**
 * Tables for a layer. Keras's kernel is (size, size, in, out); `swapped`, that of Conv2DTranspose,
 * is (size, size, out, in).
 */
export function kernelLayout(
  geometry: Geometry,
  inputs: number,
  outputs: number,
  swapped: boolean,
): KernelLayout {
  const { size, cells, inputSide, outputSide, offset } = geometry;
  const cellInputs = inputSide ** 2 * inputs;
  const cellOutputs = fours(outputSide ** 2 * outputs);
  const there = new Blocks(cells, cellInputs, cellOutputs);
  const back = new Blocks(cells, cellOutputs, fours(cellInputs));
  const forward = new Int32Array(there.size).fill(-1);
  const backward = new Int32Array(back.size).fill(-1);
  const gradient = new Int32Array(size ** 2 * inputs * outputs);
  const side = inputSide * outputSide; // one of them is 1
  for (let row = 0; row < cells; row++)
    for (let column = 0; column < cells; column++)
      for (let phase = 0; phase < side ** 2; phase++) {
        const y = offset(row, Math.floor(phase / side));
        const x = offset(column, phase % side);
        if (y >= size || x >= size) continue;
        for (let input = 0; input < inputs; input++)
          for (let output = 0; output < outputs; output++) {
            const tap = (y * size + x) * inputs * outputs;
            const keras = tap + (swapped ? output * inputs + input : input * outputs + output);
            const from = inputSide > 1 ? phase * inputs + input : input;
            const to = outputSide > 1 ? phase * outputs + output : output;
            const place = there.place(row, column, from, to);
            forward[place] = keras;
            backward[back.place(cells - 1 - row, cells - 1 - column, to, from)] = keras;
            gradient[keras] = place;
          }
      }
  return { forward, backward, gradient };
}

// The kernels in plain JavaScript: for pages without WebAssembly, and a second oracle of kernels.c.
// Sums are in double precision.

import { allocator, type Kernels, sharedRoom } from "./kernels.ts";

const BLOCK = 8; // output channels whose weights lie together

class PlainKernels implements Kernels {
  readonly name = "plain";
  readonly winograd = null;
  #memory = new Float32Array(1 << 16);
  readonly allocate = allocator(16, (bytes) => {
    if (bytes <= this.#memory.byteLength) return;
    const larger = new Float32Array(Math.max(bytes / 4, 2 * this.#memory.length));
    larger.set(this.#memory);
    this.#memory = larger;
  });

  readonly room = sharedRoom(this.allocate);

  floats(address: number, length: number) {
    return new Float32Array(this.#memory.buffer, address, length);
  }

  integers(address: number, length: number) {
    return new Int32Array(this.#memory.buffer, address, length);
  }

  copy: Kernels["copy"] = (
    to,
    toImage,
    toRow,
    toPixel,
    from,
    fromImage,
    fromRow,
    fromPixel,
    images,
    rows,
    pixels,
    channels,
    add,
  ) => {
    const memory = this.#memory;
    for (let i = 0; i < images; i++)
      for (let r = 0; r < rows; r++) {
        let target = to / 4 + i * toImage + r * toRow;
        let source = from / 4 + i * fromImage + r * fromRow;
        for (let p = 0; p < pixels; p++, target += toPixel, source += fromPixel)
          for (let c = 0; c < channels; c++)
            memory[target + c] = memory[source + c] + (add ? memory[target + c] : 0);
      }
  };

  gather: Kernels["gather"] = (to, from, index, count) => {
    const memory = this.#memory;
    this.integers(index, count).forEach((at, i) => {
      memory[to / 4 + i] = at < 0 ? 0 : memory[from / 4 + at];
    });
  };

  rectify: Kernels["rectify"] = (y, x, slope, pixels, channels) => {
    const slopes = this.floats(slope, channels);
    const inputs = this.floats(x, pixels * channels);
    const outputs = this.floats(y, pixels * channels);
    for (let i = 0; i < inputs.length; i++)
      outputs[i] = inputs[i] > 0 ? inputs[i] : inputs[i] * slopes[i % channels];
  };

  rectify_gradient: Kernels["rectify_gradient"] = (dx, dslope, dy, x, slope, pixels, channels) => {
    const slopes = this.floats(slope, channels);
    const inputs = this.floats(x, pixels * channels);
    const errors = this.floats(dy, pixels * channels);
    const gradients = this.floats(dx, pixels * channels);
    const sums = new Float64Array(channels);
    for (let i = 0; i < inputs.length; i++) {
      if (inputs[i] > 0) gradients[i] += errors[i];
      if (inputs[i] < 0) {
        gradients[i] += errors[i] * slopes[i % channels];
        sums[i % channels] += errors[i] * inputs[i];
      }
    }
    if (dslope) this.floats(dslope, channels).forEach((sum, c, all) => (all[c] = sum + sums[c]));
  };

  convolve: Kernels["convolve"] = (
    y,
    x,
    w,
    images,
    rows,
    pixels,
    step,
    kernelRows,
    taps,
    channels,
  ) => {
    const memory = this.#memory;
    const row = pixels * step + taps - step;
    const image = (rows + kernelRows - 1) * row;
    for (let i = 0; i < images; i++)
      for (let r = 0; r < rows; r++)
        for (let p = 0; p < pixels; p++)
          for (let c = 0; c < channels; c += 4) {
            const { wide, first } = place(c, channels, kernelRows * taps);
            const to = y / 4 + ((i * rows + r) * pixels + p) * channels + c;
            let weight = w / 4 + first;
            let [a, b, d, e] = [0, 0, 0, 0];
            for (let k = 0; k < kernelRows; k++) {
              const from = x / 4 + i * image + (r + k) * row + p * step;
              for (let t = from; t < from + taps; t++, weight += wide) {
                const value = memory[t];
                a += value * memory[weight];
                b += value * memory[weight + 1];
                d += value * memory[weight + 2];
                e += value * memory[weight + 3];
              }
            }
            memory[to] += a;
            memory[to + 1] += b;
            memory[to + 2] += d;
            memory[to + 3] += e;
          }
  };

  kernel_gradient: Kernels["kernel_gradient"] = (
    dw,
    x,
    dy,
    dyImage,
    dyRow,
    images,
    rows,
    pixels,
    step,
    kernelRows,
    taps,
    channels,
  ) => {
    const memory = this.#memory;
    const row = pixels * step + taps - step;
    const image = (rows + kernelRows - 1) * row;
    for (let c = 0; c < channels; c += 4) {
      const { wide, first } = place(c, channels, kernelRows * taps);
      for (let k = 0; k < kernelRows; k++)
        for (let t = 0; t < taps; t++) {
          const to = dw / 4 + first + (k * taps + t) * wide;
          let [a, b, d, e] = [0, 0, 0, 0];
          for (let i = 0; i < images; i++)
            for (let r = 0; r < rows; r++) {
              let error = dy / 4 + i * dyImage + r * dyRow + c;
              let from = x / 4 + i * image + (r + k) * row + t;
              for (let p = 0; p < pixels; p++, error += channels, from += step) {
                const value = memory[from];
                a += value * memory[error];
                b += value * memory[error + 1];
                d += value * memory[error + 2];
                e += value * memory[error + 3];
              }
            }
          memory[to] += a;
          memory[to + 1] += b;
          memory[to + 2] += d;
          memory[to + 3] += e;
        }
    }
  };
}

/** Where the weights of four channels begin in their block, and how far the next tap's are. */
function place(channel: number, channels: number, taps: number) {
  const block = channel - (channel % BLOCK);
  return { wide: Math.min(BLOCK, channels - block), first: block * taps + (channel - block) };
}

export const plainKernels = (): Kernels => new PlainKernels();

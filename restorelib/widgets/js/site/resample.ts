// Bicubic interpolation with anti-aliasing, as Pillow computes it: what Python makes small images with.

import type { Images } from "../engine/messages.ts";

const CUBIC = -0.5; // Keys 1981; Pillow's BICUBIC

function cubic(x: number): number {
  const away = Math.abs(x);
  if (away < 1) return ((CUBIC + 2) * away - (CUBIC + 3)) * away * away + 1;
  if (away < 2) return (((away - 5) * away + 8) * away - 4) * CUBIC;
  return 0;
}

/** For each pixel made: the first pixel that counts, and the weights of those from it on. */
function weights(from: number, to: number): { first: number; shares: number[] }[] {
  const scale = from / to;
  const wide = Math.max(scale, 1); // a smaller image: the cubic is wider, so that each pixel counts
  return Array.from({ length: to }, (_, i) => {
    const centre = (i + 0.5) * scale;
    const first = Math.max(0, Math.floor(centre - 2 * wide + 0.5));
    const end = Math.min(from, Math.floor(centre + 2 * wide + 0.5));
    const raw = Array.from({ length: end - first }, (_, k) =>
      cubic((first + k - centre + 0.5) / wide),
    );
    const sum = raw.reduce((a, b) => a + b, 0);
    return { first, shares: raw.map((share) => share / sum) };
  });
}

/** The images with other sides, in pixels. */
export function resampled({ shape, values }: Images, rows: number, pixels: number): Images {
  const [images, fromRows, fromPixels, channels] = shape;
  const across = along(values, images * fromRows, fromPixels, pixels, channels);
  const made = along(across, images, fromRows, rows, pixels * channels);
  return { shape: [images, rows, pixels, channels], values: made };
}

/** Resample the middle one of three axes. */
function along(values: Float32Array, outer: number, from: number, to: number, inner: number) {
  const made = new Float32Array(outer * to * inner);
  const table = weights(from, to);
  for (let o = 0; o < outer; o++)
    for (let i = 0; i < to; i++) {
      const { first, shares } = table[i];
      for (let c = 0; c < inner; c++) {
        let sum = 0;
        for (let k = 0; k < shares.length; k++)
          sum += shares[k] * values[(o * from + first + k) * inner + c];
        made[(o * to + i) * inner + c] = sum;
      }
    }
  return made;
}

/** The images `scale` times larger, each pixel repeated. */
export function repeated({ shape, values }: Images, scale: number): Images {
  const [images, rows, pixels, channels] = shape;
  const made = new Float32Array(values.length * scale ** 2);
  let to = 0;
  for (let row = 0; row < images * rows * scale; row++)
    for (let pixel = 0; pixel < pixels * scale; pixel++)
      for (let c = 0; c < channels; c++) {
        const from = Math.floor(row / scale) * pixels + Math.floor(pixel / scale);
        made[to++] = values[from * channels + c];
      }
  return { shape: [images, rows * scale, pixels * scale, channels], values: made };
}

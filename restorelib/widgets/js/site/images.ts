// Some of many images.

import type { Images } from "../engine/messages.ts";

/** The first images, without a copy. */
export function first({ shape, values }: Images, count: number): Images {
  const [images, ...image] = shape;
  const some = Math.min(count, images);
  return { shape: [some, ...image], values: values.subarray(0, (some * values.length) / images) };
}

/** `count` images, evenly taken from all. */
export function some({ shape, values }: Images, count: number): Images {
  const [images, ...image] = shape;
  if (count >= images) return { shape, values };
  const size = values.length / images;
  const chosen = new Float32Array(count * size);
  for (let i = 0; i < count; i++) {
    const from = Math.floor((i * images) / count) * size;
    chosen.set(values.subarray(from, from + size), i * size);
  }
  return { shape: [count, ...image], values: chosen };
}

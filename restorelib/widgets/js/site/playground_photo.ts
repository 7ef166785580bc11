// A photograph of one's own, cut into patches. It never leaves the page.

import type { Images } from "../engine/messages.ts";
import { Random } from "../engine/random.ts";
import { type Clean, TESTED, TRAINED } from "./playground_data.ts";

const CROP = 48; // pixels of the part shown
const LONGEST = 1024; // pixels; a larger photograph is made smaller

/** Colours of a photograph in [0, 1], row by row. */
export interface Photograph {
  name: string;
  width: number;
  height: number;
  colours: Float32Array; // red, green and blue of each pixel
}

/** @throws Error in words for the reader */
export async function readPhotograph(file: File): Promise<Photograph> {
  const bitmap = await createImageBitmap(file).catch(() => {
    throw new Error(
      `${file.name} is no picture that this browser can read. Choose a JPEG, PNG or WebP file.`,
    );
  });
  const { width, height } = fitted(bitmap.width, bitmap.height);
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("A photograph needs a canvas, and this browser offers none.");
  context.imageSmoothingQuality = "high";
  context.fillStyle = "#fff"; // below what is transparent
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  const { data } = context.getImageData(0, 0, width, height);
  const colours = new Float32Array(3 * width * height);
  for (let i = 0; i < width * height; i++)
    for (let c = 0; c < 3; c++) colours[3 * i + c] = data[4 * i + c] / 255;
  return { name: file.name, width, height, colours };
}

/** The size of a photograph of this size in the page.
 *
 *  @throws Error if it is too small to be cut
 */
export function fitted(width: number, height: number): { width: number; height: number } {
  if (Math.min(width, height) < CROP || Math.max(width, height) < 3 * CROP)
    throw new Error(
      `A photograph of ${width} x ${height} pixels is too small: it takes ${3 * CROP} x ${CROP}, so that patches to test on can lie apart from those to train on.`,
    );
  const factor = Math.min(1, LONGEST / Math.max(width, height));
  const side = (length: number) => Math.max(CROP, Math.round(factor * length));
  return { width: side(width), height: side(height) };
}

/** Patches of `size` pixels: of a third at the end of the longer side to test on, of the rest to
 *  train on, so that no pixel is in both. With one channel, the luma of the colours.
 */
export function patchesOf(photograph: Photograph, size: number, channels: 1 | 3): Clean {
  const { width, height } = photograph;
  const wide = width >= height;
  const border = Math.floor((2 * Math.max(width, height)) / 3);
  const region = (from: number, to: number) =>
    wide
      ? { left: from, top: 0, right: to, bottom: height }
      : { left: 0, top: from, right: width, bottom: to };
  const apart = region(border, Math.max(width, height));
  const cut = (
    count: number,
    side: number,
    { left, top, right, bottom }: typeof apart,
    seed: number,
  ) => {
    const random = new Random(seed);
    const within = (low: number, high: number) =>
      low + Math.floor(random.uniform() * (high - low - side + 1));
    const places = Array.from({ length: count }, (): [number, number] => [
      within(left, right),
      within(top, bottom),
    ]);
    return cutAt(photograph, places, side, channels);
  };
  const middle = ({ left, top, right, bottom }: typeof apart): [number, number] => [
    Math.floor((left + right - CROP) / 2),
    Math.floor((top + bottom - CROP) / 2),
  ];
  return {
    train: cut(TRAINED, size, region(0, border), 0),
    test: cut(TESTED, size, apart, 1),
    crop: cutAt(photograph, [middle(apart)], CROP, channels),
  };
}

function cutAt(
  { width, colours }: Photograph,
  places: [x: number, y: number][],
  side: number,
  channels: 1 | 3,
): Images {
  const values = new Float32Array(places.length * side * side * channels);
  let to = 0;
  for (const [left, top] of places)
    for (let y = top; y < top + side; y++)
      for (let x = left; x < left + side; x++) {
        const from = 3 * (y * width + x);
        const [red, green, blue] = colours.subarray(from, from + 3);
        if (channels === 1)
          values[to++] = 0.299 * red + 0.587 * green + 0.114 * blue; // BT.601
        else for (const colour of [red, green, blue]) values[to++] = colour;
      }
  return { shape: [places.length, side, side, channels], values };
}

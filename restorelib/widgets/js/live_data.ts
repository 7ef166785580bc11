// The patches that live runs train and test on, as Python sends them: live_data.py.

import type { Shape } from "./engine/graph.ts";
import type { Images } from "./engine/messages.ts";
import { Random } from "./engine/random.ts";
import { unpack } from "./packed.ts";

export interface LiveData {
  train: { x: Images; y: Images };
  test: { x: Images; y: Images };
  crop: Images;
}

interface Meta {
  noise: number | null; // standard deviation; null: the training inputs are in the file
  shapes: Record<string, Shape>;
}

const SEED = 1; // of the noise: the one that Python gives its own noise
const SLICE = 10; // ms of work between two looks at what is to be drawn

export async function liveData(packed: DataView<ArrayBuffer>): Promise<LiveData> {
  const { meta, floats } = await opened(packed);
  const y = floats("train/y");
  const x = meta.noise === null ? floats("train/x") : await noisy(y, meta.noise);
  return {
    train: { x, y },
    test: { x: floats("test/x"), y: floats("test/y") },
    crop: floats("crop/x"),
  };
}

/** The target images of nets: to train and to test on, and the crop. */
export async function cleanImages(packed: DataView<ArrayBuffer>) {
  const { floats } = await opened(packed);
  return { train: floats("train/y"), test: floats("test/y"), crop: floats("crop/y") };
}

async function opened(packed: DataView<ArrayBuffer>) {
  const { meta, array } = await unpack<Meta>(packed);
  const floats = (name: string): Images => {
    const raw = array(name);
    const values = Float32Array.from(raw);
    if (raw instanceof Uint8Array) for (let i = 0; i < values.length; i++) values[i] /= 255;
    return { shape: meta.shapes[name], values };
  };
  return { meta, floats };
}

/** The images with Gaussian noise. */
export async function noisy(
  { shape, values }: Images,
  deviation: number,
  seed = SEED,
): Promise<Images> {
  const random = new Random(seed);
  const noisy = new Float32Array(values.length);
  let since = performance.now();
  for (let i = 0; i < values.length; i++) {
    noisy[i] = values[i] + deviation * random.normal();
    if (i % 1024 || performance.now() - since < SLICE) continue;
    await new Promise((resolve) => setTimeout(resolve));
    since = performance.now();
  }
  return { shape, values: noisy };
}

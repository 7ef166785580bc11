// From settings to what the engine trains, and to the recipe that the charts know.

import type { Job, NetSpec } from "../engine/messages.ts";
import type { Measuring } from "../measuring.ts";
import type { Recipe } from "../runs.ts";
import { first } from "./images.ts";
import type { Task } from "./playground_data.ts";
import type { Settings } from "./playground_settings.ts";

const PATCH = { red: 20, fsrcnn: 36 }; // pixels of a clean patch
const BATCH = { red: 4, fsrcnn: 8 }; // patches
const PROBED = 4; // training patches whose gradient is measured
const LOOK = 700; // ms from one look inside to the next
const LATEST = 2 ** 20; // step; the last look at a power of two
const INITIALIZERS: Record<string, string> = {
  glorot: "glorot_uniform",
  he: "he_normal",
  prelu: "prelu_normal",
  lecun: "lecun_normal",
};

/** Name of the initializer of the convolutions; FSRCNN's last layer always starts at 0.001. */
export const initializerOf = ({ init, std }: Settings) =>
  std ? `normal_${std}` : INITIALIZERS[init];

/** Size in pixels and number of channels of the patches. */
export const patchOf = ({ net }: Settings) => ({
  size: PATCH[net],
  channels: net === "red" ? (3 as const) : (1 as const),
});

export function recipeOf(settings: Settings): Recipe {
  const { net, depth, filters, skips, inskip, hidden, last, layers, maps, slope } = settings;
  return {
    ...{ seed: settings.seed, steps: 0, patches: 0, batch_size: BATCH[net] },
    ...(net === "red" ? {} : { net }),
    ...{ depth, filters, channels: patchOf(settings).channels },
    ...{
      symmetric_skips: skips > 0,
      skip_every: skips || 1,
      input_skip: isDenoiser(settings) && inskip === "on",
    },
    ...{ hidden_activation: hidden, residual_activation: net === "red" ? last : null },
    ...{ d: maps, s: 12, m: Math.max(1, layers - 4), shallow: layers === 2 },
    ...{ scale: settings.scale, prelu_slope: slope },
  };
}

const isDenoiser = ({ net }: Settings) => net === "red";

export function netOf(settings: Settings): NetSpec {
  const recipe = { ...recipeOf(settings), kernel_initializer: initializerOf(settings) };
  const { out, net } = settings;
  const output_activation = out === "linear" ? null : out;
  return (
    net === "red" ? { ...recipe, net: "red_net", output_activation } : { ...recipe, net }
  ) as NetSpec;
}

/** @param steps 0 measures the initial weights alone; Infinity trains until it is stopped */
export function jobOf(settings: Settings, task: Task, measuring: Measuring, steps: number): Job {
  const { opt, rate, seed, net } = settings;
  const { layers, summed, mapped } = measuring;
  const { train, test, crop } = task;
  const powers = Array.from({ length: Math.log2(LATEST) + 1 }, (_, i) => 2 ** i);
  const at = [0, ...powers];
  const probed = { x: first(train.x, PROBED), y: first(train.y, PROBED) };
  const given = steps ? train : probed;
  return {
    net: netOf(settings),
    loss: "mse",
    optimizer: {
      ...{ optimizer: opt === "adam" ? "adam" : "sgd", learning_rate: rate },
      momentum: opt === "momentum" ? 0.9 : 0,
    },
    ...{ x: given.x, y: given.y, steps, seed, every: LOOK },
    batch_size: steps ? BATCH[net] : PROBED,
    looks: [
      { name: "test", at, x: test.x, layers, summed },
      { name: "train", at, ...probed, layers: [] },
      { name: "crop", at, x: crop.x, layers: layers.slice(-1), mapped }, // the last of each look
    ],
  };
}

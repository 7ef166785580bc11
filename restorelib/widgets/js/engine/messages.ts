// What is trained, as data, and the messages between a page and the worker that trains it. Where a
// recipe has the same field, the name is the recipe's.

import type { Shape } from "./graph.ts";

export type Padding = "same" | "valid";
export type Activation = "relu" | "leaky_relu" | "tanh" | "sigmoid" | "softplus" | "linear" | null;
export type Loss = "mse" | "cross_entropy"; // softmax cross-entropy, from logits
export type InitializerName = string; // glorot_uniform, he_normal, lecun_normal, prelu_normal, normal_1e-3, ...

export interface OptimizerSpec {
  optimizer: "adam" | "sgd";
  learning_rate: number;
  momentum?: number; // of SGD
  epsilon?: number; // of Adam
}

/** `red_net` of restorelib.models; it says what the fields do. */
export interface RedNetSpec {
  net: "red_net";
  depth: number;
  filters: number | number[];
  channels: number;
  symmetric_skips?: boolean;
  skip_every?: number;
  input_skip?: boolean;
  residual_activation?: Activation;
  output_activation?: Activation;
  hidden_activation?: Activation;
  kernel_initializer?: InitializerName;
  padding?: Padding;
  strides?: number | number[];
}

/** `fsrcnn` of restorelib.models. */
export interface FsrcnnSpec {
  net: "fsrcnn";
  scale: number;
  d?: number;
  s?: number;
  m?: number;
  shallow?: boolean;
  use_bias?: boolean;
  kernel_initializer?: InitializerName;
  deconv_initializer?: InitializerName;
  prelu_slope?: number;
}

/** `srcnn` of restorelib.models. */
export interface SrcnnSpec {
  net: "srcnn";
  kernel_initializer?: InitializerName;
}

/** Layers one after the other, named layer1, layer2, ... */
export interface SequentialSpec {
  net: "sequential";
  layers: LayerSpec[];
}

interface KernelSpec {
  use_bias?: boolean;
  initializer?: InitializerName;
}

export type LayerSpec =
  | (KernelSpec & {
      layer: "conv" | "deconv";
      filters: number;
      size: number;
      strides?: number;
      padding?: Padding;
    })
  | (KernelSpec & { layer: "dense"; units: number })
  | { layer: "flatten" }
  | { layer: "prelu"; slope?: number }
  | { layer: "activation"; activation: Activation };

export type NetSpec = RedNetSpec | FsrcnnSpec | SrcnnSpec | SequentialSpec;

/** Images, or with one row and one pixel each, vectors. */
export interface Images {
  shape: Shape;
  values: Float32Array;
}

/** Look at the net at some steps: outputs for `x` by layer and, with `y`, loss and gradients.
 *
 *  Layers have Keras's names. What all layers put out is too much to send, so it can be summed up.
 */
export interface Look {
  name: string;
  at: number[]; // steps done; 0 is before the first
  x: Images;
  y?: Images;
  layers: string[]; // whose outputs are sent
  summed?: string[]; // of which a `Summary` is sent
  mapped?: string[]; // of which `Maps` are sent
}

/** All outputs of a layer, over all images. */
export interface Summary {
  rms: number;
  dead: Uint8Array; // 1 for a unit whose output is 0 everywhere, else 0
}

/** The output of a layer for the last image, in bytes: 128 is 0, 8 and 248 are -largest and largest. */
export interface Maps {
  pixels: Uint8Array; // unit by unit
  largest: number;
}

export interface Job {
  net: NetSpec;
  loss: Loss;
  optimizer: OptimizerSpec;
  x: Images;
  y: Images;
  batch_size: number;
  steps: number; // Infinity: until it is stopped
  first?: number; // make so many, then wait for `go`; a `go` sent later might come too late
  seed: number; // of the initial weights and of the order of the images
  weights?: Float32Array; // instead of the initial ones: Keras's get_weights(), flat
  batches?: number[][]; // indices of each step's images, instead of a random order
  looks?: Look[];
  every?: number; // ms: look at other steps, too, after so long; and always before it waits
}

export interface Seen {
  name: string;
  step: number;
  outputs: Record<string, Float32Array>;
  summaries: Record<string, Summary>;
  maps: Record<string, Maps>;
  loss: number | null;
  gradients: Record<string, Float32Array>; // "conv1/kernel" -> as Keras lays it out
  weights: Record<string, Float32Array>; // as `gradients`, and where they are
}

/** What a page tells the worker. `train` ends what was trained before. */
export type Request =
  | { kind: "train"; job: Job; followers: MessagePort[] }
  | { kind: "follow"; leader: MessagePort } // compute shares of the leader's batches
  | { kind: "go"; steps: number } // make so many more: 0 pauses, Infinity goes on
  | { kind: "stop" };

/** What the worker answers. `losses` are those of the steps since the last message. */
export type Answer =
  | { kind: "hello"; kernels: "wasm" | "plain" }
  | { kind: "progress"; step: number; losses: number[] }
  | { kind: "seen"; seen: Seen }
  | { kind: "end"; step: number; stopped: boolean; weights: Float32Array }
  | { kind: "failed"; text: string };

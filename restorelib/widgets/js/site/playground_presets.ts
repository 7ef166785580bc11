// Ways to fail, and repairs of them, each with its reason.

import type { Settings } from "./playground_settings.ts";

export interface Preset {
  name: string;
  why: string; // one sentence
  settings: Partial<Settings>; // what differs from the defaults
}

const GREY: Partial<Settings> = { net: "fsrcnn", std: 0.001, opt: "sgd", rate: 0.01 };

export const PRESETS: Preset[] = [
  {
    name: "The asker’s net",
    why: "The ReLU stands before the input is added: once all values before it are below 0, the net adds nothing, and no gradient comes back.",
    settings: {},
  },
  {
    name: "One-word fix",
    why: "tanh lets the net make a pixel darker as well as brighter, and passes a gradient on both sides of 0.",
    settings: { last: "tanh" },
  },
  {
    name: "No input skip",
    why: "The same ReLU now makes the picture itself, whose values lie above 0, so the loss keeps them there.",
    settings: { inskip: "off" },
  },
  {
    name: "Weights 0.001",
    why: "Each layer makes the signal many times smaller, and the gradient on its way back as well: does Adam mind?",
    settings: { last: "linear", std: 0.001 },
  },
  {
    name: "0.001, SGD",
    why: "The same small weights, but SGD takes steps as small as the gradient is.",
    settings: { last: "linear", std: 0.001, opt: "sgd", rate: 0.01 },
  },
  {
    name: "He, with skips",
    why: "He’s weights keep the signal’s size in a chain of layers; the symmetric skips add to it at each pair, so it grows.",
    settings: { last: "linear", init: "he" },
  },
  {
    name: "Deep, no skips",
    why: "Twenty layers in a chain: watch how far the signal and the gradient get under Glorot’s weights.",
    settings: { depth: 20, filters: 16, skips: 0, last: "linear" },
  },
  {
    name: "Steps too large",
    why: "Adam moves every weight by about the learning rate in each step, and 0.1 is as large as the weights themselves.",
    settings: { last: "linear", rate: 0.1 },
  },
  {
    name: "Plain SGD",
    why: "SGD moves a weight by its gradient times the rate: where gradients are small, hardly anything moves.",
    settings: { last: "linear", opt: "sgd", rate: 0.01 },
  },
  {
    name: "Grey picture",
    why: "Eight layers with weights of 0.001: no signal reaches the end, so the net learns one number, its last bias.",
    settings: GREY,
  },
  {
    name: "Grey, repaired",
    why: "He’s weights for PReLU keep the signal’s size through all eight layers, and Adam adapts the size of the steps.",
    settings: { net: "fsrcnn", init: "prelu" },
  },
];

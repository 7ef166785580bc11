// What can be set in the playground. One table drives the controls, the link and the comparison.

export interface Settings {
  net: "red" | "fsrcnn";
  // RED-Net
  sigma: number; // standard deviation of the noise, of 255
  depth: number; // layers, even
  filters: number;
  skips: number; // 0: none; n: one at every n-th pair of layers
  inskip: "on" | "off";
  hidden: string;
  last: string; // activation before the input is added
  out: string; // activation after that
  // FSRCNN
  scale: number;
  layers: number;
  maps: number; // of the first and the last but one layer
  slope: number; // of PReLU, at the start
  // Both
  init: string;
  std: number; // of the weights, in the place of `init`; 0: as `init` draws them
  opt: "adam" | "sgd" | "momentum";
  rate: number;
  seed: number;
}
export type Name = keyof Settings;
type Value = Settings[Name];

export interface Field {
  name: Name;
  label: string;
  of: "data" | "network" | "start" | "training";
  net?: Settings["net"]; // only this one has it
  values?: [value: Value, label: string][]; // those that it may have; otherwise a number in `range`
  range?: [low: number, high: number];
}

const numbers = (...values: number[]) =>
  values.map((value): [Value, string] => [value, `${value}`]);
const ACTIVATIONS: [Value, string][] = [
  ["relu", "ReLU"],
  ["leaky_relu", "leaky ReLU"],
  ["tanh", "tanh"],
  ["linear", "linear"],
];

export const FIELDS: Field[] = [
  {
    ...{ name: "net", label: "Task", of: "data" },
    values: [
      ["red", "clean (RED-Net)"],
      ["fsrcnn", "enlarge (FSRCNN)"],
    ],
  },
  {
    name: "sigma",
    label: "Noise σ, of 255",
    of: "data",
    net: "red",
    values: numbers(5, 10, 25, 50),
  },
  { name: "scale", label: "Scale", of: "data", net: "fsrcnn", values: numbers(2, 3, 4) },
  {
    name: "depth",
    label: "Layers",
    of: "network",
    net: "red",
    values: numbers(4, 6, 10, 16, 20, 30),
  },
  {
    name: "filters",
    label: "Filters",
    of: "network",
    net: "red",
    values: numbers(4, 8, 16, 32, 64),
  },
  {
    ...{ name: "skips", label: "Symmetric skips", of: "network", net: "red" },
    values: [
      [1, "every pair"],
      [2, "every 2nd"],
      [0, "off"],
    ],
  },
  {
    ...{ name: "inskip", label: "Input skip", of: "network", net: "red" },
    values: [
      ["on", "on"],
      ["off", "off"],
    ],
  },
  { name: "hidden", label: "Hidden activation", of: "network", net: "red", values: ACTIVATIONS },
  { name: "last", label: "Last activation", of: "network", net: "red", values: ACTIVATIONS },
  {
    ...{ name: "out", label: "After the input skip", of: "network", net: "red" },
    values: [
      ["linear", "nothing"],
      ["relu", "ReLU"],
      ["sigmoid", "sigmoid"],
    ],
  },
  {
    ...{ name: "layers", label: "Layers", of: "network", net: "fsrcnn" },
    values: numbers(2, 5, 8, 12),
  },
  { name: "maps", label: "Filters", of: "network", net: "fsrcnn", values: numbers(16, 32, 56) },
  {
    ...{ name: "slope", label: "PReLU slope at the start", of: "network", net: "fsrcnn" },
    values: numbers(0, 0.25),
  },
  {
    ...{ name: "init", label: "Initial weights", of: "start" },
    values: [
      ["glorot", "Glorot"],
      ["he", "He"],
      ["prelu", "He for PReLU"],
      ["lecun", "LeCun"],
    ],
  },
  { name: "std", label: "Initial weights, std", of: "start", range: [1e-4, 1] },
  { name: "seed", label: "Seed", of: "start", range: [0, 9999] },
  {
    ...{ name: "opt", label: "Optimiser", of: "training" },
    values: [
      ["adam", "Adam"],
      ["sgd", "SGD"],
      ["momentum", "momentum 0.9"],
    ],
  },
  {
    ...{ name: "rate", label: "Learning rate", of: "training" },
    values: numbers(1, 0.1, 0.03, 0.01, 0.003, 0.001, 0.0001, 0.00001),
  },
];

/** The asker's net of case A. */
export const DEFAULTS: Settings = {
  ...{ net: "red", sigma: 10, depth: 10, filters: 32, skips: 1, inskip: "on" },
  ...{ hidden: "relu", last: "relu", out: "linear" },
  ...{ scale: 3, layers: 8, maps: 56, slope: 0.25 },
  ...{ init: "glorot", std: 0, opt: "adam", rate: 0.001, seed: 0 },
};

/** Whether a field changes anything under these settings. */
export const concerns = ({ name, net }: Field, settings: Settings): boolean =>
  (!net || net === settings.net) && !(name === "init" && settings.std);

/** The value of a field in words. */
export function told({ name, values }: Field, settings: Settings): string {
  const value = settings[name];
  if (name === "std" && !value) return told(fieldOf("init"), settings);
  return values?.find(([known]) => known === value)?.[1] ?? String(value);
}

export function fieldOf(name: Name): Field {
  const field = FIELDS.find((field) => field.name === name);
  if (!field) throw new Error(`A field expects one of ${names()}; received ${name}.`);
  return field;
}

/** Read a link's part after "#": what it sets, and what was wrong with the rest. */
export function readSettings(hash: string): { settings: Settings; wrong: string[] } {
  const settings = { ...DEFAULTS };
  const wrong: string[] = [];
  for (const [name, text] of new URLSearchParams(hash.replace(/^#/, ""))) {
    const field = FIELDS.find((field) => field.name === name);
    const value = field && parsed(field, text);
    if (!field) wrong.push(`“${name}” is no setting; expected one of ${names()}.`);
    else if (value === undefined)
      wrong.push(`${field.name} expects ${expected(field)}; received “${text}”.`);
    else Object.assign(settings, { [name]: value });
  }
  return { settings, wrong };
}

/** The part of a link after "#": all that differs from `DEFAULTS`; "" where nothing does. */
export function writeSettings(settings: Settings): string {
  const parts = FIELDS.filter(({ name }) => settings[name] !== DEFAULTS[name]);
  return parts.map(({ name }) => `${name}=${settings[name]}`).join("&");
}

function parsed({ name, values, range }: Field, text: string): Value | undefined {
  if (values) return values.find(([value]) => String(value) === text)?.[0];
  const [low, high] = range ?? [0, 0];
  const number = text.trim() ? Number(text) : Number.NaN;
  const fits = number >= low && number <= high && (name !== "seed" || Number.isInteger(number));
  return fits ? number : undefined;
}

const names = () => FIELDS.map(({ name }) => name).join(", ");

function expected({ name, values, range }: Field): string {
  if (values) return `one of ${values.map(([value]) => value).join(", ")}`;
  return `a ${name === "seed" ? "whole " : ""}number from ${range?.join(" to ")}`;
}

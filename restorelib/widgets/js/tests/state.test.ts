import assert from "node:assert/strict";
import { test } from "node:test";
import { codeOf } from "../code.ts";
import { presetOf } from "../presets.ts";
import { readState, type State, writeState } from "../state.ts";

const STEPS = Int32Array.of(0, 1, 2, 4);
const FIELDS: [string, string[]][] = [
  ["skip", ["True", "False"]],
  ["m", ["shallow", "1", "4"]],
  ["rate", ["0.001"]], // no knob of this panel
];
const PANEL = { name: "case_x", fields: FIELDS, seeds: 3, start: [0, 0] };
const read = (text: string) => readState(text, PANEL, () => STEPS);

test("every state comes back from its text", () => {
  for (const skip of [0, 1])
    for (const m of [0, 1, 2])
      for (const seed of [0, 1, 2])
        for (const step of STEPS) {
          const state: State = { places: [skip, m], seed, step };
          assert.deepEqual(read(writeState(PANEL, state)), state);
        }
});

test("a text has the panel's name, and names and values as Python has them", () => {
  const text = writeState(PANEL, { places: [1, 0], seed: 2, step: 4 });
  assert.equal(text, "case_x: skip=False, m=shallow, rate=0.001, seed=2, step=4");
});

test("the order and the spaces of a text do not matter, and some of it can be left out", () => {
  const state = { places: [1, 2], seed: 0, step: 4 };
  assert.deepEqual(read(" case_x:m=4 ,skip = False,"), state);
  assert.deepEqual(read("case_x: seed=1, step=0, skip=False, m=4"), { ...state, seed: 1, step: 0 });
});

test("the steps are those of the run that a text names", () => {
  const steps = (places: number[], seed: number) => Int32Array.of(0, 10 * places[1] + seed);
  const read = (text: string) => readState(text, PANEL, steps);
  assert.equal(read("case_x: skip=True, m=4, seed=2").step, 22);
  assert.throws(() => read("case_x: skip=True, m=4, seed=2, step=4"), /step expects 0 or 22; /);
});

test("a wrong text is told what was expected, what came, and what to do", () => {
  const known = "skip=True, m=1";
  const wrong: [text: string, message: RegExp][] = [
    ["", /starts with "case_x:"; received ""\. Paste it into the panel/],
    ["case_y: skip=True", /starts with "case_x:"; received "case_y: skip=True"\. Paste/],
    ["case_x", /starts with "case_x:"; received "case_x"\. Paste/],
    [`case_x: ${known}, hue=3`, /skip, m, rate, seed and step; received "hue"\. Leave it out\./],
    ["case_x: skip=True, m=3", /m expects shallow, 1 or 4; received "3"\. Write .* m=shallow\./],
    ["case_x: skip=True", /m expects shallow, 1 or 4; received nothing\. Write/],
    ["case_x: skip, m=1", /skip expects True or False; received ""\. Write/],
    [`case_x: ${known}, rate=1`, /expects 0\.001, as this panel has no knob for it; received "1"/],
    [`case_x: ${known}, seed=3`, /seed expects 0, 1 or 2; received "3"\. Write .* seed=0\./],
    [`case_x: ${known}, step=3`, /step expects 0, 1, 2 or 4; received "3"\. Write .* step=0\./],
  ];
  for (const [text, message] of wrong) assert.throws(() => read(text), message, text);
});

test("a preset is recognised by the values of all knobs", () => {
  const presets: [string, string, number[]][] = [
    ["a", "", [0, 1]],
    ["b", "", [1, 1]],
  ];
  assert.equal(presetOf(presets, [1, 1]), 1);
  assert.equal(presetOf(presets, [1, 0]), -1);
});

test("the code of a run is that of its state, but for one line", () => {
  const code = "import keras\nSEED, STEPS, PATCHES = 0, 512, 800\nprint(STEPS)\n";
  const recipe = { seed: 7, steps: 256, patches: 80 } as Parameters<typeof codeOf>[1];
  assert.equal(codeOf(code, recipe), code.replace("0, 512, 800", "7, 256, 80"));
});

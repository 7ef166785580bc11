import assert from "node:assert/strict";
import { test } from "node:test";
import { Random } from "../engine/random.ts";
import { differences, nameOf } from "../site/playground_differences.ts";
import { presetOf } from "../site/playground_preset_buttons.ts";
import { PRESETS } from "../site/playground_presets.ts";
import {
  DEFAULTS,
  FIELDS,
  readSettings,
  type Settings,
  writeSettings,
} from "../site/playground_settings.ts";

function drawn(random: Random): Settings {
  const settings: Record<string, unknown> = { ...DEFAULTS };
  for (const { name, values, range } of FIELDS) {
    const below = (count: number) => Math.floor(count * random.uniform());
    if (values) settings[name] = values[below(values.length)][0];
    else if (name === "seed") settings[name] = below(10_000);
    else settings[name] = random.uniform() < 0.5 ? 0 : +(range?.[1] ?? 1) * (1 - random.uniform());
  }
  const std = Number(settings.std);
  return { ...settings, std: std && Math.max(1e-4, std) } as Settings;
}

test("what a link says is read as it was written, whatever is set", () => {
  const random = new Random(0);
  for (let i = 0; i < 300; i++) {
    const settings = drawn(random);
    assert.deepEqual(readSettings(`#${writeSettings(settings)}`), { settings, wrong: [] });
  }
  assert.equal(writeSettings(DEFAULTS), "");
  assert.equal(writeSettings({ ...DEFAULTS, last: "tanh", std: 0.05 }), "last=tanh&std=0.05");
  assert.deepEqual(readSettings("#net=red&last=relu").settings, DEFAULTS);
});

test("what is wrong in a link is named with what was expected, and the rest is read", () => {
  const { settings, wrong } = readSettings(
    "#last=swish&depth=10&sd=1&std=2&rate=0.01&seed=1.5&scale=&opt=__proto__",
  );
  assert.deepEqual(settings, { ...DEFAULTS, rate: 0.01 });
  assert.deepEqual(wrong, [
    "last expects one of relu, leaky_relu, tanh, linear; received “swish”.",
    `“sd” is no setting; expected one of ${FIELDS.map(({ name }) => name).join(", ")}.`,
    "std expects a number from 0.0001 to 1; received “2”.",
    "seed expects a whole number from 0 to 9999; received “1.5”.",
    "scale expects one of 2, 3, 4; received “”.",
    "opt expects one of adam, sgd, momentum; received “__proto__”.",
  ]);
});

test("what differs from a pinned run is named, and nothing that has no effect", () => {
  const from = (a: Partial<Settings>, b: Partial<Settings> = {}, photo: string | null = null) =>
    differences(
      { settings: { ...DEFAULTS, ...a }, photo },
      { settings: { ...DEFAULTS, ...b }, photo: null },
    );
  assert.equal(from({ last: "tanh" }), "Only the last activation differs: tanh, not ReLU.");
  assert.equal(from({}), "The same settings.");
  assert.equal(from({ scale: 4, slope: 0 }), "The same settings."); // those of the other net
  assert.equal(from({ std: 0.05 }), "Only the initial weights, std differs: 0.05, not Glorot.");
  assert.equal(from({ std: 0.05, init: "he" }, { std: 0.05 }), "The same settings.");
  assert.equal(from({}, {}, "cat.png"), "Only the photographs differ.");
  assert.equal(
    from({ seed: 2, rate: 0.1 }),
    "2 settings differ: seed: 2, not 0; learning rate: 0.1, not 0.001.",
  );
  assert.equal(
    from({ net: "fsrcnn", scale: 2 }, { filters: 8 }), // what only one of them has
    "Only the task differs: enlarge (FSRCNN), not clean (RED-Net).",
  );
});

test("a pinned run has the name of what makes it different", () => {
  assert.equal(nameOf({ settings: DEFAULTS, photo: null }), "the asker’s net");
  const settings: Settings = { ...DEFAULTS, last: "tanh", seed: 3 };
  assert.equal(
    nameOf({ settings, photo: "x.png" }),
    "last activation tanh, seed 3, own photograph",
  );
});

test("a preset is found again under any seed, and each can be told from the others", () => {
  for (const preset of PRESETS) {
    const settings: Settings = { ...DEFAULTS, ...preset.settings, seed: 7 };
    assert.equal(presetOf(settings), preset);
    assert.deepEqual(readSettings(writeSettings(settings)).wrong, []);
  }
  assert.equal(presetOf({ ...DEFAULTS, filters: 8 }), undefined);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { plain, written } from "../site/formula_text.ts";
import type { Given, Known, Table } from "../site/known_table.ts";
import { movement } from "../site/movement.ts";
import { answer, type Words } from "../site/number_answer.ts";
import { readLog } from "../site/training_log.ts";

// Some rows of known_table.py; a test in Python compares all of them.
const row = (
  predictor: string,
  of: string,
  formula: Known["formula"],
  symptom: string,
  when = "",
) => ({
  predictor,
  of,
  formula,
  symptom,
  when,
});
const noise: Known["formula"] = ["square", ["*", ["/", "sigma", 255], "span"]];
const TABLE: Table = {
  known: [
    row("all classes alike", "categorical", ["ln", "classes"], "ln-c"),
    row(
      "certain",
      "categorical",
      ["*", 16.118095, ["-", 1, "accuracy"]],
      "certain",
      "and right as often as it says",
    ),
    row("all classes alike", "binary", ["ln", 2], "ln-2"),
    row("the mean", "squared", ["square", "std"], "mean"),
    row(
      "the input",
      "squared",
      noise,
      "input",
      "with noise of sigma {sigma} on a scale of 0 to 255",
    ),
    row("any class", "accuracy", ["/", 1, "classes"], "majority"),
    row("the input", "psnr", ["decibels", ["/", 255, "sigma"]], "input"),
  ],
  guessed: { classes: [10, 2, 3, 4, 5, 100, 1000], sigma: [10, 25, 50], span: [1, 255] },
  sampled: ["std", "sigma"],
  near: 0.01,
  slack: 0.0025,
  gap: 0.05,
};
const WORDS: Words = {
  table: TABLE,
  predictors: new Proxy({}, { get: (_, name) => `About ${String(name)}.` }),
};
const NOTHING: Given = { facts: {}, halves: {} };
const say = (text: string, measures: string[] = [], given = NOTHING) => {
  const said = answer(WORDS, readLog(text), measures, given);
  if (!said) throw new Error(`nothing said of ${text}`);
  return said;
};

test("a number alone is named by its predictor, its formula and the page to read", () => {
  const said = say("2.3026");
  assert.equal(said.headline, "2.3026 is ln 10: all classes alike.");
  assert.equal(said.meaning, "About all classes alike.");
  assert.deepEqual(said.symptoms, ["ln-c"]);
  assert.match(said.notes[0], /^By chance, /);
  assert.match(
    say("0.0015").headline,
    /^0\.0015 \w+ \w+ \(10\/255 × 1\)²: the input, with noise of sigma 10 on/,
  );
  assert.equal(say("28.1308").headline, "28.1308 is 20 log10(255/10): the input.");
});

test("few digits fit too much, and it is said", () => {
  const said = say("0.7");
  assert.equal(said.headline, "0.7 may be ln 2: all classes alike.");
  assert.match(said.notes.join(" "), /that says little: \d+ % of all numbers/);
  assert.deepEqual([said.verdict, said.symptoms], ["perhaps", ["ln-2"]]);
});

test("a training loss beside the number is near, and the validation loss names it", () => {
  const said = say("Epoch 1/9\nloss: 2.3030\n", ["categorical"]);
  assert.equal(said.headline, "2.3030 is 0.018 % above ln 10: all classes alike.");
  assert.match(said.notes.join(" "), /penalties/);
  const both = say("loss: 2.3030 - acc: 0.0994 - val_loss: 2.3026 - val_acc: 0.1000");
  assert.equal(both.main.name, "val_loss");
  assert.deepEqual(
    both.rows.map((r) => r.name),
    ["loss", "val_loss", "accuracy", "val_accuracy"],
  );
});

test("the accuracy of the same log is a fact: 4.4380 is what certain answers cost", () => {
  const said = say("loss: 4.4380 - acc: 0.7247");
  assert.match(said.headline, /^4\.4380 is 16\.118 × \(1 − 0\.7247\): certain, and right/);
  assert.match(said.meaning, /^16\.118 × \(1 − 0\.7247\) = 4\.4373/);
});

test("where nothing fits, the nearest one is said, and whether something was learned", () => {
  const said = say("loss: 0.0421", ["squared"], { facts: { std: 0.29 }, halves: { std: 0.005 } });
  assert.equal(said.headline, "No trivial predictor tried here scores 0.0421.");
  assert.match(
    said.meaning,
    /nearest that needs no guess is .*0\.29² = 0\.0841.*50 % below it\. So it has learned/,
  );
  assert.doesNotMatch(say("loss: 0.0421", ["squared"]).meaning, /So it/);
  const worse = say("loss: 0.2", ["squared"], { facts: { std: 0.29 }, halves: {} });
  assert.match(worse.meaning, /does worse than a constant/);
});

test("of two quantities that fit, the headline takes the one with more digits", () => {
  const said = say("loss: 0.0015 - psnr: 28.1152534485", [], { facts: { sigma: 10 }, halves: {} });
  assert.match(said.headline, /^28\.1153 is 20 log10/);
});

test("repeated digits: exactly, or only as far as printed", () => {
  const log = (loss: string) => Array(4).fill(`loss: ${loss}`).join("\n");
  assert.equal(movement(readLog(log("28.1152534485")).get("loss") ?? []).exact, true);
  const printed = say(log("0.0421"));
  assert.deepEqual([printed.main.movement.kind, printed.main.movement.run], ["repeats", 4]);
  assert.match(printed.notes.join(" "), /print\(history\.history\["loss"\]\)/);
  assert.ok(printed.symptoms.includes("loss-same-every-epoch"));
  assert.doesNotMatch(say(log("28.1152534485")).notes.join(" "), /history/);
});

test("what a quantity does", () => {
  const kind = (values: string) => movement([...readLog(values).values()][0]).kind;
  assert.equal(kind("0.5"), "one");
  assert.equal(kind("0.5 nan nan"), "nan");
  assert.equal(kind("0.9 0.5 0.3 0.2"), "falls");
  assert.equal(kind("0.2 0.5 0.9"), "rises");
  assert.equal(kind("0.9 0.501 0.5 0.502 0.5"), "flat");
  assert.equal(kind("5 900 3 700 2"), "jumps");
  assert.equal(kind("0.9 0.5 0.5"), "falls"); // two alike are no standstill yet
});

test("loss and validation loss: NaN, another number, one that does not follow", () => {
  const nan = say("loss: 0.5 - val_loss: 0.5\nloss: nan - val_loss: nan");
  assert.equal(nan.verdict, "nan");
  assert.equal(nan.symptoms[0], "loss-is-nan");
  assert.match(nan.rows[0].movement.words, /from epoch 2 on/);
  const line = "loss: 0.5000 - val_loss: 0.6000\n";
  assert.match(say(line.repeat(3)).notes.join(" "), /different numbers, 20 % apart/);
  const falling = ["0.9", "0.5", "0.2"]
    .map((loss) => `loss: ${loss} - val_loss: 0.7700`)
    .join("\n");
  assert.match(say(falling).notes.join(" "), /does not follow/);
  assert.ok(say(falling).symptoms.includes("val-loss-does-not-fall"));
});

test("formulas are written as people write them", () => {
  const facts = { classes: 10, sigma: 25, span: 1, std: 0.5, mean: -2, shares: [0.5, 0.5] };
  assert.equal(written(noise, facts), "(25/255 × 1)²");
  assert.equal(
    written(["*", ["/", 1, "classes"], ["-", 1, ["/", 1, "classes"]]], facts),
    "1/10 × (1 − 1/10)",
  );
  assert.equal(written(["+", ["square", "std"], ["square", "mean"]], facts), "0.5² + (−2)²");
  assert.equal(written(["entropy", "shares"], facts), "the entropy of the class shares");
  assert.equal(written(["ln", "classes"], {}), "ln C");
  assert.equal(plain(50257), "50257");
  assert.equal(plain(1e-7), "1e−7");
  assert.equal(plain(-0.5), "−0.5");
  assert.equal(written(["/", 1, ["sqrt", ["square", "std"]]], facts), "1/√(0.5²)");
  assert.throws(() => written(["?", 1], {}), /No text/);
});

test("a text without numbers has no answer", () => {
  assert.equal(answer(WORDS, readLog("hello"), [], NOTHING), null);
});

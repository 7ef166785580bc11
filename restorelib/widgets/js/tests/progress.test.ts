import assert from "node:assert/strict";
import { test } from "node:test";
import { stillOpen } from "../site/folds.ts";
import { merged, NONE, now, type Progress, progressFrom, textOf } from "../site/progress.ts";

const guess = (choice: string, compared: boolean): Progress => ({
  exercises: {},
  guesses: { g: { choice, when: now(), compared } },
});

test("a guess that was compared stays, another one is replaced", () => {
  assert.equal(merged(guess("a", true), guess("b", false)).guesses.g.choice, "a");
  assert.equal(merged(guess("a", false), guess("b", false)).guesses.g.choice, "b");
});

test("progress is read as it was written", () => {
  const progress = guess("a", true);
  assert.deepEqual(progressFrom(textOf(progress)), progress);
  assert.deepEqual(progressFrom(textOf(NONE)), NONE);
});

test("a file that holds no progress says which one to choose", () => {
  assert.throws(() => progressFrom("no JSON"), /choose a progress\.json/);
  assert.throws(() => progressFrom("[1]"), /choose a progress\.json/);
  assert.throws(() => progressFrom('{"schema": 7, "exercises": {}, "guesses": {}}'), /schema 7/);
});

test("a guess that is not as this course writes it is refused", () => {
  const text = textOf(guess("a", true));
  assert.throws(() => progressFrom(text.replace("true", '"yes"')), /damaged/);
  assert.throws(() => progressFrom(text.replace('"choice"', '"chosen"')), /damaged/);
});

test("the time is as Python writes it: UTC, to the second", () => {
  assert.match(now(), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/);
});

test("a part waits for each of its guesses, and a part without any for none", () => {
  const opened = (name: string) => name === "a";
  assert.deepEqual(stillOpen("a b c", opened), ["b", "c"]);
  assert.deepEqual(stillOpen("a", opened), []);
  assert.deepEqual(stillOpen("", opened), []);
});

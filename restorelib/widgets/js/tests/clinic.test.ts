import assert from "node:assert/strict";
import { test } from "node:test";
import { type Case, caseOf, NEW, standing, trialOf, withMeasured, withTrial } from "../case.ts";
import { costTold, creditsOf, isSolved } from "../credit.ts";
import type { Change, Patient } from "../patient.ts";

const change = (name: string, right: boolean, scores: (number | null)[]): Change => ({
  ...{ name, right, scores, lines: [], reply: `What ${name} shows.` },
  curves: scores.map(() => [0.7, 0.69]),
});
const PATIENT: Patient = {
  ...{ name: "p", title: "P", complaint: "", asked: "", stands_for: "", program: "", log: "" },
  ...{ curve: ["loss", "cross-entropy"], number: "ln 2", cause: "loss", why: "", provenance: "" },
  score: { label: "accuracy", learned: 0.9, higher: true, unit: "" },
  numbers: [
    ["ln 2", Math.LN2],
    ["zero", 16.1],
  ],
  measurements: ["shapes", "predictions"].map((name) => ({ name, code: "", step: 0, output: "" })),
  telling: ["predictions"],
  slips: { mode: "Dropout is not in this net." },
  changes: [
    change("", false, [0.5, 0.5, 0.5, 0.5, 0.5]),
    change("sigmoid", true, [0.95, 0.9, 0.97, 0.4, 0.96]),
    change("epochs", false, [0.95, 0.5, 0.5, 0.5, null]),
    change("luck", false, [0.95, 0.95, 0.95, 0.95, 0.95]),
  ],
  seeds: 5,
};
const CAUSES = ["loss", "mode", "scale"];
const RIGHT: Case = {
  ...{
    measured: ["shapes", "predictions"],
    number: "ln 2",
    cause: "loss",
    evidence: "predictions",
  },
  ...{ change: "sigmoid", tried: { sigmoid: 5 }, counted: 4, solved: null },
};
const credits = (given: Partial<Case>) => creditsOf(PATIENT, { ...RIGHT, ...given });

test("a diagnosis with number, evidence, repair and seeds is solved", () => {
  assert.ok(isSolved(credits({})));
  assert.deepEqual(credits({}), { number: "", evidence: "", repair: "", seeds: "" });
});

test("without any answer, each part says what to do", () => {
  const found = creditsOf(PATIENT, NEW);
  assert.ok(Object.values(found).every((fault) => fault.length > 20));
  assert.ok(!isSolved(found));
});

test("a wrong number is laid beside the curve", () => {
  assert.match(credits({ number: "zero" }).number, /“zero” scores 16.1; the curve ends at 0.69\./);
  assert.match(credits({ number: "none of them" }).number, /one of them does fit/);
});

test("a wrong cause meets its slip, and a measurement that does not tell is called correct", () => {
  assert.equal(credits({ cause: "mode" }).evidence, "Dropout is not in this net.");
  assert.match(credits({ cause: "scale" }).evidence, /none of your measurements/);
  assert.match(credits({ cause: "scale", measured: [] }).evidence, /measured nothing yet/);
  assert.match(credits({ evidence: "shapes" }).evidence, /measured correctly, but/);
  assert.match(credits({ evidence: "" }).evidence, /which of your measurements/);
  assert.match(credits({ evidence: "", measured: [] }).evidence, /make one/);
});

test("a repair needs more than half of its runs, and must remove the cause", () => {
  const tried = (name: string, seeds: number) =>
    credits({ change: name, tried: { [name]: seeds } });
  assert.equal(tried("epochs", 5).repair, "it learns in 1 of 5 runs. What epochs shows.");
  assert.match(tried("epochs", 1).repair, /it learns in 1 of 1 run, but the cause is still there/);
  assert.match(tried("luck", 5).repair, /5 of 5 runs, but the cause is still there. What luck/);
  assert.match(credits({ tried: {} }).repair, /choose one change, and try it/);
});

test("one seed may be luck, and a count must be that of the runs", () => {
  assert.match(credits({ tried: { sigmoid: 1 } }).seeds, /one seed may be luck: try four more/);
  assert.match(credits({ counted: null }).seeds, /in how many of the five runs/);
  assert.match(credits({ counted: 5 }).seeds, /you count 5; compare each of the five scores/);
});

test("a measurement that was made costs nothing more, and the fewest are named", () => {
  const once = withMeasured(NEW, "shapes");
  assert.deepEqual(withMeasured(once, "shapes").measured, ["shapes"]);
  assert.match(costTold(PATIENT, 4), /4 measurements. One would have been enough: “predictions”/);
  assert.match(costTold(PATIENT, 1), /1 measurement, the fewest/);
});

test("a change is tried on one seed, then on all", () => {
  const first = withTrial({ ...NEW, change: "epochs" }, 5);
  assert.equal(trialOf(first, PATIENT).seeds, 1);
  assert.equal(trialOf(withTrial(first, 5), PATIENT).seeds, 5);
  assert.deepEqual(trialOf(NEW, PATIENT), { change: null, seeds: 0 });
});

test("what was kept survives a file that has changed, and anything else that is stored", () => {
  assert.deepEqual(caseOf(JSON.parse(JSON.stringify(RIGHT)), PATIENT, CAUSES), RIGHT);
  const old = {
    ...RIGHT,
    measured: ["gone"],
    cause: "gone",
    change: "gone",
    tried: { gone: 5, luck: 3 },
  };
  const read = caseOf(old, PATIENT, CAUSES);
  assert.deepEqual(
    [read.measured, read.cause, read.evidence, read.change, read.tried],
    [[], "", "", "", {}],
  );
  for (const junk of [undefined, null, 3, [], { measured: 4, tried: null }])
    assert.deepEqual(caseOf(junk, PATIENT, CAUSES), NEW);
});

test("a card says how far its patient has come", () => {
  assert.equal(standing(undefined, false).words, "new");
  assert.equal(standing(NEW, false).kind, "new");
  assert.equal(standing({ ...NEW, measured: ["shapes"] }, false).words, "open, 1 measurement");
  assert.equal(standing({ ...RIGHT, solved: 2 }, false).words, "diagnosed with 2 measurements");
  assert.equal(standing(undefined, true).words, "diagnosed");
});

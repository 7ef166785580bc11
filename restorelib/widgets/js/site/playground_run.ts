// One training: what the engine is asked, and what the charts draw of its answers.

import type { Answer, Job } from "../engine/messages.ts";
import { factsOf } from "../facts.ts";
import { layersOf } from "../layers.ts";
import type { Verdict } from "../matrix.ts";
import { type Looks, measuringOf, type Row, typeOf } from "../measuring.ts";
import type { DenoisingRun, Run } from "../runs.ts";
import { type Rule, verdictOf } from "../verdict.ts";
import { type Facts, fill } from "../wording.ts";
import type { Task } from "./playground_data.ts";
import { jobOf, recipeOf } from "./playground_job.ts";
import type { Settings } from "./playground_settings.ts";

const BINS = 64; // of the histogram

/** Python's templates, by net. */
export type Texts = Record<Settings["net"], { words: Record<string, string>; verdict: Rule[] }>;

/** A run at its newest step; `picture` of an enlarging net. */
export type Snapshot = DenoisingRun;

/** The score at all steps that were looked at, and the loss of every step. */
export interface Curve {
  steps: number[];
  psnr: number[]; // dB
  losses: number[];
}

export type Training = ReturnType<typeof makeTraining>;

/** @param steps 0: look at the initial weights alone */
export function makeTraining(settings: Settings, task: Task, texts: Texts, steps: number) {
  const recipe = recipeOf(settings);
  const histogram_range = (recipe.input_skip ? [-0.32, 0.32] : [-0.4, 1.2]) as [number, number];
  const like = { recipe, histogram_range, histogram: new Int32Array(BINS), steps: [0] };
  const measuring = measuringOf(like as unknown as Run);
  const job: Job = jobOf(settings, task, measuring, steps);
  const data = { ...task, test: compared(task.test), crop: task.crop.nothing };
  const curve: Curve = { steps: [], psnr: [], losses: [] };
  let seen: Partial<Looks> = {};
  let snapshot: Snapshot | null = null;

  function take(row: Row, step: number): Snapshot {
    const known = {
      ...{ recipe, histogram_range, ...measuring.known, steps: Int32Array.of(step) },
      values: task.test.y.values.length,
      identity_psnr: task.scores.nothing,
      references: task.references,
      loss: Float32Array.from(curve.losses),
      provenance: "",
    };
    const arrays = Object.entries(row).map(([field, value]) => [
      field,
      typeOf(field).from(typeof value === "number" ? [value] : value),
    ]);
    const run = { ...known, ...Object.fromEntries(arrays) } as Snapshot;
    if (settings.net === "fsrcnn") run.picture = painted(run.added, task);
    return Object.assign(run, worded(run, texts[settings.net], task));
  }

  return {
    job,
    settings,
    task,
    curve,
    layers: layersOf(recipe),
    /** The newest; null before the first look. */
    snapshot: () => snapshot,
    /** Note an answer of the engine; true where there is a new snapshot.
     *
     *  @throws Error where a number is too large to be measured
     */
    hear(answer: Answer): boolean {
      if (answer.kind === "progress") curve.losses.push(...answer.losses);
      if (answer.kind !== "seen") return false;
      seen = { ...seen, [answer.seen.name]: answer.seen };
      if (!(seen.test && seen.train && seen.crop)) return false;
      const row = measuring.measure(seen as Looks, data);
      seen = {};
      if (!isMeasured(row))
        throw new Error(
          `Burst at step ${answer.seen.step}: the signal or the gradient is larger than 32 bits can hold (3e38).`,
        );
      curve.steps.push(answer.seen.step);
      curve.psnr.push(Number(row.psnr));
      snapshot = take(row, answer.seen.step);
      return true;
    },
  };
}

const isMeasured = ({ psnr, gradient, signal, kernel_gradient }: Row): boolean =>
  [psnr, gradient, signal, kernel_gradient].every((value) =>
    [value].flat().every((number) => Number.isFinite(number)),
  );

/** With what costs nothing as the input, so that changes are counted from it. */
const compared = ({ nothing, y }: Task["test"]) => ({ x: nothing, y });

function painted(added: ArrayLike<number>, { crop }: Task): Uint8Array {
  const { values } = crop.nothing;
  return Uint8Array.from(Uint8ClampedArray.from(values, (value, i) => 255 * value + added[i]));
}

/** The texts of a snapshot, by chart, and its verdict. */
function worded(run: Snapshot, { words, verdict }: Texts["red"], { scores }: Task) {
  const { grey, nearest } = scores;
  const psnr = run.psnr[0];
  const facts: Facts = {
    ...factsOf(run, 0, { flat: grey }),
    ...(nearest === null ? {} : { nearest_gain: psnr - nearest }),
    ...(run.picture && { darkest: extreme(run.picture, Math.min) }),
    ...(run.picture && { brightest: extreme(run.picture, Math.max) }),
  };
  const told = Object.entries(words).map(([name, text]) => [name, [fill(text, facts)]]);
  const judged: Verdict = verdictOf(verdict, facts);
  return { words: Object.fromEntries(told) as Run["words"], verdict: judged };
}

const extreme = (values: Uint8Array, choose: (a: number, b: number) => number) =>
  values.reduce((a, b) => choose(a, b));

// One live run: the engine's job for a recipe, and the record that grows from what the engine sees.

import type { Answer, Job, NetSpec, OptimizerSpec } from "./engine/messages.ts";
import { factsOf } from "./facts.ts";
import type { LiveData } from "./live_data.ts";
import type { Verdict } from "./matrix.ts";
import { type Looks, measuringOf, type Row, typeOf } from "./measuring.ts";
import type { Numbers } from "./packed.ts";
import type { PanelMeta } from "./panel_meta.ts";
import type { Recipe, Run } from "./runs.ts";
import { verdictOf } from "./verdict.ts";
import { fill } from "./wording.ts";

const PROBED = 8; // training patches whose gradient is measured

export interface Plan {
  panel: PanelMeta;
  recorded: Run; // of the same state and seed
  data: LiveData;
  original: ArrayLike<number> | undefined; // crop that a picture is compared with
}

/** 0, 1, 2, 4, 8, ... and the last step: `snapshot_steps` of recipes.py. */
export function snapshotSteps(steps: number): number[] {
  const powers = [];
  for (let step = 1; step < steps; step *= 2) powers.push(step);
  return steps ? [0, ...powers, steps] : [0];
}

/** Python's sentences about a run, by chart, at each of its steps, and its verdict at the last. */
export function wordsOf(
  run: Run,
  { words, verdict, known }: NonNullable<PanelMeta["live"]>,
  original: ArrayLike<number> | undefined,
): { words: Run["words"]; verdict: Verdict } {
  const facts = Array.from(run.steps, (_, i) => factsOf(run, i, known, original));
  const told = Object.entries(words).map(([name, template]): [string, string[]] => [
    name,
    facts.map((each) => fill(template, each)),
  ]);
  return {
    words: Object.fromEntries(told),
    verdict: verdictOf(verdict, facts[facts.length - 1]),
  };
}

export function makeLiveRun({ panel, recorded, data, original }: Plan) {
  if (!panel.live) throw new Error("This panel trains nothing.");
  const texts = panel.live;
  const { train, test, crop } = data;
  const [patches] = train.x.shape;
  const recipe: Recipe = { ...recorded.recipe, steps: panel.live_steps, patches };
  const measuring = measuringOf(recorded);
  const at = snapshotSteps(recipe.steps);
  const { layers, summed, mapped } = measuring;
  const output = layers.slice(-1);
  const job: Job = {
    net: { net: "red_net", ...recipe } as unknown as NetSpec, // fsrcnn's recipes name their net
    loss: "mse",
    optimizer: recipe as unknown as OptimizerSpec,
    ...{ ...train, steps: recipe.steps, seed: recipe.seed, batch_size: recipe.batch_size },
    looks: [
      { name: "test", at, x: test.x, layers, summed },
      { name: "train", at, x: first(train.x, PROBED), y: first(train.y, PROBED), layers: [] },
      { name: "crop", at, x: crop, layers: output, mapped }, // the last of each snapshot
    ],
  };
  const steps: number[] = [];
  const columns: Record<string, Numbers> = {}; // field -> its rows, with room for those to come
  const losses: number[] = [];
  let seen: Partial<Looks> = {};
  let provenance = "";
  let trains = true;
  let record: Run | null = null;

  function keep(row: Row) {
    for (const [field, value] of Object.entries(row)) {
      const values = typeof value === "number" ? [value] : value;
      columns[field] ??= new (typeOf(field))(at.length * values.length);
      columns[field].set(values, steps.length * values.length);
    }
  }
  function grow() {
    const known = { ...plain(recorded), ...measuring.known, recipe };
    const run = { ...known, steps: Int32Array.from(steps) } as unknown as Run;
    for (const [field, column] of Object.entries(columns)) {
      const size = column.length / at.length;
      Object.assign(run, { [field]: column.subarray(0, steps.length * size) });
    }
    run.loss = Float32Array.from(losses);
    run.provenance = provenance;
    Object.assign(run, wordsOf(run, texts, original));
    if (trains && run.verdict) run.verdict = [run.verdict[0], `so far ${run.verdict[1]}`];
    record = run;
  }

  return {
    job,
    losses,
    /** The run so far; null before the first snapshot. */
    record: () => record,
    /** Note an answer of the engine; true where there is a new snapshot. */
    hear(answer: Answer): boolean {
      if (answer.kind === "progress") losses.push(...answer.losses);
      if (answer.kind !== "seen") return false;
      seen = { ...seen, [answer.seen.name]: answer.seen };
      if (!(seen.test && seen.train && seen.crop)) return false;
      keep(measuring.measure(seen as Looks, data));
      steps.push(answer.seen.step);
      seen = {};
      grow();
      return true;
    },
    /** Say where the run comes from, and whether it still trains. */
    tell(from: string, training: boolean) {
      provenance = from;
      trains = training;
      if (record) grow();
    },
  };
}

function first({ shape, values }: LiveData["crop"], count: number): LiveData["crop"] {
  const [images, ...image] = shape;
  const size = values.length / images;
  return { shape: [count, ...image], values: values.slice(0, count * size) };
}

/** What a recorded run holds besides arrays, which are getters until they are read. */
const plain = (run: Run) =>
  Object.fromEntries(
    Object.entries(Object.getOwnPropertyDescriptors(run)).flatMap(([name, { value }]) =>
      value === undefined || ArrayBuffer.isView(value) ? [] : [[name, value]],
    ),
  );

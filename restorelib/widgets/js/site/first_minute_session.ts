// The runs of the first minute, one at a time: of a net with this end or that, under this seed or that.

import type { Engine } from "../engine/open_engine.ts";
import type { Recipe } from "../runs.ts";
import type { Curve } from "./first_minute_curve.ts";
import { type Listener, startRun } from "./first_minute_run.ts";
import type { Snapshot, Subject } from "./first_minute_snapshot.ts";
import type { Shown } from "./first_minute_view.ts";
import type { Ending } from "./first_minute_words.ts";

const SEEDS = 10; // that "try another" goes through

export interface Equipment {
  trainer: Engine;
  painter: Engine;
  subject: Subject;
}

interface Parts {
  recipe: Recipe;
  nothing: number; // dB of doing nothing
  equip(): Promise<Equipment>; // called once, before the first run
  changed(about: "first" | "same seed" | "other seed"): void; // a run begins
  progress(step: number): void;
  shown(shown: Shown): void; // something new was measured
  failed(error: unknown): void;
}

export function makeSession({ recipe, nothing, equip, ...hears }: Parts) {
  let equipment: Promise<Equipment> | undefined;
  let ending: Ending = "none";
  let seed = recipe.seed;
  let curves: Curve[] = []; // of this seed, one for each ending
  let stop = () => {};
  let running = false;

  /** Train from the first weights of a seed. */
  async function run(next: Ending, under = seed) {
    stop();
    const about = !equipment ? "first" : under === seed ? "same seed" : "other seed";
    if (under !== seed) curves = [];
    [ending, seed] = [next, under % SEEDS];
    const curve: Curve = { kind: ending, points: [] };
    curves = [...curves.filter(({ kind }) => kind !== ending), curve];
    let live = true;
    running = true;
    stop = () => {
      live = running = false;
    };
    hears.changed(about);
    hears.progress(0);
    try {
      equipment ??= equip();
      const ready = await equipment;
      if (live) stop = begin(ready, curve);
    } catch (error) {
      running = false;
      hears.failed(error);
    }
  }
  /** Start the run of a curve; what is returned ends it. */
  function begin({ subject, ...engines }: Equipment, curve: Curve) {
    const residual_activation = ending === "none" ? null : ending;
    const values = subject.noisy.values.length;
    const listener = listenerOf({
      ...{ curve, progress: hears.progress, failed: hears.failed },
      over() {
        running = false;
      },
      measured: (snapshot, ended, seconds) =>
        hears.shown({
          ...{ snapshot, curves, seconds },
          told: { ...snapshot, ending, nothing, values, ended },
        }),
    });
    const end = startRun(engines, subject, { ...recipe, seed, residual_activation }, listener);
    return () => {
      running = false;
      end();
    };
  }
  return {
    run,
    stop: () => stop(),
    running: () => running,
    ending: () => ending,
    seed: () => seed,
    /** Whether a net with this end was run under this seed. */
    knows: (end: Ending) => curves.some(({ kind }) => kind === end),
  };
}

interface Hears {
  curve: Curve; // gets the scores
  progress(step: number): void;
  over(): void; // called before the last `measured`, or `failed`
  measured(snapshot: Snapshot, ended: boolean, seconds: number): void;
  failed(text: string): void;
}

/** Notes the scores of one run, and how long it takes. */
function listenerOf({ curve, progress, over, measured, failed }: Hears): Listener {
  const since = performance.now();
  let last: Snapshot | undefined;
  const tell = (ended: boolean) =>
    last && measured(last, ended, (performance.now() - since) / 1000);
  return {
    progress,
    snapshot(snapshot) {
      last = snapshot;
      curve.points.push([snapshot.step, snapshot.psnr]);
      tell(false);
    },
    end() {
      over();
      tell(true);
    },
    failed(text) {
      over();
      failed(text);
    },
  };
}

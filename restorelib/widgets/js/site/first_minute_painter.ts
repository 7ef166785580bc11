// Shows what a net makes of the photograph while it trains: always with the newest weights, and
// those that came meanwhile are left out.

import type { Answer, Seen } from "../engine/messages.ts";
import type { Engine } from "../engine/open_engine.ts";
import type { Recipe } from "../runs.ts";
import { lookingJob } from "./first_minute_job.ts";
import { measuringOf, type Snapshot, type Subject } from "./first_minute_snapshot.ts";

interface Listener {
  snapshot(snapshot: Snapshot): void;
  failed(text: string): void;
  end(): void; // after the last snapshot
}

export function makePainter(engine: Engine, subject: Subject, recipe: Recipe, listener: Listener) {
  const { looks, measure } = measuringOf(subject, recipe);
  let live = true;
  let painting = false;
  let last = false; // whether no more weights come
  let newest: Seen | null = null; // weights that wait

  function next() {
    if (painting) return;
    if (!newest) return last ? listener.end() : undefined;
    const weighed = newest;
    newest = null;
    painting = true;
    paint(weighed);
  }
  function paint(weighed: Seen) {
    const seen: { photograph?: Seen; eye?: Seen } = {};
    engine.train(lookingJob(recipe, weighed.weights, looks), (answer: Answer) => {
      if (!live) return;
      if (answer.kind === "failed") listener.failed(answer.text);
      if (answer.kind === "seen") {
        Object.assign(seen, { [answer.seen.name]: answer.seen });
        const { photograph, eye } = seen;
        if (photograph && eye) listener.snapshot(measure(weighed, { photograph, eye }));
      }
      if (answer.kind !== "end") return;
      painting = false;
      next();
    });
  }
  return {
    /** Show these weights as soon as may be. */
    show(weighed: Seen) {
      newest = weighed;
      next();
    },
    /** No more weights come. */
    finish() {
      last = true;
      next();
    },
    stop() {
      live = false;
      engine.stop();
    },
  };
}

// One run of the first minute: one worker trains, and another shows what the net makes of the
// photograph with the newest weights. Neither waits for the other.

import type { Engine } from "../engine/open_engine.ts";
import type { Recipe } from "../runs.ts";
import { trainingJob } from "./first_minute_job.ts";
import { makePainter } from "./first_minute_painter.ts";
import type { Snapshot, Subject } from "./first_minute_snapshot.ts";

/** Who is told of a run. */
export interface Listener {
  snapshot(snapshot: Snapshot): void;
  progress(step: number): void;
  end(): void; // after the last snapshot
  failed(text: string): void;
}

/** Train and show; what is returned ends both. */
export function startRun(
  engines: { trainer: Engine; painter: Engine },
  subject: Subject,
  recipe: Recipe,
  listener: Listener,
): () => void {
  const { trainer } = engines;
  const painter = makePainter(engines.painter, subject, recipe, listener);
  let live = true;
  trainer.train(trainingJob(recipe, subject.patches), (answer) => {
    if (!live) return;
    if (answer.kind === "failed") listener.failed(answer.text);
    if (answer.kind === "progress") listener.progress(answer.step);
    if (answer.kind === "seen") painter.show(answer.seen);
    if (answer.kind === "end") painter.finish();
  });
  return () => {
    live = false;
    trainer.stop();
    painter.stop();
  };
}

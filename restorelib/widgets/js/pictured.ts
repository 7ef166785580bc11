// Whose pictures are shown: only live runs and the recorded run of seed 0 have some.

import type { Frame, Motion } from "./between.ts";
import type { View } from "./chart.ts";
import type { Run } from "./runs.ts";

/** What makes the pictures of a view.
 *
 *  @param runs the recorded ones
 *  @param seeds runs per state
 */
export function picturesIn(runs: Run[], seeds: number) {
  function stands({ run, at }: Frame): Frame {
    if (hasPictures(run)) return { run, at };
    const number = runs.indexOf(run);
    return { run: runs[number - (number % seeds)], at };
  }
  return (frame: Frame, { from, to, share }: Motion): View["pictures"] => {
    const shown = stands(frame);
    const note = "Pictures are recorded for seed 0 of each state: these are seed 0's.";
    return {
      ...shown,
      motion: { from: stands(from), to: stands(to), share },
      note: shown.run === frame.run ? "" : note,
    };
  };
}

const hasPictures = (run: Run) => ((run.added ?? run.picture)?.length ?? 0) > 0;

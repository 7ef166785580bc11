// Drawings between two snapshots: while a panel moves, a chart draws a blend of their numbers.

import type { Run } from "./runs.ts";

/** A run at one of its snapshots. */
export interface Frame<Kind extends Run = Run> {
  run: Kind;
  at: number; // index into `run.steps`
}

/** The way from one frame to another; a panel at rest is at its end. */
export interface Motion<Kind extends Run = Run> {
  from: Frame<Kind>;
  to: Frame<Kind>;
  share: number; // of the way, 0 to 1
}

/** Numbers that are `share` of the way from one row to another; of another length, the second. */
export function blend(
  from: ArrayLike<number>,
  to: ArrayLike<number>,
  share: number,
): ArrayLike<number> {
  if (share >= 1 || from.length !== to.length) return to;
  const mixed = new Float64Array(to.length);
  for (let i = 0; i < mixed.length; i++) mixed[i] = from[i] + share * (to[i] - from[i]);
  return mixed;
}

/** What a chart draws of a motion.
 *
 *  @param read the numbers of a frame, on the scale of the drawing: logarithms on a log scale
 */
export function between<Kind extends Run>(
  { from, to, share }: Motion<Kind>,
  read: (frame: Frame<Kind>) => ArrayLike<number>,
): ArrayLike<number> {
  const end = read(to);
  return share >= 1 ? end : blend(read(from), end, share);
}

/** The row of a frame in a field that holds one row after the other. */
export function rowAt<
  Values extends { length: number; subarray(begin: number, end: number): Values },
>(values: Values, { run, at }: Frame): Values {
  const size = values.length / run.steps.length;
  return values.subarray(at * size, (at + 1) * size);
}

/** The motion of a panel at rest. */
export const still = <Kind extends Run>(frame: Frame<Kind>): Motion<Kind> => ({
  from: frame,
  to: frame,
  share: 1,
});

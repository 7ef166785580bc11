// An axis of values: straight, or by powers of ten where the values differ too much for that.

export interface Axis {
  low: number;
  high: number;
  log: boolean;
  ticks: number[];
  /** Where a value lies: 0 at `low`, 1 at `high`; values beyond lie at the ends. */
  share(value: number): number;
  /** −1 below the axis, 1 above it, 0 on it. */
  beyond(value: number): -1 | 0 | 1;
}

const MUCH = 40; // times: from here on a straight axis shows only the largest values
const LEAST = 0.04; // of the values: a plateau looks flat, and its labels differ

/** Whether the values are all above 0, and differ so much that only powers of ten show them. */
export function muchApart(values: (number | null)[]): boolean {
  const [least, most] = ends(values);
  return least > 0 && most / least > MUCH;
}

/** @param values all that should have a place; what is not finite has none
 *  @param room how many labels there is room for
 *  @param log for values above 0
 */
export function axisOf(values: (number | null)[], room: number, log = muchApart(values)): Axis {
  let [least, most] = ends(values);
  const lacking = log ? 0 : LEAST * Math.max(Math.abs(least), Math.abs(most)) - (most - least);
  if (lacking > 0) [least, most] = [least - lacking / 2, most + lacking / 2];
  const map = log ? Math.log10 : (value: number) => value;
  const margin = (map(most) - map(least)) * 0.06 || Math.abs(map(most)) * 0.1 || 1;
  const [low, high] = [map(least) - margin, map(most) + margin];
  const ticks = log ? powers(low, high, room) : steps(low, high, room);
  const share = (value: number) => Math.min(1, Math.max(0, (map(value) - low) / (high - low)));
  const beyond = (value: number) => (map(value) < low ? -1 : map(value) > high ? 1 : 0);
  return { low, high, log, ticks, share, beyond };
}

function ends(values: (number | null)[]): [least: number, most: number] {
  const known = values.filter((value): value is number => value !== null && Number.isFinite(value));
  return known.length ? [Math.min(...known), Math.max(...known)] : [0, 1];
}

/** Round values with the same distance: a power of ten, twice or five times one. */
function steps(low: number, high: number, room: number): number[] {
  const rough = (high - low) / Math.max(1, room);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough) ?? rough;
  const first = Math.ceil(low / step);
  const count = Math.floor(high / step) - first + 1;
  return Array.from({ length: count }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** Powers of ten; fewer where there is no room for all. `low` and `high` are logarithms. */
function powers(low: number, high: number, room: number): number[] {
  const all = Math.floor(high) - Math.ceil(low) + 1;
  const every = Math.max(1, Math.ceil(all / Math.max(1, room)));
  return Array.from({ length: Math.max(0, all) }, (_, i) => Math.ceil(low) + i)
    .filter((exponent) => exponent % every === 0)
    .map((exponent) => Number(`1e${exponent}`));
}

/** Places for labels that want to be at `wanted`, at least `gap` apart and in the same order. */
export function apart(wanted: number[], gap: number): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b]);
  const placed = [...wanted];
  order.slice(1).forEach((i, k) => {
    placed[i] = Math.max(placed[i], placed[order[k]] + gap);
  });
  return placed;
}

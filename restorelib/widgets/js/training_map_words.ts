// What a map says, in measured numbers: about a cell, about the drawing, and about the formula.

import { kernelsOf, sizesByFormula } from "./formula.ts";
import { clamp, integer, scientific, short } from "./numbers.ts";
import { type Border, between, placeAt, valueAt, worst } from "./training_map_border.ts";
import { type Cell, named, type OneMap, recipeOf, type TrainingMaps } from "./training_map_data.ts";

/** "1.3"; "40"; "1,200" */
const factor = (ratio: number) =>
  ratio < 9.95 ? ratio.toFixed(1) : integer(Number(ratio.toPrecision(2)));

/** How much a net's convolutions change the size of a signal at a std of 1, and how many they are. */
function unitGain(maps: TrainingMaps, map: OneMap, row: number) {
  const recipe = recipeOf(maps, map, { row, column: 0 }, 0);
  const kernels = kernelsOf(recipe).slice(0, -1); // the last layer has a std of its own
  const std = kernels.map(() => 1);
  const given = { input: 1, output: 1, slope: recipe.prelu_slope };
  const { signal } = sizesByFormula(kernels, std, given);
  return { all: signal[signal.length - 1], layers: kernels.length };
}

/** The std at which the gains of all convolutions multiply to 1, in each row. */
export const gainOne = (maps: TrainingMaps, map: OneMap): number[] =>
  maps.y.values.map((_, row) => {
    const { all, layers } = unitGain(maps, map, row);
    return all ** (-1 / layers);
  });

/** How a run ended: "147", or in words. */
export const ended = ({ ends }: TrainingMaps, end: number) =>
  end > 0 ? integer(end) : (ends.find(([code]) => code === end)?.[1] ?? "not known");

/** Whether some seeds of a cell learned, and others did not. */
export const disagree = (ends: number[]) =>
  ends.some((end) => end > 0) !== ends.every((e) => e > 0);

/** A cell: where it is, how each seed ended, and what the formula says. */
export function cellTold(maps: TrainingMaps, map: OneMap, cell: Cell): string {
  const { x, y, seeds, plateau, off } = maps;
  const where = `${named(y, cell.row)}, ${named(x, cell.column)}`;
  const runs = map.seeds(cell).map((end) => ended(maps, end));
  const steps = runs.every((run) => run === runs[0])
    ? `Steps until ${off} dB above ${plateau}: ${runs[0]}, in all ${seeds} seeds.`
    : `Steps until ${off} dB above ${plateau}, seed by seed: ${runs.join(" / ")}.`;
  if (!maps.has_gain) return `${where}. ${steps}`;
  const { all, layers } = unitGain(maps, map, cell.row);
  const std = x.values[cell.column];
  const one = std * all ** (1 / layers);
  return `${where}. ${steps} By formula, the mean gain of a convolution: ${scientific(one)}; of all ${layers}: ${scientific(one ** layers)}.`;
}

/** Where a border lies: "0.087", or off the map. */
function at({ x, columns }: TrainingMaps, edge: number): string {
  if (edge <= 0) return `below ${x.labels[0]}`;
  if (edge >= columns) return `above ${x.labels[columns - 1]}`;
  return short(valueAt(x, edge));
}

/** What was drawn beside what was measured. */
export function comparison(maps: TrainingMaps, map: OneMap, drawn: Border): string {
  const { x, y, rows, columns } = maps;
  const cells = between(drawn, map.border);
  if (!cells) return "Your line is the measured border, in every row.";
  const row = worst(drawn, map.border);
  const [yours, measured] = [drawn[row], map.border[row]];
  const off = factor(valueAt(x, Math.max(yours, measured)) / valueAt(x, Math.min(yours, measured)));
  const least = [yours, measured].some((edge) => edge === 0 || edge === columns) ? "at least " : "";
  const side = yours < measured ? "low" : "high";
  return (
    `${integer(cells)} of ${integer(rows * columns)} cells lie between your line and the measured border. ` +
    `You are furthest off at ${named(y, row)}: drawn ${at(maps, yours)}, measured ` +
    `${at(maps, measured)}, ${least}a factor of ${off} too ${side}.`
  );
}

/** Where the formula has a gain of 1, how nets fare there, and how far the measured border is. */
export function formulaTold(maps: TrainingMaps, map: OneMap): string {
  const { y, rows } = maps;
  const stds = gainOne(maps, map);
  const last = rows - 1;
  return (
    `By formula, the gains of all convolutions multiply to 1 at a std of ${short(stds[0])} for ` +
    `${named(y, 0)} and ${short(stds[last])} for ${named(y, last)}: the dotted line. ` +
    `${onTheLine(maps, map, stds)} ${fromTheBorder(maps, map, stds)}`
  );
}

/** How many nets on the line learn, and how far from it the fastest net of a row is. */
function onTheLine(maps: TrainingMaps, map: OneMap, stds: number[]): string {
  const { x, rows, columns } = maps;
  const learned = stds.filter((std, row) => {
    const column = clamp(Math.floor(placeAt(x, std)), 0, columns - 1);
    return map.typical({ row, column }) > 0;
  });
  const away = stds.flatMap((std, row) => {
    const steps = x.values.map((_, column) => map.typical({ row, column }));
    const fastest = Math.min(...steps.filter((step) => step > 0));
    const ratios = x.values.filter((_, i) => steps[i] === fastest).map((value) => value / std);
    return ratios.length ? [Math.min(...ratios.map((ratio) => Math.max(ratio, 1 / ratio)))] : [];
  });
  const fast = away.length
    ? `, and the fastest net of a row is within a factor of ${factor(Math.max(...away))} of it`
    : "";
  return `In ${learned.length} of ${rows} rows a net on it learns${fast}.`;
}

function fromTheBorder({ x, rows, columns }: TrainingMaps, { border }: OneMap, stds: number[]) {
  const inside = stds.flatMap((std, row) =>
    border[row] > 0 && border[row] < columns ? [valueAt(x, border[row]) / std] : [],
  );
  const apart = inside.length ? `The measured border lies ${range(inside)} it.` : "";
  const beyond = rows - inside.length;
  if (!beyond) return apart;
  const least = Math.min(...stds.filter((_, row) => border[row] <= 0)) / valueAt(x, 0);
  const off = border.every((edge) => edge < columns)
    ? `on the left, a factor of ${factor(least)} or more below`
    : "on one side";
  const which = inside.length ? "it" : "the measured border";
  return `${apart} In ${beyond} of ${rows} rows ${which} lies off the map ${off}.`.trim();
}

/** "a factor of 1.2 to 3.1 below"; both sides where they differ. */
function range(ratios: number[]): string {
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
  if (most <= 1) return `a factor of ${span(1 / most, 1 / least)} below`;
  if (least >= 1) return `a factor of ${span(least, most)} above`;
  return `between a factor of ${factor(1 / least)} below and one of ${factor(most)} above`;
}

const span = (least: number, most: number) =>
  factor(least) === factor(most) ? factor(least) : `${factor(least)} to ${factor(most)}`;

/** The colour of a number of steps, from fast to slow, on a log scale. */
export function colourOf({ colours, window, steps }: TrainingMaps, step: number): string {
  const share = shareOf({ window, steps }, step) * (colours.length - 1);
  const left = Math.min(colours.length - 2, Math.floor(share));
  const part = Math.round(100 * (share - left));
  return `color-mix(in srgb, ${colours[left + 1]} ${part}%, ${colours[left]})`;
}

/** Where a number of steps lies on the scale of colours, 0 to 1. */
export const shareOf = ({ window, steps }: Pick<TrainingMaps, "window" | "steps">, step: number) =>
  Math.log(step / window) / Math.log(steps / window);

// Maps of how recorded runs ended, as Python sends them: training_map.py.

import type { Numbers, Packed } from "./packed.ts";
import type { Recipe } from "./runs.ts";

export interface AxisData {
  title: string;
  values: number[]; // ascending; those of `x` by the same factor
  labels: string[];
  one: string; // "{} layers"
  field: string; // of the recipe
  given: (string | number)[]; // as the recipe has them
}

export interface MapsMeta {
  title: string;
  question: string;
  legend: string; // of the switch between maps
  x: AxisData;
  y: AxisData;
  learns_right: boolean; // whether nets learn to the right of the border, or to its left
  has_gain: boolean; // whether all weights have the std of the x axis
  plateau: string;
  off: number; // dB above the plateau
  window: number; // steps over which the loss is averaged
  seeds: number;
  steps: number; // after which a recording ended
  colours: string[]; // from fast to slow
  ends: [code: number, words: string][]; // of runs that did not leave the plateau
  panel: [key: string, title: string];
  provenance: string;
  maps: {
    label: string;
    finding: string;
    border: number[]; // for each row, the columns to the left of its border
    recipe: Recipe; // of all cells, but for the fields of the axes
    target: number; // loss below which a net has left the plateau
    states: [row: number, column: number, text: string][]; // that the panel has, too
  }[];
}

export interface Cell {
  row: number;
  column: number;
}

export type TrainingMaps = ReturnType<typeof mapsOf>;
export type OneMap = TrainingMaps["maps"][number];

/** Each map with what its cells hold: steps until a run left, or a code of `ends`. */
export function mapsOf({ meta, array }: Packed<MapsMeta>) {
  const columns = meta.x.values.length;
  const at = (values: Numbers, { row, column }: Cell, size = 1) => {
    const first = (row * columns + column) * size;
    return [...values.slice(first, first + size)];
  };
  const maps = meta.maps.map((map, i) => ({
    ...map,
    /** How the runs of a cell ended, seed by seed. */
    seeds: (cell: Cell) => at(array(`${i}/ends`), cell, meta.seeds),
    /** Their median. */
    typical: (cell: Cell) => at(array(`${i}/typical`), cell)[0],
  }));
  return { ...meta, maps, rows: meta.y.values.length, columns };
}

/** The recipe of a cell under a seed. */
export const recipeOf = ({ x, y }: MapsMeta, map: OneMap, { row, column }: Cell, seed: number) => ({
  ...map.recipe,
  [x.field]: x.given[column],
  [y.field]: y.given[row],
  seed,
});

/** A value of an axis in words: "8 layers". */
export const named = ({ one, labels }: AxisData, index: number) => one.replace("{}", labels[index]);

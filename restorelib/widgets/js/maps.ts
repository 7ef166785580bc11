// The feature maps of one layer on the crop: a tile for each unit.

import type { Frame } from "./between.ts";
import { h } from "./dom.ts";
import { signed } from "./pictures.ts";
import { type Mapped, placeOf, type Run } from "./runs.ts";
import { columnsOf } from "./strip.ts";

const ZERO = 128; // Maps of engine/messages.ts
const RANGE = 120;
const GAP = 2; // px between tiles
const DEAD = { ground: "#9aa4ad", cross: "#4a5259" };

/** The maps of a layer that were kept. */
export interface LayerMaps {
  levels: Uint8Array; // of square pictures, one for each unit
  units: number;
  scale: number; // the largest absolute value
  step: number; // of the training
}

/** The newest maps of a layer that are not after `steps[at]`; null where a run has none. */
export function mapsOf({ run, at }: Frame<Run & Partial<Mapped>>, layer: number): LayerMaps | null {
  const { maps, map_scale, map_steps, steps, units } = run;
  if (!maps || !map_scale || !units || !map_steps?.length) return null;
  const mapped = units.slice(0, map_scale.length / map_steps.length);
  if (layer >= mapped.length) return null;
  const all = mapped.reduce((sum, count) => sum + count, 0);
  const size = maps.length / map_steps.length / all;
  const place = placeOf(map_steps, steps[at]);
  const first = place * all + units.slice(0, layer).reduce((sum, count) => sum + count, 0);
  return {
    levels: maps.subarray(first * size, (first + units[layer]) * size),
    units: units[layer],
    scale: map_scale[place * mapped.length + layer],
    step: map_steps[place],
  };
}

interface Drawn {
  levels: ArrayLike<number>; // those of the maps, or on the way to them
  dead: ArrayLike<number>; // of each unit
  sign: boolean; // whether a value may be below 0
  width: number; // px
  height: number;
}

/** Whether a value below 0 is among them: then they need a palette with a sign. */
export function hasSign({ levels }: LayerMaps): boolean {
  for (let i = 0; i < levels.length; i++) if (levels[i] < ZERO) return true;
  return false;
}

/** Red, green and blue of a level: black to white, or by sign. */
export function colourOf(level: number, sign: boolean): number[] {
  const value = (level - ZERO) / RANGE;
  return sign ? signed(value) : Array(3).fill(Math.round(255 * value));
}

/** Of each level, as the four bytes of a pixel. */
function coloursOf(sign: boolean): Uint32Array {
  const bytes = Array.from({ length: 256 }, (_, level) => [...colourOf(level, sign), 255]).flat();
  return new Uint32Array(Uint8ClampedArray.from(bytes).buffer);
}

export function makeMaps() {
  const canvas = h("canvas.rl-maps", { role: "img", "aria-label": "Not drawn yet" });
  const tile = h("canvas");

  function draw(maps: LayerMaps, { levels, dead, sign, width, height }: Drawn) {
    const columns = columnsOf(maps.units, width / height);
    const rows = maps.units / columns;
    const side = Math.floor(Math.min(width / columns, height / rows));
    const sharp = window.devicePixelRatio || 1;
    Object.assign(canvas, { width: columns * side * sharp, height: rows * side * sharp });
    canvas.style.width = `${columns * side}px`;
    const size = maps.levels.length / maps.units;
    tile.width = tile.height = Math.sqrt(size);
    const [all, one] = [contextOf(canvas), contextOf(tile)];
    const image = one.createImageData(tile.width, tile.height);
    const pixels = new Uint32Array(image.data.buffer); // of four bytes: it takes a fifth of the time
    const colours = coloursOf(sign);
    all.scale(sharp, sharp);
    all.imageSmoothingEnabled = false;
    for (let unit = 0; unit < maps.units; unit++) {
      const place = [
        (unit % columns) * side,
        Math.floor(unit / columns) * side,
        side - GAP,
      ] as const;
      if (dead[unit] >= 0.5) {
        cross(all, ...place);
        continue;
      }
      for (let i = 0; i < size; i++) pixels[i] = colours[Math.round(levels[unit * size + i])];
      one.putImageData(image, 0, 0);
      all.drawImage(tile, ...place, side - GAP);
    }
  }
  return { element: canvas, draw };
}

function cross(context: CanvasRenderingContext2D, x: number, y: number, side: number) {
  context.fillStyle = DEAD.ground;
  context.fillRect(x, y, side, side);
  context.strokeStyle = DEAD.cross;
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x + side, y + side);
  context.moveTo(x + side, y);
  context.lineTo(x, y + side);
  context.stroke();
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext("2d");
  if (!context) throw new Error("The maps need a canvas, and this browser offers none.");
  return context;
}

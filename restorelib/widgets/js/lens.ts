// Pictures of the same size with a shared lens, which the pointer or the arrow keys move.

import { h } from "./dom.ts";
import { ARROWS } from "./keys.ts";
import { clamp } from "./numbers.ts";

export const SIDE = 48; // pixels of the crop
const LENS = 12; // pixels of the magnified part

export type Tile = ReturnType<typeof makeTile>;
/** Number of a pixel -> its red, green and blue, 0 to 255. */
export type Pixel = (i: number) => ArrayLike<number>;
type Follow = (event: PointerEvent) => void;

export function makeLens(labels: [sign: string, label: string][]) {
  const lens = { x: 30, y: 25 };
  const spoken = h("span.rl-hidden", { role: "status" });
  const tiles = labels.map(([sign, label]) => makeTile(sign, label, follow));
  const element = h(
    "div.rl-lens",
    {
      tabindex: 0,
      role: "application",
      "aria-roledescription": "lens",
      keydown: byKey,
      "aria-label": "Four pictures with a lens: arrow keys move the magnified part",
    },
    ...tiles.map((tile) => tile.element),
  );

  function magnify() {
    for (const { picture, magnified, box } of tiles) {
      const context = contextOf(magnified);
      context.clearRect(0, 0, LENS, LENS);
      context.drawImage(picture, lens.x, lens.y, LENS, LENS, 0, 0, LENS, LENS);
      box.style.left = `${(100 * lens.x) / SIDE}%`;
      box.style.top = `${(100 * lens.y) / SIDE}%`;
    }
  }
  function move(x: number, y: number) {
    lens.x = clamp(x, 0, SIDE - LENS);
    lens.y = clamp(y, 0, SIDE - LENS);
    magnify();
  }
  function follow(event: PointerEvent) {
    const bounds = (event.currentTarget as Element).getBoundingClientRect();
    const at = (position: number, start: number, size: number) =>
      Math.round((SIDE * (position - start)) / size - LENS / 2);
    move(
      at(event.clientX, bounds.left, bounds.width),
      at(event.clientY, bounds.top, bounds.height),
    );
  }
  function byKey(event: KeyboardEvent) {
    const steps = ARROWS[event.key];
    if (!steps) return;
    event.preventDefault();
    const far = event.shiftKey ? 6 : 2;
    move(lens.x + far * steps[0], lens.y + far * steps[1]);
    spoken.textContent = `Lens at column ${lens.x}, row ${lens.y} of ${SIDE}`;
  }
  return { element, spoken, tiles, magnify };
}

function makeTile(sign: string, label: string, follow: Follow) {
  const picture = h("canvas.rl-picture", {
    width: SIDE,
    height: SIDE,
    role: "img",
    "aria-label": label,
  });
  const magnified = h("canvas.rl-magnified", { width: LENS, height: LENS, "aria-hidden": "true" });
  const box = h("div.rl-box", { "aria-hidden": "true" });
  const frame = h("div.rl-frame", { pointermove: follow, pointerdown: follow }, picture, box);
  const caption = h("div.rl-label", {}, sign + label);
  const element = h("div.rl-tile", {}, caption, h("div.rl-pair", {}, frame, magnified));
  return { element, label: caption, picture, magnified, box };
}

/** Paint a picture pixel by pixel. */
export function paint(tile: Tile, pixel: Pixel): void {
  const context = contextOf(tile.picture);
  const image = context.createImageData(SIDE, SIDE);
  for (let i = 0; i < SIDE ** 2; i++) {
    image.data.set(pixel(i), 4 * i);
    image.data[4 * i + 3] = 255;
  }
  context.putImageData(image, 0, 0);
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext("2d");
  if (!context) throw new Error("The pictures need a canvas, and this browser offers none.");
  return context;
}

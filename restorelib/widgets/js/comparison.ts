// Two pictures of the same size on top of each other; a handle sets how much of each is visible.
// Once drawn, nothing here asks the kernel.
//
// What tests rely on: .rl-compare [data-ready] is the root; .rl-view, .rl-handle (role=slider),
// .rl-zoom-in, .rl-zoom-out, .rl-fit, .rl-zoomed (role=status) stand in it. The view's data-scale
// is screen pixels per picture pixel, data-left and data-top the picture's corner in the view.

import { h, KEEPS_KEYS } from "./dom.ts";
import { listen } from "./gestures.ts";
import type { Model } from "./model.ts";
import { clamp } from "./numbers.ts";

const MOST = 16; // screen pixels per picture pixel
const COARSE = 2; // from this scale on, pixels are shown as squares
const SIDES = ["before", "after"] as const;

export interface ComparisonTraits {
  before: DataView<ArrayBuffer>; // bytes of a picture file
  after: DataView<ArrayBuffer>;
  format: string; // their MIME type
  size: [width: number, height: number];
  labels: [before: string, after: string];
  alt: string;
  pair: number; // number of pairs shown
}

/** A model that can only be read and listened to: the drawing asks the kernel for nothing. */
type ReadOnly = Pick<Model<ComparisonTraits>, "get" | "on" | "off">;

export function makeComparison(model: ReadOnly) {
  const { images, clip, names, handle, view } = makeView();
  const zoomed = h("output.rl-zoomed", { role: "status" });
  const root = h("div.rl-compare", {}, view, makeTools(zoom, fit, zoomed), makeHint());

  let share = 0.5; // of the view's width that shows `before`
  let scale = 0; // screen pixels per picture pixel; 0: as large as fits
  let left = 0;
  let top = 0;
  let urls: string[] = [];

  const fitting = () => view.clientWidth / model.get("size")[0] || 1;

  function draw() {
    const [width, height] = model.get("size");
    const now = Math.max(scale, fitting());
    // A picture smaller than the view cannot move; a larger one leaves no gap.
    left = clamp(left, Math.min(0, view.clientWidth - width * now), 0);
    top = clamp(top, Math.min(0, view.clientHeight - height * now), 0);
    for (const image of images) {
      Object.assign(image.style, {
        width: `${width * now}px`,
        height: `${height * now}px`,
        transform: `translate(${left}px, ${top}px)`,
        imageRendering: now >= COARSE ? "pixelated" : "auto",
      });
    }
    const percent = Math.round(100 * share);
    clip.style.clipPath = `inset(0 ${100 - 100 * share}% 0 0)`;
    handle.style.left = `${100 * share}%`;
    const [first, second] = model.get("labels");
    handle.setAttribute("aria-valuenow", String(percent));
    handle.setAttribute("aria-valuetext", `${percent} % ${first}, ${100 - percent} % ${second}`);
    names[0].hidden = share < 0.12;
    names[1].hidden = share > 0.88;
    const told = `${Math.round(100 * now)} %`;
    if (zoomed.textContent !== told) zoomed.textContent = told;
    Object.assign(view.dataset, { scale: now, left, top, zoomed: now > 1.001 * fitting() });
  }

  function show() {
    const old = urls;
    urls = SIDES.map((side) =>
      URL.createObjectURL(new Blob([model.get(side)], { type: model.get("format") })),
    );
    const [width, height] = model.get("size");
    const labels = model.get("labels");
    view.style.aspectRatio = `${width} / ${height}`;
    view.style.width = `min(100%, ${MOST * width}px, calc(var(--rl-view-height, 75vh) * ${width / height}))`;
    images.forEach((image, i) => {
      image.src = urls[i];
      image.alt = `${model.get("alt")} (${labels[i]})`;
      names[i].textContent = labels[i];
    });
    handle.setAttribute("aria-label", `How much of ${labels[0]} is seen`);
    old.forEach(URL.revokeObjectURL);
    draw();
  }

  function fit() {
    scale = left = top = 0;
    draw();
  }

  /** Zoom around the point (x, y) of the view; by default its centre. */
  function zoom(factor: number, x = view.clientWidth / 2, y = view.clientHeight / 2) {
    const old = Math.max(scale, fitting());
    const now = clamp(old * factor, fitting(), Math.max(MOST, fitting()));
    left = x - ((x - left) * now) / old;
    top = y - ((y - top) * now) / old;
    scale = now <= fitting() ? 0 : now;
    draw();
  }

  function reveal(to: number) {
    share = clamp(to, 0, 1);
    draw();
  }

  function pan(x: number, y: number) {
    left += x;
    top += y;
    draw();
  }

  listen(view, handle, { zoom, pan, reveal, share: () => share });
  const resized = new ResizeObserver(draw);
  resized.observe(view);
  // All data of a pair arrives in one message; `pair` is set last.
  model.on("change:pair", show);
  show();
  return {
    root,
    end() {
      resized.disconnect();
      model.off("change:pair", show);
      urls.forEach(URL.revokeObjectURL);
    },
  };
}

function makeView() {
  const images = SIDES.map(() => h("img.rl-side", { draggable: "false" }));
  const [before, after] = images;
  const clip = h("div.rl-clip", {}, before);
  const names = SIDES.map((side) => h(`span.rl-name.rl-name-${side}`, { "aria-hidden": "true" }));
  const handle = h(
    "div.rl-handle",
    {
      role: "slider",
      tabindex: 0,
      "aria-orientation": "horizontal",
      "aria-valuemin": 0,
      "aria-valuemax": 100,
      ...KEEPS_KEYS,
    },
    h("span.rl-grip"),
  );
  const view = h("div.rl-view", {}, after, clip, ...names, handle);
  return { images, clip, names, handle, view };
}

function makeTools(zoom: (factor: number) => void, fit: () => void, zoomed: HTMLElement) {
  const button = (kind: string, text: string, click: () => void) =>
    h("button", { type: "button", class: kind, click, ...KEEPS_KEYS }, text);
  return h(
    "div.rl-tools",
    {},
    button("rl-zoom-out", "Zoom out", () => zoom(0.5)),
    button("rl-zoom-in", "Zoom in", () => zoom(2)),
    button("rl-fit", "Whole picture", fit),
    zoomed,
  );
}

function makeHint(): HTMLElement {
  return h(
    "p.rl-note",
    {},
    "Drag the line, or use the arrow keys. + and − zoom, as Ctrl and the wheel do; then drag the " +
      "picture, or hold Shift with the arrow keys.",
  );
}

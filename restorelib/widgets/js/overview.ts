// A small picture of the whole photograph; a box on it is the region that is looked at.
//
// What tests rely on: .rl-overview holds .rl-map (the picture), .rl-region (the box, which takes the
// focus and the keys) and .rl-corner; .rl-region-told (role=status) speaks after a key.

import { h, KEEPS_KEYS } from "./dom.ts";
import type { Model } from "./model.ts";
import {
  centred,
  drawn,
  keyed,
  moved,
  type Point,
  type Region,
  resized,
  spoken,
} from "./region.ts";

const SETTLED = 300; // ms after the last key until the kernel is asked
const STILL = 4; // px: a pointer that moves less was pressed, not dragged

export interface OverviewTraits {
  overview: DataView<ArrayBuffer>; // a JPEG
  whole: [width: number, height: number]; // of the photograph, in pixels
  region: Region;
}

const DRAWN = ["overview", "region", "whole"];

export function makeOverview(model: Model<OverviewTraits>, id: string) {
  const picture = h("img.rl-map", { alt: "", draggable: "false" });
  const corner = h("span.rl-corner", { "aria-hidden": "true" });
  const box = h(
    "div.rl-region",
    {
      ...{ tabindex: 0, role: "application", "aria-roledescription": "region" },
      "aria-describedby": id,
      ...KEEPS_KEYS,
    },
    corner,
  );
  const ground = h("div.rl-ground", {}, picture, box);
  const told = h("span.rl-hidden.rl-region-told", { role: "status" });
  const hint = h(
    "figcaption",
    { id },
    h("b", {}, "The region to look at"),
    "Drag the box, or its corner; or draw another one. Arrow keys move it, with Shift they change " +
      "its size.",
  );
  const root = h("figure.rl-overview", {}, hint, ground, told);

  let region = model.get("region");
  let sent: Region | null = null; // what the kernel was asked for and has not confirmed
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let url = "";

  function draw() {
    const [width, height] = model.get("whole");
    const share = (part: number, side: number) => `${(100 * part) / side}%`;
    Object.assign(box.style, {
      left: share(region[0], width),
      top: share(region[1], height),
      width: share(region[2], width),
      height: share(region[3], height),
    });
    box.setAttribute("aria-label", spoken(region));
    ground.style.aspectRatio = `${width} / ${height}`;
    ground.style.maxWidth = `calc(${width / height} * var(--rl-map-height))`;
  }

  const rests = () => root.matches("fieldset:disabled *"); // without a kernel

  function set(to: Region) {
    region = to;
    draw();
  }

  /** Ask the kernel to show the region, unless it does already, or is gone. */
  function commit() {
    clearTimeout(waiting);
    waiting = undefined;
    if (rests()) return;
    if (String(region) === String(sent ?? model.get("region"))) return;
    sent = region;
    model.send({ kind: "region", region });
  }

  /** Take what the kernel says, unless the learner is ahead of it. */
  function confirmed() {
    const theirs = model.get("region");
    if (sent && String(sent) !== String(theirs)) return;
    sent = null;
    if (waiting === undefined && !dragging.underWay()) set(theirs);
  }

  function renew() {
    clearTimeout(waiting);
    waiting = undefined;
    sent = null;
    URL.revokeObjectURL(url);
    url = URL.createObjectURL(new Blob([model.get("overview")], { type: "image/jpeg" }));
    picture.src = url;
    set(model.get("region"));
  }

  box.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || rests()) return; // the browser's keys
    const to = keyed(region, event.key, event.shiftKey, model.get("whole"));
    if (!to) return;
    event.preventDefault();
    event.stopPropagation();
    set(to);
    told.textContent = spoken(to);
    clearTimeout(waiting);
    waiting = setTimeout(commit, SETTLED);
  });
  const whole = () => model.get("whole");
  const dragging = listenToDrags(ground, box, corner, { region: () => region, whole, set, commit });
  const listeners = { overview: renew, region: confirmed, whole: draw };
  for (const name of DRAWN) model.on(`change:${name}`, listeners[name as keyof typeof listeners]);
  renew();
  return {
    root,
    commit,
    end() {
      clearTimeout(waiting);
      URL.revokeObjectURL(url);
      for (const name of DRAWN)
        model.off(`change:${name}`, listeners[name as keyof typeof listeners]);
    },
  };
}

interface Drags {
  region(): Region;
  whole(): [width: number, height: number];
  set(to: Region): void;
  commit(): void;
}

/** Drag the box, its corner, or a new box; press elsewhere to bring the box there. */
function listenToDrags(
  ground: HTMLElement,
  box: HTMLElement,
  corner: HTMLElement,
  { region, whole, set, commit }: Drags,
) {
  // What is dragged, where it began on the photograph and on the screen, and the region then.
  let held: {
    what: "box" | "corner" | "new";
    at: Point;
    x: number;
    y: number;
    was: Region;
  } | null = null;
  const place = (event: PointerEvent): Point => {
    const bounds = ground.getBoundingClientRect();
    return [
      ((event.clientX - bounds.left) / bounds.width) * whole()[0],
      ((event.clientY - bounds.top) / bounds.height) * whole()[1],
    ];
  };
  ground.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const on = event.target as Node;
    const what = corner.contains(on) ? "corner" : box.contains(on) ? "box" : "new";
    held = { what, at: place(event), x: event.clientX, y: event.clientY, was: region() };
    ground.setPointerCapture(event.pointerId);
    box.focus({ preventScroll: true });
    event.preventDefault();
  });
  ground.addEventListener("pointermove", (event) => {
    if (!held) return;
    const to = place(event);
    const by: Point = [to[0] - held.at[0], to[1] - held.at[1]];
    if (held.what === "box") set(moved(held.was, by, whole()));
    else if (held.what === "corner") set(resized(held.was, by, whole()));
    else if (far(event, held)) set(drawn(held.at, to, whole()));
  });
  ground.addEventListener("pointerup", (event) => {
    if (!held) return;
    if (held.what === "new" && !far(event, held)) set(centred(held.was, held.at, whole()));
    held = null;
    commit();
  });
  for (const end of ["pointercancel", "lostpointercapture"])
    ground.addEventListener(end, () => {
      if (!held) return;
      set(held.was);
      held = null;
    });
  return { underWay: () => held !== null };
}

function far(event: PointerEvent, from: { x: number; y: number }): boolean {
  return Math.hypot(event.clientX - from.x, event.clientY - from.y) >= STILL;
}

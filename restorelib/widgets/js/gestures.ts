// Keys, pointer and wheel over a comparison.

import { actionOf } from "./keys.ts";

interface Moves {
  zoom(factor: number, x?: number, y?: number): void; // around a point of the view, in px
  pan(x: number, y: number): void; // px
  reveal(share: number): void; // 0 to 1
  share(): number;
}

/** Let the learner drag, zoom and use keys. The listeners end with their elements. */
export function listen(view: HTMLElement, handle: HTMLElement, moves: Moves): void {
  listenToKeys(view, handle, moves);
  listenToPointer(view, handle, moves);
  const onWheel = (event: WheelEvent) => {
    if (!event.ctrlKey && !event.metaKey) return; // the page scrolls
    event.preventDefault();
    const box = view.getBoundingClientRect();
    moves.zoom(2 ** (-event.deltaY / 240), event.clientX - box.left, event.clientY - box.top);
  };
  view.addEventListener("wheel", onWheel, { passive: false });
}

function listenToKeys(view: HTMLElement, handle: HTMLElement, { zoom, pan, reveal, share }: Moves) {
  handle.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return; // shortcuts of the browser
    const action = actionOf(event.key, event.shiftKey, share());
    if (!action) return;
    if (action.kind === "reveal") reveal(action.to);
    else if (action.kind === "zoom") zoom(action.factor);
    else pan(action.x * view.clientWidth, action.y * view.clientHeight);
    event.preventDefault();
    event.stopPropagation();
  });
}

function listenToPointer(view: HTMLElement, handle: HTMLElement, { pan, reveal }: Moves) {
  let held: { line: boolean; x: number; y: number } | null = null; // whether the line is dragged
  const shareAt = (event: PointerEvent) => {
    const box = view.getBoundingClientRect();
    return (event.clientX - box.left) / box.width;
  };
  const onHandle = (event: PointerEvent) => handle.contains(event.target as Node);
  view.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const line = onHandle(event) || view.dataset.zoomed === "false";
    held = { line, x: event.clientX, y: event.clientY };
    view.setPointerCapture(event.pointerId);
    handle.focus({ preventScroll: true });
    if (line && !onHandle(event)) reveal(shareAt(event));
    event.preventDefault(); // no dragging of pictures, no selection of text
  });
  view.addEventListener("pointermove", (event) => {
    if (!held) return;
    if (held.line) reveal(shareAt(event));
    else pan(event.clientX - held.x, event.clientY - held.y);
    Object.assign(held, { x: event.clientX, y: event.clientY });
  });
  for (const end of ["pointerup", "pointercancel", "lostpointercapture"])
    view.addEventListener(end, () => {
      held = null;
    });
}

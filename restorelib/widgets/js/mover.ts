// Moves a panel from the frame that it shows to another, a little with each frame of the screen.

import { type Frame, type Motion, still } from "./between.ts";

export type Mover = ReturnType<typeof makeMover>;

/** @param draw draws the charts in between; called once for each frame of the screen */
export function makeMover(draw: () => void) {
  let motion: Motion | undefined;
  let stop = () => {};

  /** Go to a frame: at once, or in so many ms; `arrived` is not called if another one comes first.
   *  Who prefers reduced motion sees it jump, after the same time if something waits for it. */
  function go(to: Frame, ms = 0, arrived?: () => void) {
    if (ms && motion && same(motion.to, to) && !arrived) return; // there, or on its way
    const from = motion?.to ?? to;
    stop();
    const end = () => {
      motion = still(to);
      arrived?.();
    };
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (!ms || (calm && !arrived)) end();
    else if (calm) stop = later(end, ms);
    else {
      motion = { from, to, share: 0 };
      stop = animate(ms, (share) => {
        motion = { from, to, share };
        draw();
        if (share === 1) end();
      });
    }
  }
  return { go, motion: () => motion, stop: () => stop() };
}

const same = (one: Frame, other: Frame) => one.run === other.run && one.at === other.at;

function later(act: () => void, ms: number) {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
}

/** Call `act` with the share of the time, up to 1, in each frame of the screen. */
function animate(ms: number, act: (share: number) => void) {
  const begin = performance.now();
  let request = requestAnimationFrame(function next() {
    const share = Math.min(1, (performance.now() - begin) / ms);
    if (share < 1) request = requestAnimationFrame(next);
    act(share);
  });
  return () => cancelAnimationFrame(request);
}

// The step that a panel shows: the newest, or one that was chosen, or one after the other in play.

import type { Mover } from "./mover.ts";
import { placeOf, type Run } from "./runs.ts";

const STEP = 700; // ms from one snapshot to the next while playing

/** @param run the run that is shown
 *  @param repaint shows another step, at once or in so many ms, and its words
 */
export function makePlayer(run: () => Run, mover: Mover, repaint: (ms?: number) => void) {
  let wanted = Number.POSITIVE_INFINITY; // the chosen step; infinity is the newest
  let playing = false;

  const at = () => placeOf(run().steps, wanted);
  const last = () => run().steps.length - 1;

  function newest() {
    wanted = Number.POSITIVE_INFINITY;
  }
  function choose(place: number) {
    wanted = place >= last() ? Number.POSITIVE_INFINITY : run().steps[place];
  }
  function pause() {
    if (!playing) return;
    playing = false;
    choose(mover.motion()?.to.at ?? at()); // a move that began is made to its end
  }
  function scrub(place: number) {
    pause();
    choose(place);
    repaint();
  }
  /** Move to the next snapshot; its words come when it is there. */
  function advance() {
    const next = at() + 1;
    mover.go({ run: run(), at: next }, STEP, () => {
      if (!playing) return;
      choose(next);
      playing = next < last();
      repaint();
      if (playing) advance();
    });
  }
  function toggle() {
    if (playing) {
      pause();
      return repaint(STEP);
    }
    if (at() === last()) choose(0);
    playing = true;
    follow();
    repaint();
  }
  /** Go on playing from the step shown, where it plays. */
  function follow() {
    if (!playing) return;
    mover.go({ run: run(), at: at() });
    playing = at() < last();
    if (playing) advance();
  }
  return {
    /** Index of the step shown, among the steps of the run shown. */
    at,
    /** Whether it plays. */
    playing: () => playing,
    /** Follow the newest snapshot until someone scrubs; the caller repaints. */
    newest,
    pause,
    scrub,
    /** Play, or pause. */
    toggle,
    /** Go on playing where another run is shown now; the caller repaints. */
    follow,
  };
}

// The step that a panel shows: the newest, or one that was chosen, or one after the other in play.

import { placeOf, type Run } from "./runs.ts";

const FRAME = 700; // ms per step while playing

/** @param run the run that is shown
 *  @param repaint shows another step
 */
export function makePlayer(run: () => Run, repaint: () => void) {
  let wanted = Number.POSITIVE_INFINITY; // the chosen step; infinity is the newest
  let playing: ReturnType<typeof setInterval> | undefined;

  const at = () => placeOf(run().steps, wanted);
  const last = () => run().steps.length - 1;

  function newest() {
    wanted = Number.POSITIVE_INFINITY;
  }
  function show(place: number) {
    wanted = place >= last() ? Number.POSITIVE_INFINITY : run().steps[place];
    repaint();
  }
  function pause() {
    clearInterval(playing);
    playing = undefined;
  }
  function scrub(place: number) {
    pause();
    show(place);
  }
  function toggle() {
    if (playing !== undefined) {
      pause();
      return repaint();
    }
    if (at() === last()) show(0);
    playing = setInterval(() => {
      if (at() + 1 >= last()) pause();
      show(at() + 1);
    }, FRAME);
    repaint();
  }
  return {
    /** Index of the step shown, among the steps of the run shown. */
    at,
    /** Whether it plays. */
    playing: () => playing !== undefined,
    /** Follow the newest snapshot until someone scrubs; the caller repaints. */
    newest,
    pause,
    scrub,
    /** Play, or pause. */
    toggle,
  };
}

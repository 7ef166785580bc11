// What all charts of a panel share: the view that they draw, their size, and the axis of steps.

import type { Motion } from "./between.ts";
import type { Run } from "./runs.ts";

/** What a panel shows now. */
export interface View<Kind extends Run = Run> {
  run: Kind; // recorded or live
  recorded: Run; // of the same state and seed
  at: number; // index into `run.steps`: what words tell of
  motion: Motion<Kind>; // what is drawn: at `run` and `at`, or on the way to the next
  others: Run[]; // the other seeds of the state
  live: boolean; // whether `run` is live
  overlay: { run: Run | null; losses: number[] } | null; // the live run of this state
  playing: boolean;
  words(chart: string): string;
  pictures: { run: Kind; at: number; motion: Motion<Kind>; note: string }; // a run that has pictures
  predicted?: number[]; // size (rms) of each layer's signal at the start, by theory
  width: number; // px
  height: number; // px, of curve and histogram
}

export interface Chart {
  element: HTMLElement;
  draw(view: View): void; // a method, so that a chart may ask for runs of its own kind
  move?(view: View): void; // draw only what another `motion` changes, after a `draw`
}

/** Height of curve and histogram in px, by the width of the panel: a wide one shows all at once. */
export const heightOf = (panel: number, charts: number): number =>
  panel < WIDE ? 270 : (panel < 1040 ? 150 : 190) * (charts > 1 ? 1 : 1.6);
export const WIDE = 860; // px of a panel that fits one screen, as in panel.css

/** Widths in px, read when they change, not while drawing, which would force a layout. */
export function watchWidths(elements: Element[], changed: () => void) {
  const widths = new Map<Element, number>();
  const observer = new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries)
      widths.set(target, Math.max(240, Math.round(contentRect.width)));
    changed();
  });
  for (const element of elements) observer.observe(element);
  return {
    known: () => widths.size > 0,
    of: (element: Element) => widths.get(element) ?? 480,
    end: () => observer.disconnect(),
  };
}

/** The y of the axis; a low chart has no room for a title below its numbers. */
export const baseOf = (height: number): number => height - (hasTitle(height) ? MARGIN.bottom : 22);
export const hasTitle = (height: number): boolean => height > 200;
export const MARGIN = { left: 46, right: 14, top: 24, bottom: 40 };

/** Position of a step on the axis: 0, 1, 2, 4, ... are evenly spaced. */
export const place = (step: number) => (step ? Math.log2(step) + 1 : 0);

/** Mean loss of all steps in the same eighth of a position, as [position, dB].
 *
 *  The loss is a mean squared error on values in [0, 1], so -10 log10 of it is a PSNR.
 */
export function smooth(loss: ArrayLike<number>): [place: number, db: number][] {
  const sums = new Map<number, [sum: number, number: number]>();
  for (let i = 0; i < loss.length; i++) {
    const slice = Math.round(place(i + 1) * 8);
    const [sum, number] = sums.get(slice) ?? [0, 0];
    sums.set(slice, [sum + loss[i], number + 1]);
  }
  return [...sums].map(([slice, [sum, number]]) => [slice / 8, -10 * Math.log10(sum / number)]);
}

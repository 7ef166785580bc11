// Where a small box goes beside some words of the page.

const GAP = 6;
const EDGE = 12;

/** Left and top, in pixels of the window: below the words, or above where there is more room. */
export function beside(
  words: { left: number; top: number; bottom: number },
  box: { width: number; height: number },
  view: { width: number; height: number },
): { left: number; top: number } {
  const left = Math.max(EDGE, Math.min(words.left, view.width - box.width - EDGE));
  const below = words.bottom + GAP;
  const fits = below + box.height <= view.height || words.top < view.height - words.bottom;
  return { left, top: fits ? below : words.top - GAP - box.height };
}

/** Place a shown, absolutely positioned box of the body. It scrolls with the page. */
export function placeBeside(box: HTMLElement, words: HTMLElement): void {
  box.style.left = "0"; // else its width is what is left beside its last place
  // Words on two lines have two rectangles: the first holds their beginning.
  const { left, top } = beside(
    words.getClientRects()[0],
    { width: box.offsetWidth, height: box.offsetHeight },
    { width: document.documentElement.clientWidth, height: innerHeight },
  );
  box.style.left = `${left + scrollX}px`;
  box.style.top = `${top + scrollY}px`;
}

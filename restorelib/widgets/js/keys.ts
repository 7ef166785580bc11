// What the keys of the comparison's handle do.

const KEY_STEP = 0.02; // of the view's width
const PAGE_STEP = 0.1;
const PAN = 0.1; // of the view's size

export type Action =
  | { kind: "reveal"; to: number } // share of the view's width that shows the first picture
  | { kind: "pan"; x: number; y: number } // in sizes of the view, right and down
  | { kind: "zoom"; factor: number };

export const ARROWS: Record<string, [x: number, y: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Action of a key while the handle is at `share`; null: none, so the page may use the key. */
export function actionOf(key: string, shift: boolean, share: number): Action | null {
  const arrow = ARROWS[key];
  if (arrow && shift) return { kind: "pan", x: -arrow[0] * PAN, y: -arrow[1] * PAN };
  if (arrow) return { kind: "reveal", to: share + KEY_STEP * (arrow[0] - arrow[1]) };
  switch (key) {
    case "PageUp":
      return { kind: "reveal", to: share + PAGE_STEP };
    case "PageDown":
      return { kind: "reveal", to: share - PAGE_STEP };
    case "Home":
      return { kind: "reveal", to: 0 };
    case "End":
      return { kind: "reveal", to: 1 };
    case "+":
    case "=": // "+" without Shift on many keyboards
      return { kind: "zoom", factor: 2 };
    case "-":
    case "_":
      return { kind: "zoom", factor: 0.5 };
    default:
      return null;
  }
}

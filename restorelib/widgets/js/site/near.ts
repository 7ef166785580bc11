// Widgets are drawn when they come near, so that a long page is there at once.

import { h } from "../dom.ts";

const AHEAD = "800px"; // below and above what is seen

/** Fill an element as soon as it is nearly seen; while it is hidden, it is not. */
export function whenNear(element: HTMLElement, fill: () => Promise<void>): void {
  seen(element, () => void fill().catch(say), AHEAD);
  function say(error: Error) {
    element.append(h("p", { role: "alert" }, error.message));
  }
}

/** Call once, when an element is first seen. */
export function seen(element: Element, act: () => void, margin = "0px"): void {
  const watching = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      watching.disconnect();
      act();
    },
    { rootMargin: margin },
  );
  watching.observe(element);
}

// A lesson: folds, marks of passed exercises, and boxes of code that scroll by the keyboard, too.

import { followReading } from "./contents.ts";
import { fold } from "./folds.ts";
import { onProgress, progress } from "./reader.ts";

export function mountLesson(lesson: HTMLElement): void {
  fold(lesson);
  followReading(lesson);
  const marks = lesson.querySelectorAll<HTMLElement>("[data-exercise]");
  function mark() {
    const { exercises } = progress();
    for (const element of marks) {
      const name = element.dataset.exercise ?? "";
      element.hidden = !Object.hasOwn(exercises, name);
      if (!element.hidden)
        element.textContent = `✔ You passed it on ${exercises[name].slice(0, 10)}.`;
    }
  }
  onProgress(mark);
  mark();
  const boxes = lesson.querySelectorAll<HTMLElement>("pre, .wide, .output");
  const look = () => {
    for (const box of boxes) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  };
  const sizes = new ResizeObserver(look);
  for (const box of boxes) sizes.observe(box);
}

// The script of every page of the site: it brings each part of the page to life.
//
// A part is an element with `data-part`; what it needs stands in its other data attributes.

import { mountNumbers } from "./numbers_part.ts";
import { mountPanel } from "./panel_part.ts";
import { mountSearch } from "./search.ts";
import { mountTerms } from "./terms.ts";
import { mountComparison } from "./comparison_part.ts";
import { mountGuess } from "./guess_part.ts";
import { mountLessonPanel } from "./lesson_panel.ts";
import { mountLesson } from "./lesson_part.ts";
import { mountMoveProgress, mountProgress } from "./progress_part.ts";
import { mountSlider } from "./slider_part.ts";
import { mountTheme } from "./theme.ts";

/** Name of a part -> what fills its element. */
const PARTS: Record<string, (element: HTMLElement) => void | Promise<void>> = {
  numbers: mountNumbers,
  panel: mountPanel,
  search: mountSearch,
  terms: mountTerms,
  comparison: mountComparison,
  guess: mountGuess,
  lesson: mountLesson,
  "lesson-panel": mountLessonPanel,
  "move-progress": mountMoveProgress,
  progress: mountProgress,
  slider: mountSlider,
  theme: mountTheme,
};

for (const element of document.querySelectorAll<HTMLElement>("[data-part]"))
  void PARTS[element.dataset.part ?? ""]?.(element);

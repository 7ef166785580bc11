// The script of every page of the site: it brings each part of the page to life.
//
// A part is an element with `data-part`; what it needs stands in its other data attributes. Once all
// parts are there, <html> has `data-ready`.

import { h } from "../dom.ts";
import { mountClinic } from "./clinic_part.ts";
import { mountComparison } from "./comparison_part.ts";
import { mountFirstMinute } from "./first_minute.ts";
import { mountGuess } from "./guess_part.ts";
import { mountLessonPanel } from "./lesson_panel.ts";
import { mountLesson } from "./lesson_part.ts";
import { mountNumbers } from "./numbers_part.ts";
import { mountPanel } from "./panel_part.ts";
import { mountPanels } from "./panels_part.ts";
import { mountPatientRuns } from "./patient_part.ts";
import { mountPlayground } from "./playground.ts";
import { mountMoveProgress, mountProgress } from "./progress_part.ts";
import { mountReport } from "./report.ts";
import { mountSearch } from "./search.ts";
import { mountSlider } from "./slider_part.ts";
import { mountTerms } from "./terms.ts";
import { mountTheme } from "./theme.ts";
import { mountTrainingMap } from "./training_map_part.ts";

/** Name of a part -> what fills its element. */
const PARTS: Record<string, (element: HTMLElement) => void | Promise<void>> = {
  clinic: mountClinic,
  comparison: mountComparison,
  "first-minute": mountFirstMinute,
  guess: mountGuess,
  "lesson-panel": mountLessonPanel,
  lesson: mountLesson,
  "move-progress": mountMoveProgress,
  numbers: mountNumbers,
  panel: mountPanel,
  playground: mountPlayground,
  panels: mountPanels,
  "patient-runs": mountPatientRuns,
  progress: mountProgress,
  report: mountReport,
  search: mountSearch,
  slider: mountSlider,
  terms: mountTerms,
  theme: mountTheme,
  "training-map": mountTrainingMap,
};

/** Fill the element of a part, or say in it why it stays empty. */
async function mount(element: HTMLElement): Promise<void> {
  try {
    await PARTS[element.dataset.part ?? ""]?.(element);
  } catch (error) {
    const told = error instanceof Error ? error.message : String(error);
    element.append(h("p.failed", { role: "alert" }, `This part could not start. ${told}`));
  }
}

void Promise.all([...document.querySelectorAll<HTMLElement>("[data-part]")].map(mount)).then(() => {
  document.documentElement.dataset.ready = "true";
});

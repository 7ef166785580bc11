// The clinic on a page: <div data-part="clinic" data-roster data-causes data-files>, all three as JSON;
// files is name of a patient -> name of its data, which are loaded when it is opened.

import type { Case } from "../case.ts";
import clinic from "../clinic.ts";
import { dataNamed } from "./data.ts";
import { pageModel } from "./page_model.ts";
import { onProgress, passExercise, progress } from "./reader.ts";
import { keep, kept } from "./storage.ts";

const KEPT = "restorelib clinic"; // name of a patient -> how far it has come, as JSON

export async function mountClinic(element: HTMLElement): Promise<void> {
  const { roster = "[]", causes = "[]", files = "{}" } = element.dataset;
  const waiting: { name: string; exercise: string }[] = JSON.parse(roster);
  const named: Record<string, string> = JSON.parse(files);
  const passed = () =>
    waiting.filter(({ exercise }) => exercise in progress().exercises).map(({ name }) => name);
  const model = pageModel(
    {
      ...{ roster: JSON.parse(roster), causes: JSON.parse(causes), patients: {} },
      ...{ passed: passed(), kept: keptCases() },
      load: (name: string) => dataNamed(named[name]),
    },
    save,
  );
  function save() {
    const cases = model.get("kept");
    keep(KEPT, JSON.stringify(cases));
    for (const { name, exercise } of waiting)
      if (typeof cases[name]?.solved === "number" && !(exercise in progress().exercises))
        passExercise(exercise);
  }
  onProgress(() => model.set("passed", passed()));
  element.replaceChildren();
  await clinic.render({ model, el: element });
}

function keptCases(): Record<string, Partial<Case>> {
  try {
    const cases = JSON.parse(kept(KEPT) ?? "{}");
    return typeof cases === "object" && !Array.isArray(cases) ? (cases ?? {}) : {};
  } catch {
    return {}; // damaged; the next click starts a new one
  }
}

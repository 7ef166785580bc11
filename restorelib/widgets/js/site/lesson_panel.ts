// A panel of a lesson, drawn when it comes near: as panel_part.ts says, and if it asks a question:
// data-question="NAME" data-choices='[["value", "label"], ...]'. Its answer is the reader's guess.

import panel from "../panel.ts";
import { SKIPPED } from "../question.ts";
import { dataNamed } from "./data.ts";
import { whenNear } from "./near.ts";
import { pageModel } from "./page_model.ts";
import { choiceOf, isOpened, makeGuess, onProgress, show } from "./reader.ts";

export const mountLessonPanel = (element: HTMLElement) => whenNear(element, () => fill(element));

async function fill(element: HTMLElement): Promise<void> {
  const { payload = "", patches, question = "", choices = "[]" } = element.dataset;
  const labels = new Map<string, string>(JSON.parse(choices));
  const model = pageModel(
    {
      guess: "",
      payload: await dataNamed(payload),
      patches: patches ? await dataNamed(patches) : new DataView(new ArrayBuffer(0)),
    },
    save,
  );
  function save(): void {
    const label = labels.get(model.get("guess"));
    // The reply shows the measurement at once: so the guess is compared.
    if (label !== undefined) makeGuess(question, label, true);
    else if (question) show([question]);
  }
  function read() {
    if (!question || !isOpened(question)) return;
    const kept = [...labels].find(([, label]) => label === choiceOf(question));
    model.set("guess", kept?.[0] ?? SKIPPED);
  }
  read();
  onProgress(read);
  const still = [...element.childNodes]; // the figure of its runs stays until they are unpacked
  await panel.render({ model, el: element });
  for (const node of still) node.remove();
}

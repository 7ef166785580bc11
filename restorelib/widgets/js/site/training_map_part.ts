// The maps of where training dies on a page: <div data-part="training-map" data-payload data-patches
// data-guess="NAME">. What is drawn is the reader's guess.

import { SKIPPED } from "../question.ts";
import maps from "../training_map.ts";
import { dataNamed } from "./data.ts";
import { whenNear } from "./near.ts";
import { pageModel } from "./page_model.ts";
import { hashOf } from "./panel_link.ts";
import { choiceOf, isOpened, makeGuess, onProgress, show } from "./reader.ts";

export const mountTrainingMap = (element: HTMLElement) => whenNear(element, () => fill(element));

async function fill(element: HTMLElement): Promise<void> {
  const { payload = "", patches = "", guess = "" } = element.dataset;
  const model = pageModel(
    {
      ...{ guess: "", payload: await dataNamed(payload), patches: await dataNamed(patches) },
      link: (key: string, text: string) =>
        `${document.documentElement.dataset.root}index.html${hashOf(key, text)}`,
    },
    () => {
      const drawn = model.get("guess");
      if (drawn === SKIPPED) show([guess]);
      else makeGuess(guess, drawn, true); // the map shows the measurement at once
    },
  );
  const read = () => {
    if (isOpened(guess)) model.set("guess", choiceOf(guess) || SKIPPED);
  };
  read();
  onProgress(read);
  const still = [...element.childNodes]; // its question stays until the maps are unpacked
  await maps.render({ model, el: element });
  for (const node of still) node.remove();
}

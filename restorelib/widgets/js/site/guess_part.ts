// A guess on a page: <div data-part="guess" data-guess="NAME" data-question="..." data-choices="[...]">.
//
// Its comparison stands further down: <div class="compared" data-compares="NAME" data-answer="..."
// data-measured="...">, with a card for each choice. The guess is compared when the card is seen.

import guess from "../guess.ts";
import { seen } from "./near.ts";
import { pageModel } from "./page_model.ts";
import { choiceOf, isCompared, makeGuess, onProgress } from "./reader.ts";

export function mountGuess(element: HTMLElement): void {
  const { guess: name = "", question = "", choices = "[]" } = element.dataset;
  const offered: string[] = JSON.parse(choices);
  const cards = [...document.querySelectorAll<HTMLElement>(".compared")].filter(
    (card) => card.dataset.compares === name,
  );
  const model = pageModel(
    { question, choices: offered, choice: "", compared: false, measured: "", answer: "" },
    save,
  );
  function save(): void {
    makeGuess(name, model.get("choice"), Boolean(model.get("measured")));
  }
  function read() {
    const choice = choiceOf(name);
    const known = offered.includes(choice); // a lesson may have changed its choices
    model.set("choice", known ? choice : "");
    model.set("compared", known && isCompared(name));
    for (const card of cards) {
      if (model.get("compared")) measure(card);
      for (const each of card.querySelectorAll<HTMLElement>("[data-choice]"))
        each.hidden = each.dataset.choice !== model.get("choice");
    }
  }
  function measure(card: HTMLElement) {
    model.set("answer", card.dataset.answer ?? "");
    model.set("measured", card.dataset.measured ?? "");
  }
  function compare(card: HTMLElement) {
    measure(card);
    const choice = model.get("choice");
    if (choice && !isCompared(name)) makeGuess(name, choice, true);
  }
  read();
  onProgress(read);
  element.replaceChildren();
  guess.render({ model, el: element });
  for (const card of cards) seen(card, () => compare(card));
}

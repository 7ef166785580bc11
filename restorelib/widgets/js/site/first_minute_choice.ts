// The end of the net as code, and the buttons that change it.

import { h } from "../dom.ts";
import type { Ending } from "./first_minute_words.ts";

const BEFORE = 'x = Conv2DTranspose(3, 3, padding="same")(x)';
const AFTER = "outputs = Add()([inputs, x])";
/** What each click does; the first of a row is what the page suggests next. */
const NEXT: Record<Ending, Ending[]> = {
  none: ["relu", "tanh"],
  relu: ["none", "tanh"],
  tanh: ["relu", "none"],
};
const LABELS: Record<Ending, Record<Ending, string>> = {
  none: { none: "", relu: "Add one line: a ReLU at the end", tanh: "Add tanh instead" },
  relu: { relu: "", none: "Take the line away", tanh: "Write tanh instead" },
  tanh: { tanh: "", relu: "Write relu again", none: "Take the line away" },
};

export function makeCode() {
  const line = h("span.fm-added");
  const element = h(
    "pre.fm-code",
    { "aria-label": "The last lines of the network, in Keras", tabindex: 0 },
    h("span", {}, BEFORE),
    line,
    h("span", {}, AFTER),
  );
  return {
    element,
    /** Show the line of an ending. */
    tell(ending: Ending) {
      line.dataset.ending = ending;
      line.textContent = ending === "none" ? " " : `x = Activation("${ending}")(x)`;
    },
  };
}

/** @param choose runs the net with another end */
export function makeEndings(choose: (ending: Ending) => void) {
  const buttons = [0, 1].map((i) =>
    h(`button.fm-end${i ? "" : ".fm-main"}`, {
      type: "button",
      click: () => choose(buttons[i].dataset.ending as Ending),
    }),
  );
  return {
    elements: buttons,
    /** Offer what can come after an ending. */
    tell(ending: Ending) {
      buttons.forEach((button, i) => {
        const next = NEXT[ending][i];
        button.dataset.ending = next;
        button.textContent = LABELS[ending][next];
      });
    },
    /** Tanh first says something once a ReLU was seen. */
    simple(only: boolean) {
      buttons[1].hidden = only;
    },
  };
}

// A slider for the std of initial weights, on a log scale.

import { h, uniqueId } from "./dom.ts";

const STD = [-4, 0]; // its ends, log10

/** The slider for the std of the weights; `move` gets its log10, or null for the recipe's. */
export function makeStd(describedBy: string, move: (value: number | null) => void) {
  const slider = h("input.rl-std", {
    type: "range",
    min: STD[0],
    max: STD[1],
    step: 0.01,
    id: uniqueId("std"),
    input: () => move(+slider.value),
    "aria-describedby": describedBy,
  });
  const told = h("output.rl-std-told", { for: slider.id });
  const goBack = () => {
    move(null);
    slider.focus();
  };
  const back = h(
    "button.rl-chosen-std",
    { type: "button", click: goBack },
    "Back to the chosen start",
  );
  const weights = h(
    "div.rl-weights",
    {},
    h("label", { for: slider.id }, "Try another start: std of the convolutions' weights"),
    h("span", { "aria-hidden": "true" }, "0.0001"),
    slider,
    h("span", { "aria-hidden": "true" }, "1"),
    told,
    back,
  );
  return { slider, told, back, weights };
}

// A slider for the std of initial weights, on a log scale.

import { h, uniqueId } from "./dom.ts";
import { short } from "./numbers.ts";

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
  /** Position and text: the deviations of the recipe's kernels, or the one tried (log10). */
  function show(deviations: number[], tried: number | null) {
    const [least, most] = [Math.min(...deviations), Math.max(...deviations)];
    const sum = deviations.reduce((total, value) => total + Math.log10(value), 0);
    const middle = sum / deviations.length;
    slider.value = String(tried ?? middle);
    if (tried !== null) told.textContent = `${short(10 ** tried)} in all`;
    else if (most / least < 1.5) told.textContent = `as chosen, ${short(10 ** middle)}`;
    else told.textContent = `as chosen, ${short(least)} to ${short(most)} by layer`;
    slider.setAttribute("aria-valuetext", told.textContent);
    back.hidden = tried === null;
  }
  return { told, weights, show };
}

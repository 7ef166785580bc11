// Pinned runs: their curves stay while others train.

import { h } from "../dom.ts";
import { SIGNS } from "../matrix.ts";
import { type Described, differences, nameOf } from "./playground_differences.ts";
import type { Curve, Snapshot } from "./playground_run.ts";

export const MOST_PINS = 5; // as many colours

export interface Pin extends Described {
  name: string;
  curve: Curve;
  verdict: Snapshot["verdict"];
}

/** @param changed called after a pin went
 *  @param back called with a pin whose settings are wanted again
 */
export function makePins(changed: () => void, back: (pin: Pin) => void) {
  let pins: Pin[] = [];
  const list = h("ul.play-pins", { "aria-label": "Pinned runs" });
  const words = h("p.play-differs");

  function add(run: Described, curve: Curve, verdict: Pin["verdict"]) {
    const { steps, psnr, losses } = curve;
    const copy = { steps: [...steps], psnr: [...psnr], losses: [...losses] };
    pins = [...pins.slice(1 - MOST_PINS), { ...run, name: nameOf(run), curve: copy, verdict }];
    show();
  }
  function remove(pin: Pin) {
    pins = pins.filter((other) => other !== pin);
    show();
    changed();
  }
  function show() {
    list.replaceChildren(
      ...pins.map((pin, i) => {
        const [kind, told] = pin.verdict;
        return h(
          "li",
          { class: `play-pin-${i}` },
          h("i.play-line", { "aria-hidden": "true" }),
          h("i.rl-sign", { "data-verdict": kind, "data-sign": SIGNS[kind] ?? "", title: told }),
          h(
            "button.play-back",
            { type: "button", title: "Set all controls as in this run", click: () => back(pin) },
            pin.name,
          ),
          h(
            "button.play-unpin",
            { type: "button", "aria-label": `Unpin ${pin.name}`, click: () => remove(pin) },
            "×",
          ),
        );
      }),
    );
  }
  return {
    element: h("div.play-pinned", {}, list, words),
    pins: () => pins,
    add,
    /** Name what differs from the newest pin. */
    compare(run: Described) {
      const pin = pins.at(-1);
      words.textContent = pin ? `Against “${pin.name}”: ${differences(run, pin)}` : "";
    },
  };
}

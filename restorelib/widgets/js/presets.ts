// Presets: states with a name, in one select that sets all knobs.
//
// Stable hooks for tests and styles:
//   label.rl-presets select         its value is the number of the preset; "" is a state without name

import { h, KEEPS_KEYS } from "./dom.ts";
import type { PanelMeta } from "./panel_meta.ts";

/** Number of the preset that sets these knobs; -1 if there is none. */
export const presetOf = (presets: PanelMeta["presets"], chosen: number[]): number =>
  presets.findIndex(([, , places]) => places.every((place, knob) => place === chosen[knob]));

/** @param choose gets the index of each knob's value */
export function makePresets({ presets }: PanelMeta, choose: (places: number[]) => void) {
  const options = presets.map(([name, what], i) => h("option", { value: i }, `${name}: ${what}`));
  const none = h("option", { value: "", disabled: true }, "your own choice");
  const select = h("select", { ...KEEPS_KEYS, change: pick }, none, ...options);
  const element = h("label.rl-presets", { hidden: presets.length < 2 }, "Preset", select);

  function pick() {
    choose([...presets[Number(select.value)][2]]);
  }
  /** Show what is chosen now. */
  function draw(chosen: number[]) {
    const preset = presetOf(presets, chosen);
    select.value = preset < 0 ? "" : String(preset);
  }
  return { element, draw };
}

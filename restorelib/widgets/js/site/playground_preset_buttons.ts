// Buttons that set all controls at once, and the reason of the one that is set.

import { h } from "../dom.ts";
import { PRESETS } from "./playground_presets.ts";
import { DEFAULTS, FIELDS, type Settings } from "./playground_settings.ts";

/** The preset that these settings are; the seed may be any. */
export const presetOf = (settings: Settings) =>
  PRESETS.find((preset) => {
    const wanted: Settings = { ...DEFAULTS, ...preset.settings, seed: settings.seed };
    return FIELDS.every(({ name }) => wanted[name] === settings[name]);
  });

export function makePresetButtons(set: (change: Partial<Settings>) => void) {
  const buttons = PRESETS.map((preset) =>
    h(
      "button",
      {
        ...{ type: "button", title: preset.why },
        click: () => set({ ...DEFAULTS, ...preset.settings }),
      },
      preset.name,
    ),
  );
  const why = h("p.play-why", { role: "status" });
  return {
    element: h(
      "section.play-presets",
      { "aria-label": "Ways to fail, and repairs" },
      h("div.play-chips", {}, ...buttons),
      why,
    ),
    show(settings: Settings) {
      const chosen = presetOf(settings);
      PRESETS.forEach((preset, i) => {
        buttons[i].setAttribute("aria-pressed", String(preset === chosen));
      });
      why.textContent = chosen?.why ?? "Your own choice.";
    },
  };
}

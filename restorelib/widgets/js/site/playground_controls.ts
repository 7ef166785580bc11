// The controls of all settings: a group of radio buttons for a few values, else a list.

import { h, radioGroup, uniqueId } from "../dom.ts";
import { makeStd } from "../std_slider.ts";
import { deviationsOf } from "./playground_formula.ts";
import { concerns, FIELDS, type Field, fieldOf, type Settings } from "./playground_settings.ts";

const MOST_RADIOS = 4;
const GROUPS: [of: Field["of"], title: string][] = [
  ["data", "Data"],
  ["network", "Network"],
  ["start", "Start"],
  ["training", "Training"],
];

interface Control {
  element: HTMLElement;
  show(settings: Settings): void;
}

/** @param set gets the settings to change */
export function makeControls(
  set: (change: Partial<Settings>) => void,
  extras: Record<string, HTMLElement>,
) {
  const formula = h("p.rl-formula", { id: uniqueId("formula") });
  const controls = new Map<string, Control>();
  const make = (field: Field): Control => {
    if (field.name === "std") return stdSlider(formula.id, set);
    if (field.name === "seed") return seedInput(field, set);
    return (field.values ?? []).length <= MOST_RADIOS ? radios(field, set) : list(field, set);
  };
  const groups = GROUPS.map(([of, title]) => {
    const parts = FIELDS.filter((field) => field.of === of).map((field) => {
      const control = make(field);
      controls.set(field.name, control);
      return control.element;
    });
    return h(
      "section.play-group",
      { "aria-label": title },
      h("div.play-title", { "aria-hidden": "true" }, title),
      ...parts,
      extras[of],
      of === "start" ? formula : null,
    );
  });
  return {
    element: h("div.play-controls", {}, ...groups),
    show(settings: Settings) {
      for (const field of FIELDS) {
        const control = controls.get(field.name);
        if (!control) continue;
        control.element.hidden = !concerns(field, settings) && field.name !== "init";
        control.show(settings);
      }
    },
    /** Say what theory expects of the initial weights. */
    tell(words: string) {
      formula.textContent = words;
    },
  };
}

type Set = (change: Partial<Settings>) => void;

/** What choosing a value changes: a named start takes the place of the slider's. */
const change = ({ name }: Field, value: unknown): Partial<Settings> =>
  name === "init" ? { init: String(value), std: 0 } : { [name]: value };

function radios(field: Field, set: Set): Control {
  const values = field.values ?? [];
  const labels = values.map(([, label]) => label);
  const group = radioGroup("rl-knob", field.label, labels, -1, (i) =>
    set(change(field, values[i][0])),
  );
  return {
    element: group.element,
    show(settings) {
      const off = field.name === "init" && settings.std > 0;
      values.forEach(([value], i) => {
        group.inputs[i].checked = !off && value === settings[field.name];
      });
    },
  };
}

function list(field: Field, set: Set): Control {
  const values = field.values ?? [];
  const select = h(
    "select",
    { id: uniqueId(field.name), change: () => set(change(field, values[select.selectedIndex][0])) },
    ...values.map(([value, label]) => h("option", { value: String(value) }, label)),
  );
  return {
    element: h("div.play-list", {}, h("label", { for: select.id }, field.label), select),
    show(settings) {
      select.value = String(settings[field.name]);
    },
  };
}

function stdSlider(describedBy: string, set: Set): Control {
  const start = makeStd(describedBy, (power) =>
    set({ std: power === null ? 0 : +(10 ** power).toPrecision(2) }),
  );
  return {
    element: start.weights,
    show: (settings) =>
      start.show(convolutions(settings), settings.std ? Math.log10(settings.std) : null),
  };
}

/** Deviations of the layers that the slider sets. */
const convolutions = (settings: Settings) =>
  settings.net === "red" ? deviationsOf(settings) : deviationsOf(settings).slice(0, -1);

function seedInput(field: Field, set: Set): Control {
  const [low, high] = fieldOf("seed").range ?? [0, 0];
  const take = () => {
    const seed = Math.round(+input.value);
    if (seed >= low && seed <= high) set({ seed });
  };
  const another = () => set({ seed: (Number(input.value) + 1) % (high + 1) });
  const input = h("input", {
    type: "number",
    id: uniqueId("seed"),
    min: low,
    max: high,
    step: 1,
    change: take,
  });
  const button = h("button", { type: "button", click: another }, "Another seed");
  return {
    element: h("div.play-list", {}, h("label", { for: input.id }, field.label), input, button),
    show(settings) {
      input.value = String(settings.seed);
    },
  };
}

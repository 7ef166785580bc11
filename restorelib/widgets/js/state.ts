// The state of a panel as a text that can be sent: "case_a: input_skip=True, seed=3, step=64".
//
// Names and values are those of Python's recipes. Knobs that a panel does not show are in its text,
// too, so that a panel of the same case with other knobs can read it.
//
// Stable hooks for tests and styles:
//   details.rl-state input          the text; Enter goes there
//   .rl-copy-state .rl-go           its buttons; .rl-copy-link: where there are links; .rl-told (role=status): what came of them

import { toClipboard } from "./code.ts";
import { h } from "./dom.ts";
import type { Numbers } from "./packed.ts";
import type { PanelMeta } from "./panel_meta.ts";

export interface State {
  places: number[]; // index of each knob's value
  seed: number;
  step: number;
}

type Panel = Pick<PanelMeta, "name" | "fields" | "seeds" | "start">;
type Steps = (places: number[], seed: number) => Numbers; // that were recorded

export function writeState({ name, fields }: Panel, { places, seed, step }: State): string {
  const values = fields.map(([field, values], i) => `${field}=${values[places[i] ?? 0]}`);
  return `${name}: ${[...values, `seed=${seed}`, `step=${step}`].join(", ")}`;
}

/** The state of a text. A text without seed means seed 0, one without step the last step.
 *
 *  @throws Error that says what was expected, what came, and what to do
 */
export function readState(text: string, panel: Panel, stepsOf: Steps): State {
  const { name, fields, seeds, start } = panel;
  const [before, after] = text.split(":", 2);
  if (before.trim() !== name || after === undefined)
    throw new Error(
      `This panel expects a text that starts with "${name}:"; received "${text.trim()}". ` +
        "Paste it into the panel that it names, or change a copy of this panel's state.",
    );
  const given = new Map<string, string>();
  for (const part of after.split(",").filter((each) => each.trim())) {
    const [key, value] = part.split("=", 2).map((side) => side.trim());
    given.set(key, value ?? "");
  }
  const known = [...fields.map(([field]) => field), "seed", "step"];
  const wrong = [...given.keys()].find((key) => !known.includes(key));
  if (wrong !== undefined)
    throw new Error(
      `"${name}" expects ${listed(known, "and")}; received "${wrong}". Leave it out.`,
    );
  const all = fields.map(([field, values]) => {
    const only = values.length === 1 ? values[0] : undefined;
    return choice(field, given.get(field) ?? only, values);
  });
  const places = all.slice(0, start.length);
  const numbers = Array.from({ length: seeds }, (_, seed) => String(seed));
  const seed = choice("seed", given.get("seed") ?? "0", numbers);
  const steps = Array.from(stepsOf(places, seed), String);
  const step = choice("step", given.get("step") ?? steps[steps.length - 1], steps);
  return { places, seed, step: Number(steps[step]) };
}

/** Index of a value among those that can be chosen. */
function choice(field: string, value: string | undefined, values: string[]): number {
  const place = values.indexOf(value ?? "");
  if (place >= 0) return place;
  const came = value === undefined ? "nothing" : `"${value}"`;
  const only = values.length === 1 ? ", as this panel has no knob for it" : "";
  throw new Error(
    `${field} expects ${listed(values, "or")}${only}; received ${came}. ` +
      `Write for example ${field}=${values[0]}.`,
  );
}

const listed = (words: string[], last: string): string =>
  words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;

interface Parts {
  panel: Panel;
  now: () => State;
  stepsOf: Steps;
  go(state: State): void;
  link?: ((text: string) => string) | undefined; // text -> link, where there are links
}

/** The text of the state shown, to copy or to change: a folded part of the panel. */
export function makeStateText({ panel, now, stepsOf, go, link }: Parts) {
  let edited = false; // then the field keeps what was typed
  const field = h("input", {
    ...{ type: "text", "aria-label": "This state as text", spellcheck: "false" },
    input: () => {
      edited = true;
    },
    keydown: (event: KeyboardEvent) => event.key === "Enter" && read(),
  });
  const told = h("span.rl-told", { role: "status" });
  const element = h(
    "details.rl-details.rl-state",
    { toggle: draw },
    h("summary", {}, "State as text"),
    h(
      "div.rl-actions",
      {},
      field,
      h("button.rl-copy-state", { type: "button", click: copy }, "Copy this state"),
      h("button.rl-go", { type: "button", click: read }, "Go to this state"),
      link && h("button.rl-copy-link", { type: "button", click: copyLink }, "Copy link"),
      told,
    ),
  );

  async function copy() {
    edited = false;
    draw();
    told.textContent = await toClipboard(field);
  }
  async function copyLink() {
    if (!link) return;
    edited = true; // the field shows the link
    field.value = link(writeState(panel, now()));
    told.textContent = await toClipboard(field);
    edited = false;
  }
  /** Go to the state of a text that came from elsewhere. */
  function show(text: string) {
    field.value = text;
    read();
    if (edited) element.open = true; // it says why it could not go there
  }
  function read() {
    edited = true;
    try {
      const state = readState(field.value, panel, stepsOf);
      edited = false;
      go(state);
      told.textContent = "This state is shown now.";
    } catch (error) {
      told.textContent = (error as Error).message;
    }
  }
  /** Show the text of the state that is shown now. */
  function draw() {
    if (!element.open || edited) return;
    const text = writeState(panel, now());
    if (text === field.value) return;
    field.value = text;
    told.textContent = "";
  }
  return { element, draw, show };
}

// What differs between a run that was pinned and another one, in words.

import { concerns, DEFAULTS, FIELDS, type Settings, told } from "./playground_settings.ts";

/** The settings of a run, and the name of its own photograph; null: the photographs of the course. */
export interface Described {
  settings: Settings;
  photo: string | null;
}

/** "Only the last activation differs: tanh, not ReLU." */
export function differences(run: Described, pinned: Described): string {
  const [a, b] = [run.settings, pinned.settings];
  const fields = FIELDS.filter((field) => {
    const matters = concerns(field, a) || concerns(field, b);
    return matters && a[field.name] !== b[field.name];
  }).filter((field) => a.net === b.net || !field.net);
  const words = fields.map(
    (field) => `${lower(field.label)}: ${told(field, a)}, not ${told(field, b)}`,
  );
  if (run.photo !== pinned.photo) words.push("the photographs");
  if (!words.length) return "The same settings.";
  if (words.length > 1) return `${words.length} settings differ: ${words.join("; ")}.`;
  const [name, values] = words[0].split(/: (.*)/);
  return `Only ${name.startsWith("the") ? "" : "the "}${name} differ${values ? `s: ${values}` : ""}.`;
}

/** A short name: what differs from the net that the playground opens with. */
export function nameOf({ settings, photo }: Described): string {
  const fields = FIELDS.filter(
    (field) => concerns(field, settings) && settings[field.name] !== DEFAULTS[field.name],
  );
  const words = fields.map((field) =>
    field.name === "net" ? "FSRCNN" : `${lower(field.label)} ${told(field, settings)}`,
  );
  if (photo) words.push("own photograph");
  return words.join(", ") || "the asker’s net";
}

/** "Last activation" -> "last activation"; names keep their capitals. */
const lower = (label: string) =>
  label.startsWith("PReLU") ? label : label[0].toLowerCase() + label.slice(1);

// Controls for your own photograph: choose a file and a region, restore, cancel, save. Their texts
// come from the kernel, except while a file is being sent.
//
// What tests rely on: .rl-own with input[type=file], .rl-photo-source, fieldset.rl-task input,
// .rl-sigma input, fieldset.rl-extent input, .rl-plan, .rl-restore, .rl-cancel, .rl-save, progress,
// .rl-status (role=status), .rl-trouble (role=alert), .rl-shown. It can take a dropped file.

import { h, KEEPS_KEYS, keepKeys, radioGroup, uniqueId } from "./dom.ts";
import { listenToDrops } from "./drop.ts";
import type { Model } from "./model.ts";
import { makeOverview, type OverviewTraits } from "./overview.ts";
import { sendFile } from "./send_file.ts";

type Told = [words: string, refused: boolean];

export interface OwnPhotoTraits extends OverviewTraits {
  tasks: [label: string, takesSigma: boolean][];
  plans: [whole: Told, region: Told][]; // of each task
  source: string;
  status: string;
  trouble: string;
  shown: string;
  busy: boolean;
  fraction: number; // of the task, 0 to 1
  can_save: boolean;
}

const DRAWN = ["source", "status", "trouble", "shown", "plans", "busy", "fraction", "can_save"];

export function makeControls(model: Model<OwnPhotoTraits>) {
  const id = uniqueId("own");
  const parts = makeParts(model, id);
  const { root, file, source, trouble, tasks, sigma, extent, planned, status, shown } = parts;
  const { restore, cancel, save, progress, overview } = parts;
  let local = ""; // trouble that the kernel does not know of

  const sender = sendFile(model, {
    onStatus(text) {
      status.textContent = text;
    },
    onTrouble(text) {
      local = text;
    },
    onEnd: draw,
  });
  const chosen = () => tasks.inputs.findIndex((input) => input.checked);
  const onlyRegion = () => extent.inputs[1].checked;
  const takesSigma = () => Boolean(model.get("tasks")[chosen()]?.[1]);

  function draw() {
    const busy = model.get("busy");
    const sending = sender.underWay();
    const [words, refused] = model.get("plans")[chosen()]?.[Number(onlyRegion())] ?? ["", true];
    source.textContent = model.get("source");
    say(trouble, local || model.get("trouble"));
    say(planned, words);
    planned.dataset.refused = String(refused);
    say(shown, model.get("shown"));
    if (!sending) say(status, model.get("status"));
    sigma.row.hidden = !takesSigma();
    file.disabled = busy;
    restore.disabled = busy || sending || refused;
    cancel.disabled = !busy;
    save.disabled = busy || !model.get("can_save");
    progress.hidden = !busy;
    progress.value = model.get("fraction");
  }

  function take(picked: File) {
    local = "";
    sender.send(picked);
    draw();
  }
  function ask(kind: "restore" | "cancel" | "save") {
    local = "";
    overview.commit();
    const strength = takesSigma() && sigma.input.value ? Number(sigma.input.value) : null;
    const what = { task: chosen(), sigma: strength, region: onlyRegion() };
    model.send(kind === "restore" ? { kind, ...what } : { kind });
    draw();
  }
  restore.addEventListener("click", () => ask("restore"));
  cancel.addEventListener("click", () => ask("cancel"));
  save.addEventListener("click", () => ask("save"));
  root.addEventListener("change", draw); // of a radio button
  file.addEventListener("click", () => {
    file.value = ""; // the same file may be chosen again
  });
  file.addEventListener("change", () => {
    const picked = file.files?.[0];
    if (picked) take(picked);
  });
  listenToDrops(root, (dropped) => {
    file.value = ""; // it names another file
    take(dropped);
  });
  for (const name of DRAWN) model.on(`change:${name}`, draw);
  draw();
  return {
    root,
    end() {
      for (const name of DRAWN) model.off(`change:${name}`, draw);
      sender.end();
      overview.end();
    },
  };
}

/** The elements, and how they lie in each other. */
function makeParts(model: Model<OwnPhotoTraits>, id: string) {
  const file = h("input", { type: "file", id, accept: "image/*,.tif,.tiff" });
  const source = h("p.rl-photo-source");
  const trouble = h("p.rl-trouble", { role: "alert" });
  const labels = model.get("tasks").map(([label]) => label);
  const tasks = radioGroup("rl-knob.rl-task", "What to do", labels, 0, () => {});
  const sigma = makeSigma(`${id}-sigma`);
  const extents = ["The whole photograph", "Only the region"];
  const extent = radioGroup("rl-knob.rl-extent", "How much of it", extents, 0, () => {});
  const planned = h("p.rl-plan", { id: `${id}-plan` });
  const button = (kind: string, text: string, described?: string) =>
    h("button", { type: "button", class: kind, "aria-describedby": described }, text);
  const restore = button("rl-restore", "Restore", planned.id);
  const cancel = button("rl-cancel", "Cancel");
  const save = button("rl-save", "Save as PNG");
  const progress = h("progress", { max: 1, "aria-label": "Progress" });
  const status = h("p.rl-status", { role: "status" });
  const shown = h("p.rl-note.rl-shown");
  const overview = makeOverview(model, `${id}-hint`);
  const actions = h("div.rl-actions", {}, restore, cancel, save, progress);
  const settings = h("div.rl-settings", {}, pickRow(file), source, trouble);
  if (labels.length) settings.append(tasks.element, sigma.row, extent.element, planned, actions);
  settings.append(status);
  const root = h("fieldset.rl-own", {}, settings, overview.root, shown);
  keepKeys(root);
  return {
    ...{ root, file, source, trouble, tasks, sigma, extent, planned, status, shown },
    ...{ restore, cancel, save, progress, overview },
  };
}

function makeSigma(id: string) {
  const input = h("input", {
    ...{ type: "number", id, min: 1, max: 100, step: "any", placeholder: "estimated" },
    ...KEEPS_KEYS,
  });
  const label = h("label", { for: id }, "Sigma of the noise, on the 0 to 255 scale");
  return { input, row: h("div.rl-sigma", {}, label, input) };
}

function pickRow(file: HTMLInputElement): HTMLElement {
  return h(
    "div.rl-pick",
    {},
    h("label", { for: file.id }, "Your photograph"),
    file,
    h(
      "span.rl-note",
      {},
      "Choose a file, or drop it here. It goes to this notebook's kernel, and nowhere else.",
    ),
  );
}

/** Set a text where it has changed, so that a screen reader says it once. */
function say(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

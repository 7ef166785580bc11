// Controls for your own photograph: choose a file, restore, cancel, save. Their texts come from the
// kernel, except while a file is being sent.
//
// What tests rely on: .rl-own with input[type=file], .rl-photo-source, fieldset.rl-task input,
// .rl-sigma input, .rl-restore, .rl-cancel, .rl-save, progress, .rl-status (role=status),
// .rl-trouble (role=alert).

import { h, KEEPS_KEYS, uniqueId } from "./dom.ts";
import type { Model } from "./model.ts";
import { sendFile } from "./send_file.ts";

export interface OwnPhotoTraits {
  tasks: [label: string, takesSigma: boolean][];
  source: string;
  status: string;
  trouble: string;
  busy: boolean;
  fraction: number; // of the task, 0 to 1
  can_save: boolean;
}

const DRAWN = ["source", "status", "trouble", "busy", "fraction", "can_save"];

export function makeControls(model: Model<OwnPhotoTraits>) {
  const id = uniqueId("own");
  const file = h("input", { type: "file", id, accept: "image/*,.tif,.tiff", ...KEEPS_KEYS });
  const source = h("p.rl-photo-source");
  const tasks = model.get("tasks");
  const taskInputs = tasks.map((_, i) =>
    h("input", {
      ...{ type: "radio", name: `${id}-task`, value: i, checked: i === 0, change: draw },
      ...KEEPS_KEYS,
    }),
  );
  const sigma = h("input", {
    ...{ type: "number", id: `${id}-sigma`, min: 1, max: 100, step: "any" },
    placeholder: "estimated",
    ...KEEPS_KEYS,
  });
  const sigmaRow = h(
    "div.rl-sigma",
    {},
    h("label", { for: sigma.id }, "Sigma of the noise, on the 0 to 255 scale"),
    sigma,
  );
  const button = (kind: string, text: string, click: () => void) =>
    h("button", { type: "button", class: kind, click, ...KEEPS_KEYS }, text);
  const restore = button("rl-restore", "Restore", () =>
    model.send({
      kind: "restore",
      task: chosen(),
      sigma: takesSigma() && sigma.value ? Number(sigma.value) : null,
    }),
  );
  const cancel = button("rl-cancel", "Cancel", () => model.send({ kind: "cancel" }));
  const save = button("rl-save", "Save as PNG", () => model.send({ kind: "save" }));
  const progress = h("progress", { max: 1, "aria-label": "Progress" });
  const status = h("p.rl-status", { role: "status" });
  const trouble = h("p.rl-trouble", { role: "alert" });
  const root = h("fieldset.rl-own", {}, pickRow(file), source, trouble);
  if (tasks.length) {
    const labels = tasks.map(([label], i) => h("label", {}, taskInputs[i], h("span", {}, label)));
    root.append(
      h(
        "fieldset.rl-knob.rl-task",
        {},
        h("legend", {}, "What to do"),
        h("div.rl-options", {}, ...labels),
      ),
      sigmaRow,
      h("div.rl-actions", {}, restore, cancel, save, progress),
    );
  }
  root.append(status);

  const sender = sendFile(model, {
    onStatus(text) {
      status.textContent = text;
    },
    onTrouble(text) {
      trouble.textContent = text;
    },
    onEnd: draw,
  });
  const chosen = () => taskInputs.findIndex((input) => input.checked);
  const takesSigma = () => Boolean(tasks[chosen()]?.[1]);

  function draw() {
    const busy = model.get("busy");
    source.textContent = model.get("source");
    trouble.textContent = model.get("trouble");
    if (!sender.underWay()) status.textContent = model.get("status");
    sigmaRow.hidden = !takesSigma();
    restore.disabled = file.disabled = busy;
    cancel.disabled = !busy;
    save.disabled = busy || !model.get("can_save");
    progress.hidden = !busy;
    progress.value = model.get("fraction");
  }

  file.addEventListener("click", () => {
    file.value = ""; // the same file may be chosen again
  });
  file.addEventListener("change", () => {
    const picked = file.files?.[0];
    if (picked) sender.send(picked);
  });
  for (const name of DRAWN) model.on(`change:${name}`, draw);
  draw();
  return {
    root,
    end() {
      for (const name of DRAWN) model.off(`change:${name}`, draw);
      sender.end();
    },
  };
}

function pickRow(file: HTMLInputElement): HTMLElement {
  return h(
    "div.rl-pick",
    {},
    h("label", { for: file.id }, "Your photograph"),
    file,
    h("span.rl-note", {}, "It goes to this notebook's kernel, and nowhere else."),
  );
}

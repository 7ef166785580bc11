// Controls of one's own photograph: choose a file, restore, cancel, save. What they say comes from
// the kernel; only while a file is on its way, they speak themselves.
//
// What tests rely on: .rl-own with input[type=file], .rl-photo-source, fieldset.rl-task input,
// .rl-sigma input, .rl-restore, .rl-cancel, .rl-save, progress, .rl-status (role=status),
// .rl-trouble (role=alert).

const PIECE = 2 ** 20; // bytes a message; Jupyter's server takes 10 MiB at most
const PATIENCE = 1500; // ms without an answer, after which a running cell is the likely reason

let groups = 0;

function makeControls(model) {
  const id = `rl-own-${Math.random().toString(36).slice(2)}-${++groups}`;
  const keys = { "data-lm-suppress-shortcuts": "true" };
  const file = element("input", "", { type: "file", id, accept: "image/*,.tif,.tiff", ...keys });
  const source = element("p", "rl-photo-source");
  const taskInputs = [], taskLabels = model.get("tasks").map(([label], i) => {
    const input = element("input", "", { type: "radio", name: `${id}-task`, value: i, ...keys });
    input.checked = i === 0;
    input.addEventListener("change", draw);
    taskInputs.push(input);
    return element("label", "", {}, input, element("span", "", {}, label));
  });
  const sigma = element("input", "", {
    type: "number", id: `${id}-sigma`, min: "1", max: "100", step: "any", placeholder: "estimated", ...keys,
  });
  const sigmaRow = element("div", "rl-sigma", {},
    element("label", "", { for: `${id}-sigma` }, "Sigma of the noise, on the 0 to 255 scale"), sigma);
  const restore = button("rl-restore", "Restore", () => ask({
    kind: "restore", task: chosen(), sigma: takesSigma() && sigma.value ? Number(sigma.value) : null,
  }));
  const cancel = button("rl-cancel", "Cancel", () => ask({ kind: "cancel" }));
  const save = button("rl-save", "Save as PNG", () => ask({ kind: "save" }));
  const progress = element("progress", "", { max: "1", "aria-label": "Progress" });
  const status = element("p", "rl-status", { role: "status" });
  const trouble = element("p", "rl-trouble", { role: "alert" });
  const root = element("div", "rl-own", {},
    element("div", "rl-pick", {}, element("label", "", { for: id }, "Your photograph"), file,
      element("span", "rl-note", {}, "It goes to this notebook's kernel, and nowhere else.")),
    source, trouble);
  if (taskLabels.length) {
    root.append(
      element("fieldset", "rl-knob rl-task", {}, element("legend", "", {}, "What to do"),
        element("div", "rl-options", {}, ...taskLabels)),
      sigmaRow, element("div", "rl-actions", {}, restore, cancel, save, progress));
  }
  root.append(status);

  let sending = 0; // number of the file on its way
  let answered = null; // called with what the kernel says of a piece

  const chosen = () => taskInputs.findIndex((input) => input.checked);
  const takesSigma = () => Boolean(model.get("tasks")[chosen()]?.[1]);

  function draw() {
    const busy = model.get("busy");
    source.textContent = model.get("source");
    trouble.textContent = model.get("trouble");
    if (!answered) status.textContent = model.get("status");
    sigmaRow.hidden = !takesSigma();
    restore.disabled = file.disabled = busy;
    cancel.disabled = !busy;
    save.disabled = busy || !model.get("can_save");
    progress.hidden = !busy;
    progress.value = model.get("fraction");
  }

  function ask(message, buffers = []) {
    model.send(message, undefined, buffers);
  }

  /** Whether the kernel has taken a piece; while a cell runs, it cannot hear, and this waits. */
  function taken() {
    return new Promise((resolve) => {
      const waiting = setTimeout(() => {
        status.textContent = "The kernel does not answer yet: it waits for the running cell.";
      }, PATIENCE);
      answered = (kind) => {
        clearTimeout(waiting);
        resolve(kind);
      };
    });
  }

  async function send(chosenFile) {
    const mine = ++sending, { name, size } = chosenFile;
    try {
      for (let at = 0; at === 0 || at < size; at += PIECE) {
        const piece = await chosenFile.slice(at, at + PIECE).arrayBuffer();
        if (mine !== sending) return; // another file was chosen meanwhile
        const heard = taken();
        status.textContent = `Reading ${name}: ${Math.round((100 * at) / Math.max(size, 1))} %`;
        ask({ kind: "piece", name, size, at }, [piece]);
        if ((await heard) === "refused") break;
      }
    } catch (error) { // the browser could not read the file
      trouble.textContent = `${name} cannot be read (${error.message}).`;
    }
    answered = null;
    draw();
  }

  const hear = (message) => answered?.(message.kind); // "received" or "refused"

  file.addEventListener("click", () => (file.value = "")); // the same file may be chosen again
  file.addEventListener("change", () => file.files[0] && send(file.files[0]));
  const traits = ["source", "status", "trouble", "busy", "fraction", "can_save"];
  traits.forEach((name) => model.on(`change:${name}`, draw));
  model.on("msg:custom", hear);
  draw();
  return {
    root,
    end() {
      traits.forEach((name) => model.off(`change:${name}`, draw));
      model.off("msg:custom", hear);
    },
  };
}

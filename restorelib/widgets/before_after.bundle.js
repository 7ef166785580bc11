// Built from js/ by `make js`: change it there.

// dom.ts
var instance = Math.random().toString(36).slice(2);
var count = 0;
var uniqueId = (name) => `rl-${name}-${instance}-${count++}`;
function h(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name);
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (value !== false && value != null)
      element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child != null));
  return element;
}
var KEEPS_KEYS = { "data-lm-suppress-shortcuts": "true" };

// keys.ts
var KEY_STEP = 0.02;
var PAGE_STEP = 0.1;
var PAN = 0.1;
var ARROWS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1]
};
function actionOf(key, shift, share) {
  const arrow = ARROWS[key];
  if (arrow && shift) return { kind: "pan", x: -arrow[0] * PAN, y: -arrow[1] * PAN };
  if (arrow) return { kind: "reveal", to: share + KEY_STEP * (arrow[0] - arrow[1]) };
  switch (key) {
    case "PageUp":
      return { kind: "reveal", to: share + PAGE_STEP };
    case "PageDown":
      return { kind: "reveal", to: share - PAGE_STEP };
    case "Home":
      return { kind: "reveal", to: 0 };
    case "End":
      return { kind: "reveal", to: 1 };
    case "+":
    case "=":
      return { kind: "zoom", factor: 2 };
    case "-":
    case "_":
      return { kind: "zoom", factor: 0.5 };
    default:
      return null;
  }
}

// gestures.ts
function listen(view, handle, moves) {
  listenToKeys(view, handle, moves);
  listenToPointer(view, handle, moves);
  const onWheel = (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const box = view.getBoundingClientRect();
    moves.zoom(2 ** (-event.deltaY / 240), event.clientX - box.left, event.clientY - box.top);
  };
  view.addEventListener("wheel", onWheel, { passive: false });
}
function listenToKeys(view, handle, { zoom, pan, reveal, share }) {
  handle.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const action = actionOf(event.key, event.shiftKey, share());
    if (!action) return;
    if (action.kind === "reveal") reveal(action.to);
    else if (action.kind === "zoom") zoom(action.factor);
    else pan(action.x * view.clientWidth, action.y * view.clientHeight);
    event.preventDefault();
    event.stopPropagation();
  });
}
function listenToPointer(view, handle, { pan, reveal }) {
  let held = null;
  const shareAt = (event) => {
    const box = view.getBoundingClientRect();
    return (event.clientX - box.left) / box.width;
  };
  const onHandle = (event) => handle.contains(event.target);
  view.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const line = onHandle(event) || view.dataset.zoomed === "false";
    held = { line, x: event.clientX, y: event.clientY };
    view.setPointerCapture(event.pointerId);
    handle.focus({ preventScroll: true });
    if (line && !onHandle(event)) reveal(shareAt(event));
    event.preventDefault();
  });
  view.addEventListener("pointermove", (event) => {
    if (!held) return;
    if (held.line) reveal(shareAt(event));
    else pan(event.clientX - held.x, event.clientY - held.y);
    Object.assign(held, { x: event.clientX, y: event.clientY });
  });
  for (const end of ["pointerup", "pointercancel", "lostpointercapture"])
    view.addEventListener(end, () => {
      held = null;
    });
}

// numbers.ts
var clamp = (value, low, high) => Math.min(high, Math.max(low, value));

// comparison.ts
var MOST = 16;
var COARSE = 2;
var SIDES = ["before", "after"];
function makeComparison(model) {
  const { images, clip, names, handle, view } = makeView();
  const zoomed = h("output.rl-zoomed", { role: "status" });
  const root = h("div.rl-compare", {}, view, makeTools(zoom, fit, zoomed), makeHint());
  let share = 0.5;
  let scale = 0;
  let left = 0;
  let top = 0;
  let urls = [];
  const fitting = () => view.clientWidth / model.get("size")[0] || 1;
  function draw() {
    const [width, height] = model.get("size");
    const now = Math.max(scale, fitting());
    left = clamp(left, Math.min(0, view.clientWidth - width * now), 0);
    top = clamp(top, Math.min(0, view.clientHeight - height * now), 0);
    for (const image of images) {
      Object.assign(image.style, {
        width: `${width * now}px`,
        height: `${height * now}px`,
        transform: `translate(${left}px, ${top}px)`,
        imageRendering: now >= COARSE ? "pixelated" : "auto"
      });
    }
    const percent = Math.round(100 * share);
    clip.style.clipPath = `inset(0 ${100 - 100 * share}% 0 0)`;
    handle.style.left = `${100 * share}%`;
    const [first, second] = model.get("labels");
    handle.setAttribute("aria-valuenow", String(percent));
    handle.setAttribute("aria-valuetext", `${percent} % ${first}, ${100 - percent} % ${second}`);
    names[0].hidden = share < 0.12;
    names[1].hidden = share > 0.88;
    const told = `${Math.round(100 * now)} %`;
    if (zoomed.textContent !== told) zoomed.textContent = told;
    Object.assign(view.dataset, { scale: now, left, top, zoomed: now > 1.001 * fitting() });
  }
  function show() {
    const old = urls;
    urls = SIDES.map(
      (side) => URL.createObjectURL(new Blob([model.get(side)], { type: model.get("format") }))
    );
    const [width, height] = model.get("size");
    const labels = model.get("labels");
    view.style.aspectRatio = `${width} / ${height}`;
    view.style.width = `min(100%, ${MOST * width}px, calc(75vh * ${width / height}))`;
    images.forEach((image, i) => {
      image.src = urls[i];
      image.alt = `${model.get("alt")} (${labels[i]})`;
      names[i].textContent = labels[i];
    });
    handle.setAttribute("aria-label", `How much of ${labels[0]} is seen`);
    old.forEach(URL.revokeObjectURL);
    draw();
  }
  function fit() {
    scale = left = top = 0;
    draw();
  }
  function zoom(factor, x = view.clientWidth / 2, y = view.clientHeight / 2) {
    const old = Math.max(scale, fitting());
    const now = clamp(old * factor, fitting(), Math.max(MOST, fitting()));
    left = x - (x - left) * now / old;
    top = y - (y - top) * now / old;
    scale = now <= fitting() ? 0 : now;
    draw();
  }
  function reveal(to) {
    share = clamp(to, 0, 1);
    draw();
  }
  function pan(x, y) {
    left += x;
    top += y;
    draw();
  }
  listen(view, handle, { zoom, pan, reveal, share: () => share });
  const resized = new ResizeObserver(draw);
  resized.observe(view);
  model.on("change:pair", show);
  show();
  return {
    root,
    end() {
      resized.disconnect();
      model.off("change:pair", show);
      urls.forEach(URL.revokeObjectURL);
    }
  };
}
function makeView() {
  const images = SIDES.map(() => h("img.rl-side", { draggable: "false" }));
  const [before, after] = images;
  const clip = h("div.rl-clip", {}, before);
  const names = SIDES.map((side) => h(`span.rl-name.rl-name-${side}`, { "aria-hidden": "true" }));
  const handle = h(
    "div.rl-handle",
    {
      role: "slider",
      tabindex: 0,
      "aria-orientation": "horizontal",
      "aria-valuemin": 0,
      "aria-valuemax": 100,
      ...KEEPS_KEYS
    },
    h("span.rl-grip")
  );
  const view = h("div.rl-view", {}, after, clip, ...names, handle);
  return { images, clip, names, handle, view };
}
function makeTools(zoom, fit, zoomed) {
  const button = (kind, text, click) => h("button", { type: "button", class: kind, click, ...KEEPS_KEYS }, text);
  return h(
    "div.rl-tools",
    {},
    button("rl-zoom-out", "Zoom out", () => zoom(0.5)),
    button("rl-zoom-in", "Zoom in", () => zoom(2)),
    button("rl-fit", "Whole picture", fit),
    zoomed
  );
}
function makeHint() {
  return h(
    "p.rl-note",
    {},
    "Drag the line, or use the arrow keys. + and − zoom, as Ctrl and the wheel do; then drag the picture, or hold Shift with the arrow keys."
  );
}

// kernel.ts
var PATIENCE = 1500;
var WORDS = {
  unknown: "",
  here: "",
  restarted: "The kernel was restarted: run this cell again.",
  "shut down": "The kernel is shut down: run this cell again.",
  none: "This page has no kernel: open the lesson in JupyterLab and run this cell."
};
function stateOf({ layout, session }, before) {
  if (layout?.comm_live === void 0) return before;
  if (layout.comm_live && !layout.comm?.jsServicesComm?.isDisposed) return "here";
  if (!session) return before === "here" ? "restarted" : "none";
  return session.session?.kernel ? "restarted" : "shut down";
}
function watchKernel(bare, changed) {
  const host = hostOf(bare);
  let state = stateOf(host, "unknown");
  function become(next) {
    if (next === state) return;
    state = next;
    changed();
  }
  const look = () => become(stateOf(host, state));
  const heard = () => {
    if (state === "unknown") become("here");
  };
  function tried(act) {
    if (WORDS[state]) return;
    try {
      act();
    } catch {
      become("shut down");
      look();
    }
  }
  const model = Object.assign(Object.create(bare), {
    send: (...message) => tried(() => bare.send(...message)),
    save_changes: () => tried(() => bare.save_changes())
  });
  const signals = host.session ? [host.session.statusChanged, host.session.kernelChanged, host.session.sessionChanged] : [];
  for (const signal of signals) signal.connect(look);
  bare.on("comm_live_update", look);
  bare.on("msg:custom", heard);
  const greet = () => model.send({ kind: "hello" });
  if (state === "unknown") queueMicrotask(greet);
  return {
    model,
    state: () => state,
    gone: () => WORDS[state],
    greet,
    end() {
      for (const signal of signals) signal.disconnect(look);
      bare.off("comm_live_update", look);
      bare.off("msg:custom", heard);
    }
  };
}
function hostOf(model) {
  const { widget_manager: manager } = model;
  const layout = model.get("layout");
  const session = manager?.context?.sessionContext;
  return { ...layout && { layout }, ...session && { session } };
}
function needKernel(bare, root, controls) {
  const line = h("p.rl-kernel", { role: "status", id: uniqueId("kernel"), hidden: true });
  let patience;
  const kernel = watchKernel(bare, show);
  function say(words) {
    line.textContent = words;
    line.hidden = !words;
  }
  function show() {
    clearTimeout(patience);
    const used = controls.filter((control) => !control.disabled);
    if (!kernel.gone() || !(used.length || root.dataset.kernel)) return;
    for (const control of used) {
      control.disabled = true;
      control.setAttribute("aria-describedby", line.id);
    }
    root.dataset.kernel = "gone";
    say(kernel.gone());
  }
  function answered() {
    clearTimeout(patience);
    if (!kernel.gone()) say("");
  }
  bare.on("msg:custom", answered);
  root.append(line);
  show();
  return {
    model: kernel.model,
    /** Send the changes; say `waiting` while the kernel does not answer that they have arrived. */
    save(waiting) {
      kernel.model.save_changes();
      kernel.greet();
      clearTimeout(patience);
      if (!kernel.gone()) patience = setTimeout(() => say(waiting), PATIENCE);
    },
    end() {
      clearTimeout(patience);
      bare.off("msg:custom", answered);
      kernel.end();
    }
  };
}

// send_file.ts
var PIECE = 2 ** 20;
var PATIENCE2 = 1500;
function sendFile(model, { onStatus, onTrouble, onEnd }) {
  let sending = 0;
  let answered = null;
  function answer() {
    return new Promise((resolve) => {
      const waiting = setTimeout(
        () => onStatus("The kernel does not answer yet: it waits for the running cell."),
        PATIENCE2
      );
      answered = (kind) => {
        clearTimeout(waiting);
        resolve(kind);
      };
    });
  }
  async function send(file) {
    const mine = ++sending;
    const { name, size } = file;
    try {
      for (let at = 0; at === 0 || at < size; at += PIECE) {
        const piece = await file.slice(at, at + PIECE).arrayBuffer();
        if (mine !== sending) return;
        const heard = answer();
        onStatus(`Reading ${name}: ${Math.round(100 * at / Math.max(size, 1))} %`);
        model.send({ kind: "piece", name, size, at }, void 0, [piece]);
        if (await heard === "refused") break;
      }
    } catch (error) {
      onTrouble(`${name} cannot be read (${error instanceof Error ? error.message : error}).`);
    }
    answered = null;
    onEnd();
  }
  const hear = (message) => answered?.(message.kind);
  model.on("msg:custom", hear);
  return {
    send,
    underWay: () => answered !== null,
    end: () => model.off("msg:custom", hear)
  };
}

// own_photo.ts
var DRAWN = ["source", "status", "trouble", "busy", "fraction", "can_save"];
function makeControls(model) {
  const id = uniqueId("own");
  const file = h("input", { type: "file", id, accept: "image/*,.tif,.tiff", ...KEEPS_KEYS });
  const source = h("p.rl-photo-source");
  const tasks = model.get("tasks");
  const taskInputs = tasks.map(
    (_, i) => h("input", {
      ...{ type: "radio", name: `${id}-task`, value: i, checked: i === 0, change: draw },
      ...KEEPS_KEYS
    })
  );
  const sigma = h("input", {
    ...{ type: "number", id: `${id}-sigma`, min: 1, max: 100, step: "any" },
    placeholder: "estimated",
    ...KEEPS_KEYS
  });
  const sigmaRow = h(
    "div.rl-sigma",
    {},
    h("label", { for: sigma.id }, "Sigma of the noise, on the 0 to 255 scale"),
    sigma
  );
  const button = (kind, text, click) => h("button", { type: "button", class: kind, click, ...KEEPS_KEYS }, text);
  const restore = button(
    "rl-restore",
    "Restore",
    () => model.send({
      kind: "restore",
      task: chosen(),
      sigma: takesSigma() && sigma.value ? Number(sigma.value) : null
    })
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
        h("div.rl-options", {}, ...labels)
      ),
      sigmaRow,
      h("div.rl-actions", {}, restore, cancel, save, progress)
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
    onEnd: draw
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
    file.value = "";
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
    }
  };
}
function pickRow(file) {
  return h(
    "div.rl-pick",
    {},
    h("label", { for: file.id }, "Your photograph"),
    file,
    h("span.rl-note", {}, "It goes to this notebook's kernel, and nowhere else.")
  );
}

// before_after.ts
function render({ model, el }) {
  const root = h("div.rl-panel.rl-comparing");
  const controls = model.get("kind") === "own-photo" ? makeControls(model) : null;
  const kernel = controls && needKernel(model, controls.root, [controls.root]);
  const comparison = makeComparison(model);
  if (controls) root.append(controls.root);
  root.append(comparison.root);
  el.append(root);
  comparison.root.dataset.ready = "true";
  return () => {
    controls?.end();
    kernel?.end();
    comparison.end();
  };
}
var before_after_default = { render };
export {
  before_after_default as default
};

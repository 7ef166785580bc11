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
function keepKeys(root) {
  for (const element of root.querySelectorAll("input, button, textarea, [tabindex]"))
    for (const [name, value] of Object.entries(KEEPS_KEYS)) element.setAttribute(name, value);
}
function radioGroup(kind, legend, labels, checked, choose) {
  const name = uniqueId("radio");
  const inputs = labels.map(
    (_, i) => h("input", { type: "radio", name, value: i, checked: i === checked, change: () => choose(i) })
  );
  const options = labels.map((label, i) => h("label", {}, inputs[i], h("span", {}, label)));
  const element = h(
    `fieldset.${kind}`,
    {},
    h("legend", {}, legend),
    h("div.rl-options", {}, ...options)
  );
  const check = (i) => {
    inputs[i].checked = true;
  };
  return { element, inputs, check };
}

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
    view.style.width = `min(100%, ${MOST * width}px, calc(var(--rl-view-height, 75vh) * ${width / height}))`;
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
  const resized2 = new ResizeObserver(draw);
  resized2.observe(view);
  model.on("change:pair", show);
  show();
  return {
    root,
    end() {
      resized2.disconnect();
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
  function say2(words) {
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
    say2(kernel.gone());
  }
  function answered() {
    clearTimeout(patience);
    if (!kernel.gone()) say2("");
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
      if (!kernel.gone()) patience = setTimeout(() => say2(waiting), PATIENCE);
    },
    end() {
      clearTimeout(patience);
      bare.off("msg:custom", answered);
      kernel.end();
    }
  };
}

// drop.ts
function listenToDrops(root, take) {
  const holdsFile = (event) => event.dataTransfer?.types.includes("Files") ?? false;
  for (const over of ["dragenter", "dragover"])
    root.addEventListener(over, (event) => {
      if (!holdsFile(event)) return;
      event.preventDefault();
      event.stopPropagation();
      root.dataset.dropping = "true";
    });
  root.addEventListener("dragleave", (event) => {
    if (!root.contains(event.relatedTarget)) delete root.dataset.dropping;
  });
  root.addEventListener("drop", (event) => {
    delete root.dataset.dropping;
    if (!holdsFile(event)) return;
    event.preventDefault();
    event.stopPropagation();
    const file = event.dataTransfer?.files[0];
    if (file) take(file);
  });
}

// region.ts
var LEAST = 16;
function moved([left, top, width, height], [x, y], whole) {
  return [
    clamp(Math.round(left + x), 0, whole[0] - width),
    clamp(Math.round(top + y), 0, whole[1] - height),
    width,
    height
  ];
}
function resized([left, top, width, height], [x, y], whole) {
  const [least, lowest] = whole.map((side) => Math.min(LEAST, side));
  const right = clamp(Math.round(left + width + x), Math.min(left + least, whole[0]), whole[0]);
  const bottom = clamp(Math.round(top + height + y), Math.min(top + lowest, whole[1]), whole[1]);
  return inside([left, top, right - left, bottom - top], whole);
}
function drawn(from, to, whole) {
  const [left, right] = [Math.min(from[0], to[0]), Math.max(from[0], to[0])];
  const [top, bottom] = [Math.min(from[1], to[1]), Math.max(from[1], to[1])];
  const x = clamp(Math.round(left), 0, whole[0]);
  const y = clamp(Math.round(top), 0, whole[1]);
  const width = clamp(Math.round(right), 0, whole[0]) - x;
  const height = clamp(Math.round(bottom), 0, whole[1]) - y;
  return inside([x, y, width, height], whole);
}
function centred([left, top, width, height], [x, y], whole) {
  return moved([left, top, width, height], [x - left - width / 2, y - top - height / 2], whole);
}
function keyed(region, key, shift, whole) {
  const arrow = ARROWS[key];
  if (!arrow) return null;
  const step = Math.max(1, Math.round(Math.max(...whole) / 20));
  const by = [step * arrow[0], step * arrow[1]];
  return shift ? resized(region, by, whole) : moved(region, by, whole);
}
function spoken([left, top, width, height]) {
  return `Region of ${width} by ${height} pixels, at column ${left}, row ${top}`;
}
function inside([left, top, width, height], whole) {
  const wide = Math.max(width, Math.min(LEAST, whole[0]));
  const high = Math.max(height, Math.min(LEAST, whole[1]));
  return moved([left, top, wide, high], [0, 0], whole);
}

// overview.ts
var SETTLED = 300;
var STILL = 4;
var DRAWN = ["overview", "region", "whole"];
function makeOverview(model, id) {
  const picture = h("img.rl-map", { alt: "", draggable: "false" });
  const corner = h("span.rl-corner", { "aria-hidden": "true" });
  const box = h(
    "div.rl-region",
    {
      ...{ tabindex: 0, role: "application", "aria-roledescription": "region" },
      "aria-describedby": id,
      ...KEEPS_KEYS
    },
    corner
  );
  const ground = h("div.rl-ground", {}, picture, box);
  const told = h("span.rl-hidden.rl-region-told", { role: "status" });
  const hint = h(
    "figcaption",
    { id },
    h("b", {}, "The region to look at"),
    "Drag the box, or its corner; or draw another one. Arrow keys move it, with Shift they change its size."
  );
  const root = h("figure.rl-overview", {}, hint, ground, told);
  let region = model.get("region");
  let sent = null;
  let waiting;
  let url = "";
  function draw() {
    const [width, height] = model.get("whole");
    const share = (part, side) => `${100 * part / side}%`;
    Object.assign(box.style, {
      left: share(region[0], width),
      top: share(region[1], height),
      width: share(region[2], width),
      height: share(region[3], height)
    });
    box.setAttribute("aria-label", spoken(region));
    ground.style.aspectRatio = `${width} / ${height}`;
    ground.style.maxWidth = `calc(${width / height} * var(--rl-map-height))`;
  }
  const rests = () => root.matches("fieldset:disabled *");
  function set(to) {
    region = to;
    draw();
  }
  function commit() {
    clearTimeout(waiting);
    waiting = void 0;
    if (rests()) return;
    if (String(region) === String(sent ?? model.get("region"))) return;
    sent = region;
    model.send({ kind: "region", region });
  }
  function confirmed() {
    const theirs = model.get("region");
    if (sent && String(sent) !== String(theirs)) return;
    sent = null;
    if (waiting === void 0 && !dragging.underWay()) set(theirs);
  }
  function renew() {
    clearTimeout(waiting);
    waiting = void 0;
    sent = null;
    URL.revokeObjectURL(url);
    url = URL.createObjectURL(new Blob([model.get("overview")], { type: "image/jpeg" }));
    picture.src = url;
    set(model.get("region"));
  }
  box.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || rests()) return;
    const to = keyed(region, event.key, event.shiftKey, model.get("whole"));
    if (!to) return;
    event.preventDefault();
    event.stopPropagation();
    set(to);
    told.textContent = spoken(to);
    clearTimeout(waiting);
    waiting = setTimeout(commit, SETTLED);
  });
  const whole = () => model.get("whole");
  const dragging = listenToDrags(ground, box, corner, { region: () => region, whole, set, commit });
  const listeners = { overview: renew, region: confirmed, whole: draw };
  for (const name of DRAWN) model.on(`change:${name}`, listeners[name]);
  renew();
  return {
    root,
    commit,
    end() {
      clearTimeout(waiting);
      URL.revokeObjectURL(url);
      for (const name of DRAWN)
        model.off(`change:${name}`, listeners[name]);
    }
  };
}
function listenToDrags(ground, box, corner, { region, whole, set, commit }) {
  let held = null;
  const place = (event) => {
    const bounds = ground.getBoundingClientRect();
    return [
      (event.clientX - bounds.left) / bounds.width * whole()[0],
      (event.clientY - bounds.top) / bounds.height * whole()[1]
    ];
  };
  ground.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const on = event.target;
    const what = corner.contains(on) ? "corner" : box.contains(on) ? "box" : "new";
    held = { what, at: place(event), x: event.clientX, y: event.clientY, was: region() };
    ground.setPointerCapture(event.pointerId);
    box.focus({ preventScroll: true });
    event.preventDefault();
  });
  ground.addEventListener("pointermove", (event) => {
    if (!held) return;
    const to = place(event);
    const by = [to[0] - held.at[0], to[1] - held.at[1]];
    if (held.what === "box") set(moved(held.was, by, whole()));
    else if (held.what === "corner") set(resized(held.was, by, whole()));
    else if (far(event, held)) set(drawn(held.at, to, whole()));
  });
  ground.addEventListener("pointerup", (event) => {
    if (!held) return;
    if (held.what === "new" && !far(event, held)) set(centred(held.was, held.at, whole()));
    held = null;
    commit();
  });
  for (const end of ["pointercancel", "lostpointercapture"])
    ground.addEventListener(end, () => {
      if (!held) return;
      set(held.was);
      held = null;
    });
  return { underWay: () => held !== null };
}
function far(event, from) {
  return Math.hypot(event.clientX - from.x, event.clientY - from.y) >= STILL;
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
var DRAWN2 = ["source", "status", "trouble", "shown", "plans", "busy", "fraction", "can_save"];
function makeControls(model) {
  const id = uniqueId("own");
  const parts = makeParts(model, id);
  const { root, file, source, trouble, tasks, sigma, extent, planned, status, shown } = parts;
  const { restore, cancel, save, progress, overview } = parts;
  let local = "";
  const sender = sendFile(model, {
    onStatus(text) {
      status.textContent = text;
    },
    onTrouble(text) {
      local = text;
    },
    onEnd: draw
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
  function take(picked) {
    local = "";
    sender.send(picked);
    draw();
  }
  function ask(kind) {
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
  root.addEventListener("change", draw);
  file.addEventListener("click", () => {
    file.value = "";
  });
  file.addEventListener("change", () => {
    const picked = file.files?.[0];
    if (picked) take(picked);
  });
  listenToDrops(root, (dropped) => {
    file.value = "";
    take(dropped);
  });
  for (const name of DRAWN2) model.on(`change:${name}`, draw);
  draw();
  return {
    root,
    end() {
      for (const name of DRAWN2) model.off(`change:${name}`, draw);
      sender.end();
      overview.end();
    }
  };
}
function makeParts(model, id) {
  const file = h("input", { type: "file", id, accept: "image/*,.tif,.tiff" });
  const source = h("p.rl-photo-source");
  const trouble = h("p.rl-trouble", { role: "alert" });
  const labels = model.get("tasks").map(([label]) => label);
  const tasks = radioGroup("rl-knob.rl-task", "What to do", labels, 0, () => {
  });
  const sigma = makeSigma(`${id}-sigma`);
  const extents = ["The whole photograph", "Only the region"];
  const extent = radioGroup("rl-knob.rl-extent", "How much of it", extents, 0, () => {
  });
  const planned = h("p.rl-plan", { id: `${id}-plan` });
  const button = (kind, text, described) => h("button", { type: "button", class: kind, "aria-describedby": described }, text);
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
    ...{ restore, cancel, save, progress, overview }
  };
}
function makeSigma(id) {
  const input = h("input", {
    ...{ type: "number", id, min: 1, max: 100, step: "any", placeholder: "estimated" },
    ...KEEPS_KEYS
  });
  const label = h("label", { for: id }, "Sigma of the noise, on the 0 to 255 scale");
  return { input, row: h("div.rl-sigma", {}, label, input) };
}
function pickRow(file) {
  return h(
    "div.rl-pick",
    {},
    h("label", { for: file.id }, "Your photograph"),
    file,
    h(
      "span.rl-note",
      {},
      "Choose a file, or drop it here. It goes to this notebook's kernel, and nowhere else."
    )
  );
}
function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
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

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

// slider.ts
function render({ model: bare, el }) {
  const id = uniqueId("slider");
  const number = h("b");
  const input = h("input", { type: "range", id, ...KEEPS_KEYS });
  const picture = h("img");
  const words = h("output", { for: id });
  const root = h(
    "div.rl-panel.rl-slider",
    {},
    h("label", { for: id }, `${bare.get("label")}: `, number),
    input,
    picture,
    words
  );
  const kernel = needKernel(bare, root, [input]);
  const { model } = kernel;
  let waiting = false;
  input.min = String(model.get("low"));
  input.max = String(model.get("high"));
  input.value = String(model.get("value"));
  function ask() {
    number.textContent = input.value;
    if (waiting || Number(input.value) === model.get("value")) return;
    waiting = true;
    model.set("value", Number(input.value));
    model.save_changes();
  }
  function askAnyway() {
    waiting = false;
    ask();
  }
  function answered() {
    const shown = model.get("shown");
    picture.src = shown.source;
    picture.alt = words.textContent = shown.words;
    waiting = false;
    ask();
  }
  function moved() {
    if (waiting) return;
    input.value = String(model.get("value"));
    number.textContent = input.value;
  }
  input.addEventListener("input", ask);
  input.addEventListener("change", askAnyway);
  model.on("change:shown", answered);
  model.on("change:value", moved);
  el.append(root);
  answered();
  moved();
  root.dataset.ready = "true";
  return () => {
    model.off("change:shown", answered);
    model.off("change:value", moved);
    kernel.end();
  };
}
var slider_default = { render };
export {
  slider_default as default
};

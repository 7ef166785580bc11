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
function answerButtons(choices, pressed, choose) {
  return choices.map(
    ([value, label]) => h(
      "button.rl-choice",
      {
        type: "button",
        "aria-pressed": String(value === pressed),
        "data-choice": value,
        click: () => choose(value)
      },
      label
    )
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

// marks.ts
function markOf(choice, given, right) {
  if (choice === right)
    return { kind: "right", words: choice === given ? "✔ your guess, and right" : "✔ measured" };
  if (choice === given && right) return { kind: "wrong", words: "✘ your guess" };
  return null;
}
function markAnswers(buttons, given, right) {
  for (const button of buttons) {
    button.disabled = true;
    button.querySelector(".rl-mark")?.remove();
    const mark = markOf(button.dataset.choice ?? "", given, right);
    button.classList.toggle("rl-right", mark?.kind === "right");
    button.classList.toggle("rl-wrong", mark?.kind === "wrong");
    if (mark) button.append(h("span.rl-mark", {}, mark.words));
  }
}

// guess.ts
function render({ model, el }) {
  const answers = h("div.rl-answers", { role: "group" });
  const note = h("p.rl-note", { role: "status" });
  const root = h(
    "div.rl-panel.rl-ask",
    { role: "group", "aria-label": model.get("question") },
    h("p.rl-asked", {}, model.get("question")),
    answers,
    note
  );
  const buttons = answerButtons(
    model.get("choices").map((text) => [text, text]),
    "",
    (value) => {
      model.set("choice", value);
      kernel.save("The guess is kept as soon as the running cell ends.");
      show();
    }
  );
  answers.append(...buttons);
  function show() {
    const choice = model.get("choice");
    const measured = model.get("measured");
    for (const button of buttons)
      button.setAttribute("aria-pressed", String(button.dataset.choice === choice));
    if (choice && measured) {
      markAnswers(buttons, choice, model.get("answer"));
      note.textContent = `Measured: ${measured}.`;
    } else if (model.get("compared")) {
      for (const button of buttons) button.disabled = true;
      note.textContent = "Compared already: your guess stands. Run the cells below to see it again.";
    } else if (choice) note.textContent = "Noted. You can still change it.";
    else if (measured) note.textContent = "One click: it is compared at once.";
    else note.textContent = "One click. You can change it until it is compared.";
  }
  const traits = ["choice", "compared", "measured", "answer"];
  for (const trait of traits) model.on(`change:${trait}`, show);
  keepKeys(root);
  el.append(root);
  show();
  const kernel = needKernel(model, root, buttons);
  return () => {
    kernel.end();
    for (const trait of traits) model.off(`change:${trait}`, show);
  };
}
var guess_default = { render };
export {
  guess_default as default
};

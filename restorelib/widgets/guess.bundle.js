// Built from js/ by `make js`: change it there.

// dom.ts
var instance = Math.random().toString(36).slice(2);
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
      model.save_changes();
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
  return () => {
    for (const trait of traits) model.off(`change:${trait}`, show);
  };
}
var guess_default = { render };
export {
  guess_default as default
};

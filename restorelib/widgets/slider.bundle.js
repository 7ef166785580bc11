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

// slider.ts
function render({ model, el }) {
  const id = uniqueId("slider");
  const number = h("b");
  const input = h("input", { type: "range", id, ...KEEPS_KEYS });
  const picture = h("img");
  const words = h("output", { for: id });
  const root = h(
    "div.rl-panel.rl-slider",
    {},
    h("label", { for: id }, `${model.get("label")}: `, number),
    input,
    picture,
    words
  );
  let waiting = false;
  input.min = String(model.get("low"));
  input.max = String(model.get("high"));
  input.value = String(model.get("value"));
  input.style.cssText = "display: block; width: 100%; margin: 6px 0 10px;";
  picture.style.cssText = "display: block; width: 100%; image-rendering: pixelated;";
  words.style.cssText = "display: block; margin-top: 8px;";
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
  };
}
var slider_default = { render };
export {
  slider_default as default
};

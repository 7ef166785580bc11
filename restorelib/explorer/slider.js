// A labelled range input. The kernel answers each position with a picture and its words.
//
// What tests rely on: .rl-panel.rl-slider [data-ready] is the root, with input, img and output.

let made = 0;

function render({ model, el }) {
  const root = document.createElement("div"), label = document.createElement("label");
  const input = document.createElement("input"), number = document.createElement("b");
  const picture = document.createElement("img"), words = document.createElement("output");
  let waiting = false; // one question at a time: a hand is faster than a kernel

  root.className = "rl-panel rl-slider";
  input.type = "range";
  input.id = `rl-slider-${++made}`;
  Object.assign(input, { min: model.get("low"), max: model.get("high"), value: model.get("value") });
  label.htmlFor = words.htmlFor = input.id;
  label.append(`${model.get("label")}: `, number);
  input.style.cssText = "display: block; width: 100%; margin: 6px 0 10px;";
  picture.style.cssText = "display: block; width: 100%; image-rendering: pixelated;";
  words.style.cssText = "display: block; margin-top: 8px;";
  root.append(label, input, picture, words);

  function ask() {
    number.textContent = input.value;
    if (waiting || Number(input.value) === model.get("value")) return;
    waiting = true;
    model.set("value", Number(input.value));
    model.save_changes();
  }
  function askAnyway() {
    waiting = false; // the last question may have found no answer
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
    input.value = model.get("value");
    number.textContent = input.value;
  }
  input.addEventListener("input", ask);
  input.addEventListener("change", askAnyway);
  input.dataset.lmSuppressShortcuts = "true"; // JupyterLab would take arrow keys for its own
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

export default { render };

// Two pictures of one size, one on top of the other; a handle says how much of each is seen.
// After it was drawn, nothing here asks the kernel. own_photo.js adds controls to this module.
//
// What tests rely on: .rl-compare [data-ready] is the root; .rl-view, .rl-handle (role=slider),
// .rl-zoom-in, .rl-zoom-out, .rl-fit, .rl-zoomed (role=status) stand in it. The view's data-scale
// is screen pixels a picture pixel, data-left and data-top the picture's corner in the view.

const KEY_STEP = 0.02, PAGE_STEP = 0.1; // of the view's width
const MOST = 16; // screen pixels a picture pixel
const COARSE = 2; // from this scale on, pixels are shown as squares

/** A new element with classes, attributes and children. */
function element(tag, classes, attributes = {}, ...children) {
  const made = document.createElement(tag);
  made.className = classes;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** In command mode JupyterLab takes keys from whatever has the focus, unless it says this. */
function button(classes, text, click) {
  const made = element("button", classes, { type: "button", "data-lm-suppress-shortcuts": "true" }, text);
  made.addEventListener("click", click);
  return made;
}

const within = (value, low, high) => Math.min(Math.max(value, low), high);

function makeComparison(model) {
  const images = ["before", "after"].map((side) => element("img", "rl-side", { draggable: "false" }));
  const [before, after] = images;
  const clip = element("div", "rl-clip", {}, before);
  const names = ["before", "after"].map((side) => element("span", `rl-name rl-name-${side}`, { "aria-hidden": "true" }));
  const handle = element("div", "rl-handle", {
    role: "slider", tabindex: "0", "aria-orientation": "horizontal", "aria-valuemin": "0",
    "aria-valuemax": "100", "data-lm-suppress-shortcuts": "true",
  }, element("span", "rl-grip"));
  const view = element("div", "rl-view", {}, after, clip, ...names, handle);
  const zoomed = element("output", "rl-zoomed", { role: "status" });
  const tools = element("div", "rl-tools", {},
    button("rl-zoom-out", "Zoom out", () => zoom(0.5)),
    button("rl-zoom-in", "Zoom in", () => zoom(2)),
    button("rl-fit", "Whole picture", fit), zoomed);
  const hint = element("p", "rl-note", {},
    "Drag the line, or use the arrow keys. + and − zoom, as Ctrl and the wheel do; then drag the " +
    "picture, or hold Shift with the arrow keys.");
  const root = element("div", "rl-compare", {}, view, tools, hint);

  let share = 0.5; // of the view's width that shows `before`
  let scale = 0, left = 0, top = 0; // scale 0: as large as fits
  let urls = [];

  const size = () => model.get("size");
  const fitting = () => view.clientWidth / size()[0] || 1;

  function draw() {
    const [width, height] = size();
    const now = Math.max(scale, fitting());
    // What is smaller than the view cannot be moved; what is larger leaves no gap.
    left = within(left, Math.min(0, view.clientWidth - width * now), 0);
    top = within(top, Math.min(0, view.clientHeight - height * now), 0);
    for (const image of images) {
      Object.assign(image.style, {
        width: `${width * now}px`, height: `${height * now}px`, transform: `translate(${left}px, ${top}px)`,
        imageRendering: now >= COARSE ? "pixelated" : "auto",
      });
    }
    const percent = Math.round(100 * share);
    clip.style.clipPath = `inset(0 ${100 - 100 * share}% 0 0)`;
    handle.style.left = `${100 * share}%`;
    const [first, second] = model.get("labels");
    handle.setAttribute("aria-valuenow", percent);
    handle.setAttribute("aria-valuetext", `${percent} % ${first}, ${100 - percent} % ${second}`);
    names[0].hidden = share < 0.12;
    names[1].hidden = share > 0.88;
    const told = `${Math.round(100 * now)} %`;
    if (zoomed.textContent !== told) zoomed.textContent = told;
    Object.assign(view.dataset, { scale: now, left, top, zoomed: now > 1.001 * fitting() });
  }

  function show() {
    const old = urls;
    urls = ["before", "after"].map((side) => {
      const bytes = model.get(side);
      return URL.createObjectURL(new Blob([bytes], { type: model.get("format") }));
    });
    const [width, height] = size(), labels = model.get("labels");
    view.style.aspectRatio = `${width} / ${height}`;
    view.style.width = `min(100%, ${MOST * width}px, calc(75vh * ${width / height}))`;
    images.forEach((image, i) => {
      image.src = urls[i];
      image.alt = `${model.get("alt")} (${labels[i]})`;
      names[i].textContent = labels[i];
    });
    handle.setAttribute("aria-label", `How much of ${labels[0]} is seen`);
    old.forEach((url) => URL.revokeObjectURL(url));
    draw();
  }

  function fit() {
    scale = left = top = 0;
    draw();
  }

  /** Zoom so that the place (x, y) of the view stays where it is; by default its middle. */
  function zoom(factor, x = view.clientWidth / 2, y = view.clientHeight / 2) {
    const old = Math.max(scale, fitting()), now = within(old * factor, fitting(), Math.max(MOST, fitting()));
    left = x - ((x - left) * now) / old;
    top = y - ((y - top) * now) / old;
    scale = now <= fitting() ? 0 : now;
    draw();
  }

  function reveal(to) {
    share = within(to, 0, 1);
    draw();
  }

  function pan(x, y) {
    left += x;
    top += y;
    draw();
  }

  const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  handle.addEventListener("keydown", (event) => {
    const key = event.key, arrow = arrows[key];
    if (event.ctrlKey || event.metaKey || event.altKey) return; // the browser's own
    if (arrow && event.shiftKey) pan(-arrow[0] * 0.1 * view.clientWidth, -arrow[1] * 0.1 * view.clientHeight);
    else if (arrow) reveal(share + KEY_STEP * (arrow[0] - arrow[1]));
    else if (key === "PageUp") reveal(share + PAGE_STEP);
    else if (key === "PageDown") reveal(share - PAGE_STEP);
    else if (key === "Home") reveal(0);
    else if (key === "End") reveal(1);
    else if (key === "+" || key === "=") zoom(2); // "=" is "+" without Shift on many keyboards
    else if (key === "-" || key === "_") zoom(0.5);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  let held = null; // {handle: whether it is the line that is dragged, x, y}
  const place = (event) => {
    const box = view.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width, event.clientX, event.clientY];
  };
  view.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const [at, x, y] = place(event);
    const line = handle.contains(event.target) || view.dataset.zoomed === "false";
    held = { line, x, y };
    view.setPointerCapture(event.pointerId);
    handle.focus({ preventScroll: true });
    if (line && !handle.contains(event.target)) reveal(at);
    event.preventDefault(); // no picture is dragged away, no text marked
  });
  view.addEventListener("pointermove", (event) => {
    if (!held) return;
    const [at, x, y] = place(event);
    if (held.line) reveal(at);
    else pan(x - held.x, y - held.y);
    Object.assign(held, { x, y });
  });
  for (const end of ["pointerup", "pointercancel", "lostpointercapture"])
    view.addEventListener(end, () => (held = null));
  view.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return; // the page scrolls
    event.preventDefault();
    const box = view.getBoundingClientRect();
    zoom(2 ** (-event.deltaY / 240), event.clientX - box.left, event.clientY - box.top);
  }, { passive: false });

  const resized = new ResizeObserver(draw);
  resized.observe(view);
  // All that belongs to one pair arrives in one message, and `pair` is its last.
  model.on("change:pair", show);
  show();
  return {
    root,
    end() {
      resized.disconnect();
      model.off("change:pair", show);
      urls.forEach((url) => URL.revokeObjectURL(url));
    },
  };
}

export default {
  render({ model, el }) {
    const root = element("div", "rl-panel rl-comparing");
    const controls = model.get("kind") === "own-photo" ? makeControls(model) : null;
    const comparison = makeComparison(model);
    if (controls) root.append(controls.root);
    root.append(comparison.root);
    el.append(root);
    comparison.root.dataset.ready = "true";
    return () => {
      controls?.end();
      comparison.end();
    };
  },
};

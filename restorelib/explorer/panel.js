// The browser's half of `Panel` and `Guess`: one ES module, no build step, nothing from a CDN.
// panel.py appends super_resolution.js, part II's charts, to the module that `Panel` gets.
//
// Everything recorded arrives once, packed (recordings/pack.py), so that knobs and scrubber answer
// here, with no kernel. All measured sentences come from Python; this file words controls only.
//
// Stable hooks for tests and styles:
//   .rl-panel [data-ready]          root; .rl-question, .rl-choice, .rl-show, .rl-reply: the guess
//   fieldset.rl-knob input          radio groups, one a knob; the last, .rl-seeds, is the seed
//   fieldset.rl-source input        recorded | live, once there is a live run of this state
//   .rl-badge .rl-headline          "Recorded" or "Live", and the finding over all seeds
//   svg.rl-curve  svg.rl-histogram  charts (role=img with a name)
//   input.rl-scrub  button.rl-play  the step; aria-valuetext tells it
//   .rl-lens                        focusable, arrow keys move it; canvas.rl-picture, .rl-magnified
//   .rl-sentence  .rl-provenance    measured words; the sentence is aria-live
//   button.rl-train .rl-stop        progress.rl-progress, .rl-status (role=status)
//   button.rl-copy  textarea.rl-code
//   .rl-ask                         root of a Guess, with .rl-choice buttons (aria-pressed)

// ---------------------------------------------------------------------------------------------
// 1. The packed format

const TYPES = {
  uint8: Uint8Array, int16: Int16Array, uint16: Uint16Array, float16: Uint16Array,
  int32: Int32Array, float32: Float32Array,
};
const MAGIC = 8; // bytes of b"RESTORE1"

function halfToFloat(half) {
  const sign = half & 0x8000 ? -1 : 1, exponent = (half >> 10) & 31, fraction = half & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** Packed bytes (DataView, ArrayBuffer or Uint8Array) -> {meta, names, array(name) -> typed array}. */
export async function unpack(packed) {
  const gunzip = new DecompressionStream("gzip");
  const plain = await new Response(new Blob([packed]).stream().pipeThrough(gunzip)).arrayBuffer();
  const length = new DataView(plain).getUint32(MAGIC, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(plain, MAGIC + 4, length)));
  const start = MAGIC + 4 + length;
  const array = (name) => {
    const [type, shape, offset] = header.arrays[name];
    const size = shape.reduce((product, side) => product * side, 1);
    const raw = new TYPES[type](plain, start + offset, size);
    return type === "float16" ? Float32Array.from(raw, halfToFloat) : raw;
  };
  return { meta: header.meta, names: Object.keys(header.arrays), array };
}

/** All runs of an unpacked file; each array is looked up when it is first read. */
function runsOf({ meta, names, array }) {
  const runs = meta.runs.map((run, i) => ({ ...run, ...meta.described[i] }));
  for (const name of names) {
    const [i, field] = name.split("/"); // "17/psnr"; what belongs to no run has no "/"
    if (!field) continue;
    Object.defineProperty(runs[i], field, {
      configurable: true,
      get() {
        const value = array(name);
        Object.defineProperty(this, field, { value });
        return value;
      },
    });
  }
  return runs;
}

// ---------------------------------------------------------------------------------------------
// 2. Small helpers

// Each widget of a page loads this module anew: two panels that both count from 0 would share
// their radio groups, and a click in one would uncheck the other.
const instance = Math.random().toString(36).slice(2);
let count = 0;
const uniqueId = (name) => `rl-${name}-${instance}-${count++}`;

/** An element with attributes; a function as a value listens to the event of that name. */
function h(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name || "div");
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (value !== false && value != null) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

const escape = (text) =>
  String(text).replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);
const clamp = (value, low, high) => Math.min(high, Math.max(low, value));
const integer = (value) => value.toLocaleString("en-GB");
const minus = (text) => String(text).replace("-", "−");
const path = (points) => (points.length ? "M" + points.map((p) => p.map((v) => v.toFixed(1))).join("L") : "");
const svgText = (x, y, text, { anchor = "middle", kind = "" } = {}) =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" class="${kind}">${escape(text)}</text>`;
const line = (x1, y1, x2, y2, kind) =>
  `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" class="${kind}"/>`;

function svgElement(kind) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", kind);
  svg.setAttribute("role", "img");
  return svg;
}

/** A group of native radio buttons with a legend; `choose(index)` after each change. */
function radioGroup(kind, legend, labels, checked, choose) {
  const name = uniqueId("radio");
  const options = labels.map((label, i) =>
    h("label", {},
      h("input", { type: "radio", name, value: i, checked: i === checked, change: () => choose(i) }),
      h("span", {}, label)));
  const group = h(`fieldset.${kind}`, {}, h("legend", {}, legend), h("div.rl-options", {}, ...options));
  group.check = (i) => (group.querySelectorAll("input")[i].checked = true);
  return group;
}

/** In command mode JupyterLab takes arrow keys, Enter and letters from whatever has the focus,
 *  unless that very element carries this attribute. */
function keepKeys(root) {
  for (const element of root.querySelectorAll("input, button, textarea, [tabindex]"))
    element.setAttribute("data-lm-suppress-shortcuts", "true");
}

/** One-click answers. `pressed` is the answer given so far, or "". */
function answerButtons(choices, pressed, choose) {
  return choices.map(([value, label]) =>
    h("button.rl-choice", {
      type: "button", "aria-pressed": String(value === pressed), "data-choice": value,
      click: () => choose(value),
    }, label));
}

// ---------------------------------------------------------------------------------------------
// 3. Charts. Each maker gets the panel's constants and returns {element, draw(view)}, with
//    view = {run, recorded, at, others, live, overlay, playing, words, pictures, width}.

const HEIGHT = 270; // px of curve and histogram
const MARGIN = { left: 46, right: 14, top: 24, bottom: 40 };
const place = (step) => (step ? Math.log2(step) + 1 : 0); // 0, 1, 2, 4, ... evenly, 0 included

function makeCurve({ panel, runs, onScrub, onPlay }) {
  const svg = svgElement("rl-curve");
  const longest = Math.max(...runs.map((run) => run.steps.at(-1)));
  const scores = runs.flatMap((run) => [...run.psnr]).filter(Number.isFinite);
  const references = runs.flatMap((run) => run.references.map(([, value]) => value));
  const top = 2 * Math.ceil((Math.max(...scores, ...references) + 0.5) / 2);
  const bottom = Math.max(2 * Math.floor(Math.min(...scores) / 2), top - 26);
  const clip = uniqueId("clip");

  const play = h("button.rl-play", { type: "button", "aria-label": "Play the steps", click: onPlay }, "▶");
  const scrub = h("input.rl-scrub", {
    type: "range", min: 0, step: 1, "aria-label": "Training step", input: () => onScrub(+scrub.value),
  });
  const legend = h("div.rl-legend", { "aria-hidden": "true" });
  legend.innerHTML = [
    ["chosen", "this run, recorded"], ["other", "other seeds"], ["batch", "its training batches, averaged"],
    ["live", "live, trained here"],
  ].map(([kind, text]) =>
    `<span class="rl-key-${kind}"><svg width="26" height="10">${line(1, 5, 25, 5, `rl-line rl-${kind}`)}</svg>${text}</span>`).join("");
  const element = h("figure.rl-figure.rl-figure-curve", {},
    h("figcaption", {}, h("b", {}, "Score over training"),
      panel.tells_scores ? "PSNR on validation patches, in dB" : "on pictures that it never trains on; higher is better, and the numbers are left out on purpose"),
    svg, h("div.rl-time", {}, play, scrub), legend);

  // Mean of all steps whose places fall into the same thin slice; the loss is a squared error.
  const smooth = (loss) => {
    const sums = new Map();
    for (let i = 0; i < loss.length; i++) {
      const slice = Math.round(place(i + 1) * 8);
      const [sum, number] = sums.get(slice) ?? [0, 0];
      sums.set(slice, [sum + loss[i], number + 1]);
    }
    return [...sums].map(([slice, [sum, number]]) => [slice / 8, -10 * Math.log10(sum / number)]);
  };
  const smoothed = new WeakMap();

  function draw({ run, recorded, at, others, live, overlay, width, playing }) {
    const right = width - MARGIN.right, base = HEIGHT - MARGIN.bottom;
    const x = (step) => MARGIN.left + (place(step) / place(longest)) * (right - MARGIN.left);
    const y = (db) => base - ((db - bottom) / (top - bottom)) * (base - MARGIN.top);
    const curve = (r) => [...r.steps].map((step, i) => [x(step), y(r.psnr[i])]);
    const batches = (loss) => {
      if (!Array.isArray(loss) && !smoothed.has(loss)) smoothed.set(loss, smooth(loss));
      const points = Array.isArray(loss) ? smooth(loss) : smoothed.get(loss);
      return points.map(([p, db]) => [MARGIN.left + (p / place(longest)) * (right - MARGIN.left), y(db)]);
    };
    let axes = "";
    for (let db = Math.ceil(bottom / 5) * 5; db <= top; db += 5)
      axes += line(MARGIN.left, y(db), right, y(db), "rl-grid") + (panel.tells_scores ? svgText(MARGIN.left - 7, y(db) + 4, db, { anchor: "end" }) : "");
    const score = (db) => (panel.tells_scores ? `: ${db.toFixed(2)} dB` : "");
    const ticks = [0, ...Array.from({ length: Math.floor(Math.log2(longest)) + 1 }, (_, i) => 2 ** i)];
    const every = Math.ceil(40 / (x(2) - x(1)));
    ticks.forEach((step, i) => {
      axes += line(x(step), base, x(step), base + 4, "rl-axis");
      if ((ticks.length - 1 - i) % every === 0) axes += svgText(x(step), base + 17, integer(step));
    });
    axes += svgText((MARGIN.left + right) / 2, base + 34, "training step (log scale, with 0)");
    axes += line(MARGIN.left, base, right, base, "rl-axis");

    let lines = others.map((r) => `<path d="${path(curve(r))}" class="rl-line rl-other"/>`).join("");
    const dots = (r, kind) => curve(r).map(([px, py]) => kind === "live"
      ? `<rect x="${px - 3}" y="${py - 3}" width="6" height="6" class="rl-dot rl-live"/>`
      : `<circle cx="${px}" cy="${py}" r="2.6" class="rl-dot rl-${kind}"/>`).join("");
    lines += `<path d="${path(batches(recorded.loss))}" class="rl-line rl-batch"/>`;
    lines += `<path d="${path(curve(recorded))}" class="rl-line rl-chosen"/>` + dots(recorded, "chosen");
    if (overlay) {
      lines += `<path d="${path(batches(overlay.losses))}" class="rl-line rl-batch rl-live"/>`;
      if (overlay.run) lines += `<path d="${path(curve(overlay.run))}" class="rl-line rl-live"/>` + dots(overlay.run, "live");
    }
    let labels = "";
    const below = []; // [end, y] of the labels that stand under their lines
    for (const [label, value] of run.references) {
      // Under its line where the label of the next higher one needs the room above.
      const crowded = run.references.some(([, other]) => other > value && y(value) - y(other) < 20);
      labels += line(MARGIN.left, y(value), right, y(value), "rl-reference");
      const words = `${label}: ${value.toFixed(2)} dB`;
      if (crowded) below.push([MARGIN.left + 5 + 7 * words.length, y(value) + 15]);
      labels += svgText(MARGIN.left + 5, y(value) + (crowded ? 15 : -6), words, { anchor: "start", kind: "rl-halo" });
    }
    const px = x(run.steps[at]), py = y(run.psnr[at]);
    // Under its point where it would lie on a reference line otherwise.
    const under = run.references.some(([, value]) => value - run.psnr[at] > -0.5 && value - run.psnr[at] < 5);
    const late = px > MARGIN.left + 0.6 * (right - MARGIN.left);
    const now = `step ${integer(run.steps[at])}${minus(score(run.psnr[at]))}`;
    const start = late ? px - 8 - 7 * now.length : px + 8;
    let labelY = clamp(py + (under ? 22 : -12), MARGIN.top + 12, base - 8);
    for (const [end, taken] of below) if (start < end && Math.abs(labelY - taken) < 16) labelY = taken + 17;
    labels += line(px, MARGIN.top - 8, px, base, "rl-now");
    labels += `<circle cx="${px}" cy="${clamp(py, MARGIN.top, base)}" r="6" class="rl-mark${live ? " rl-live" : ""}"/>`;
    labels += svgText(px + (late ? -8 : 8), labelY, now, { anchor: late ? "end" : "start", kind: "rl-halo rl-strong" });

    svg.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
    svg.setAttribute("aria-label", [`Curve of the score. At step ${run.steps[at]}${score(run.psnr[at])}`,
      ...run.references.map(([label, value]) => label + score(value))].join("; "));
    svg.innerHTML = `<clipPath id="${clip}"><rect x="${MARGIN.left}" y="${MARGIN.top - 6}" width="${right - MARGIN.left + 6}" height="${base - MARGIN.top + 6}"/></clipPath>` +
      `${axes}<g clip-path="url(#${clip})">${lines}</g>${labels}`;

    // The thumb stands under its point: the track spans from the first snapshot to the last.
    const thumb = 18;
    scrub.style.marginLeft = `${x(0) - thumb / 2 - 40}px`;
    scrub.style.width = `${x(run.steps.at(-1)) - x(0) + thumb}px`;
    scrub.max = run.steps.length - 1;
    scrub.value = at;
    scrub.setAttribute("aria-valuetext", `step ${run.steps[at]} of ${run.steps.at(-1)}`);
    play.textContent = playing ? "❚❚" : "▶";
    play.setAttribute("aria-label", playing ? "Pause" : "Play the steps");
    legend.classList.toggle("rl-with-live", Boolean(overlay));
  }
  return { element, draw };
}

function makeHistogram() {
  const svg = svgElement("rl-histogram");
  const hatch = uniqueId("hatch");
  const words = h("p.rl-words");
  const element = h("figure.rl-figure.rl-figure-histogram", {},
    h("figcaption", {}, h("b", {}, "The last layer, before its activation"), "share of its values (square-root scale)"),
    svg, words);
  // What an activation does to the gradient of a value below 0; both sides pass it otherwise.
  const BELOW = { relu: "no gradient here", leaky_relu: "small gradient here" };

  function draw({ run, at, width, words: tell }) {
    const [low, high] = run.histogram_range, right = width - MARGIN.right, base = HEIGHT - MARGIN.bottom;
    const bins = run.histogram.length / run.steps.length;
    const counts = run.histogram.subarray(at * bins, (at + 1) * bins);
    const x = (value) => MARGIN.left + ((value - low) / (high - low)) * (right - MARGIN.left);
    const y = (share) => base - Math.sqrt(share) * (base - MARGIN.top);
    const below = BELOW[run.recipe.residual_activation];
    let out = `<pattern id="${hatch}" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="7" height="7" class="rl-shade"/><line x1="0" y1="0" x2="0" y2="7" class="rl-hatch"/></pattern>`;
    if (below) {
      out += `<rect x="${x(low)}" y="${MARGIN.top}" width="${x(0) - x(low)}" height="${base - MARGIN.top}" fill="url(#${hatch})" class="${run.recipe.residual_activation === "relu" ? "" : "rl-weak"}"/>`;
      out += svgText(x(low), MARGIN.top - 8, below, { anchor: "start", kind: "rl-strong" });
    }
    out += svgText(right, MARGIN.top - 8, below ? "gradient passes" : "gradient passes on both sides", { anchor: "end" });
    for (const share of [0.01, 0.1, 0.25, 0.5, 1])
      out += line(MARGIN.left, y(share), right, y(share), "rl-grid") + svgText(MARGIN.left - 6, y(share) + 4, `${100 * share} %`, { anchor: "end" });
    const wide = (right - MARGIN.left) / bins;
    counts.forEach((number, bin) => {
      if (!number) return;
      const left = MARGIN.left + bin * wide, above = left + wide / 2 > x(0);
      const height = Math.max(1.5, base - y(number / run.values));
      out += `<rect x="${(left + 0.5).toFixed(1)}" y="${(base - height).toFixed(1)}" width="${(wide - 1).toFixed(1)}" height="${height.toFixed(1)}" class="rl-bar${below && !above ? " rl-off" : ""}"/>`;
    });
    out += line(x(0), MARGIN.top - 4, x(0), base, "rl-zero");
    const middle = [low / 2, high / 2].filter((value) => Math.abs(x(value) - x(0)) > 60);
    for (const value of [low, ...middle, 0, high]) {
      const edge = value === low ? "≤ " : value === high ? "≥ " : "";
      out += line(x(value), base, x(value), base + 4, "rl-axis");
      out += svgText(x(value), base + 17, edge + minus(+value.toFixed(2)), { anchor: value === high ? "end" : "middle", kind: value === 0 ? "rl-strong" : "" });
    }
    out += line(MARGIN.left, base, right, base, "rl-axis");
    out += svgText(right, base + 34, run.recipe.input_skip
      ? "correction of the image (1 = black to white)" : "value of the image (0 = black, 1 = white)", { anchor: "end" });
    svg.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
    svg.setAttribute("aria-label", `Histogram of the last layer before its activation: ${tell("histogram")}`);
    svg.innerHTML = out;
    words.textContent = `${tell("histogram")}.`;
  }
  return { element, draw };
}

const SIDE = 48, LENS = 12; // pixels of the crop and of the magnified part
const FULL_SCALE = 0.1 * 255; // the palette's ends, in grey levels

/** Signed palette, safe for colour-blind readers: blue is darker, white is 0, vermillion brighter. */
const PALETTE = Array.from({ length: 101 }, (_, i) => {
  const t = (i - 50) / 50, end = t < 0 ? [0, 114, 178] : [213, 94, 0];
  return end.map((c) => Math.round(255 + Math.min(1, Math.abs(t)) * (c - 255)));
});

/** Pictures of one size with one lens over all: {element, spoken, tiles, paint(tile, pixel), magnify}.
 *  `paint` takes a function from the pixel's number to its red, green and blue. */
function makeLens(labels) {
  const lens = { x: 30, y: 25 };
  const spoken = h("span.rl-hidden", { role: "status" });
  const tiles = labels.map(([sign, label]) => {
    const picture = h("canvas.rl-picture", { width: SIDE, height: SIDE, role: "img", "aria-label": label });
    const magnified = h("canvas.rl-magnified", { width: LENS, height: LENS, "aria-hidden": "true" });
    const box = h("div.rl-box", { "aria-hidden": "true" });
    const frame = h("div.rl-frame", { pointermove: follow, pointerdown: follow }, picture, box);
    const caption = h("div.rl-label", {}, sign + label);
    const element = h("div.rl-tile", {}, caption, h("div.rl-pair", {}, frame, magnified));
    return { element, label: caption, picture, magnified, box };
  });
  const element = h("div.rl-lens", {
    tabindex: 0, role: "application", "aria-roledescription": "lens", keydown: byKey,
    "aria-label": "Four pictures with a lens: arrow keys move the magnified part",
  }, ...tiles.map((tile) => tile.element));

  function paint(tile, pixel) {
    const context = tile.picture.getContext("2d"), image = context.createImageData(SIDE, SIDE);
    for (let i = 0; i < SIDE ** 2; i++) {
      image.data.set(pixel(i), 4 * i);
      image.data[4 * i + 3] = 255;
    }
    context.putImageData(image, 0, 0);
  }
  function magnify() {
    for (const { picture, magnified, box } of tiles) {
      const context = magnified.getContext("2d");
      context.clearRect(0, 0, LENS, LENS);
      context.drawImage(picture, lens.x, lens.y, LENS, LENS, 0, 0, LENS, LENS);
      box.style.left = `${(100 * lens.x) / SIDE}%`;
      box.style.top = `${(100 * lens.y) / SIDE}%`;
    }
  }
  function move(x, y) {
    lens.x = clamp(x, 0, SIDE - LENS);
    lens.y = clamp(y, 0, SIDE - LENS);
    magnify();
  }
  function follow(event) {
    const bounds = event.currentTarget.getBoundingClientRect();
    const at = (position, start, size) => Math.round((SIDE * (position - start)) / size - LENS / 2);
    move(at(event.clientX, bounds.left, bounds.width), at(event.clientY, bounds.top, bounds.height));
  }
  function byKey(event) {
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!steps) return;
    event.preventDefault();
    const far = event.shiftKey ? 6 : 2;
    move(lens.x + far * steps[0], lens.y + far * steps[1]);
    spoken.textContent = `Lens at column ${lens.x}, row ${lens.y} of ${SIDE}`;
  }
  return { element, spoken, tiles, paint, magnify };
}

function makePictures({ file }) {
  const noisy = file.array("noisy"), clean = file.array("clean"), channels = noisy.length / SIDE ** 2;
  const note = h("p.rl-note"), words = h("p.rl-words");
  const lens = makeLens([["", "noisy input"], ["+ ", "what it adds"], ["= ", "result"], ["", "clean original"]]);
  const [noisyTile, addedTile, resultTile, cleanTile] = lens.tiles;
  addedTile.element.append(h("div.rl-scale", { role: "img", "aria-label": "Colour scale from -0.1, darker, blue, over 0, white, to +0.1, brighter, vermillion" },
    h("i"), h("span", {}, "−0.1 darker"), h("span", {}, "brighter +0.1")));
  const element = h("figure.rl-figure.rl-figure-pictures", {},
    h("figcaption", {}, h("b", {}, "What it does to a picture"), "Second: output − input, the mean of red, green and blue. Move the lens with the pointer or the arrow keys."),
    lens.element, words, note, lens.spoken);
  const colour = (values, i) => (channels === 1 ? [values[i], values[i], values[i]] : values.subarray(3 * i, 3 * i + 3));
  lens.paint(noisyTile, (i) => colour(noisy, i));
  lens.paint(cleanTile, (i) => colour(clean, i));

  function draw({ pictures }) {
    const { run, at } = pictures, size = noisy.length;
    const added = run.added.subarray(at * size, (at + 1) * size);
    lens.paint(addedTile, (i) => {
      let mean = 0;
      for (let c = 0; c < channels; c++) mean += added[channels * i + c] / channels;
      return PALETTE[Math.round(50 + 50 * clamp(mean / FULL_SCALE, -1, 1))];
    });
    const result = Uint8ClampedArray.from(added, (value, i) => noisy[i] + value);
    lens.paint(resultTile, (i) => colour(result, i));
    const tell = run.words.pictures[at];
    const does = run.recipe.input_skip ? "adds" : "changes"; // without it, the net paints all anew
    addedTile.label.textContent = `+ what it ${does}`;
    addedTile.picture.setAttribute("aria-label", `What the network ${does}: it ${tell}`);
    words.textContent = `On this crop the network ${tell}.`;
    note.textContent = pictures.note;
    lens.magnify();
  }
  return { element, draw };
}

const CHARTS = { histogram: makeHistogram, pictures: makePictures };

// ---------------------------------------------------------------------------------------------
// 4. "Train it now": what the kernel says, and what the learner sees of it

const PATIENCE = 300; // ms without an answer: then the kernel is busy, or there is none

function makeTrainer({ model, panel, onChange }) {
  const live = { run: null, record: null, losses: [] }; // `run`: number of the run it belongs to
  let state = "no kernel"; // -> "ready" -> "asked" -> "training" -> "ready"
  let patience = 0;
  let arrived = Promise.resolve(); // messages are unpacked one after the other

  const status = h("span.rl-status", { role: "status", id: uniqueId("status") });
  const bar = h("progress.rl-progress", { max: 1, value: 0, "aria-label": "Training progress" });
  const train = h("button.rl-train", { type: "button", "aria-describedby": status.id, click: ask });
  const stop = h("button.rl-stop", { type: "button", click: () => model.send({ kind: "stop" }) }, "Stop");
  let chosen = 0;

  function show(text) {
    if (text !== undefined) status.textContent = text;
    const busy = state === "asked" || state === "training", seconds = panel.live_seconds[Math.floor(chosen / panel.seeds)];
    train.disabled = state !== "ready";
    train.textContent = `Train it now (${panel.live_steps} steps${seconds ? `, about ${seconds} s` : ""})`;
    stop.hidden = bar.hidden = !busy;
  }
  function ask() {
    state = "asked";
    bar.removeAttribute("value");
    model.send({ kind: "train", run: chosen });
    patience = setTimeout(() => show("Waiting for the running cell: the kernel trains as soon as it is free."), PATIENCE);
    show("Asked the kernel to train.");
    stop.focus();
  }
  const heard = {
    hello() {
      if (state === "no kernel") state = "ready";
      show(state === "ready" ? "" : undefined);
    },
    refused({ text }) {
      if (state !== "training") state = "ready";
      show(text);
    },
    started({ run }) {
      Object.assign(live, { run, record: null, losses: [] });
      state = "training";
      show("Training: Keras starts, the first step takes a while.");
      onChange("started");
    },
    update({ run, step, steps, seconds_left, losses }, file) {
      if (live.run !== run) Object.assign(live, { run, record: null, losses: [] });
      state = "training";
      live.losses = live.losses.concat(losses);
      if (file) [live.record] = runsOf(file);
      bar.max = steps;
      bar.value = step;
      show(`Step ${step} of ${steps}` + (seconds_left == null ? "" : `, ${Math.ceil(seconds_left)} s left`));
      onChange("update");
    },
    end({ text }, file) {
      const keyboard = document.activeElement === stop;
      state = "ready";
      if (file) [live.record] = runsOf(file);
      show(text);
      if (keyboard) train.focus(); // Stop is hidden now
      onChange("end");
    },
  };
  function onMessage(message, buffers = []) {
    clearTimeout(patience);
    arrived = arrived.then(async () => {
      const file = buffers.length ? await unpack(buffers[0]) : null;
      heard[message.kind]?.(message, file);
    });
  }
  model.on("msg:custom", onMessage);
  show("");
  model.send({ kind: "hello" });
  patience = setTimeout(() => show("Training needs a kernel and none has answered: a cell is running, or this is a saved page. The recorded runs need none."), PATIENCE);

  return {
    element: h("div.rl-trainer", { hidden: !panel.live_steps }, train, stop, bar, status),
    live,
    choose(run) {
      chosen = run;
      show();
    },
    remove() {
      clearTimeout(patience);
      model.off("msg:custom", onMessage);
    },
  };
}

// ---------------------------------------------------------------------------------------------
// 5. The panel

async function renderPanel({ model, el }) {
  const file = await unpack(model.get("payload"));
  const { panel } = file.meta;
  const runs = runsOf(file);
  const choice = [...panel.start];
  let seed = 0, wanted = Infinity, source = "recorded", playing = 0, drawn = "";

  const runNumber = () =>
    choice.reduce((index, place, k) => index * panel.knobs[k][1].length + place, 0) * panel.seeds + seed;

  // Controls
  const knobs = panel.knobs.map(([legend, labels], k) =>
    radioGroup("rl-knob", legend, labels, choice[k], (i) => { choice[k] = i; changed(); }));
  const seeds = radioGroup("rl-knob.rl-seeds", "Seed", Array.from({ length: panel.seeds }, (_, i) => String(i)), 0,
    (i) => { seed = i; changed(); });
  const sources = radioGroup("rl-source", "Show", ["recorded", "live"], 0, (i) => { source = ["recorded", "live"][i]; wanted = Infinity; repaint(); });
  const trainer = makeTrainer({ model, panel, onChange: liveChanged });

  // What is said
  const badge = h("span.rl-badge"), headline = h("span.rl-headline");
  const sentence = h("p.rl-sentence", { "aria-live": "polite" });
  const provenance = h("p.rl-provenance");
  const code = h("textarea.rl-code", { readonly: true, rows: 7, "aria-label": "Python code of this recipe", hidden: true, spellcheck: "false" });
  const copied = h("span.rl-copied", { role: "status" });
  const copy = h("button.rl-copy", { type: "button", click: copyCode }, "Copy as code");

  const curve = makeCurve({ panel, runs, onScrub: (at) => { pause(); scrubTo(at); }, onPlay: togglePlay });
  const charts = panel.charts.map((name) => CHARTS[name]({ panel, file }));
  const results = h("div.rl-results", {},
    h("div.rl-knobs", {}, ...knobs, seeds),
    h("div.rl-found", {}, badge, headline, sources),
    h("div.rl-charts", {}, curve.element, ...charts.map((chart) => chart.element)),
    sentence, provenance,
    h("div.rl-actions", {}, trainer.element, copy, copied), code);
  const question = h("div.rl-question"), reply = h("p.rl-reply", { tabindex: -1 });
  const root = h("div.rl-panel", { role: "group", "aria-label": panel.title },
    h("div.rl-title", { role: "heading", "aria-level": 3 }, panel.title), question, reply, results);
  el.append(root);

  // Sizes are read when they change, never while repainting: that would force a layout.
  const widths = new Map();
  const observer = new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries) widths.set(target, Math.max(240, Math.round(contentRect.width)));
    repaint();
  });
  for (const chart of [curve, ...charts]) observer.observe(chart.element);

  function shown() {
    const number = runNumber(), recorded = runs[number];
    const ours = trainer.live.run === number; // the live run is of this state
    const isLive = ours && source === "live" && trainer.live.record;
    const run = isLive ? trainer.live.record : recorded;
    const at = Math.max(0, run.steps.findLastIndex((step) => step <= wanted));
    return { number, recorded, run, at, ours, isLive: Boolean(isLive) };
  }
  function repaint() {
    if (results.hidden || !widths.size) return;
    const { number, recorded, run, at, ours, isLive } = shown();
    const first = number - (number % panel.seeds);
    const others = runs.slice(first, first + panel.seeds).filter((r) => r !== recorded);
    const hasPictures = (r) => (r.added ?? r.picture).length > 0;
    const pictured = hasPictures(run) ? run : runs[first];
    const view = {
      run, recorded, at, others, live: isLive, playing, overlay: ours ? { run: trainer.live.record, losses: trainer.live.losses } : null,
      words: (name) => run.words[name][at],
      pictures: { run: pictured, at, note: pictured === run ? "" : "Pictures are recorded for seed 0 of each state: these are seed 0's." },
    };
    for (const chart of [curve, ...charts]) chart.draw({ ...view, width: widths.get(chart.element) ?? 480 });
    badge.textContent = isLive ? "Live" : "Recorded";
    badge.classList.toggle("rl-live", isLive);
    const [finding, detail] = panel.headlines[first / panel.seeds];
    headline.replaceChildren(h("b", {}, finding), " ", detail);
    sources.hidden = !(ours && trainer.live.record);
    sources.check(isLive ? 1 : 0);
    sentence.setAttribute("aria-live", playing ? "off" : "polite");
    sentence.textContent = run.words.sentence[at];
    provenance.textContent = `${isLive ? "Live" : "Recorded"}: ${run.provenance}.`;
    if (!code.hidden) code.value = run.code;
  }
  function changed() {
    copied.textContent = "";
    source = trainer.live.run === runNumber() ? source : "recorded";
    trainer.choose(runNumber());
    repaint();
  }
  function liveChanged(what) {
    if (what === "started") {
      pause();
      source = "live";
      wanted = Infinity; // follow the newest snapshot until someone scrubs
    }
    if (trainer.live.run === runNumber()) repaint();
  }

  // Time
  function scrubTo(at) {
    const { run } = shown();
    wanted = at >= run.steps.length - 1 ? Infinity : run.steps[at];
    repaint();
  }
  function pause() {
    clearInterval(playing);
    playing = 0;
  }
  function togglePlay() {
    if (playing) {
      pause();
      return repaint();
    }
    const { run, at } = shown();
    if (at === run.steps.length - 1) scrubTo(0);
    playing = setInterval(() => {
      const now = shown();
      if (now.at + 1 >= now.run.steps.length - 1) pause();
      scrubTo(now.at + 1);
    }, 700);
    repaint();
  }

  // Code
  async function copyCode() {
    code.hidden = false;
    code.value = shown().run.code;
    try {
      await navigator.clipboard.writeText(code.value);
      copied.textContent = "Copied.";
    } catch {
      code.focus();
      code.select();
      copied.textContent = "Your browser keeps the clipboard: press Ctrl+C (or Cmd+C) to copy the selected lines.";
    }
  }

  // The guess comes first
  function ask() {
    const { question: asked } = panel, guess = model.get("guess");
    const open = asked && !guess;
    question.hidden = !open;
    results.hidden = Boolean(open);
    const said = asked?.choices.find(([value]) => value === guess);
    reply.textContent = said ? said[2] : "";
    reply.hidden = !said;
    repaint();
  }
  function answer(value) {
    model.set("guess", value);
    model.save_changes();
    ask();
    (reply.hidden ? knobs[0].querySelector("input:checked") : reply).focus({ preventScroll: true });
  }
  if (panel.question) {
    question.append(
      h("p", {}, panel.question.text),
      h("div.rl-answers", { role: "group", "aria-label": "Your guess" },
        ...answerButtons(panel.question.choices, "", answer),
        h("button.rl-show", { type: "button", click: () => answer("just show me") }, "just show me")),
      h("p.rl-note", {}, "The knobs and the measurements appear after your answer."));
  }
  keepKeys(root);
  model.on("change:guess", ask);
  trainer.choose(runNumber());
  ask();
  root.dataset.ready = "true";
  return () => {
    pause();
    observer.disconnect();
    trainer.remove();
    model.off("change:guess", ask);
  };
}

// ---------------------------------------------------------------------------------------------
// 6. The guess on its own

function renderGuess({ model, el }) {
  const answers = h("div.rl-answers", { role: "group" }), note = h("p.rl-note", { role: "status" });
  const root = h("div.rl-panel.rl-ask", { role: "group", "aria-label": model.get("question") },
    h("p.rl-asked", {}, model.get("question")), answers, note);
  const buttons = answerButtons(model.get("choices").map((text) => [text, text]), "", (value) => {
    model.set("choice", value);
    model.save_changes();
    show();
  });
  answers.append(...buttons);
  function show() {
    const choice = model.get("choice"), compared = model.get("compared");
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(button.dataset.choice === choice));
      button.disabled = compared;
    }
    note.textContent = compared ? "Compared below: your guess stands." : choice ? "Noted. You can still change it." : "One click. You can change it until it is compared.";
  }
  model.on("change:choice", show);
  model.on("change:compared", show);
  keepKeys(root);
  el.append(root);
  show();
  return () => {
    model.off("change:choice", show);
    model.off("change:compared", show);
  };
}

export default {
  render(context) {
    return context.model.get("kind") === "guess" ? renderGuess(context) : renderPanel(context);
  },
};

// Built from js/ by `make js`: change it there.

// chart.ts
var heightOf = (panel, charts) => panel < WIDE ? 270 : (panel < 1040 ? 150 : 190) * (charts > 1 ? 1 : 1.6);
var WIDE = 860;
var baseOf = (height) => height - (hasTitle(height) ? MARGIN.bottom : 22);
var hasTitle = (height) => height > 200;
var MARGIN = { left: 46, right: 14, top: 24, bottom: 40 };
var place = (step) => step ? Math.log2(step) + 1 : 0;
function smooth(loss) {
  const sums = /* @__PURE__ */ new Map();
  for (let i = 0; i < loss.length; i++) {
    const slice = Math.round(place(i + 1) * 8);
    const [sum, number] = sums.get(slice) ?? [0, 0];
    sums.set(slice, [sum + loss[i], number + 1]);
  }
  return [...sums].map(([slice, [sum, number]]) => [slice / 8, -10 * Math.log10(sum / number)]);
}

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
  const options = labels.map((label2, i) => h("label", {}, inputs[i], h("span", {}, label2)));
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
function answerButtons(choices, pressed, choose) {
  return choices.map(
    ([value, label2]) => h(
      "button.rl-choice",
      {
        type: "button",
        "aria-pressed": String(value === pressed),
        "data-choice": value,
        click: () => choose(value)
      },
      label2
    )
  );
}

// code.ts
function makeCode(codeNow) {
  const text = h("textarea.rl-code", {
    readonly: true,
    rows: 7,
    "aria-label": "Python code of this recipe",
    hidden: true,
    spellcheck: "false"
  });
  const copied = h("span.rl-copied", { role: "status" });
  const button = h("button.rl-copy", { type: "button", click: copy }, "Copy as code");
  async function copy() {
    text.hidden = false;
    text.value = codeNow();
    try {
      await navigator.clipboard.writeText(text.value);
      copied.textContent = "Copied.";
    } catch {
      text.focus();
      text.select();
      copied.textContent = "Your browser keeps the clipboard: press Ctrl+C (or Cmd+C) to copy the selected lines.";
    }
  }
  function refresh() {
    if (!text.hidden) text.value = codeNow();
  }
  return { text, copied, button, refresh };
}

// numbers.ts
var clamp = (value, low, high) => Math.min(high, Math.max(low, value));
var closest = (values, wanted) => Array.from(values).reduce(
  (best, value, i) => Math.abs(value - wanted) < Math.abs(values[best] - wanted) ? i : best,
  0
);
var integer = (value) => value.toLocaleString("en-GB");
var minus = (text) => String(text).replace("-", "−");
function scientific(value) {
  if (value === 0) return "0";
  if (value >= 0.01 && value < 100) return value.toPrecision(2);
  return minus(value.toExponential(1)).replace("+", "");
}
var short = (value) => String(+value.toPrecision(value < 1e-3 ? 1 : 2));
function times(ratio) {
  const factor = Math.max(ratio, 1 / ratio);
  if (factor < 1.1) return "as large as";
  const number = factor < 1e3 ? String(+factor.toPrecision(2)) : scientific(factor);
  return `${number} times ${ratio < 1 ? "smaller" : "larger"} than`;
}

// svg.ts
var ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
var escapeText = (text) => String(text).replace(/[&<>"]/g, (character) => ENTITIES[character]);
var path = (points) => points.length ? `M${points.map((point) => point.map((v) => v.toFixed(1))).join("L")}` : "";
var svgText = (x, y, text, { anchor = "middle", kind = "" } = {}) => `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" class="${kind}">${escapeText(text)}</text>`;
var line = (x1, y1, x2, y2, kind) => `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" class="${kind}"/>`;
function svgElement(kind) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", kind);
  svg.setAttribute("role", "img");
  return svg;
}

// curve.ts
var THUMB = 18;
var PLAY = 40;
function makeCurve({ panel, runs, onScrub, onPlay }) {
  const svg = svgElement("rl-curve");
  const range = rangeOf(runs);
  const clip = uniqueId("clip");
  const play = h(
    "button.rl-play",
    { type: "button", "aria-label": "Play the steps", click: onPlay },
    "▶"
  );
  const scrub = h("input.rl-scrub", {
    type: "range",
    min: 0,
    step: 1,
    "aria-label": "Training step",
    input: () => onScrub(+scrub.value)
  });
  const legend = makeLegend();
  const element = h(
    "figure.rl-figure.rl-figure-curve",
    {},
    h(
      "figcaption",
      {},
      h("b", {}, "Score over training"),
      panel.tells_scores ? "validation PSNR, in dB" : "on pictures that it never trains on; higher is better, and the numbers are left out on purpose"
    ),
    svg,
    h("div.rl-time", {}, play, scrub),
    legend
  );
  let places = [];
  let unit = 0;
  dragging(svg, (share) => {
    const at = closest(places, share * unit);
    if (at !== +scrub.value) onScrub(at);
  });
  const smoothed = /* @__PURE__ */ new WeakMap();
  const recordedLoss = (loss) => {
    const known = smoothed.get(loss) ?? smooth(loss);
    smoothed.set(loss, known);
    return known;
  };
  const score = (db) => panel.tells_scores ? `: ${db.toFixed(2)} dB` : "";
  function draw(view) {
    const { run, at, width, height, playing } = view;
    const scale = scaleOf(range, width, height);
    const { right, base, x } = scale;
    const lines = linesOf(view, scale, recordedLoss(view.recorded.loss));
    places = Array.from(run.steps, x);
    unit = width;
    const now = `step ${integer(run.steps[at])}${minus(score(run.psnr[at]))}`;
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.setAttribute(
      "aria-label",
      [
        `Curve of the score. At step ${run.steps[at]}${score(run.psnr[at])}`,
        ...run.references.map(([label2, value]) => label2 + score(value))
      ].join("; ")
    );
    svg.innerHTML = `<clipPath id="${clip}"><rect x="${MARGIN.left}" y="${MARGIN.top - 6}" width="${right - MARGIN.left + 6}" height="${base - MARGIN.top + 6}"/></clipPath>${axesOf(scale, panel.tells_scores, hasTitle(height))}<g clip-path="url(#${clip})">${lines}</g>${labelsOf(view, scale, now)}`;
    const last = run.steps[run.steps.length - 1];
    scrub.style.marginLeft = `${x(0) - THUMB / 2 - PLAY}px`;
    scrub.style.width = `${x(last) - x(0) + THUMB}px`;
    scrub.max = String(run.steps.length - 1);
    scrub.value = String(at);
    scrub.setAttribute("aria-valuetext", `step ${run.steps[at]} of ${last}`);
    play.textContent = playing ? "❚❚" : "▶";
    play.setAttribute("aria-label", playing ? "Pause" : "Play the steps");
    legend.classList.toggle("rl-with-live", Boolean(view.overlay));
  }
  return { element, draw };
}
function dragging(svg, move) {
  const follow = (event) => {
    const { left, width } = svg.getBoundingClientRect();
    move((event.clientX - left) / width);
  };
  svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    svg.setPointerCapture(event.pointerId);
    event.preventDefault();
    follow(event);
  });
  svg.addEventListener("pointermove", (event) => {
    if (svg.hasPointerCapture(event.pointerId)) follow(event);
  });
}
function rangeOf(runs) {
  const longest = Math.max(...runs.map((run) => run.steps[run.steps.length - 1]));
  const scores = runs.flatMap((run) => [...run.psnr]).filter(Number.isFinite);
  const references = runs.flatMap((run) => run.references.map(([, value]) => value));
  const top = 2 * Math.ceil((Math.max(...scores, ...references) + 0.5) / 2);
  const bottom = Math.max(2 * Math.floor(Math.min(...scores) / 2), top - 26);
  return { bottom, top, longest };
}
function scaleOf(range, width, height) {
  const { bottom, top, longest } = range;
  const right = width - MARGIN.right;
  const base = baseOf(height);
  const xOf = (at) => MARGIN.left + at / place(longest) * (right - MARGIN.left);
  const y = (db) => base - (db - bottom) / (top - bottom) * (base - MARGIN.top);
  return { ...range, right, base, xOf, x: (step) => xOf(place(step)), y };
}
function makeLegend() {
  const legend = h("div.rl-legend", { "aria-hidden": "true" });
  legend.innerHTML = [
    ["chosen", "this run, recorded"],
    ["other", "other seeds"],
    ["batch", "training batches, averaged"],
    ["live", "live, trained here"]
  ].map(
    ([kind, text]) => `<span class="rl-key-${kind}"><svg width="26" height="10">${line(1, 5, 25, 5, `rl-line rl-${kind}`)}</svg>${text}</span>`
  ).join("");
  return legend;
}
function axesOf(scale, tellsScores, titled) {
  const { bottom, top, longest, right, base, x, y } = scale;
  let axes = "";
  for (let db = Math.ceil(bottom / 5) * 5; db <= top; db += 5) {
    axes += line(MARGIN.left, y(db), right, y(db), "rl-grid");
    if (tellsScores) axes += svgText(MARGIN.left - 7, y(db) + 4, db, { anchor: "end" });
  }
  const powers = Array.from({ length: Math.floor(Math.log2(longest)) + 1 }, (_, i) => 2 ** i);
  const ticks = [0, ...powers];
  const every = Math.ceil(40 / (x(2) - x(1)));
  ticks.forEach((step, i) => {
    axes += line(x(step), base, x(step), base + 4, "rl-axis");
    if ((ticks.length - 1 - i) % every === 0) axes += svgText(x(step), base + 17, integer(step));
  });
  if (titled)
    axes += svgText((MARGIN.left + right) / 2, base + 34, "training step (log scale, with 0)");
  return axes + line(MARGIN.left, base, right, base, "rl-axis");
}
function linesOf({ recorded, others, overlay }, { x, xOf, y }, loss) {
  const curve = (run) => [...run.steps].map((step, i) => [x(step), y(run.psnr[i])]);
  const batches = (points) => points.map(([at, db]) => [xOf(at), y(db)]);
  const drawn = (points, kind) => `<path d="${path(points)}" class="rl-line ${kind}"/>`;
  let lines = others.map((other) => drawn(curve(other), "rl-other")).join("");
  lines += drawn(batches(loss), "rl-batch");
  lines += drawn(curve(recorded), "rl-chosen");
  for (const [px, py] of curve(recorded))
    lines += `<circle cx="${px}" cy="${py}" r="2.6" class="rl-dot rl-chosen"/>`;
  if (!overlay) return lines;
  lines += drawn(batches(smooth(overlay.losses)), "rl-batch rl-live");
  if (!overlay.run) return lines;
  lines += drawn(curve(overlay.run), "rl-live");
  for (const [px, py] of curve(overlay.run))
    lines += `<rect x="${px - 3}" y="${py - 3}" width="6" height="6" class="rl-dot rl-live"/>`;
  return lines;
}
function labelsOf({ run, at, live }, { right, base, x, y }, now) {
  let labels = "";
  const below = [];
  for (const [label2, value] of run.references) {
    const crowded = run.references.some(([, other]) => other > value && y(value) - y(other) < 20);
    labels += line(MARGIN.left, y(value), right, y(value), "rl-reference");
    const words = `${label2}: ${value.toFixed(2)} dB`;
    if (crowded) below.push([MARGIN.left + 5 + 7 * words.length, y(value) + 15]);
    labels += svgText(MARGIN.left + 5, y(value) + (crowded ? 15 : -6), words, {
      anchor: "start",
      kind: "rl-halo"
    });
  }
  const score = run.psnr[at];
  const px = x(run.steps[at]);
  const py = y(score);
  const under = run.references.some(([, value]) => value - score > -0.5 && value - score < 5);
  const late = px > MARGIN.left + 0.6 * (right - MARGIN.left);
  const start = late ? px - 8 - 7 * now.length : px + 8;
  let labelY = clamp(py + (under ? 22 : -12), MARGIN.top + 12, base - 8);
  for (const [end, taken] of below)
    if (start < end && Math.abs(labelY - taken) < 16) labelY = taken + 17;
  labels += line(px, MARGIN.top - 8, px, base, "rl-now");
  labels += `<circle cx="${px}" cy="${clamp(py, MARGIN.top, base)}" r="6" class="rl-mark${live ? " rl-live" : ""}"/>`;
  labels += svgText(px + (late ? -8 : 8), labelY, now, {
    anchor: late ? "end" : "start",
    kind: "rl-halo rl-strong"
  });
  return labels;
}

// histogram.ts
var BELOW = {
  relu: "no gradient here",
  leaky_relu: "small gradient here"
};
function makeHistogram() {
  const svg = svgElement("rl-histogram");
  const hatch = uniqueId("hatch");
  const words = h("p.rl-words");
  const element = h(
    "figure.rl-figure.rl-figure-histogram",
    {},
    h("figcaption", {}, h("b", {}, "The last layer, before its activation"), "share (√ scale)"),
    svg,
    words
  );
  function draw({ run, at, width, height, words: tell }) {
    const scale = scaleOf2(run, width, height);
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.setAttribute(
      "aria-label",
      `Histogram of the last layer before its activation: ${tell("histogram")}`
    );
    svg.innerHTML = groundOf(run, scale, hatch) + barsOf(run, at, scale) + axesOf2(run, scale, hasTitle(height));
    words.textContent = `${tell("histogram")}.`;
  }
  return { element, draw };
}
function scaleOf2(run, width, height) {
  const [low, high] = run.histogram_range;
  const right = width - MARGIN.right;
  const base = baseOf(height);
  const x = (value) => MARGIN.left + (value - low) / (high - low) * (right - MARGIN.left);
  const y = (share) => base - Math.sqrt(share) * (base - MARGIN.top);
  return { low, high, right, base, x, y };
}
function groundOf(run, { low, right, base, x, y }, hatch) {
  const activation = run.recipe.residual_activation;
  const below = BELOW[activation];
  let out = `<pattern id="${hatch}" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="7" height="7" class="rl-shade"/><line x1="0" y1="0" x2="0" y2="7" class="rl-hatch"/></pattern>`;
  if (below) {
    out += `<rect x="${x(low)}" y="${MARGIN.top}" width="${x(0) - x(low)}" height="${base - MARGIN.top}" fill="url(#${hatch})" class="${activation === "relu" ? "" : "rl-weak"}"/>`;
    const start = right - x(low) < 260 ? 0 : x(low);
    out += svgText(start, MARGIN.top - 8, below, { anchor: "start", kind: "rl-strong" });
  }
  out += svgText(
    right,
    MARGIN.top - 8,
    below ? "gradient passes" : "gradient passes on both sides",
    { anchor: "end" }
  );
  for (const share of [0.01, 0.1, 0.25, 0.5, 1])
    out += line(MARGIN.left, y(share), right, y(share), "rl-grid") + svgText(MARGIN.left - 6, y(share) + 4, `${100 * share} %`, { anchor: "end" });
  return out;
}
function barsOf(run, at, { right, base, x, y }) {
  const below = BELOW[run.recipe.residual_activation];
  const bins = run.histogram.length / run.steps.length;
  const counts = run.histogram.subarray(at * bins, (at + 1) * bins);
  const wide = (right - MARGIN.left) / bins;
  let out = "";
  counts.forEach((number, bin) => {
    if (!number) return;
    const left = MARGIN.left + bin * wide;
    const above = left + wide / 2 > x(0);
    const height = Math.max(1.5, base - y(number / run.values));
    out += `<rect x="${(left + 0.5).toFixed(1)}" y="${(base - height).toFixed(1)}" width="${(wide - 1).toFixed(1)}" height="${height.toFixed(1)}" class="rl-bar${below && !above ? " rl-off" : ""}"/>`;
  });
  return out;
}
function axesOf2(run, scale, titled) {
  const { low, high, right, base, x } = scale;
  let out = line(x(0), MARGIN.top - 4, x(0), base, "rl-zero");
  const middle = [low / 2, high / 2].filter((value) => Math.abs(x(value) - x(0)) > 60);
  for (const value of [low, ...middle, 0, high]) {
    const edge = value === low ? "≤ " : value === high ? "≥ " : "";
    out += line(x(value), base, x(value), base + 4, "rl-axis");
    out += svgText(x(value), base + 17, edge + minus(+value.toFixed(2)), {
      anchor: value === high ? "end" : "middle",
      kind: value === 0 ? "rl-strong" : ""
    });
  }
  out += line(MARGIN.left, base, right, base, "rl-axis");
  if (!titled) return out;
  return out + svgText(
    right,
    base + 34,
    run.recipe.input_skip ? "correction of the image (1 = black to white)" : "value of the image (0 = black, 1 = white)",
    { anchor: "end" }
  );
}

// kernel.ts
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
function watchKernel(bare, changed2) {
  const host = hostOf(bare);
  let state = stateOf(host, "unknown");
  function become(next2) {
    if (next2 === state) return;
    state = next2;
    changed2();
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

// runs.ts
function runsOf({ meta, names, array }) {
  const runs = meta.runs.map((run, i) => ({ ...run, ...meta.described[i] }));
  for (const name of names) {
    const [i, field] = name.split("/");
    if (!field) continue;
    Object.defineProperty(runs[Number(i)], field, {
      configurable: true,
      get() {
        const value = array(name);
        Object.defineProperty(this, field, { value });
        return value;
      }
    });
  }
  return runs;
}
function runNumber(places, sizes, seeds, seed) {
  return places.reduce((index, place2, knob) => index * sizes[knob] + place2, 0) * seeds + seed;
}
function placeOf(steps, wanted) {
  return Math.max(
    0,
    steps.findLastIndex((step) => step <= wanted)
  );
}

// matrix.ts
var SIGNS = {
  better: "▲",
  learning: "△",
  same: "=",
  grey: "■",
  stuck: "✕",
  worse: "▼"
};
var changed = (choice, { knob, value }) => choice.map((place2, k) => k === knob ? value : place2);
var stateOf2 = (choice, row, { sizes }) => runNumber(changed(choice, row), sizes, 1, 0);
function next(key, cell, { sizes, seeds }) {
  const rows = sizes.flatMap(
    (size, knob) => Array.from({ length: size }, (_, value) => ({ knob, value }))
  );
  const at = rows.findIndex(({ knob, value }) => knob === cell.knob && value === cell.value);
  const last = seeds - 1;
  const to = (row, seed) => ({
    ...rows[Math.min(rows.length - 1, Math.max(0, row))],
    seed: Math.min(last, Math.max(0, seed))
  });
  switch (key) {
    case "ArrowLeft":
      return to(at, cell.seed - 1);
    case "ArrowRight":
      return to(at, cell.seed + 1);
    case "ArrowUp":
      return to(at - 1, cell.seed);
    case "ArrowDown":
      return to(at + 1, cell.seed);
    case "Home":
      return to(at, 0);
    case "End":
      return to(at, last);
    default:
      return null;
  }
}
var told = (label2, seed, verdict) => `${label2}, seed ${seed}: ${verdict ? verdict[1] : "not seen yet"}`;

// knobs.ts
function makeKnobs({ panel, runs, choice, choose }) {
  const shape = {
    sizes: panel.knobs.map(([, labels]) => labels.length),
    seeds: panel.seeds
  };
  const visited = /* @__PURE__ */ new Set();
  let uncovered = false;
  let drawn = "";
  let focus = { knob: 0, value: panel.start[0], seed: 0 };
  const pick = (cell) => choose(changed(choice().places, cell), cell.seed);
  const knobs = panel.knobs.map(
    ([legend, labels], knob) => makeKnob(legend, labels, panel.start[knob], panel.seeds, {
      turn: (value) => pick({ knob, value, seed: choice().seed }),
      pick: (value, seed) => pick({ knob, value, seed }),
      walk: (value, seed, key) => walk({ knob, value, seed }, key)
    })
  );
  const uncover = h("button.rl-uncover", { type: "button", click: showAll }, "Show all outcomes");
  const verdicts = h("p.rl-verdicts", { "aria-hidden": "true" });
  const element = h(
    "div.rl-knobs",
    {},
    ...knobs.map((knob) => knob.element),
    h("div.rl-outcomes", {}, uncover, verdicts)
  );
  const cellAt = ({ knob, value, seed }) => knobs[knob].cells[value][seed];
  function walk(from, key) {
    const to = next(key, from, shape);
    if (!to) return false;
    cellAt(focus).tabIndex = -1;
    focus = to;
    cellAt(to).tabIndex = 0;
    cellAt(to).focus();
    return true;
  }
  function showAll() {
    uncovered = true;
    cellAt(focus).focus();
    draw();
  }
  function draw() {
    const { places, seed: chosen } = choice();
    const now = `${places}, ${chosen}, ${uncovered}`;
    if (now === drawn) return;
    drawn = now;
    visited.add(stateOf2(places, { knob: 0, value: places[0] }, shape));
    const kinds = /* @__PURE__ */ new Set();
    cellAt(focus).tabIndex = -1;
    if (!element.contains(document.activeElement))
      focus = { knob: 0, value: places[0], seed: chosen };
    knobs.forEach(({ inputs, cells }, knob) => {
      inputs[places[knob]].checked = true;
      cells.forEach((row, value) => {
        const state = stateOf2(places, { knob, value }, shape);
        const open = uncovered || visited.has(state);
        row.forEach((cell, seed) => {
          const verdict = open ? runs[state * panel.seeds + seed].verdict ?? null : null;
          const kind = verdict ? verdict[0] : "covered";
          if (verdict) kinds.add(kind);
          cell.dataset.verdict = kind;
          cell.dataset.sign = SIGNS[kind] ?? "";
          const selected = value === places[knob] && seed === chosen;
          cell.setAttribute("aria-selected", String(selected));
          cell.setAttribute("aria-label", told(panel.knobs[knob][1][value], seed, verdict));
          cell.title = cell.getAttribute("aria-label") ?? "";
        });
      });
    });
    cellAt(focus).tabIndex = 0;
    uncover.hidden = uncovered;
    verdicts.replaceChildren(
      ...Object.keys(SIGNS).filter((kind) => kinds.has(kind)).map(
        (kind) => h(
          "span",
          {},
          h("i.rl-sign", { "data-verdict": kind, "data-sign": SIGNS[kind] }),
          ` ${kind}`
        )
      )
    );
  }
  const first = () => knobs[0].inputs.find((input) => input.checked);
  return { element, draw, first };
}
function makeKnob(legend, labels, start, seeds, moves) {
  const name = uniqueId("radio");
  const inputs = labels.map(
    (_, value) => h("input", {
      ...{ type: "radio", name, value, checked: value === start },
      change: () => moves.turn(value)
    })
  );
  const cells = labels.map(
    (_, value) => Array.from({ length: seeds }, (_2, seed) => {
      const onKey = (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const chosen = event.key === "Enter" || event.key === " ";
        if (chosen) moves.pick(value, seed);
        else if (!moves.walk(value, seed, event.key)) return;
        event.preventDefault();
        event.stopPropagation();
      };
      return h("span.rl-cell", {
        role: "gridcell",
        tabindex: -1,
        click: () => moves.pick(value, seed),
        keydown: onKey
      });
    })
  );
  const rows = labels.map(
    (label2, value) => h(
      "div.rl-options",
      { role: "row" },
      h("div.rl-value", { role: "rowheader" }, h("label", {}, inputs[value], h("span", {}, label2))),
      h("div.rl-cells", { role: "presentation" }, ...cells[value])
    )
  );
  const element = h(
    "fieldset.rl-knob",
    {},
    h("legend", {}, legend),
    h("div.rl-rows", { role: "grid", "aria-label": `${legend}: outcome of each seed` }, ...rows)
  );
  element.style.setProperty("--rl-seeds", String(seeds));
  return { element, inputs, cells };
}

// packed.ts
var ARRAYS = {
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  float16: Uint16Array,
  // JavaScript reads them as bits: `halfToFloat`
  int32: Int32Array,
  float32: Float32Array
};
var MAGIC = 8;
function halfToFloat(half2) {
  const sign = half2 & 32768 ? -1 : 1;
  const exponent = half2 >> 10 & 31;
  const fraction = half2 & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
async function unpack(packed) {
  const gunzip = new DecompressionStream("gzip");
  const plain = await new Response(new Blob([packed]).stream().pipeThrough(gunzip)).arrayBuffer();
  const length = new DataView(plain).getUint32(MAGIC, true);
  const text = new TextDecoder().decode(new Uint8Array(plain, MAGIC + 4, length));
  const header = JSON.parse(text);
  const start = MAGIC + 4 + length;
  const array = (name) => {
    const [type, shape, offset] = header.arrays[name];
    const size = shape.reduce((product, side) => product * side, 1);
    const raw = new ARRAYS[type](plain, start + offset, size);
    return type === "float16" ? Float32Array.from(raw, halfToFloat) : raw;
  };
  return { meta: header.meta, names: Object.keys(header.arrays), array };
}

// keys.ts
var ARROWS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1]
};

// lens.ts
var SIDE = 48;
var LENS = 12;
function makeLens(labels) {
  const lens = { x: 30, y: 25 };
  const spoken = h("span.rl-hidden", { role: "status" });
  const tiles = labels.map(([sign, label2]) => makeTile(sign, label2, follow));
  const element = h(
    "div.rl-lens",
    {
      tabindex: 0,
      role: "application",
      "aria-roledescription": "lens",
      keydown: byKey,
      "aria-label": "Four pictures with a lens: arrow keys move the magnified part"
    },
    ...tiles.map((tile) => tile.element)
  );
  function magnify() {
    for (const { picture, magnified, box } of tiles) {
      const context = contextOf(magnified);
      context.clearRect(0, 0, LENS, LENS);
      context.drawImage(picture, lens.x, lens.y, LENS, LENS, 0, 0, LENS, LENS);
      box.style.left = `${100 * lens.x / SIDE}%`;
      box.style.top = `${100 * lens.y / SIDE}%`;
    }
  }
  function move(x, y) {
    lens.x = clamp(x, 0, SIDE - LENS);
    lens.y = clamp(y, 0, SIDE - LENS);
    magnify();
  }
  function follow(event) {
    const bounds = event.currentTarget.getBoundingClientRect();
    const at = (position, start, size) => Math.round(SIDE * (position - start) / size - LENS / 2);
    move(
      at(event.clientX, bounds.left, bounds.width),
      at(event.clientY, bounds.top, bounds.height)
    );
  }
  function byKey(event) {
    const steps = ARROWS[event.key];
    if (!steps) return;
    event.preventDefault();
    const far = event.shiftKey ? 6 : 2;
    move(lens.x + far * steps[0], lens.y + far * steps[1]);
    spoken.textContent = `Lens at column ${lens.x}, row ${lens.y} of ${SIDE}`;
  }
  return { element, spoken, tiles, magnify };
}
function makeTile(sign, label2, follow) {
  const picture = h("canvas.rl-picture", {
    width: SIDE,
    height: SIDE,
    role: "img",
    "aria-label": label2
  });
  const magnified = h("canvas.rl-magnified", { width: LENS, height: LENS, "aria-hidden": "true" });
  const box = h("div.rl-box", { "aria-hidden": "true" });
  const frame = h("div.rl-frame", { pointermove: follow, pointerdown: follow }, picture, box);
  const caption = h("div.rl-label", {}, sign + label2);
  const element = h("div.rl-tile", {}, caption, h("div.rl-pair", {}, frame, magnified));
  return { element, label: caption, picture, magnified, box };
}
function paint(tile, pixel) {
  const context = contextOf(tile.picture);
  const image = context.createImageData(SIDE, SIDE);
  for (let i = 0; i < SIDE ** 2; i++) {
    image.data.set(pixel(i), 4 * i);
    image.data[4 * i + 3] = 255;
  }
  context.putImageData(image, 0, 0);
}
function contextOf(canvas) {
  const context = canvas.getContext("2d");
  if (!context) throw new Error("The pictures need a canvas, and this browser offers none.");
  return context;
}

// pictures.ts
var FULL_SCALE = 0.1 * 255;
var PALETTE = Array.from({ length: 101 }, (_, i) => {
  const t = (i - 50) / 50;
  const end = t < 0 ? [0, 114, 178] : [213, 94, 0];
  return end.map((c) => Math.round(255 + Math.min(1, Math.abs(t)) * (c - 255)));
});
var paletteOf = (value) => PALETTE[Math.round(50 + 50 * clamp(value / FULL_SCALE, -1, 1))];
function makePictures(file) {
  const noisy = file.array("noisy");
  const clean = file.array("clean");
  const channels = noisy.length / SIDE ** 2;
  const note = h("p.rl-note.rl-whose");
  const words = h("p.rl-words");
  const lens = makeLens([
    ["", "noisy input"],
    ["+ ", "what it adds"],
    ["= ", "result"],
    ["", "clean original"]
  ]);
  const [noisyTile, addedTile, resultTile, cleanTile] = lens.tiles;
  addedTile.element.append(makeScale());
  const element = h(
    "figure.rl-figure.rl-figure-pictures",
    {},
    h("figcaption", {}, h("b", {}, "Effect on a picture")),
    lens.element,
    words,
    h("p.rl-note", {}, "Output − input: blue is darker, orange brighter."),
    note,
    lens.spoken
  );
  const colour = (values) => channels === 1 ? grey(values) : (i) => values.subarray(3 * i, 3 * i + 3);
  paint(noisyTile, colour(noisy));
  paint(cleanTile, colour(clean));
  function draw({ pictures }) {
    const { run, at } = pictures;
    const size = noisy.length;
    const added = run.added.subarray(at * size, (at + 1) * size);
    paint(addedTile, (i) => {
      let mean = 0;
      for (let c = 0; c < channels; c++) mean += added[channels * i + c] / channels;
      return paletteOf(mean);
    });
    paint(resultTile, colour(Uint8ClampedArray.from(added, (value, i) => noisy[i] + value)));
    const tell = run.words.pictures[at];
    const does = run.recipe.input_skip ? "adds" : "changes";
    addedTile.label.textContent = `+ what it ${does}`;
    addedTile.picture.setAttribute("aria-label", `What the network ${does}: it ${tell}`);
    words.textContent = `On this crop the network ${tell}.`;
    note.textContent = pictures.note;
    lens.magnify();
  }
  return { element, draw };
}
function makeScale() {
  return h(
    "div.rl-scale",
    {
      role: "img",
      "aria-label": "Colour scale from -0.1, darker, blue, over 0, white, to +0.1, brighter, vermillion"
    },
    h("i"),
    h("span", {}, "−0.1 darker"),
    h("span", {}, "brighter +0.1")
  );
}
function makeEnlarged(file) {
  const lens = makeLens([
    ["", "low resolution"],
    ["", "bicubic"],
    ["", "what the net paints"],
    ["", "original"]
  ]);
  const [nearest, bicubic, painted, original] = lens.tiles;
  const note = h("p.rl-note.rl-whose");
  const words = h("p.rl-words");
  const element = h(
    "figure.rl-figure.rl-figure-pictures.rl-figure-enlarged",
    {},
    h("figcaption", {}, h("b", {}, "What it paints")),
    lens.element,
    words,
    h(
      "p.rl-note",
      {},
      "An eye of a cat, three times enlarged in height and in width. Move the lens with the pointer or the arrow keys."
    ),
    note,
    lens.spoken
  );
  paint(nearest, grey(file.array("nearest")));
  paint(bicubic, grey(file.array("bicubic")));
  paint(original, grey(file.array("original")));
  function draw({ pictures }) {
    const { run, at } = pictures;
    const size = SIDE ** 2;
    const tell = run.words.enlarged[at];
    paint(painted, grey(run.picture.subarray(at * size, (at + 1) * size)));
    painted.picture.setAttribute("aria-label", `What the net paints: ${tell}`);
    words.textContent = `On this crop, ${tell}.`;
    note.textContent = pictures.note;
    lens.magnify();
  }
  return { element, draw };
}
function grey(values) {
  return (i) => [values[i], values[i], values[i]];
}

// formula.ts
function kernelsOf({
  d,
  s,
  m,
  shallow,
  scale
}) {
  const mapping = Array(m).fill([3, s, s, 1]);
  const between = shallow ? [] : [[1, d, s, 1], ...mapping, [1, s, d, 1]];
  return [[5, 1, d, 1], ...between, [9, d, 1, scale]];
}
function sizesByFormula(kernels, std, { input, output, slope }) {
  const prelu = (1 + slope ** 2) / 2;
  const signal = [];
  const error = [];
  let square = input ** 2;
  kernels.forEach(([side, maps, , stride], i) => {
    square *= side ** 2 * maps * std[i] ** 2 / stride ** 2;
    signal.push(Math.sqrt(square));
    square *= prelu;
  });
  square = output ** 2;
  for (let i = kernels.length - 1; i >= 0; i--) {
    const [side, , maps, stride] = kernels[i];
    error[i] = Math.sqrt(square);
    square *= prelu * side ** 2 * maps * std[i] ** 2 / stride ** 4;
  }
  return { signal, error };
}

// pipe_drawing.ts
var DECADES = [-20, 4];
var HALF = 42;
var half = (size) => HALF * (Math.log10(size) - DECADES[0]) / (DECADES[1] - DECADES[0]);
var within = (size) => clamp(half(size), HALF / 96, 1.07 * HALF);
function drawPipe(svg, clip, pipe) {
  const place2 = placeOf2(pipe.width, pipe.names.length);
  const { left, right, top, middle, base, narrow, x } = place2;
  let labels = "";
  pipe.measured.forEach((size, i) => {
    if (size === null) return;
    const y = base + (narrow ? 6 : 15);
    labels += label(place2, x(i), y, scientific(size), "rl-strong");
  });
  pipe.names.forEach((name, i) => {
    labels += label(place2, x(i + 0.5), top - 6, name);
  });
  svg.setAttribute("viewBox", `0 0 ${pipe.width} ${base + (narrow ? 62 : 20)}`);
  svg.innerHTML = `<clipPath id="${clip}"><rect x="${left}" y="${middle - HALF}" width="${right - left}" height="${2 * HALF}"/></clipPath>${frameOf(place2)}<g clip-path="url(#${clip})">${shapeOf(pipe, place2)}</g>${gaugesOf(pipe, place2)}${labels}`;
}
function placeOf2(width, layers) {
  const left = MARGIN.left;
  const right = width - 24;
  const step = (right - left) / layers;
  const narrow = step < 64;
  const top = narrow ? 52 : 20;
  const middle = top + HALF;
  return { left, right, top, middle, base: middle + HALF, narrow, x: (i) => left + i * step };
}
function label({ middle, narrow }, x, y, words, kind = "") {
  if (!narrow) return svgText(x, y, words, { kind });
  const anchor = y < middle ? "start" : "end";
  return `<text transform="translate(${(x + 4).toFixed(1)},${y.toFixed(1)}) rotate(-90)" text-anchor="${anchor}" class="${kind}">${escapeText(words)}</text>`;
}
function across(x, middle, away, kind) {
  return line(
    x.toFixed(1),
    (middle - away).toFixed(1),
    x.toFixed(1),
    (middle + away).toFixed(1),
    kind
  );
}
function frameOf({ left, right, middle }) {
  let frame = "";
  for (const power of [0, -10, DECADES[0]]) {
    const away = half(10 ** power);
    for (const y of [middle - away, middle + away])
      frame += line(left, y.toFixed(1), right, y.toFixed(1), power ? "rl-grid" : "rl-one");
    const words = power ? `1e${minus(power)}` : "1";
    frame += svgText(left - 7, middle - away + 4, words, { anchor: "end" });
  }
  return frame;
}
function shapeOf({ kind, formula }, { middle, x }) {
  const known = formula.flatMap((size, i) => size === null ? [] : [[x(i), size]]);
  const edge = (sign) => known.map(([px, size]) => [px, middle + sign * within(size)]);
  const outline = path([...edge(-1), ...edge(1).reverse()]);
  const joints = known.slice(1, -1).map(([px, size]) => across(px, middle, within(size), "rl-joint"));
  return `<path d="${outline}Z" class="rl-shape rl-${kind}"/>${joints.join("")}`;
}
function gaugesOf({ measured, live }, { middle, x }) {
  let gauges = "";
  measured.forEach((size, i) => {
    if (size === null) return;
    const away = size > 0 ? within(size) : 0;
    const px = x(i);
    const dot = (y) => live ? `<rect x="${(px - 3).toFixed(1)}" y="${(y - 3).toFixed(1)}" width="6" height="6" class="rl-dot rl-live"/>` : `<circle cx="${px.toFixed(1)}" cy="${y.toFixed(1)}" r="3.2" class="rl-dot"/>`;
    gauges += across(px, middle, away, `rl-gauge${live ? " rl-live" : ""}`);
    gauges += dot(middle - away) + dot(middle + away);
  });
  return gauges;
}

// pipe.ts
var STD = [-4, 0];
function makePipe() {
  const forward = svgElement("rl-pipe rl-forward");
  const backward = svgElement("rl-pipe rl-backward");
  const clips = [uniqueId("clip"), uniqueId("clip")];
  const formula = h("p.rl-formula", { id: uniqueId("formula") });
  const words = h("p.rl-words");
  const { slider, told: told2, back, weights } = makeStd(formula.id, move);
  const element = makeFigure(forward, backward, weights, formula, words);
  let view;
  let state = "";
  let tried = null;
  function move(value) {
    tried = value;
    redraw();
  }
  function draw(next2) {
    view = next2;
    const { seed, steps, ...rest } = view.run.recipe;
    const now = JSON.stringify(rest);
    if (now !== state) tried = null;
    state = now;
    redraw();
  }
  function redraw() {
    const { run, at, width, live, words: tell } = view;
    const kernels = kernelsOf(run.recipe);
    const count2 = kernels.length;
    const row = (values, i = at) => values.subarray(i * count2, (i + 1) * count2);
    const chosen = [...row(run.weight, 0)];
    const std = chosen.map((value, i) => tried === null || i === count2 - 1 ? value : 10 ** tried);
    const { signal, error } = sizesByFormula(kernels, std, {
      input: run.input_rms,
      output: row(run.bias_gradient, 0)[count2 - 1],
      slope: run.recipe.prelu_slope
    });
    const names = run.layers;
    const measured = { signal: row(run.signal), error: row(run.bias_gradient) };
    drawPipe(forward, clips[0], {
      ...{ kind: "forward", live, width, names },
      formula: [run.input_rms, ...signal],
      measured: [run.input_rms, ...measured.signal]
    });
    drawPipe(backward, clips[1], {
      ...{ kind: "backward", live, width, names },
      formula: [null, ...error],
      measured: [null, ...measured.error]
    });
    element.classList.toggle("rl-is-live", live);
    const list = (values) => names.map((name, i) => `${name} ${scientific(values[i])}`).join(", ");
    forward.setAttribute(
      "aria-label",
      `Signal, measured: input ${scientific(run.input_rms)}, ${list(measured.signal)}. By the formula: ${list(signal)}.`
    );
    backward.setAttribute(
      "aria-label",
      `Error, measured: ${list(measured.error)}. By the formula: ${list(error)}.`
    );
    showStd(chosen.slice(0, -1));
    formula.textContent = judged(
      signal[count2 - 2] / run.input_rms,
      error[0] / error[error.length - 1]
    );
    words.textContent = `${tell("pipe")}.`;
  }
  function showStd(convolutions) {
    const [least, most] = [Math.min(...convolutions), Math.max(...convolutions)];
    const sum = convolutions.reduce((total, value) => total + Math.log10(value), 0);
    const middle = sum / convolutions.length;
    slider.value = String(tried ?? middle);
    if (tried !== null) told2.textContent = `${short(10 ** tried)} in all`;
    else if (most / least < 1.5) told2.textContent = `as chosen, ${short(10 ** middle)}`;
    else told2.textContent = `as chosen, ${short(least)} to ${short(most)} by layer`;
    slider.setAttribute("aria-valuetext", told2.textContent);
    back.hidden = tried === null;
  }
  function judged(forth, backwards) {
    const start = tried === null ? "As chosen" : `With ${told2.textContent} convolutions (deconv stays as chosen)`;
    const width = forth < 0.1 ? "too narrow" : forth > 10 ? "too wide" : "about the right width";
    return `${start}, by the formula: ${width}. After the last convolution the signal is ${times(forth)} at the input; the error at the first layer is ${times(backwards)} at the output.`;
  }
  return { element, draw };
}
function makeStd(describedBy, move) {
  const slider = h("input.rl-std", {
    type: "range",
    min: STD[0],
    max: STD[1],
    step: 0.01,
    id: uniqueId("std"),
    input: () => move(+slider.value),
    "aria-describedby": describedBy
  });
  const told2 = h("output.rl-std-told", { for: slider.id });
  const goBack = () => {
    move(null);
    slider.focus();
  };
  const back = h(
    "button.rl-chosen-std",
    { type: "button", click: goBack },
    "Back to the chosen start"
  );
  const weights = h(
    "div.rl-weights",
    {},
    h("label", { for: slider.id }, "Try another start: std of the convolutions' weights"),
    h("span", { "aria-hidden": "true" }, "0.0001"),
    slider,
    h("span", { "aria-hidden": "true" }, "1"),
    told2,
    back
  );
  return { slider, told: told2, back, weights };
}
function makeFigure(forward, backward, weights, formula, words) {
  const key = (kind, shape, text) => {
    const span = h(`span.rl-key-${kind}`);
    span.innerHTML = `<svg width="26" height="14">${shape}</svg>${text}`;
    return span;
  };
  return h(
    "figure.rl-figure.rl-figure-pipe",
    {},
    h("figcaption", {}, h("b", {}, "Signal forward, error backward")),
    h("p.rl-row", {}, h("b", {}, "Signal →"), " that each layer puts out"),
    forward,
    h("p.rl-row", {}, h("b", {}, "← Error"), " at each layer: the gradient of its biases"),
    backward,
    h(
      "div.rl-legend.rl-pipe-legend",
      { "aria-hidden": "true" },
      key(
        "formula",
        `<path d="M1,1L25,5V9L1,13Z" class="rl-shape rl-forward"/><path d="M14,3L25,5V9L14,11Z" class="rl-shape rl-backward"/>`,
        "formula, before the first step"
      ),
      key(
        "measured",
        `<path d="M8,2V12" class="rl-gauge"/><circle cx="8" cy="2.5" r="2.3" class="rl-dot"/><circle cx="8" cy="11.5" r="2.3" class="rl-dot"/>`,
        "measured in this run, at this step"
      )
    ),
    h(
      "p.rl-note",
      {},
      "Width: size (rms) on a log scale, from 1e−20 to 1e4 for every net; dashed: the size 1. The right width neither shrinks nor grows."
    ),
    weights,
    formula,
    words
  );
}

// question.ts
function makeQuestion(asked, answer) {
  const element = h("div.rl-question");
  const reply = h("p.rl-reply", { tabindex: -1 });
  const kept = h("p.rl-kernel", { role: "status", hidden: true });
  if (asked) {
    element.append(
      h("p", {}, asked.text),
      h(
        "div.rl-answers",
        { role: "group", "aria-label": "Your guess" },
        ...answerButtons(asked.choices, "", answer),
        h(
          "button.rl-show",
          { type: "button", click: () => answer("just show me") },
          "just show me"
        )
      ),
      h("p.rl-note", {}, "The knobs and the measurements appear after your answer.")
    );
  }
  function show(guess) {
    const open = asked !== null && !guess;
    element.hidden = !open;
    const said = asked?.choices.find(([value]) => value === guess);
    reply.hidden = !said;
    if (said && asked) {
      const right = guess === asked.answer;
      reply.classList.add(right ? "rl-right" : "rl-wrong");
      reply.replaceChildren(
        h("b.rl-mark", {}, right ? "✔ Your guess is right." : "✘ It went otherwise."),
        ` ${said[2]}`
      );
    }
    return open;
  }
  function warn(kernel) {
    kept.hidden = !asked || !kernel.gone() || kernel.state() === "none";
    kept.textContent = kept.hidden ? "" : `${kernel.gone()} Until then no answer is kept.`;
  }
  return { element, reply, kept, show, warn };
}

// trainer.ts
var PATIENCE = 300;
var RECORDED = "The recorded runs need no kernel.";
function makeTrainer({ kernel, panel, onChange }) {
  const { model } = kernel;
  const live = { run: null, record: null, losses: [] };
  let state = "no kernel";
  let patience;
  let arrived = Promise.resolve();
  const status = h("span.rl-status", { role: "status", id: uniqueId("status"), tabindex: -1 });
  const bar = h("progress.rl-progress", { max: 1, value: 0, "aria-label": "Training progress" });
  const train = h("button.rl-train", {
    type: "button",
    "aria-describedby": status.id,
    click: ask
  });
  const stop = h(
    "button.rl-stop",
    { type: "button", click: () => model.send({ kind: "stop" }) },
    "Stop"
  );
  let chosen = 0;
  function show(text) {
    if (text !== void 0) status.textContent = text;
    const seconds = panel.live_seconds[Math.floor(chosen / panel.seeds)];
    train.disabled = state !== "ready";
    train.textContent = `Train it now (${panel.live_steps} steps${seconds ? `, about ${seconds} s` : ""})`;
    stop.hidden = bar.hidden = state !== "asked" && state !== "training";
  }
  function ask() {
    state = "asked";
    bar.removeAttribute("value");
    model.send({ kind: "train", run: chosen });
    patience = setTimeout(
      () => show("Waiting for the running cell: the kernel trains as soon as it is free."),
      PATIENCE
    );
    show("Asked the kernel to train.");
    stop.focus();
  }
  function begin(run) {
    Object.assign(live, { run, record: null, losses: [] });
  }
  function hear(message, file) {
    switch (message.kind) {
      case "hello":
        if (state === "no kernel") state = "ready";
        return show(state === "ready" ? "" : void 0);
      case "refused":
        if (state !== "training") state = "ready";
        return show(message.text);
      case "started":
        begin(message.run);
        state = "training";
        show("Training: Keras starts, the first step takes a while.");
        return onChange("started");
      case "update": {
        const { run, step, steps, seconds_left: left, losses } = message;
        if (live.run !== run) begin(run);
        state = "training";
        live.losses = live.losses.concat(losses);
        if (file) [live.record] = runsOf(file);
        bar.max = steps;
        bar.value = step;
        show(`Step ${step} of ${steps}${left == null ? "" : `, ${Math.ceil(left)} s left`}`);
        return onChange("update");
      }
      case "end": {
        const keyboard = document.activeElement === stop;
        state = "ready";
        if (file) [live.record] = runsOf(file);
        show(message.text);
        if (keyboard) train.focus();
        return onChange("end");
      }
    }
  }
  function onMessage(message, buffers = []) {
    clearTimeout(patience);
    arrived = arrived.then(async () => {
      hear(message, buffers.length ? await unpack(buffers[0]) : null);
    });
  }
  function look() {
    if (kernel.state() === "here" && state === "no kernel") state = "ready";
    if (!kernel.gone()) return show("");
    clearTimeout(patience);
    const cut = state === "training" ? ` Training ended with it, ${bar.value} steps done.` : "";
    const keyboard = document.activeElement === stop;
    state = "no kernel";
    show(`${kernel.gone()}${cut} ${RECORDED}`);
    if (keyboard) status.focus();
  }
  model.on("msg:custom", onMessage);
  look();
  if (kernel.state() === "unknown") {
    patience = setTimeout(
      () => show(
        `Training needs a kernel and none has answered: a cell is running, or this is a saved page. ${RECORDED}`
      ),
      PATIENCE
    );
  }
  return {
    element: h("div.rl-trainer", { hidden: !panel.live_steps }, train, stop, bar, status),
    live,
    look,
    choose(run) {
      chosen = run;
      show();
    },
    remove() {
      clearTimeout(patience);
      model.off("msg:custom", onMessage);
    }
  };
}

// panel.ts
var CHARTS = {
  histogram: makeHistogram,
  pictures: makePictures,
  pipe: makePipe,
  enlarged: makeEnlarged
};
var SOURCES = ["recorded", "live"];
var FRAME = 700;
async function render({ model: bare, el }) {
  const file = await unpack(bare.get("payload"));
  const kernel = watchKernel(bare, kernelChanged);
  const { model } = kernel;
  const { panel } = file.meta;
  const runs = runsOf(file);
  let choice = [...panel.start];
  const sizes = panel.knobs.map(([, labels]) => labels.length);
  let seed = 0;
  let wanted = Number.POSITIVE_INFINITY;
  let source = "recorded";
  let playing;
  const number = () => runNumber(choice, sizes, panel.seeds, seed);
  const knobs = makeKnobs({
    ...{ panel, runs, choice: () => ({ places: choice, seed }) },
    choose(places, chosen) {
      choice = places;
      seed = chosen;
      changed2();
    }
  });
  const sources = radioGroup("rl-source", "Show", SOURCES, 0, (i) => {
    source = SOURCES[i];
    wanted = Number.POSITIVE_INFINITY;
    repaint();
  });
  const trainer = makeTrainer({ kernel, panel, onChange: liveChanged });
  const onScrub = (at) => {
    pause();
    scrubTo(at);
  };
  const badge = h("span.rl-badge");
  const verdict = h("span.rl-verdict");
  const headline = h("b.rl-headline");
  const detail = h("p.rl-detail");
  const sentence = h("p.rl-sentence", { "aria-live": "polite" });
  const provenance = h("p.rl-provenance");
  const code = makeCode(() => shown().run.code);
  const charts = [
    makeCurve({ panel, runs, onScrub, onPlay: togglePlay }),
    ...panel.charts.map((name) => CHARTS[name](file))
  ];
  const results = h(
    "div.rl-results",
    {},
    h("div.rl-found", {}, verdict, headline, badge, sources.element),
    h(
      "div.rl-board",
      {},
      h("div.rl-side", {}, knobs.element, sentence),
      h("div.rl-charts", {}, ...charts.map((chart) => chart.element))
    ),
    h(
      "div.rl-foot",
      {},
      h("div.rl-actions", {}, trainer.element, code.button, code.copied),
      h("details.rl-details", {}, h("summary", {}, "Numbers and origin"), detail, provenance)
    ),
    code.text
  );
  const question = makeQuestion(panel.question, answer);
  const root = h(
    "div.rl-panel",
    { role: "group", "aria-label": panel.title },
    h("div.rl-title", { role: "heading", "aria-level": 3 }, panel.title),
    question.element,
    question.reply,
    question.kept,
    results
  );
  el.append(root);
  const widths = /* @__PURE__ */ new Map();
  const observer = new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries)
      widths.set(target, Math.max(240, Math.round(contentRect.width)));
    repaint();
  });
  for (const element of [results, ...charts.map((chart) => chart.element)])
    observer.observe(element);
  function shown() {
    const recorded = runs[number()];
    const ours = trainer.live.run === number();
    const live = ours && source === "live" ? trainer.live.record : null;
    const run = live ?? recorded;
    return { recorded, run, at: placeOf(run.steps, wanted), ours, isLive: live !== null };
  }
  function repaint() {
    if (results.hidden || !widths.size) return;
    knobs.draw();
    const { recorded, run, at, ours, isLive } = shown();
    const first = number() - number() % panel.seeds;
    const pictured = hasPictures(run) ? run : runs[first];
    const { record, losses } = trainer.live;
    const view = {
      ...{ run, recorded, at },
      others: runs.slice(first, first + panel.seeds).filter((other) => other !== recorded),
      live: isLive,
      playing: playing !== void 0,
      height: heightOf(widths.get(results) ?? 480, panel.charts.length),
      overlay: ours ? { run: record, losses } : null,
      words: (name) => run.words[name][at],
      pictures: {
        ...{ run: pictured, at },
        note: pictured === run ? "" : "Pictures are recorded for seed 0 of each state: these are seed 0's."
      }
    };
    for (const chart of charts) chart.draw({ ...view, width: widths.get(chart.element) ?? 480 });
    badge.textContent = isLive ? "Live" : "Recorded";
    badge.classList.toggle("rl-live", isLive);
    [headline.textContent, detail.textContent] = panel.headlines[first / panel.seeds];
    const [kind, ended] = run.verdict ?? ["", ""];
    verdict.dataset.verdict = kind;
    verdict.hidden = !kind;
    const sign = h("i.rl-sign", { "aria-hidden": "true", "data-sign": SIGNS[kind] });
    verdict.replaceChildren(sign, ended);
    sources.element.hidden = !(ours && record);
    sources.check(isLive ? 1 : 0);
    sentence.setAttribute("aria-live", playing === void 0 ? "polite" : "off");
    sentence.textContent = run.words.sentence[at];
    provenance.textContent = `${badge.textContent}: ${run.provenance}.`;
    code.refresh();
  }
  function changed2() {
    code.copied.textContent = "";
    source = trainer.live.run === number() ? source : "recorded";
    trainer.choose(number());
    repaint();
  }
  function liveChanged(what) {
    if (what === "started") {
      pause();
      source = "live";
      wanted = Number.POSITIVE_INFINITY;
    }
    if (trainer.live.run === number()) repaint();
  }
  function scrubTo(at) {
    const { run } = shown();
    wanted = at >= run.steps.length - 1 ? Number.POSITIVE_INFINITY : run.steps[at];
    repaint();
  }
  function pause() {
    clearInterval(playing);
    playing = void 0;
  }
  function togglePlay() {
    if (playing !== void 0) {
      pause();
      return repaint();
    }
    const { run, at } = shown();
    if (at === run.steps.length - 1) scrubTo(0);
    playing = setInterval(() => {
      const now = shown();
      if (now.at + 1 >= now.run.steps.length - 1) pause();
      scrubTo(now.at + 1);
    }, FRAME);
    repaint();
  }
  function ask() {
    results.hidden = question.show(model.get("guess"));
    repaint();
  }
  function answer(value) {
    model.set("guess", value);
    model.save_changes();
    ask();
    question.warn(kernel);
    (question.reply.hidden ? knobs.first() : question.reply)?.focus({ preventScroll: true });
  }
  function kernelChanged() {
    trainer.look();
    if (results.hidden) question.warn(kernel);
  }
  keepKeys(root);
  model.on("change:guess", ask);
  trainer.choose(number());
  ask();
  root.dataset.ready = "true";
  return () => {
    pause();
    observer.disconnect();
    trainer.remove();
    kernel.end();
    model.off("change:guess", ask);
  };
}
var hasPictures = (run) => ((run.added ?? run.picture)?.length ?? 0) > 0;
var panel_default = { render };
export {
  panel_default as default
};

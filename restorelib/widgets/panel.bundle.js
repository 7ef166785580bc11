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
  const plain2 = await new Response(new Blob([packed]).stream().pipeThrough(gunzip)).arrayBuffer();
  const length = new DataView(plain2).getUint32(MAGIC, true);
  const text = new TextDecoder().decode(new Uint8Array(plain2, MAGIC + 4, length));
  const header = JSON.parse(text);
  const start = MAGIC + 4 + length;
  const array = (name) => {
    const [type, shape, offset] = header.arrays[name];
    const size2 = shape.reduce((product, side) => product * side, 1);
    const raw = new ARRAYS[type](plain2, start + offset, size2);
    return type === "float16" ? Float32Array.from(raw, halfToFloat) : raw;
  };
  return { meta: header.meta, names: Object.keys(header.arrays), array };
}

// question.ts
var SKIPPED = "just show me";
function makeQuestion(asked, answer) {
  const element = h("div.rl-question");
  const reply = h("p.rl-reply", { tabindex: -1 });
  const kept2 = h("p.rl-kernel", { role: "status", hidden: true });
  if (asked) {
    element.append(
      h("p", {}, asked.text),
      h(
        "div.rl-answers",
        { role: "group", "aria-label": "Your guess" },
        ...answerButtons(asked.choices, "", answer),
        h("button.rl-show", { type: "button", click: () => answer(SKIPPED) }, SKIPPED)
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
    kept2.hidden = !asked || !kernel.gone() || kernel.state() === "none";
    kept2.textContent = kept2.hidden ? "" : `${kernel.gone()} Until then no answer is kept.`;
  }
  return { element, reply, kept: kept2, show, warn };
}

// between.ts
function blend(from2, to, share2) {
  if (share2 >= 1 || from2.length !== to.length) return to;
  const mixed = new Float64Array(to.length);
  for (let i = 0; i < mixed.length; i++) mixed[i] = from2[i] + share2 * (to[i] - from2[i]);
  return mixed;
}
function between({ from: from2, to, share: share2 }, read) {
  const end = read(to);
  return share2 >= 1 ? end : blend(read(from2), end, share2);
}
function rowAt(values, { run, at }) {
  const size2 = values.length / run.steps.length;
  return values.subarray(at * size2, (at + 1) * size2);
}
var still = (frame) => ({
  from: frame,
  to: frame,
  share: 1
});

// chart.ts
var heightOf = (panel, charts) => panel < WIDE ? 270 : (panel < 1040 ? 150 : 190) * (charts > 1 ? 1 : 1.6);
var WIDE = 860;
function watchWidths(elements, changed2) {
  const widths = /* @__PURE__ */ new Map();
  const observer = new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries)
      widths.set(target, Math.max(240, Math.round(contentRect.width)));
    changed2();
  });
  for (const element of elements) observer.observe(element);
  return {
    known: () => widths.size > 0,
    of: (element) => widths.get(element) ?? 480,
    end: () => observer.disconnect()
  };
}
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

// code.ts
var codeOf = (code, { seed, steps, patches }) => code.replace(/^(SEED, STEPS, PATCHES) = .*$/m, `$1 = ${seed}, ${steps}, ${patches}`);
async function toClipboard(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return "Copied.";
  } catch {
    field.focus();
    field.select();
    return "Your browser keeps the clipboard: press Ctrl+C (or Cmd+C) to copy the selected text.";
  }
}
function makeCode(codeNow, name = "Copy as code") {
  const text = h("textarea.rl-code", {
    readonly: true,
    rows: 14,
    "aria-label": "Python code of this recipe",
    hidden: true,
    spellcheck: "false"
  });
  const copied = h("span.rl-copied", { role: "status" });
  const button = h("button.rl-copy", { type: "button", click: copy }, name);
  async function copy() {
    text.hidden = false;
    text.value = codeNow();
    copied.textContent = await toClipboard(text);
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
  svg.setAttribute("aria-label", "Not drawn yet");
  return svg;
}
function group(svg) {
  const element = document.createElementNS(svg.namespaceURI, "g");
  let drawn = "";
  svg.append(element);
  return (markup) => {
    if (markup !== drawn) element.innerHTML = markup;
    drawn = markup;
  };
}

// curve_drawing.ts
function rangeOf(runs, liveSteps) {
  const longest = Math.max(liveSteps, ...runs.map((run) => run.steps[run.steps.length - 1]));
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
function labelled({ references }, { y }) {
  return references.map(([label2, value]) => {
    const below = references.some(([, other]) => other > value && y(value) - y(other) < 20);
    const words = `${label2}: ${value.toFixed(2)} dB`;
    return { words, below, lineY: y(value), labelY: y(value) + (below ? 15 : -6) };
  });
}
function referencesOf(run, scale) {
  const start = MARGIN.left + 5;
  return labelled(run, scale).map(
    ({ words, lineY, labelY }) => line(MARGIN.left, lineY, scale.right, lineY, "rl-reference") + svgText(start, labelY, words, { anchor: "start", kind: "rl-halo" })
  ).join("");
}
function nowOf({ run, motion, live }, scale, words) {
  const { right, base, xOf, y } = scale;
  const [at, score] = Array.from(
    between(motion, (frame) => [place(frame.run.steps[frame.at]), frame.run.psnr[frame.at]])
  );
  const px = xOf(at);
  const py = y(score);
  const under = run.references.some(([, value]) => value - score > -0.5 && value - score < 5);
  const late = px > MARGIN.left + 0.6 * (right - MARGIN.left);
  const start = late ? px - 8 - 7 * words.length : px + 8;
  let labelY = clamp(py + (under ? 22 : -12), MARGIN.top + 12, base - 8);
  for (const reference of labelled(run, scale)) {
    const end = MARGIN.left + 5 + 7 * reference.words.length;
    if (reference.below && start < end && Math.abs(labelY - reference.labelY) < 16)
      labelY = reference.labelY + 17;
  }
  const label2 = svgText(px + (late ? -8 : 8), labelY, words, {
    anchor: late ? "end" : "start",
    kind: "rl-halo rl-strong"
  });
  const mark = `<circle cx="${px}" cy="${clamp(py, MARGIN.top, base)}" r="6" class="rl-mark${live ? " rl-live" : ""}"/>`;
  return line(px, MARGIN.top - 8, px, base, "rl-now") + mark + label2;
}

// curve.ts
var THUMB = 18;
var PLAY = 40;
function makeCurve({ panel, runs, onScrub, onPlay }) {
  const svg = svgElement("rl-curve");
  const [ground, now] = [group(svg), group(svg)];
  const range = rangeOf(runs, panel.live_steps);
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
    input: () => onScrub(Math.round(+scrub.value)),
    keydown: () => put(shown)
    // a key starts from a step, also where the thumb is on its way
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
  let shown = 0;
  dragging(svg, (share2) => {
    const at = closest(places, share2 * unit);
    if (at !== +scrub.value) onScrub(at);
  });
  const smoothed = /* @__PURE__ */ new WeakMap();
  const recordedLoss = (loss) => {
    const known = smoothed.get(loss) ?? smooth(loss);
    smoothed.set(loss, known);
    return known;
  };
  const score = (db) => panel.tells_scores ? `: ${db.toFixed(2)} dB` : "";
  function put(place2) {
    scrub.step = Number.isInteger(place2) ? "1" : "any";
    scrub.value = String(place2);
  }
  function draw(view) {
    const { run, at, width, height, playing } = view;
    const scale = scaleOf(range, width, height);
    const { right, base, x } = scale;
    const lines = linesOf(view, scale, recordedLoss(view.recorded.loss));
    places = Array.from(run.steps, x);
    unit = width;
    shown = at;
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.setAttribute(
      "aria-label",
      [
        `Curve of the score. At step ${run.steps[at]}${score(run.psnr[at])}`,
        ...run.references.map(([label2, value]) => label2 + score(value))
      ].join("; ")
    );
    ground(
      `<clipPath id="${clip}"><rect x="${MARGIN.left}" y="${MARGIN.top - 6}" width="${right - MARGIN.left + 6}" height="${base - MARGIN.top + 6}"/></clipPath>${axesOf(scale, panel.tells_scores, hasTitle(height))}<g clip-path="url(#${clip})">${lines}</g>${referencesOf(run, scale)}`
    );
    const last = run.steps[run.steps.length - 1];
    scrub.style.marginLeft = `${x(0) - THUMB / 2 - PLAY}px`;
    scrub.style.width = `${x(last) - x(0) + THUMB}px`;
    scrub.max = String(run.steps.length - 1);
    scrub.setAttribute("aria-valuetext", `step ${run.steps[at]} of ${last}`);
    play.textContent = playing ? "❚❚" : "▶";
    play.setAttribute("aria-label", playing ? "Pause" : "Play the steps");
    legend.classList.toggle("rl-with-live", Boolean(view.overlay));
    move(view);
  }
  function move(view) {
    const { run, at, motion, width, height } = view;
    const words = `step ${integer(run.steps[at])}${minus(score(run.psnr[at]))}`;
    now(nowOf(view, scaleOf(range, width, height), words));
    const inRun = motion.from.run === motion.to.run;
    const [place2] = Array.from(inRun ? between(motion, (frame) => [frame.at]) : [motion.to.at]);
    put(place2);
  }
  return { element, draw, move };
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
  worse: "▼",
  learned: "▲",
  // of patients, as the next two
  "not learned": "✕",
  "not a number": "∅"
};
var changed = (choice2, { knob, value }) => choice2.map((place2, k) => k === knob ? value : place2);
var stateOf2 = (choice2, row2, { sizes }) => runNumber(changed(choice2, row2), sizes, 1, 0);
var placesOf = (state, sizes) => sizes.reduceRight(
  ({ rest, places }, size2) => ({
    rest: Math.floor(rest / size2),
    places: [rest % size2, ...places]
  }),
  { rest: state, places: [] }
).places;
function next(key, cell, { sizes, seeds }) {
  const rows = sizes.flatMap(
    (size2, knob) => Array.from({ length: size2 }, (_, value) => ({ knob, value }))
  );
  const at = rows.findIndex(({ knob, value }) => knob === cell.knob && value === cell.value);
  const last = seeds - 1;
  const to = (row2, seed) => ({
    ...rows[Math.min(rows.length - 1, Math.max(0, row2))],
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

// findings.ts
var SOURCES = ["recorded", "live"];
function makeFindings(choose) {
  const badge = h("span.rl-badge");
  const verdict = h("span.rl-verdict");
  const headline = h("b.rl-headline");
  const detail = h("p.rl-detail");
  const sentence = h("p.rl-sentence", { "aria-live": "polite" });
  const provenance = h("p.rl-provenance");
  const sources = radioGroup("rl-source", "Show", [...SOURCES], 0, (i) => choose(SOURCES[i]));
  function tell({ run, at, isLive, headline: told2, both, playing }) {
    badge.textContent = isLive ? "Live, in this browser" : "Recorded, in Keras";
    badge.classList.toggle("rl-live", isLive);
    [headline.textContent, detail.textContent] = told2;
    const [kind, ended] = run.verdict;
    verdict.dataset.verdict = kind;
    const sign = h("i.rl-sign", { "aria-hidden": "true", "data-sign": SIGNS[kind] });
    verdict.replaceChildren(sign, ended);
    sources.element.hidden = !both;
    sources.check(isLive ? 1 : 0);
    sentence.setAttribute("aria-live", playing ? "off" : "polite");
    sentence.textContent = run.words.sentence[at];
    provenance.textContent = `${badge.textContent}: ${run.provenance}.`;
  }
  return {
    found: h("div.rl-found", {}, verdict, headline, badge, sources.element),
    sentence,
    details: h(
      "details.rl-details",
      {},
      h("summary", {}, "Numbers and origin"),
      detail,
      provenance
    ),
    tell
  };
}

// cells.ts
function makeCells({ sizes, seeds }, pick) {
  let focus = { knob: 0, value: 0, seed: 0 };
  const cells = sizes.map(
    (size2, knob) => Array.from(
      { length: size2 },
      (_, value) => Array.from({ length: seeds }, (_2, seed) => makeCell({ knob, value, seed }))
    )
  );
  const at = ({ knob, value, seed }) => cells[knob][value][seed];
  function makeCell(cell) {
    const choose = () => {
      stop(cell);
      pick(cell);
    };
    const onKey = (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "Enter" || event.key === " ") choose();
      else {
        const to = next(event.key, cell, { sizes, seeds });
        if (!to) return;
        stop(to);
        at(to).focus();
      }
      event.preventDefault();
      event.stopPropagation();
    };
    const listeners = { click: choose, keydown: onKey };
    return h("span.rl-cell", { role: "gridcell", tabindex: -1, ...listeners, ...KEEPS_KEYS });
  }
  function stop(cell) {
    at(focus).tabIndex = -1;
    focus = cell;
    at(cell).tabIndex = 0;
  }
  return {
    /** Elements, by knob, value and seed. */
    cells,
    stop,
    focus: () => at(focus).focus(),
    /** Show how a run ended; null covers it. */
    tell(cell, label2, verdict, selected) {
      const element = at(cell);
      const kind = verdict ? verdict[0] : "covered";
      element.dataset.verdict = kind;
      element.dataset.sign = SIGNS[kind] ?? "";
      element.setAttribute("aria-selected", String(selected));
      element.title = told(label2, cell.seed, verdict);
      element.setAttribute("aria-label", element.title);
    }
  };
}
function keyTo(kinds) {
  const known = Object.keys(SIGNS).filter((kind) => kinds.has(kind));
  return known.map((kind) => {
    const sign = h("i.rl-sign", { "data-verdict": kind, "data-sign": SIGNS[kind] });
    return h("span", {}, sign, ` ${kind}`);
  });
}

// knobs.ts
function makeKnobs({ panel, outcomes, choice: choice2, choose, uncover }) {
  const shape = {
    sizes: panel.knobs.map(([, labels]) => labels.length),
    seeds: panel.seeds
  };
  let drawn = "";
  const pick = (cell) => choose({ places: changed(choice2().places, cell), seed: cell.seed });
  const table = makeCells(shape, pick);
  const knobs = panel.knobs.map(
    ([legend, labels], knob) => makeKnob(
      legend,
      labels,
      panel.start[knob],
      table.cells[knob],
      (value) => pick({ knob, value, seed: choice2().seed })
    )
  );
  const element = h("div.rl-knobs", {}, ...knobs.map((knob) => knob.element));
  element.style.setProperty("--rl-seeds", String(panel.seeds));
  const showAll = () => {
    table.focus();
    uncover();
  };
  const all = h("button.rl-uncover", { type: "button", click: showAll }, "Show all outcomes");
  const verdicts = h("p.rl-verdicts", { "aria-hidden": "true" });
  function draw() {
    const { places, seed: chosen } = choice2();
    const now = `${places}, ${chosen}, ${outcomes.version()}`;
    if (now === drawn) return;
    drawn = now;
    const kinds = /* @__PURE__ */ new Set();
    if (!element.contains(document.activeElement))
      table.stop({ knob: 0, value: places[0], seed: chosen });
    knobs.forEach(({ inputs }, knob) => {
      inputs[places[knob]].checked = true;
      panel.knobs[knob][1].forEach((label2, value) => {
        const state = stateOf2(places, { knob, value }, shape);
        for (let seed = 0; seed < panel.seeds; seed++) {
          const verdict = outcomes.verdict(state, seed);
          if (verdict) kinds.add(verdict[0]);
          const selected = value === places[knob] && seed === chosen;
          table.tell({ knob, value, seed }, label2, verdict, selected);
        }
      });
    });
    all.hidden = outcomes.all();
    verdicts.replaceChildren(...keyTo(kinds));
  }
  return {
    element,
    outcomes: h("div.rl-outcomes", {}, all, verdicts),
    draw,
    /** The chosen value of the first knob, for the focus after the question. */
    first: () => knobs[0].inputs.find((input) => input.checked)
  };
}
function makeKnob(legend, labels, start, cells, turn) {
  const name = uniqueId("radio");
  const inputs = labels.map(
    (_, value) => h("input", {
      ...{ type: "radio", name, value, checked: value === start },
      change: () => turn(value)
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
  return { element, inputs };
}

// mover.ts
function makeMover(draw) {
  let motion;
  let stop = () => {
  };
  function go(to, ms = 0, arrived) {
    if (ms && motion && same(motion.to, to) && !arrived) return;
    const from2 = motion?.to ?? to;
    stop();
    const end = () => {
      motion = still(to);
      arrived?.();
    };
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (!ms || calm && !arrived) end();
    else if (calm) stop = later(end, ms);
    else {
      motion = { from: from2, to, share: 0 };
      stop = animate(ms, (share2) => {
        motion = { from: from2, to, share: share2 };
        draw();
        if (share2 === 1) end();
      });
    }
  }
  return { go, motion: () => motion, stop: () => stop() };
}
var same = (one, other) => one.run === other.run && one.at === other.at;
function later(act, ms) {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
}
function animate(ms, act) {
  const begin = performance.now();
  let request = requestAnimationFrame(function next2() {
    const share2 = Math.min(1, (performance.now() - begin) / ms);
    if (share2 < 1) request = requestAnimationFrame(next2);
    act(share2);
  });
  return () => cancelAnimationFrame(request);
}

// histogram.ts
var BELOW = {
  relu: "no gradient here",
  leaky_relu: "small gradient here"
};
var LINE = 12;
function makeHistogram() {
  const svg = svgElement("rl-histogram");
  const [ground, bars, axes] = [group(svg), group(svg), group(svg)];
  const hatch = uniqueId("hatch");
  const words = h("p.rl-words");
  const element = h("div.rl-values", {}, svg, words);
  function draw(view) {
    const { run, width, height, words: tell } = view;
    const scale = scaleOf2(run, width, height);
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.setAttribute(
      "aria-label",
      `Histogram of the last layer before its activation: ${tell("histogram")}`
    );
    ground(groundOf(run, scale, hatch));
    axes(axesOf2(run, scale, hasTitle(height)));
    words.textContent = `${tell("histogram")}.`;
    move(view);
  }
  function move({ run, motion, width, height }) {
    bars(barsOf(run, countsIn(motion), scaleOf2(run, width, height)));
  }
  return { element, draw, move };
}
function scaleOf2(run, width, height) {
  const [low, high] = run.histogram_range;
  const right = width - MARGIN.right;
  const base = baseOf(height);
  const x = (value) => MARGIN.left + (value - low) / (high - low) * (right - MARGIN.left);
  const y = (share2) => base - Math.sqrt(share2) * (base - MARGIN.top);
  return { low, high, right, base, x, y };
}
function groundOf(run, { low, right, base, x, y }, hatch) {
  const activation = run.recipe.residual_activation;
  const below = BELOW[activation ?? ""];
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
  let told2 = base + LINE;
  for (const share2 of [0.01, 0.1, 0.25, 0.5, 1]) {
    out += line(MARGIN.left, y(share2), right, y(share2), "rl-grid");
    if (told2 - y(share2) < LINE) continue;
    told2 = y(share2);
    out += svgText(MARGIN.left - 6, told2 + 4, `${100 * share2} %`, { anchor: "end" });
  }
  return out;
}
function countsIn(motion) {
  const [from2, to] = [motion.from.run, motion.to.run];
  const alike = String(from2.histogram_range) === String(to.histogram_range);
  return between(alike ? motion : still(motion.to), (frame) => rowAt(frame.run.histogram, frame));
}
function barsOf(run, counts, { right, base, x, y }) {
  const below = BELOW[run.recipe.residual_activation ?? ""];
  const wide = (right - MARGIN.left) / counts.length;
  let out = "";
  Array.from(counts, (number, bin) => {
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
    const at = (position, start, size2) => Math.round(SIDE * (position - start) / size2 - LENS / 2);
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
var signed = (value) => PALETTE[Math.round(50 + 50 * clamp(value, -1, 1))];
function makePictures(file) {
  const noisy2 = file.array("noisy");
  const clean = file.array("clean");
  const channels = noisy2.length / SIDE ** 2;
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
  paint(noisyTile, colour(noisy2));
  paint(cleanTile, colour(clean));
  function move({ pictures }) {
    const added = between(pictures.motion, (frame) => rowAt(frame.run.added, frame));
    paint(addedTile, (i) => {
      let mean = 0;
      for (let c = 0; c < channels; c++) mean += added[channels * i + c] / channels;
      return signed(mean / FULL_SCALE);
    });
    paint(resultTile, colour(Uint8ClampedArray.from(added, (value, i) => noisy2[i] + value)));
    lens.magnify();
  }
  function draw(view) {
    const { run, at, note: whose } = view.pictures;
    const tell = run.words.pictures[at];
    const does = run.recipe.input_skip ? "adds" : "changes";
    addedTile.label.textContent = `+ what it ${does}`;
    addedTile.picture.setAttribute("aria-label", `What the network ${does}: it ${tell}`);
    words.textContent = `On this crop the network ${tell}.`;
    note.textContent = whose;
    move(view);
  }
  return { element, draw, move };
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
var EYE = "An eye of a cat, three times enlarged in height and in width. Move the lens with the pointer or the arrow keys.";
function makeEnlarged(file, what = EYE) {
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
    h("p.rl-note", {}, what),
    note,
    lens.spoken
  );
  paint(nearest, grey(file.array("nearest")));
  paint(bicubic, grey(file.array("bicubic")));
  paint(original, grey(file.array("original")));
  function move({ pictures }) {
    paint(painted, grey(between(pictures.motion, (frame) => rowAt(frame.run.picture, frame))));
    lens.magnify();
  }
  function draw(view) {
    const { run, at, note: whose } = view.pictures;
    const tell = run.words.enlarged[at];
    painted.picture.setAttribute("aria-label", `What the net paints: ${tell}`);
    words.textContent = `On this crop, ${tell}.`;
    note.textContent = whose;
    move(view);
  }
  return { element, draw, move };
}
function grey(values) {
  return (i) => [values[i], values[i], values[i]];
}

// layers.ts
var layersOf = (recipe) => recipe.net === "fsrcnn" ? fsrcnnLayers(recipe) : redNetLayers(recipe);
function fsrcnnLayers({ d, s, m, shallow }) {
  const mapping = Array.from({ length: m }, (_, i) => [`map${i + 1}`, s]);
  const rest = [["shrink", s], ...mapping, ["expand", d]];
  const hidden = [["feature", d], ...shallow ? [] : rest];
  const layers = hidden.map(([name, units]) => ({ name, activated: `${name}_prelu`, units }));
  return [...layers, { name: "deconv", activated: "deconv", units: 1 }];
}
function redNetLayers(recipe) {
  const half2 = recipe.depth / 2;
  const numbers = Array.from({ length: half2 }, (_, i) => i + 1);
  const names = [...numbers.map((i) => `conv${i}`), ...numbers.map((i) => `deconv${i}`)];
  return names.map((name, i) => {
    const last = i === names.length - 1;
    const activation = last ? recipe.residual_activation : recipe.hidden_activation;
    const activated = last ? "residual" : `${name}_activation`;
    return {
      name,
      activated: activation && activation !== "linear" ? activated : name,
      units: last ? recipe.channels : recipe.filters
    };
  });
}
function skipsOf(recipe) {
  if (recipe.net === "fsrcnn") return [];
  const half2 = recipe.depth / 2;
  const skips = [];
  for (let k = 1; k < half2; k++)
    if (recipe.symmetric_skips && (k - 1) % recipe.skip_every === 0)
      skips.push([half2 - k - 1, half2 + k - 1]);
  if (recipe.input_skip) skips.push([-1, recipe.depth - 1]);
  return skips;
}
function insideOf(frame) {
  const { signal, kernel_gradient, dead, units } = frame.run;
  if (!signal?.length) return null;
  return {
    signal: rowAt(signal, frame),
    gradient: rowAt(kernel_gradient, frame),
    dead: byLayer(rowAt(dead, frame), units)
  };
}
function byLayer(all, units) {
  let end = 0;
  return units.map((count2) => Array.from({ length: count2 }, () => all[end++]));
}

// strip.ts
var SIGNAL = [1e-6, 10];
var GRADIENT = [1e-10, 0.1];
var GAP = 2;
var LABELS = 12;
var MARGIN2 = { left: 56, right: 14 };
var UNKNOWN = ["Train it now: this recording", "holds no single layers"];
var KEY = `Log scale (rms): signal ${endsTold(SIGNAL)}, gradient ${endsTold(GRADIENT)}. Crossed: dead unit.`;
function endsTold(ends) {
  const told2 = (size2) => size2 < 0.01 ? minus(size2.toExponential()) : size2;
  return ends.map(told2).join(" to ");
}
var thickness = (size2, [least, most]) => size2 === 0 ? 0 : clamp(Math.log10(size2 / least) / Math.log10(most / least), 0.05, 1);
function bandsIn(motion) {
  const { run } = motion.to;
  if (!run.signal?.length) return null;
  const sizes = (field, ends) => between(
    motion,
    (frame) => Array.from(rowAt(frame.run[field], frame), (size2) => thickness(size2, ends))
  );
  return {
    signal: sizes("signal", SIGNAL),
    gradient: sizes("kernel_gradient", GRADIENT),
    dead: byLayer(
      between(motion, (frame) => rowAt(frame.run.dead, frame)),
      run.units
    )
  };
}
function movingSvg(strip) {
  const { layers, bands } = strip;
  const place2 = placeOf2(strip);
  const across2 = (y, text, kind) => svgText(place2.x(layers.length / 2), y, text, { kind });
  const { units, gradient } = rowsOf(place2);
  if (!bands) return UNKNOWN.map((text, i) => across2(units + 14 * i - 7, text, "rl-halo")).join("");
  return [
    bandsSvg(bands, place2),
    ...(strip.predicted ?? []).map((size2, i) => {
      const y = (place2.top - GAP - thickness(size2, SIGNAL) * place2.thick).toFixed(1);
      return line(
        (place2.x(i) + 1).toFixed(1),
        y,
        (place2.x(i + 1) - 1).toFixed(1),
        y,
        "rl-predicted"
      );
    }),
    ...layers.map((layer, i) => {
      const cells = cellsOf(layer, i, place2, (unit) => bands.dead[i][unit] >= 0.5);
      const d = cells.map(
        ({ x, y, w, h: h2 }) => `M${x},${y}h${w}v${h2}h-${w}zl${w},${h2}m0,-${h2}l-${w},${h2}`
      );
      return `<path d="${d.join("")}" class="rl-dead" data-dead="${layer.name}"/>`;
    }),
    isDead(bands) ? across2(gradient, "exactly 0", "rl-strong") : ""
  ].join("");
}
function stillSvg(strip) {
  const { layers, bands, width, height } = strip;
  const place2 = placeOf2(strip);
  const { x, step } = place2;
  const rows = rowsOf(place2);
  const beyond = { x: width - MARGIN2.right + 3, anchor: "start" };
  return [
    skipsSvg(strip, place2),
    ...Object.entries(rows).map(
      ([name, y]) => svgText(MARGIN2.left - 6, y, name, { anchor: "end" })
    ),
    svgText(beyond.x, rows.signal, "→", beyond),
    svgText(beyond.x, rows.gradient, "←", beyond),
    ...layers.map((layer, i) => {
      const d = cellsOf(layer, i, place2).map(({ x: x2, y, w, h: h2 }) => `M${x2},${y}h${w}v${h2}h-${w}z`);
      const kind = bands ? "rl-unit" : "rl-unit rl-unknown";
      return `<path d="${d.join("")}" class="${kind}" data-layer="${layer.name}"/>`;
    }),
    ...layers.map(({ name }, i) => {
      const text = labelOf(name, i, step, layers.length);
      return text && svgText(x(i + 0.5), height - 2, text);
    })
  ].join("");
}
var rowsOf = ({ top, base }) => ({
  signal: top - GAP - 4,
  units: (top + base) / 2 + 4,
  gradient: base + GAP + 10
});
var isDead = ({ gradient }) => Array.from(gradient).every((size2) => size2 === 0);
function placeOf2({ layers, width, height }) {
  const step = (width - MARGIN2.left - MARGIN2.right) / layers.length;
  const part = (height - LABELS - 2 * GAP) / 5;
  const x = (i) => MARGIN2.left + i * step;
  return { step, thick: part, top: 2 * part + GAP, base: 4 * part + GAP, x };
}
function labelOf(name, i, step, count2) {
  if (step >= 48) return name;
  const short2 = name.replace("deconv", "d").replace("conv", "c");
  const half2 = count2 / 2;
  const number = i % half2 + 1;
  const told2 = number === 1 || number % 5 === 0 && i !== half2 - 1;
  return step >= 22 || told2 ? short2 : "";
}
function skipsSvg({ skips, layers }, { thick, x }) {
  const base = thick - 1;
  return skips.map(([from2, to]) => {
    const [start, end] = [x(from2 + 1).toFixed(1), x(to + 1).toFixed(1)];
    const top = (base - 2 - (base - 3) * ((to - from2) / layers.length)) * 1.33 - base / 3;
    const kind = from2 < 0 ? "rl-skip rl-from-input" : "rl-skip";
    const d = `M${start},${base}C${start},${top.toFixed(1)} ${end},${top.toFixed(1)} ${end},${base}`;
    return `<path d="${d}" class="${kind}" data-skip="${from2} ${to}"/><circle cx="${end}" cy="${base}" r="1.8" class="rl-joined"/>`;
  }).join("");
}
function columnsOf(count2, aspect) {
  const wanted = Math.sqrt(count2 * aspect);
  const whole = Array.from({ length: count2 }, (_, i) => i + 1).filter((n) => count2 % n === 0);
  const away = (n) => Math.abs(Math.log(n / wanted));
  return whole.reduce((best, n) => away(n) < away(best) ? n : best);
}
function cellsOf({ units }, i, { step, top, base, x }, wanted = () => true) {
  const gap = step > 16 ? 4 : 1.5;
  const [width, height] = [step - gap, base - top];
  const columns = columnsOf(units, width / height);
  const side = { x: width / columns, y: height / (units / columns) };
  const [w, h2] = [(side.x - 1).toFixed(1), (side.y - 1).toFixed(1)];
  const all = Array.from({ length: units }, (_, unit) => unit);
  return all.filter(wanted).map((unit) => ({
    x: (x(i) + gap / 2 + unit % columns * side.x).toFixed(1),
    y: (top + Math.floor(unit / columns) * side.y).toFixed(1),
    ...{ w, h: h2 }
  }));
}
function bandsSvg({ signal, gradient }, { step, thick, top, base, x }) {
  const band = (shares, y, kind) => Array.from(shares, (share2, i) => {
    const high = share2 * thick;
    const place2 = `x="${x(i).toFixed(1)}" y="${y(high).toFixed(1)}"`;
    return share2 ? `<rect ${place2} width="${(step + 0.3).toFixed(1)}" height="${high.toFixed(1)}" class="rl-band rl-${kind}"/>` : "";
  }).join("");
  return band(signal, (high) => top - GAP - high, "forward") + band(gradient, () => base + GAP, "backward") + line(x(0), base + GAP, x(gradient.length), base + GAP, "rl-grid");
}

// maps.ts
var ZERO = 128;
var RANGE = 120;
var GAP2 = 2;
var DEAD = { ground: "#9aa4ad", cross: "#4a5259" };
function mapsOf({ run, at }, layer) {
  const { maps, map_scale, map_steps, steps, units } = run;
  if (!maps || !map_scale || !units || !map_steps?.length) return null;
  const mapped = units.slice(0, map_scale.length / map_steps.length);
  if (layer >= mapped.length) return null;
  const all = mapped.reduce((sum, count2) => sum + count2, 0);
  const size2 = maps.length / map_steps.length / all;
  const place2 = placeOf(map_steps, steps[at]);
  const first2 = place2 * all + units.slice(0, layer).reduce((sum, count2) => sum + count2, 0);
  return {
    levels: maps.subarray(first2 * size2, (first2 + units[layer]) * size2),
    units: units[layer],
    scale: map_scale[place2 * mapped.length + layer],
    step: map_steps[place2]
  };
}
function hasSign({ levels }) {
  for (let i = 0; i < levels.length; i++) if (levels[i] < ZERO) return true;
  return false;
}
function colourOf(level, sign) {
  const value = (level - ZERO) / RANGE;
  return sign ? signed(value) : Array(3).fill(Math.round(255 * value));
}
function coloursOf(sign) {
  const bytes = Array.from({ length: 256 }, (_, level) => [...colourOf(level, sign), 255]).flat();
  return new Uint32Array(Uint8ClampedArray.from(bytes).buffer);
}
function makeMaps() {
  const canvas = h("canvas.rl-maps", { role: "img", "aria-label": "Not drawn yet" });
  const tile = h("canvas");
  function draw(maps, { levels, dead, sign, width, height }) {
    const columns = columnsOf(maps.units, width / height);
    const rows = maps.units / columns;
    const side = Math.floor(Math.min(width / columns, height / rows));
    const sharp = window.devicePixelRatio || 1;
    Object.assign(canvas, { width: columns * side * sharp, height: rows * side * sharp });
    canvas.style.width = `${columns * side}px`;
    const size2 = maps.levels.length / maps.units;
    tile.width = tile.height = Math.sqrt(size2);
    const [all, one] = [contextOf2(canvas), contextOf2(tile)];
    const image = one.createImageData(tile.width, tile.height);
    const pixels = new Uint32Array(image.data.buffer);
    const colours = coloursOf(sign);
    all.scale(sharp, sharp);
    all.imageSmoothingEnabled = false;
    for (let unit = 0; unit < maps.units; unit++) {
      const place2 = [
        unit % columns * side,
        Math.floor(unit / columns) * side,
        side - GAP2
      ];
      if (dead[unit] >= 0.5) {
        cross(all, ...place2);
        continue;
      }
      for (let i = 0; i < size2; i++) pixels[i] = colours[Math.round(levels[unit * size2 + i])];
      one.putImageData(image, 0, 0);
      all.drawImage(tile, ...place2, side - GAP2);
    }
  }
  return { element: canvas, draw };
}
function cross(context, x, y, side) {
  context.fillStyle = DEAD.ground;
  context.fillRect(x, y, side, side);
  context.strokeStyle = DEAD.cross;
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x + side, y + side);
  context.moveTo(x + side, y);
  context.lineTo(x, y + side);
  context.stroke();
}
function contextOf2(canvas) {
  const context = canvas.getContext("2d");
  if (!context) throw new Error("The maps need a canvas, and this browser offers none.");
  return context;
}

// layer_maps.ts
function makeLayerMaps() {
  const maps = makeMaps();
  const words = h("p.rl-words");
  const note = h("p.rl-note.rl-whose");
  const element = h("div.rl-mapped", {}, maps.element, words, note);
  let layer = 0;
  let sign = false;
  function tell({ pictures }, chosen, told2) {
    layer = chosen;
    const kept2 = mapsOf(pictures, layer);
    sign = kept2 !== null && hasSign(kept2);
    maps.element.hidden = !kept2;
    maps.element.setAttribute("aria-label", `Feature maps of ${told2}`);
    words.textContent = kept2 ? `${told2}; ${scaleOf3(kept2, sign)}.` : `${told2}.`;
    note.textContent = kept2 ? noteOf(pictures, kept2) : "Train it now to see this layer's maps at every snapshot.";
  }
  function move({ pictures, width }, height, dead) {
    const { motion } = pictures;
    const kept2 = mapsOf(motion.to, layer);
    if (!kept2) return;
    const levels = between(motion, (frame) => mapsOf(frame, layer)?.levels ?? []);
    maps.draw(kept2, { levels, dead, sign, width, height });
  }
  return { element, tell, move };
}
function scaleOf3({ scale }, sign) {
  const largest2 = scientific(scale);
  if (!scale) return "all of it is 0";
  return sign ? `blue is ${minus(`-${largest2}`)}, orange ${largest2}` : `white is ${largest2}`;
}
function noteOf({ run, note }, { step }) {
  const steps = run.map_steps ?? [];
  const kept2 = `Maps of step ${integer(step)}; recorded at ${stepsTold(steps)}.`;
  return [note, steps.length === run.steps.length ? "" : kept2].filter(Boolean).join(" ");
}
function stepsTold(steps) {
  const told2 = Array.from(steps, integer);
  const last = told2.pop();
  return told2.length ? `steps ${told2.join(", ")} and ${last}` : `step ${last}`;
}

// layer_tabs.ts
function makeTabs(controls, select) {
  const element = h("div.rl-layers", {
    ...{ role: "tablist", "aria-label": "Layers", keydown: byKey, click: byClick },
    pointermove: byDrag
  });
  let tabs = [];
  let names = [];
  let chosen = null;
  const place2 = () => {
    const found = names.indexOf(chosen ?? "");
    return found < 0 ? names.length - 1 : found;
  };
  function choose(to) {
    const next2 = names[clamp(to, 0, names.length - 1)];
    if (next2 === names[place2()]) return;
    chosen = next2;
    select();
  }
  function byClick({ target }) {
    const tab = tabs.indexOf(target);
    if (tab >= 0) choose(tab);
  }
  function byDrag({ buttons, clientX }) {
    if (!(buttons & 1)) return;
    const { left, width } = element.getBoundingClientRect();
    choose(Math.floor((clientX - left) / width * names.length));
  }
  function byKey(event) {
    const ends = { Home: 0, End: names.length - 1 };
    const steps = { ArrowLeft: -1, ArrowRight: 1 };
    const to = ends[event.key] ?? place2() + steps[event.key];
    if (Number.isNaN(to)) return;
    event.preventDefault();
    choose(to);
    tabs[place2()].focus();
  }
  function renew(layers) {
    names = layers;
    tabs = names.map(
      (name) => h("div.rl-layer", {
        ...{ role: "tab", id: uniqueId(name), "aria-controls": controls, ...KEEPS_KEYS }
      })
    );
    element.style.setProperty("--rl-count", String(names.length));
    element.replaceChildren(...tabs);
  }
  function draw(layers, told2) {
    if (String(names) !== String(layers)) renew(layers);
    tabs.forEach((tab, i) => {
      tab.title = told2[i];
      tab.setAttribute("aria-label", told2[i]);
      tab.setAttribute("aria-selected", String(i === place2()));
      tab.tabIndex = i === place2() ? 0 : -1;
    });
    return place2();
  }
  return { element, draw };
}

// network.ts
function makeNetwork() {
  const svg = svgElement("rl-network");
  const [still2, moving] = [group(svg), group(svg)];
  const title = h("span");
  const inside = h("p.rl-note.rl-inside");
  const histogram = makeHistogram();
  const maps = makeLayerMaps();
  const view = h(
    "div.rl-one-layer",
    { role: "tabpanel", id: uniqueId("layer"), tabindex: -1 },
    histogram.element,
    maps.element
  );
  const tabs = makeTabs(view.id, () => draw(shown));
  const element = h(
    "figure.rl-figure.rl-figure-network",
    {},
    h("figcaption", {}, h("b", {}, "The network"), title),
    h("div.rl-strip", {}, svg, tabs.element),
    h("p.rl-note.rl-key", {}, KEY),
    inside,
    view
  );
  let shown;
  let chosen = 0;
  function draw(view2) {
    const { run, at, words: tell } = shown = view2;
    const strip = stripOf(view2);
    const { layers, skips } = strip;
    const measured = insideOf({ run, at });
    const told2 = layers.map((layer, i) => toldOf(layer, i, measured));
    const sentence = `${tell("network") || UNKNOWN.join(" ")}.`;
    const connected = `${layers.length} layers and ${skips.length} skips`;
    svg.setAttribute("viewBox", `0 0 ${strip.width} ${strip.height}`);
    svg.setAttribute("aria-label", `The network: ${connected}. ${sentence} ${told2.join(". ")}.`);
    still2(stillSvg(strip));
    inside.textContent = sentence;
    chosen = tabs.draw(
      layers.map(({ name: name2 }) => name2),
      told2
    );
    const last = chosen === layers.length - 1;
    const { name, units } = layers[chosen];
    title.textContent = last ? `${name} before activation, share (√ scale)` : `${name}, ${units} feature maps on the crop`;
    histogram.element.hidden = !last;
    maps.element.hidden = last;
    if (last) histogram.draw(below());
    else maps.tell(view2, chosen, told2[chosen]);
    move(view2);
  }
  function move(view2) {
    shown = view2;
    moving(movingSvg(stripOf(view2)));
    const dead = () => bandsIn(view2.pictures.motion)?.dead[chosen] ?? [];
    if (maps.element.hidden) histogram.move(below());
    else maps.move(view2, below().height - 40, dead());
  }
  const below = () => ({ ...shown, height: heightsOf(shown.height).view });
  return { element, draw, move };
}
function stripOf({ run, motion, predicted, width, height }) {
  const net = { layers: layersOf(run.recipe), skips: skipsOf(run.recipe) };
  return { ...net, bands: bandsIn(motion), predicted, width, height: heightsOf(height).strip };
}
var heightsOf = (height) => ({
  strip: height < 160 ? 80 : height < 300 ? 108 : height / 2,
  view: height < 160 ? 96 : height < 300 ? height - 64 : height / 2
});
function toldOf({ name, units }, i, inside) {
  if (!inside) return `${name}: ${units} units, not recorded`;
  const dead = Array.from(inside.dead[i]).filter((share2) => share2 >= 0.5).length;
  const gradient = inside.gradient[i] ? scientific(inside.gradient[i]) : "exactly 0";
  return `${name}: ${dead} of ${units} units are dead; signal ${scientific(inside.signal[i])} (rms), gradient ${gradient}`;
}

// outcomes.ts
function makeOutcomes({ title, knobs, question, seeds }, runs) {
  const key = `restorelib outcomes: ${JSON.stringify([title, knobs, question?.text])}`;
  const { states, all } = { states: [], all: false, ...kept(key) };
  const visited = new Set(states);
  let uncovered = all;
  const keepNow = () => keep(key, { states: [...visited], all: uncovered });
  const tells = (state) => uncovered || visited.has(state);
  return {
    /** Note that a state is shown. */
    visit(state) {
      if (visited.has(state)) return;
      visited.add(state);
      keepNow();
    },
    uncover() {
      uncovered = true;
      keepNow();
    },
    /** Changes with what is told. */
    version: () => uncovered ? "all" : String(visited.size),
    /** Whether no outcome is covered. */
    all: () => uncovered,
    /** How a run ended; null while that is covered. */
    verdict: (state, seed) => tells(state) && runs[state * seeds + seed].verdict || null
  };
}
function kept(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "{}");
  } catch {
    return {};
  }
}
function keep(key, value) {
  try {
    sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
  }
}

// pictured.ts
function picturesIn(runs, seeds) {
  function stands({ run, at }) {
    if (hasPictures(run)) return { run, at };
    const number = runs.indexOf(run);
    return { run: runs[number - number % seeds], at };
  }
  return (frame, { from: from2, to, share: share2 }) => {
    const shown = stands(frame);
    const note = "Pictures are recorded for seed 0 of each state: these are seed 0's.";
    return {
      ...shown,
      motion: { from: stands(from2), to: stands(to), share: share2 },
      note: shown.run === frame.run ? "" : note
    };
  };
}
var hasPictures = (run) => ((run.added ?? run.picture)?.length ?? 0) > 0;

// formula.ts
function kernelsOf({
  d,
  s,
  m,
  shallow,
  scale
}) {
  const mapping = Array(m).fill([3, s, s, 1]);
  const between2 = shallow ? [] : [[1, d, s, 1], ...mapping, [1, s, d, 1]];
  return [[5, 1, d, 1], ...between2, [9, d, 1, scale]];
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
var half = (size2) => HALF * (Math.log10(size2) - DECADES[0]) / (DECADES[1] - DECADES[0]);
var within = (size2) => clamp(half(size2), HALF / 96, 1.07 * HALF);
function drawPipe(svg, clip, pipe) {
  const place2 = placeOf3(pipe.width, pipe.names.length);
  const { left, right, top, middle, base, narrow, x } = place2;
  let labels = "";
  pipe.measured.forEach((size2, i) => {
    if (size2 === null) return;
    const y = base + (narrow ? 6 : 15);
    labels += label(place2, x(i), y, scientific(size2), "rl-strong");
  });
  pipe.names.forEach((name, i) => {
    labels += label(place2, x(i + 0.5), top - 6, name);
  });
  svg.setAttribute("viewBox", `0 0 ${pipe.width} ${base + (narrow ? 62 : 20)}`);
  svg.innerHTML = `<clipPath id="${clip}"><rect x="${left}" y="${middle - HALF}" width="${right - left}" height="${2 * HALF}"/></clipPath>${frameOf(place2)}<g clip-path="url(#${clip})">${shapeOf(pipe, place2)}</g>${gaugesOf(pipe, place2)}${labels}`;
}
function placeOf3(width, layers) {
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
  for (const power2 of [0, -10, DECADES[0]]) {
    const away = half(10 ** power2);
    for (const y of [middle - away, middle + away])
      frame += line(left, y.toFixed(1), right, y.toFixed(1), power2 ? "rl-grid" : "rl-one");
    const words = power2 ? `1e${minus(power2)}` : "1";
    frame += svgText(left - 7, middle - away + 4, words, { anchor: "end" });
  }
  return frame;
}
function shapeOf({ kind, formula }, { middle, x }) {
  const known = formula.flatMap((size2, i) => size2 === null ? [] : [[x(i), size2]]);
  const edge = (sign) => known.map(([px, size2]) => [px, middle + sign * within(size2)]);
  const outline = path([...edge(-1), ...edge(1).reverse()]);
  const joints = known.slice(1, -1).map(([px, size2]) => across(px, middle, within(size2), "rl-joint"));
  return `<path d="${outline}Z" class="rl-shape rl-${kind}"/>${joints.join("")}`;
}
function gaugesOf({ gauges: sizes, live }, { middle, x }) {
  let gauges = "";
  sizes.forEach((size2, i) => {
    if (size2 === null) return;
    const away = size2 > 0 ? within(size2) : 0;
    const px = x(i);
    const dot = (y) => live ? `<rect x="${(px - 3).toFixed(1)}" y="${(y - 3).toFixed(1)}" width="6" height="6" class="rl-dot rl-live"/>` : `<circle cx="${px.toFixed(1)}" cy="${y.toFixed(1)}" r="3.2" class="rl-dot"/>`;
    gauges += across(px, middle, away, `rl-gauge${live ? " rl-live" : ""}`);
    gauges += dot(middle - away) + dot(middle + away);
  });
  return gauges;
}

// std_slider.ts
var STD = [-4, 0];
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
  function show(deviations, tried) {
    const [least, most] = [Math.min(...deviations), Math.max(...deviations)];
    const sum = deviations.reduce((total, value) => total + Math.log10(value), 0);
    const middle = sum / deviations.length;
    slider.value = String(tried ?? middle);
    if (tried !== null) told2.textContent = `${short(10 ** tried)} in all`;
    else if (most / least < 1.5) told2.textContent = `as chosen, ${short(10 ** middle)}`;
    else told2.textContent = `as chosen, ${short(least)} to ${short(most)} by layer`;
    slider.setAttribute("aria-valuetext", told2.textContent);
    back.hidden = tried === null;
  }
  return { told: told2, weights, show };
}

// pipe.ts
var MAPS = 100;
function makePipe() {
  const forward = svgElement("rl-pipe rl-forward");
  const backward = svgElement("rl-pipe rl-backward");
  const clips = [uniqueId("clip"), uniqueId("clip")];
  const formula = h("p.rl-formula", { id: uniqueId("formula") });
  const words = h("p.rl-words");
  const start = makeStd(formula.id, move);
  const maps = makeLayerMaps();
  const layer = h("div.rl-one-layer", { role: "tabpanel", id: uniqueId("layer") }, maps.element);
  const tabs = makeTabs(layer.id, redraw);
  const layers = h("div.rl-strip.rl-pipe-layers", {}, forward, tabs.element);
  const element = makeFigure(layers, backward, layer, start.weights, formula, words);
  let view;
  let state = "";
  let tried = null;
  function move(value) {
    tried = value;
    redraw();
  }
  function draw(next2) {
    view = next2;
    const { seed, steps, patches, ...rest } = view.run.recipe;
    const now = JSON.stringify(rest);
    if (now !== state) tried = null;
    state = now;
    redraw();
  }
  function redraw() {
    const { run, at, width, live, words: tell } = view;
    const kernels = kernelsOf(run.recipe);
    const count2 = kernels.length;
    const row2 = (values, i = at) => values.subarray(i * count2, (i + 1) * count2);
    const chosen = [...row2(run.weight, 0)];
    const std = chosen.map((value, i) => tried === null || i === count2 - 1 ? value : 10 ** tried);
    const { signal, error } = sizesByFormula(kernels, std, {
      input: run.input_rms,
      output: row2(run.bias_gradient, 0)[count2 - 1],
      slope: run.recipe.prelu_slope
    });
    const names = run.layers;
    const measured = { signal: row2(run.signal), error: row2(run.bias_gradient) };
    const gauges = (field) => Array.from(
      between(view.motion, (frame) => rowAt(frame.run[field], frame).map(power)),
      (value) => 10 ** value
    );
    drawPipe(forward, clips[0], {
      ...{ kind: "forward", live, width, names },
      formula: [run.input_rms, ...signal],
      measured: [run.input_rms, ...measured.signal],
      gauges: [run.input_rms, ...gauges("signal")]
    });
    drawPipe(backward, clips[1], {
      ...{ kind: "backward", live, width, names },
      formula: [null, ...error],
      measured: [null, ...measured.error],
      gauges: [null, ...gauges("bias_gradient")]
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
    start.show(chosen.slice(0, -1), tried);
    const told2 = names.map(
      (name, i) => `${name}: signal ${scientific(measured.signal[i])} (rms), error ${scientific(measured.error[i])}`
    );
    const selected = tabs.draw([...names], told2);
    maps.element.hidden = selected === count2 - 1;
    maps.tell(view, selected, told2[selected]);
    maps.move(view, MAPS, []);
    formula.textContent = judged(
      signal[count2 - 2] / run.input_rms,
      error[0] / error[error.length - 1]
    );
    words.textContent = `${tell("pipe")}.`;
  }
  function judged(forth, backwards) {
    const begin = tried === null ? "As chosen" : `With ${start.told.textContent} convolutions (deconv stays as chosen)`;
    const width = forth < 0.1 ? "too narrow" : forth > 10 ? "too wide" : "about the right width";
    return `${begin}, by the formula: ${width}. After the last convolution the signal is ${times(forth)} at the input; the error at the first layer is ${times(backwards)} at the output.`;
  }
  return { element, draw };
}
var power = (size2) => size2 > 0 ? Math.log10(size2) : -30;
function makeFigure(forward, backward, layer, weights, formula, words) {
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
    layer,
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

// player.ts
var STEP = 700;
function makePlayer(run, mover, repaint) {
  let wanted = Number.POSITIVE_INFINITY;
  let playing = false;
  const at = () => placeOf(run().steps, wanted);
  const last = () => run().steps.length - 1;
  function newest() {
    wanted = Number.POSITIVE_INFINITY;
  }
  function choose(place2) {
    wanted = place2 >= last() ? Number.POSITIVE_INFINITY : run().steps[place2];
  }
  function pause() {
    if (!playing) return;
    playing = false;
    choose(mover.motion()?.to.at ?? at());
  }
  function scrub(place2) {
    pause();
    choose(place2);
    repaint();
  }
  function advance() {
    const next2 = at() + 1;
    mover.go({ run: run(), at: next2 }, STEP, () => {
      if (!playing) return;
      choose(next2);
      playing = next2 < last();
      repaint();
      if (playing) advance();
    });
  }
  function toggle() {
    if (playing) {
      pause();
      return repaint(STEP);
    }
    if (at() === last()) choose(0);
    playing = true;
    follow();
    repaint();
  }
  function follow() {
    if (!playing) return;
    mover.go({ run: run(), at: at() });
    playing = at() < last();
    if (playing) advance();
  }
  return {
    /** Index of the step shown, among the steps of the run shown. */
    at,
    /** Whether it plays. */
    playing: () => playing,
    /** Follow the newest snapshot until someone scrubs; the caller repaints. */
    newest,
    pause,
    scrub,
    /** Play, or pause. */
    toggle,
    /** Go on playing where another run is shown now; the caller repaints. */
    follow
  };
}

// presets.ts
var presetOf = (presets, chosen) => presets.findIndex(([, , places]) => places.every((place2, knob) => place2 === chosen[knob]));
function makePresets({ presets }, choose) {
  const options = presets.map(([name, what], i) => h("option", { value: i }, `${name}: ${what}`));
  const none = h("option", { value: "", disabled: true }, "your own choice");
  const select = h("select", { ...KEEPS_KEYS, change: pick }, none, ...options);
  const element = h("label.rl-presets", { hidden: presets.length < 2 }, "Preset", select);
  function pick() {
    choose([...presets[Number(select.value)][2]]);
  }
  function draw(chosen) {
    const preset = presetOf(presets, chosen);
    select.value = preset < 0 ? "" : String(preset);
  }
  return { element, draw };
}

// state.ts
function writeState({ name, fields }, { places, seed, step }) {
  const values = fields.map(([field, values2], i) => `${field}=${values2[places[i] ?? 0]}`);
  return `${name}: ${[...values, `seed=${seed}`, `step=${step}`].join(", ")}`;
}
function readState(text, panel, stepsOf) {
  const { name, fields, seeds, start } = panel;
  const [before, after] = text.split(":", 2);
  if (before.trim() !== name || after === void 0)
    throw new Error(
      `This panel expects a text that starts with "${name}:"; received "${text.trim()}". Paste it into the panel that it names, or change a copy of this panel's state.`
    );
  const given = /* @__PURE__ */ new Map();
  for (const part of after.split(",").filter((each) => each.trim())) {
    const [key, value] = part.split("=", 2).map((side) => side.trim());
    given.set(key, value ?? "");
  }
  const known = [...fields.map(([field]) => field), "seed", "step"];
  const wrong = [...given.keys()].find((key) => !known.includes(key));
  if (wrong !== void 0)
    throw new Error(
      `"${name}" expects ${listed(known, "and")}; received "${wrong}". Leave it out.`
    );
  const all = fields.map(([field, values]) => {
    const only = values.length === 1 ? values[0] : void 0;
    return choice(field, given.get(field) ?? only, values);
  });
  const places = all.slice(0, start.length);
  const numbers = Array.from({ length: seeds }, (_, seed2) => String(seed2));
  const seed = choice("seed", given.get("seed") ?? "0", numbers);
  const steps = Array.from(stepsOf(places, seed), String);
  const step = choice("step", given.get("step") ?? steps[steps.length - 1], steps);
  return { places, seed, step: Number(steps[step]) };
}
function choice(field, value, values) {
  const place2 = values.indexOf(value ?? "");
  if (place2 >= 0) return place2;
  const came = value === void 0 ? "nothing" : `"${value}"`;
  const only = values.length === 1 ? ", as this panel has no knob for it" : "";
  throw new Error(
    `${field} expects ${listed(values, "or")}${only}; received ${came}. Write for example ${field}=${values[0]}.`
  );
}
var listed = (words, last) => words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
function makeStateText({ panel, now, stepsOf, go, link }) {
  let edited = false;
  const field = h("input", {
    ...{ type: "text", "aria-label": "This state as text", spellcheck: "false" },
    input: () => {
      edited = true;
    },
    keydown: (event) => event.key === "Enter" && read()
  });
  const told2 = h("span.rl-told", { role: "status" });
  const element = h(
    "details.rl-details.rl-state",
    { toggle: draw },
    h("summary", {}, "State as text"),
    h(
      "div.rl-actions",
      {},
      field,
      h("button.rl-copy-state", { type: "button", click: copy }, "Copy this state"),
      h("button.rl-go", { type: "button", click: read }, "Go to this state"),
      link && h("button.rl-copy-link", { type: "button", click: copyLink }, "Copy link"),
      told2
    )
  );
  async function copy() {
    edited = false;
    draw();
    told2.textContent = await toClipboard(field);
  }
  async function copyLink() {
    if (!link) return;
    edited = true;
    field.value = link(writeState(panel, now()));
    told2.textContent = await toClipboard(field);
    edited = false;
  }
  function show(text) {
    field.value = text;
    read();
    if (edited) element.open = true;
  }
  function read() {
    edited = true;
    try {
      const state = readState(field.value, panel, stepsOf);
      edited = false;
      go(state);
      told2.textContent = "This state is shown now.";
    } catch (error) {
      told2.textContent = error.message;
    }
  }
  function draw() {
    if (!element.open || edited) return;
    const text = writeState(panel, now());
    if (text === field.value) return;
    field.value = text;
    told2.textContent = "";
  }
  return { element, draw, show };
}

// states.ts
function makeStates({ panel, outcomes, choice: choice2, choose, uncover }) {
  const sizes = panel.knobs.map(([, labels2]) => labels2.length);
  const count2 = sizes.reduce((product, size2) => product * size2, 1);
  const places = Array.from({ length: count2 }, (_, state) => placesOf(state, sizes));
  const labels = places.map((place2) => place2.map((value, knob) => panel.knobs[knob][1][value]));
  const element = h("div.rl-states", { hidden: true, id: uniqueId("states") });
  const button = h(
    "button.rl-all-states",
    { type: "button", "aria-expanded": "false", "aria-controls": element.id, click: toggle },
    "All states"
  );
  const verdicts = h("span.rl-verdicts", { "aria-hidden": "true" });
  const showAll = () => {
    table?.focus();
    uncover();
  };
  const all = h(
    "button.rl-uncover-states",
    { type: "button", click: showAll },
    "Show all outcomes"
  );
  let table;
  let drawn = "";
  function toggle() {
    element.hidden = !element.hidden;
    button.setAttribute("aria-expanded", String(!element.hidden));
    table ??= make();
    draw();
  }
  function make() {
    const made = makeCells(
      { sizes: [count2], seeds: panel.seeds },
      ({ value, seed }) => choose({ places: places[value], seed })
    );
    const rows = made.cells[0].map(
      (cells, state) => h(
        "div.rl-state-row",
        { role: "row" },
        h("span", { role: "rowheader" }, labels[state].join(" · ")),
        h("div.rl-cells", { role: "presentation" }, ...cells)
      )
    );
    const legends = panel.knobs.map(([legend]) => legend).join(" · ");
    element.style.setProperty("--rl-seeds", String(panel.seeds));
    element.append(
      h(
        "p.rl-outcomes",
        {},
        h("span.rl-note", {}, `${legends}: a cell for each seed`),
        all,
        verdicts
      ),
      h("div.rl-table", { role: "grid", "aria-label": "Outcome of each state and seed" }, ...rows)
    );
    return made;
  }
  function draw() {
    if (element.hidden || !table) return;
    const { places: chosen, seed: shown } = choice2();
    const now = `${chosen}, ${shown}, ${outcomes.version()}`;
    if (now === drawn) return;
    drawn = now;
    const kinds = /* @__PURE__ */ new Set();
    const current = runNumber(chosen, sizes, 1, 0);
    if (!element.contains(document.activeElement))
      table.stop({ knob: 0, value: current, seed: shown });
    for (let state = 0; state < count2; state++)
      for (let seed = 0; seed < panel.seeds; seed++) {
        const verdict = outcomes.verdict(state, seed);
        if (verdict) kinds.add(verdict[0]);
        const selected = state === current && seed === shown;
        table.tell({ knob: 0, value: state, seed }, labels[state].join(", "), verdict, selected);
      }
    all.hidden = outcomes.all();
    verdicts.replaceChildren(...keyTo(kinds));
  }
  return { button, element, draw };
}

// node_modules/.engine/worker.js
function worker_default(port, slice) {
  "use strict";
  (() => {
    var K = class {
      #e;
      #r;
      #t = performance.now();
      #n;
      #s = () => {
      };
      constructor(e, r, n = Number.POSITIVE_INFINITY) {
        this.#e = e, this.#r = r, this.#n = n;
      }
      get stopped() {
        return this.#e.aborted;
      }
      get waits() {
        return !this.#n;
      }
      go(e) {
        this.#n = e, this.#s();
      }
      async turn() {
        for (; !this.#n; ) this.#e.throwIfAborted(), await new Promise((e) => {
          this.#e.onabort = this.#s = () => e();
        });
        this.#n--;
      }
      async through(e) {
        for (; ; ) {
          let { done: r, value: n } = e.next();
          if (r) return n;
          performance.now() - this.#t > this.#r && await this.pause();
        }
      }
      async pause() {
        await Je(), this.#t = performance.now(), this.#e.throwIfAborted();
      }
    };
    function Je() {
      let { port1: t, port2: e } = new MessageChannel();
      return new Promise((r) => {
        t.onmessage = () => {
          t.close(), r();
        }, e.postMessage(null);
      });
    }
    var De = (t, e, r) => {
      let n = 0;
      for (let s = 0; s < t.length; s++) {
        let o = t[s] - e[s];
        n += o * o, r[s] = 2 * o / t.length;
      }
      return n / t.length;
    }, Qe = (t, e, r, n) => {
      let s = t.length / n, o = 0;
      for (let a = 0; a < t.length; a += s) {
        let i = t.subarray(a, a + s), l = i.reduce((c, u) => Math.max(c, u)), j = i.reduce((c, u) => c + Math.exp(u - l), 0);
        for (let c = a; c < a + s; c++) {
          let u = t[c] - l - Math.log(j);
          o -= e[c] * u, r[c] = (Math.exp(u) - e[c]) / n;
        }
      }
      return o / n;
    }, ie = { mse: De, cross_entropy: Qe };
    var X = (t) => (e) => e.fill(t), Z = X(0), je = (t) => t.normal(), Ue = (t) => Math.sqrt(3) * (2 * t.uniform() - 1);
    function le(t) {
      for (; ; ) {
        let e = t.normal();
        if (Math.abs(e) <= 2) return e / 0.8796256610342398;
      }
    }
    var ce = { glorot_uniform: [Ue, (t, e) => 2 / (t + e)], he_normal: [le, (t) => 2 / t], lecun_normal: [le, (t) => 1 / t], prelu_normal: [je, (t, e, { slope: r = 0.25, transposed: n, strides: s = 1 }) => 2 / ((1 + r ** 2) * (n ? e / s ** 2 : t))] };
    function ue(t) {
      let e = ce[t];
      if (e || /^normal_[\d.e-]+$/.test(t)) return e;
      throw new Error(`initializer expects ${Object.keys(ce).join(", ")} or normal_ and a deviation; received ${t}.`);
    }
    function Xe(t, e, r = {}) {
      let n = ue(t);
      if (!n) return Number(t.slice(7));
      let s = e.slice(0, -2).reduce((i, l) => i * l, 1), [o, a] = e.slice(-2);
      return Math.sqrt(n[1](s * o, s * a, r));
    }
    function H(t, e) {
      let [r] = ue(t) ?? [je];
      return (n, s, o) => {
        let a = Xe(t, s, e);
        for (let i = 0; i < n.length; i++) n[i] = a * r(o);
      };
    }
    function O(t, e) {
      let r = Math.ceil(t / 16) * 16;
      return (n) => {
        let s = r;
        return r += Math.ceil(4 * n / 16) * 16, e(r), s;
      };
    }
    function R(t) {
      let [e, r] = [0, 0];
      return (n) => (n > r && ([e, r] = [t(n), n]), e);
    }
    var _ = (t) => Math.ceil(t / 4) * 4;
    var Ze = 0.2, de = { tanh: { f: Math.tanh, slope: (t, e) => 1 - e * e }, sigmoid: { f: me, slope: (t, e) => e * (1 - e) }, softplus: { f: Ye, slope: (t) => me(t) } };
    function M2(t, e, r, n) {
      if (r === null || r === "linear") return e;
      if (r === "relu" || r === "leaky_relu") {
        let a = t.kernels.allocate(4);
        return t.kernels.floats(a, 4).fill(r === "relu" ? 0 : Ze), t.name(n, Ae(t, e, a, 0, _(e.size) / 4, 4));
      }
      let s = de[r];
      if (!s) throw new Error(`activation expects relu, leaky_relu, ${Object.keys(de).join(", ")} or linear; received ${r}.`);
      let o = t.tensor(e.shape);
      return t.operation({ forward() {
        let [a, i] = [t.values(e), t.values(o)];
        for (let l = 0; l < a.length; l++) i[l] = s.f(a[l]);
      }, backward() {
        if (!e.gradient) return;
        let [a, i, l] = [t.values(e), t.values(o), t.gradients(o)], j = t.gradients(e);
        for (let c = 0; c < a.length; c++) j[c] += l[c] * s.slope(a[c], i[c]);
      } }), t.name(n, o);
    }
    function W(t, e, r, n) {
      let s = e.shape[3], o = t.parameter(`${r}/alpha`, [1, 1, s], X(n)), a = e.size / s;
      return t.name(r, Ae(t, e, o.value, o.gradient, a, s));
    }
    function Ae(t, e, r, n, s, o) {
      let a = t.tensor(e.shape), { kernels: i } = t, l = e.gradient ? 0 : i.allocate(e.size);
      return t.operation({ forward: () => i.rectify(a.value, e.value, r, s, o), backward() {
        let j = e.gradient || l;
        i.rectify_gradient(j, n, a.gradient, e.value, r, s, o);
      } }), a;
    }
    function me(t) {
      return 1 / (1 + Math.exp(-t));
    }
    function Ye(t) {
      return Math.max(t, 0) + Math.log1p(Math.exp(-Math.abs(t)));
    }
    var C = class {
      constructor(e) {
        this.kernels = e;
      }
      kernels;
      parameters = [];
      named = /* @__PURE__ */ new Map();
      #e = [];
      #r = [];
      get size() {
        return this.parameters.reduce((e, { size: r }) => e + r, 0);
      }
      input(e) {
        let r = Y(e);
        return { shape: e, size: r, value: this.kernels.allocate(r), gradient: 0 };
      }
      tensor(e) {
        let r = { ...this.input(e), gradient: this.kernels.allocate(Y(e)) };
        return this.#r.push(r), r;
      }
      parameter(e, r, n) {
        let s = Y(r), o = this.kernels.allocate(s), a = this.kernels.allocate(s), i = { name: e, shape: r, size: s, start: this.size, value: o, gradient: a, initializer: n };
        return this.parameters.push(i), i;
      }
      operation(e) {
        this.#e.push(e);
      }
      name(e, r) {
        return this.named.set(e, r), r;
      }
      values({ value: e, size: r }) {
        return this.kernels.floats(e, r);
      }
      gradients({ gradient: e, size: r }) {
        return this.kernels.floats(e, r);
      }
      initialWeights(e) {
        let r = new Float32Array(this.size);
        for (let { start: n, size: s, shape: o, initializer: a } of this.parameters) a(r.subarray(n, n + s), o, e);
        return r;
      }
      load(e) {
        if (e.length !== this.size) throw new Error(`load expects ${this.size} weights; received ${e.length}.`);
        for (let r of this.parameters) {
          let { start: n, size: s } = r;
          this.values(r).set(e.subarray(n, n + s));
        }
        for (let r of this.#e) r.prepare?.();
      }
      *forward() {
        for (let e of this.#e) e.forward(), yield;
      }
      *backward() {
        for (let e of this.#e.toReversed()) e.backward(), yield;
      }
      clearGradients() {
        for (let e of this.#r) this.gradients(e).fill(0);
        for (let e of this.parameters) this.gradients(e).fill(0);
      }
      parameterGradients() {
        let e = new Float32Array(this.size);
        for (let r of this.parameters) e.set(this.gradients(r), r.start);
        return e;
      }
    }, Y = (t) => t.reduce((e, r) => e * r, 1);
    function* pe(t, e, r, n) {
      for (let s = 0; s < t; s++) {
        let o = (s - e) % t, a = o < 0 ? o + t : o, i = Math.floor((a + e) / t), l = Math.min(Math.ceil((r - a) / t), n - i);
        l > 0 && (yield { phase: s, pixel: a, cell: i, count: l });
      }
    }
    function B(t, e, r, [n, s, o, a], i) {
      let { side: l } = e, j = e.cells * e.channels;
      for (let c of pe(l, e.top, s, e.rows)) for (let u of pe(l, e.left, o, e.cells)) {
        let A = (c.phase * l + u.phase) * a, d = e.address + 4 * (c.cell * j + u.cell * e.channels + A), m = r + 4 * (c.pixel * o + u.pixel) * a, p = [e.rows * j, j, e.channels], h2 = [s * o * a, l * o * a, l * a];
        i === "in" ? t.copy(d, ...p, m, ...h2, n, c.count, u.count, a, 0) : t.copy(m, ...h2, d, ...p, n, c.count, u.count, a, 1);
      }
    }
    var fe = 8, V = class {
      constructor(e, r, n) {
        this.cells = e;
        this.inputs = r;
        this.outputs = n;
        this.#e = e * e * r, this.size = this.#e * n;
      }
      cells;
      inputs;
      outputs;
      size;
      #e;
      place(e, r, n, s) {
        let o = s - s % fe, a = Math.min(fe, this.outputs - o), i = (e * this.cells + r) * this.inputs + n;
        return o * this.#e + i * a + (s - o);
      }
    };
    function he(t, e, r, n) {
      let { size: s, cells: o, inputSide: a, outputSide: i, offset: l } = t, j = a ** 2 * e, c = _(i ** 2 * r), u = new V(o, j, c), A = new V(o, c, _(j)), d = new Int32Array(u.size).fill(-1), m = new Int32Array(A.size).fill(-1), p = new Int32Array(s ** 2 * e * r), h2 = a * i;
      for (let f = 0; f < o; f++) for (let b = 0; b < o; b++) for (let y = 0; y < h2 ** 2; y++) {
        let g = l(f, Math.floor(y / h2)), x = l(b, y % h2);
        if (!(g >= s || x >= s)) for (let w = 0; w < e; w++) for (let v = 0; v < r; v++) {
          let G = (g * s + x) * e * r + (n ? v * e + w : w * r + v), k = a > 1 ? y * e + w : w, S = i > 1 ? y * r + v : v, T = u.place(f, b, k, S);
          d[T] = G, m[A.place(o - 1 - f, o - 1 - b, S, k)] = G, p[G] = T;
        }
      }
      return { forward: d, backward: m, gradient: p };
    }
    function q(t, e, r, n, s) {
      let { images: o, rows: a, cells: i, channels: l } = n, j = be(t, e, r, n);
      if (!j) {
        let A = o * a * i, [d, m, p] = e === 1 ? [1, 1, A] : [o, a, i], [h2, f] = [r.channels, e * r.channels];
        return { prepare() {
        }, run: () => t.convolve(n.address, r.address, s, d, m, p, h2, e, f, l) };
      }
      let c = t.allocate(16 * r.channels * l), u = ge(r, n);
      return t.room(u), { prepare: () => j.winograd_weights(c, s, r.channels, l), run: () => j.winograd_convolve(n.address, r.address, c, t.room(u), o, a, i, r.channels, l) };
    }
    function ye(t, e, r, n, s, o, a) {
      let { images: i, rows: l, cells: j, channels: c } = n, u = o.cells * c, A = o.rows * u, d = be(t, e, r, n), m = r.address, p = r.channels;
      if (!d) return () => t.kernel_gradient(a, m, s, A, u, i, l, j, p, e, e * p, c);
      let h2 = ge(r, n) + 16 * p * c;
      return t.room(h2), () => d.winograd_gradient(a, m, s, t.room(h2), A, u, i, l, j, p, c);
    }
    function be(t, e, r, n) {
      let s = n.rows % 2 === 0 && n.cells % 2 === 0;
      return e === 3 && s && r.channels % 4 === 0 ? t.winograd : null;
    }
    function ge(t, e) {
      return 16 * e.rows * e.cells * (t.channels + e.channels) / 4;
    }
    function ve(t, e, r, n) {
      let [s, o, a, i] = r.shape, l = n.shape[3], { cells: j, inputSide: c, outputSide: u } = e, A = e.axis(o), d = e.axis(a), m = we(A, o, e), p = we(d, a, e), h2 = (v, P, G, k, S) => ({ address: S || t.allocate(s * v.count * P.count * G), images: s, rows: v.count, cells: P.count, channels: G, side: k, top: v.before, left: P.before }), f = c ** 2 * i, b = _(u ** 2 * l), y = j === 1, g = u === 1 && b === l, x = m.exact && p.exact && c === 1 && _(i) === i, w = h2(m.error, p.error, b, u, y && g && n.gradient);
      return { padded: h2({ count: A.core + j - 1, before: A.lead }, { count: d.core + j - 1, before: d.lead }, f, c, y && c === 1 && r.value), core: h2({ count: A.core, before: A.trail }, { count: d.core, before: d.trail }, b, u, g && n.value), error: w, inner: w.address + 4 * (m.inner * w.cells + p.inner) * b, back: r.gradient ? h2(m.input, p.input, _(f), c, x && r.gradient) : null };
    }
    function we({ core: t, lead: e, trail: r }, n, s) {
      let { cells: o, inputSide: a, outputSide: i } = s, l = Math.min(Math.floor(e / a), o - 1), j = Math.min(Math.floor((n - 1 + e) / a) + 1, t + o - 1), c = Math.max(j, t) - l, u = o - 1 - l;
      return { input: { count: c, before: e - l * a }, error: { count: c + o - 1, before: r + u * i }, inner: u, exact: c === n && e === l * a };
    }
    function te(t, e, r) {
      let [n, s, o] = e.shape, { geometry: a, outputs: i } = r, l = [a.axis(s).output, a.axis(o).output];
      if (Math.min(...l) < 1) throw new Error(`A kernel of ${a.size} pixels expects an image as large; received ${s} x ${o}.`);
      let j = t.tensor([n, ...l, i]);
      return t.operation(new re(t.kernels, e, j, r)), j;
    }
    var re = class {
      #e;
      #r;
      #t;
      #n;
      #s;
      #o;
      #c;
      #u;
      #a;
      #j;
      #d;
      #i;
      constructor(e, r, n, s) {
        let { geometry: o, outputs: a, swapped: i } = s, l = he(o, r.shape[3], a, i);
        this.#e = e, this.#r = r, this.#t = n, this.#n = s;
        let j = this.#s = ve(e, o, r, n);
        this.#o = ee(e, l.forward), this.#c = ee(e, l.backward), this.#u = ee(e, l.gradient, s.kernel.gradient), this.#a = e.allocate(l.forward.length);
        let { cells: c } = o, { padded: u, core: A, error: d, inner: m, back: p } = j;
        this.#j = q(e, c, u, A, this.#o.to), this.#d = ye(e, c, u, A, m, d, this.#a), this.#i = p && q(e, c, d, p, this.#c.to);
      }
      prepare() {
        let { value: e } = this.#n.kernel;
        this.#l(this.#o, e), this.#j.prepare(), this.#i && (this.#l(this.#c, e), this.#i.prepare());
      }
      forward() {
        let { padded: e, core: r } = this.#s, [n, s, { bias: o }] = [this.#r, this.#t, this.#n];
        e.address !== n.value && B(this.#e, e, n.value, n.shape, "in"), o ? this.#A(s.value, o.value, "repeat") : this.#e.floats(s.value, s.size).fill(0), this.#m(this.#j, r, s.value, s.shape);
      }
      backward() {
        let { error: e, back: r } = this.#s, [n, s, { bias: o }] = [this.#r, this.#t, this.#n];
        e.address !== s.gradient && B(this.#e, e, s.gradient, s.shape, "in"), o && this.#A(o.gradient, s.gradient, "sum"), this.#e.floats(this.#a, this.#o.count).fill(0), this.#d(), this.#l(this.#u, this.#a), this.#i && r && this.#m(this.#i, r, n.gradient, n.shape);
      }
      #m(e, r, n, s) {
        let { address: o, images: a, rows: i, cells: l, channels: j } = r;
        o !== n && this.#e.floats(o, a * i * l * j).fill(0), e.run(), o !== n && B(this.#e, r, n, s, "out");
      }
      #l({ to: e, index: r, count: n }, s) {
        this.#e.gather(e, s, r, n);
      }
      #A(e, r, n) {
        let { outputs: s } = this.#n, o = this.#t.size / s;
        n === "repeat" ? this.#e.copy(e, 0, 0, s, r, 0, 0, 0, 1, 1, o, s, 0) : this.#e.copy(e, 0, 0, 0, r, 0, 0, s, 1, 1, o, s, 1);
      }
    };
    function ee(t, e, r) {
      let n = e.length, s = t.allocate(n);
      return t.integers(s, n).set(e), { index: s, count: n, to: r ?? t.allocate(n) };
    }
    function ne(t, e, r) {
      let n = (s) => {
        let o = r === "same", a = o ? Math.ceil(s / e) : Math.floor((s - t) / e) + 1, i = o ? Math.max((a - 1) * e + t - s, 0) : 0;
        return { output: a, core: a, lead: Math.floor(i / 2), trail: 0 };
      };
      return { size: t, cells: Math.ceil(t / e), inputSide: e, outputSide: 1, axis: n, offset: (s, o) => s * e + o };
    }
    function xe(t, e, r) {
      let n = Math.ceil(t / e);
      return { size: t, cells: n, inputSide: 1, outputSide: e, axis: (o) => {
        let a = Math.max(t - e, 0), i = o * e + (r === "same" ? 0 : a), l = r === "same" ? Math.floor(a / 2) : 0, j = Math.floor(l / e), c = Math.floor((i - 1 + l) / e);
        return { output: i, core: c - j + 1, lead: n - 1 - j, trail: l - j * e };
      }, offset: (o, a) => (n - 1 - o) * e + a };
    }
    function $(t, e, r, n) {
      return ke(t, e, r, n, false);
    }
    function F(t, e, r, n) {
      return ke(t, e, r, n, true);
    }
    function ke(t, e, r, { filters: n, size: s, strides: o = 1, padding: a = "same", useBias: i = true, initializer: l }, j) {
      let c = e.shape[3], u = j ? [s, s, n, c] : [s, s, c, n], A = te(t, e, { geometry: (j ? xe : ne)(s, o, a), kernel: t.parameter(`${r}/kernel`, u, l), bias: i ? t.parameter(`${r}/bias`, [n], Z) : null, outputs: n, swapped: j });
      return t.name(r, A);
    }
    function Ge(t, e, r, n) {
      let [, s, o, a] = e.shape;
      if (s * o > 1) throw new Error(`dense expects a flat tensor; received ${e.shape}. Call flatten first.`);
      let { units: i, useBias: l = true, initializer: j } = n, c = te(t, e, { geometry: ne(1, 1, "valid"), kernel: t.parameter(`${r}/kernel`, [a, i], j), bias: l ? t.parameter(`${r}/bias`, [i], Z) : null, outputs: i, swapped: false });
      return t.name(r, c);
    }
    function Se(t) {
      let [e] = t.shape;
      return { ...t, shape: [e, 1, 1, t.size / e] };
    }
    function se(t, e, r, n) {
      if (String(e.shape) !== String(r.shape)) throw new Error(`add expects tensors of one shape; received ${e.shape} and ${r.shape}.`);
      let { kernels: s } = t, o = t.tensor(e.shape), a = (i, l, j) => s.copy(i, 0, 0, 0, l, 0, 0, 0, 1, 1, 1, o.size, j);
      return t.operation({ forward() {
        a(o.value, e.value, 0), a(o.value, r.value, 1);
      }, backward() {
        e.gradient && a(e.gradient, o.gradient, 1), r.gradient && a(r.gradient, o.gradient, 1);
      } }), t.name(n, o);
    }
    function Te(t, e, r) {
      let [n, s, o, a] = e.shape, [, i, l] = r.shape;
      if (s === i && o === l) return e;
      let j = t.tensor([n, i, l, a]), c = [s * o * a, o * a, a], u = [i * l * a, l * a, a], A = [n, i, l, a];
      return t.operation({ forward: () => t.kernels.copy(j.value, ...u, e.value, ...c, ...A, 0), backward: () => t.kernels.copy(e.gradient, ...c, j.gradient, ...u, ...A, 1) }), j;
    }
    function Pe(t, e, r) {
      let { depth: n, symmetric_skips: s = true, skip_every: o = 1, input_skip: a = true } = r, { hidden_activation: i = "relu", kernel_initializer: l = "glorot_uniform" } = r, { padding: j = "same" } = r, c = n / 2, u = Me(r.filters, c, (f) => f), A = Me(r.strides ?? 1, c, (f, b) => b ? 1 : f), d = (f, b) => {
        let y = A[f - 1];
        return { filters: b, size: f === 1 || y === 1 ? 3 * y : y, strides: y, padding: j, initializer: H(l) };
      }, m = e, p = [m];
      for (let f = 1; f <= c; f++) m = $(t, m, `conv${f}`, d(f, u[f - 1])), m = M2(t, m, i, `conv${f}_activation`), p.push(m);
      let h2 = (f, b) => {
        let y = c + 1 - b, g = y > 1 ? u[y - 2] : r.channels;
        return Te(t, F(t, f, `deconv${b}`, d(y, g)), p[y - 1]);
      };
      for (let f = 1; f < c; f++) m = M2(t, h2(m, f), i, `deconv${f}_activation`), !(!s || (f - 1) % o) && (m = se(t, p[c - f], m, `skip${f}`), m = M2(t, m, i, `skip${f}_activation`));
      return m = M2(t, h2(m, c), r.residual_activation ?? null, "residual"), a && (m = se(t, e, m, "input_skip")), M2(t, m, r.output_activation ?? null, "output");
    }
    function Me(t, e, r) {
      if (typeof t == "number") return Array.from({ length: e }, (n, s) => r(t, s));
      if (t.length === e) return t;
      throw new Error(`red_net expects one number, or ${e}, for each conv one; received ${t}.`);
    }
    var _e = "normal_1e-3";
    function He(t, e, r) {
      let n = (a, i, l, j) => $(t, a, i, { filters: l, size: j, initializer: H(r.kernel_initializer ?? _e) }), s = M2(t, n(e, "conv1", 64, 9), "relu", "conv1_relu"), o = M2(t, n(s, "conv2", 32, 1), "relu", "conv2_relu");
      return n(o, "conv3", 1, 5);
    }
    function Ne(t, e, r) {
      let { scale: n, d: s = 56, s: o = 12, m: a = 4, shallow: i = false, use_bias: l = true } = r, { kernel_initializer: j = "prelu_normal", deconv_initializer: c = _e } = r, { prelu_slope: u = 0.25 } = r, A = Array.from({ length: a }, (h2, f) => [`map${f + 1}`, o, 3]), d = [["shrink", o, 1], ...A, ["expand", s, 1]], m = [["feature", s, 5], ...i ? [] : d], p = e;
      for (let [h2, f, b] of m) {
        let y = H(j, { slope: u });
        p = $(t, p, h2, { filters: f, size: b, useBias: l, initializer: y }), p = W(t, p, `${h2}_prelu`, u);
      }
      return F(t, p, "deconv", { filters: 1, size: 9, strides: n, useBias: l, initializer: H(c, { slope: u, transposed: true, strides: n }) });
    }
    function ze(t, e, r) {
      let n = new C(t), s = n.input(r);
      return { graph: n, input: s, output: qe(n, s, e) };
    }
    function qe(t, e, r) {
      switch (r.net) {
        case "red_net":
          return Pe(t, e, r);
        case "fsrcnn":
          return Ne(t, e, r);
        case "srcnn":
          return He(t, e, r);
        case "sequential":
          return r.layers.reduce((n, s, o) => er(t, n, s, `layer${o + 1}`), e);
      }
    }
    function er(t, e, r, n) {
      switch (r.layer) {
        case "flatten":
          return Se(e);
        case "prelu":
          return W(t, e, n, r.slope ?? 0);
        case "activation":
          return M2(t, e, r.activation, n);
        default: {
          let { use_bias: s = true, initializer: o = "glorot_uniform" } = r, a = { useBias: s, initializer: H(o) };
          if (r.layer === "dense") return Ge(t, e, n, { units: r.units, ...a });
          let { filters: i, size: l, strides: j = 1, padding: c = "same" } = r;
          return (r.layer === "conv" ? $ : F)(t, e, n, { filters: i, size: l, strides: j, padding: c, ...a });
        }
      }
    }
    var N2 = class {
      net;
      #e;
      constructor(e, r, n, s, o) {
        let [, a, i, l] = o;
        this.net = ze(e, r, [s, a, i, l]), this.#e = n;
      }
      *forward(e) {
        let { graph: r, input: n } = this.net;
        Le("inputs", n.size, e.length), r.values(n).set(e), yield* r.forward();
      }
      *forwardAndBack(e, r) {
        let { graph: n, output: s } = this.net;
        Le("targets", s.size, r.length), yield* this.forward(e), n.clearGradients();
        let o = ie[this.#e](n.values(s), r, n.gradients(s), s.shape[0]);
        return yield* n.backward(), o;
      }
    };
    function Le(t, e, r) {
      if (e !== r) throw new Error(`The net expects ${e} numbers as ${t}; received ${r}.`);
    }
    function z({ shape: t, values: e }, r) {
      let [, ...n] = t, s = n.reduce((i, l) => i * l, 1), o = [...r], a = new Float32Array(o.length * s);
      return o.forEach((i, l) => {
        a.set(e.subarray(i * s, (i + 1) * s), l * s);
      }), a;
    }
    var $e = "AGFzbQEAAAABaQlgDX9/f39/f39/f39/f38AYAR/f39/AGAFf39/f38AYAd/f39/f39/AGAKf39/f39/f39/fwBgDH9/f39/f39/f39/fwBgCX9/f39/f39/fwBgBn9/f39/fwBgC39/f39/f39/f39/AAMLCgABAgMEBQEGBwgEBQFwAQEBBQMBAAEGDwJ/AUGAgAELfwBBgIABCwedAQsGbWVtb3J5AgAEY29weQAABmdhdGhlcgABB3JlY3RpZnkAAhByZWN0aWZ5X2dyYWRpZW50AAMIY29udm9sdmUABA9rZXJuZWxfZ3JhZGllbnQABRB3aW5vZ3JhZF93ZWlnaHRzAAYRd2lub2dyYWRfY29udm9sdmUABxF3aW5vZ3JhZF9ncmFkaWVudAAJC19faGVhcF9iYXNlAwEK5lgK/AMBDH8CQCAIQQFIDQBBASAKIAMgC0YgByALRnEiDRshDiAHQQJ0IQ8gBkECdCEQIAVBAnQhESADQQJ0IRIgAkECdCETIAFBAnQhFEEAIRUgCUEBSCEWIApBASANGyALbCIFQQRIIQEDQAJAIBYNAEEAIRcgBCENIAAhGANAAkAgDkEBSA0AQQAhAiANIQcgGCEDA0ACQAJAIAxFDQBBACEKAkAgAQ0AQQAhCkEAIQsDQCADIAtqIgYgBv0AAAAgByALav0AAAD95AH9CwAAIAtBEGohCyAKIgZBBGohCiAGQQhqIAVMDQALCyAFIApMDQEgCkECdCELIAUgCmshCgNAIAMgC2oiBiAHIAtqKgIAIAYqAgCSOAIAIAtBBGohCyAKQX9qIgoNAAwCCwtBACEKAkAgAQ0AQQAhCkEAIQsDQCADIAtqIAcgC2r9AAAA/QsAACALQRBqIQsgCiIGQQRqIQogBkEIaiAFTA0ACwsgBSAKTA0AIApBAnQhCyAFIAprIQoDQCADIAtqIAcgC2oqAgA4AgAgC0EEaiELIApBf2oiCg0ACwsgByAPaiEHIAMgEmohAyACQQFqIgIgDkcNAAsLIA0gEGohDSAYIBNqIRggF0EBaiIXIAlHDQALCyAEIBFqIQQgACAUaiEAIBVBAWoiFSAIRw0ACwsLWQIBfwF9AkAgA0EBSA0AA0ACQAJAIAIoAgAiBEEATg0AQwAAAAAhBQwBCyABIARBAnRqKgIAIQULIAAgBTgCACACQQRqIQIgAEEEaiEAIANBf2oiAw0ACwsLhAIEBX8BewF/AX0CQCADQQFIDQAgBEECdCEFQQAhBiAEQQRIIQcDQEEAIQgCQCAHDQBBACEIQQAhCQNAIAAgCWogASAJav0AAAAiCiAKIAIgCWr9AAAA/eYBIAr9DAAAAAAAAAAAAAAAAAAAAAD9RP1S/QsAACAJQRBqIQkgCCILQQRqIQggC0EIaiAETA0ACwsCQCAEIAhMDQAgBCAIayELIAhBAnQhCQNAAkAgASAJaioCACIMQwAAAABeDQAgDCACIAlqKgIAlCEMCyAAIAlqIAw4AgAgCUEEaiEJIAtBf2oiCw0ACwsgACAFaiEAIAEgBWohASAGQQFqIgYgA0cNAAsLC7gDAwd/A3sCfQJAIAVBAUgNACAGQQJ0IQdBACEIIAZBBEghCQNAQQAhCgJAIAkNAEEAIQtBACEMA0AgACAMaiINIA39AAAAIAMgDGr9AAAAIg79DAAAAAAAAAAAAAAAAAAAAAAiD/1EIAIgDGr9AAAAIhD9TiAOIA/9QyAQ/U4iDyAEIAxq/QAAAP3mAf3kAf3kAf0LAAACQCABRQ0AIAEgDGoiDSAOIA/95gEgDf0AAAD95AH9CwAACyAMQRBqIQwgC0EIaiENIAtBBGoiCiELIA0gBkwNAAsLAkAgBiAKTA0AIAYgCmshCyAKQQJ0IQwDQAJAAkAgAyAMaiIKKgIAIhFDAAAAAF5FDQAgAiAMaioCACESDAELQwAAAAAhEiARQwAAAABdRQ0AIAQgDGoqAgAgAiAMaioCAJQhEgsgACAMaiINIBIgDSoCAJI4AgACQCABRQ0AIAoqAgAiEkMAAAAAXUUNACABIAxqIg0gAiAMaioCACASlCANKgIAkjgCAAsgDEEEaiEMIAtBf2oiCw0ACwsgACAHaiEAIAIgB2ohAiADIAdqIQMgCEEBaiIIIAVHDQALCwuODQggfwJ7AX8BewF/AXsHfwl7AkAgA0EBSA0AIAYgBUF/amwiCkECdCAIQQJ0aiELIAZBBHQhDCAJQQxsIQ0gCUEDdCEOIAkgBWwhDyAIIAdsIRAgASAGQQJ0IhFqIRIgASAGQQN0aiETIAQgB2pBf2ogCiAIamxBAnQhFCABIAZBDGxqIRVBACEWIAlBAUghFwNAAkAgFw0AIBYgBGwhGEEAIRkDQAJAIARBAUgNACAAIBlBAnRqIRogAiAQIBlsQQJ0aiEbQQAhHCAJIBlrQQdKIR0gEiEeIAEhHyATISAgFSEhA0AgGiAPIBwgGGpsQQJ0aiEiAkACQCAdDQBBACEjAkAgBUEESA0AQQAhBkEEIQogHiEkIB8hJSAgISYgISEnA0AgCiEjICIgBiAJbEECdGoiKCAJQQJ0aiIp/QAAACEqICj9AAAAISsgKCANaiIs/QAAACEtICggDmoiLv0AAAAhLwJAIAdBAUgNAEEAITAgJCExICUhMiAmITMgJyE0IBshNQNAAkAgCEEBSA0AQQAhBiAIIQoDQCA1IjZBEGohNSAtIDQgBmr9CQAAIDb9AAAAIjf95gH95AEhLSAvIDMgBmr9CQAAIDf95gH95AEhLyAqIDEgBmr9CQAAIDf95gH95AEhKiArIDIgBmr9CQAAIDf95gH95AEhKyAGQQRqIQYgCkF/aiIKDQALCyAxIAtqITEgMiALaiEyIDMgC2ohMyA0IAtqITQgMEEBaiIwIAdHDQALCyAoICv9CwAAICkgKv0LAAAgLiAv/QsAACAsIC39CwAAICQgDGohJCAlIAxqISUgJiAMaiEmICcgDGohJyAjIQYgI0EEaiIKIAVMDQALCyAjIAVODQEgHyARICNsaiEzA0AgIiAjIAlsQQJ0aiI0/QAAACE3AkAgB0EBSA0AQQAhMiAzITEgGyE1A0ACQCAIQQFIDQAgMSEGIAghCgNAIDUiNkEQaiE1IDcgBv0JAAAgNv0AAAD95gH95AEhNyAGQQRqIQYgCkF/aiIKDQALCyAxIAtqITEgMkEBaiIyIAdHDQALCyA0IDf9CwAAIDMgEWohMyAjQQFqIiMgBUcNAAwCCwtBACEoAkAgBUEESA0AQQAhBkEEIQogHiEnIB8hKSAgISwgISEuA0AgCiEoICIgBiAJbEECdGoiIyAJQQJ0aiIk/QAAECEqICT9AAAAISsgI/0AABAhLSAj/QAAACEvICMgDWoiJf0AABAhOCAl/QAAACE5ICMgDmoiJv0AABAhOiAm/QAAACE7AkAgB0EBSA0AQQAhMCAnITEgKSEyICwhMyAuITQgGyE2A0ACQCAIQQFIDQBBACEGIAghNQNAIDggNCAGav0JAAAiPCA2IgpBEGr9AAAAIjf95gH95AEhOCA6IDMgBmr9CQAAIj0gN/3mAf3kASE6ICogMSAGav0JAAAiPiA3/eYB/eQBISogLSAyIAZq/QkAACI/IDf95gH95AEhLSAGQQRqIQYgCkEgaiE2IDkgPCAK/QAAACI3/eYB/eQBITkgOyA9IDf95gH95AEhOyArID4gN/3mAf3kASErIC8gPyA3/eYB/eQBIS8gNUF/aiI1DQALCyAxIAtqITEgMiALaiEyIDMgC2ohMyA0IAtqITQgMEEBaiIwIAdHDQALCyAjIC39CwAQICMgL/0LAAAgJCAq/QsAECAkICv9CwAAICYgOv0LABAgJiA7/QsAACAlIDj9CwAQICUgOf0LAAAgJyAMaiEnICkgDGohKSAsIAxqISwgLiAMaiEuICghBiAoQQRqIgogBUwNAAsLICggBU4NACAfIBEgKGxqITQDQCAiICggCWxBAnRqIjP9AAAQITcgM/0AAAAhKgJAIAdBAUgNAEEAITIgNCExIBshNgNAAkAgCEEBSA0AIDEhBiAIITUDQCA2IgpBIGohNiAqIAb9CQAAIisgCv0AAAD95gH95AEhKiA3ICsgCkEQav0AAAD95gH95AEhNyAGQQRqIQYgNUF/aiI1DQALCyAxIAtqITEgMkEBaiIyIAdHDQALCyAzIDf9CwAQIDMgKv0LAAAgNCARaiE0IChBAWoiKCAFRw0ACwsgHiALaiEeIB8gC2ohHyAgIAtqISAgISALaiEhIBxBAWoiHCAERw0ACwsgGUEIaiIZIAlIDQALCyASIBRqIRIgASAUaiEBIBMgFGohEyAVIBRqIRUgFkEBaiIWIANHDQALCwuXDAQYfwh7A38GewJAIAVBAUgNACAIIAdBf2psIgxBAnQgCkECdGohDSAMQQR0IApBBHRqIQ4gC0ECdCEPIARBAnQhECAEQQR0IREgA0ECdCESIAhBAnQhAyAKIAlsIRMgBiAJakF/aiAMIApqbEECdCEUQQAhFSAGQQFIIRYDQAJAIBYNAEEAIRcgAiEYIAEhGSAGIRoDQAJAIAtBAUgNACAaQQEgGkEBShsiCEEEIAhBBEgbIRtBACEcIBghHQNAIAAgEyAcbEECdGohHgJAAkAgCyAca0EISA0AIAlBAUgNAUEAIR8gGSEgA0ACQAJAIApBBE4NAEEAISEMAQtBBCEiICAhIwNAIB79AABwISQgHv0AAGAhJSAe/QAAUCEmIB79AABAIScgHv0AADAhKCAe/QAAICEpIB79AAAQISogHv0AAAAhKwJAIAYgF0wNAEEAISwgHSEtICMhLgNAAkAgB0EBSA0AIAchDCAtIQQgLiEIA0AgJCAIQQxq/QkAACIvIARBEGr9AAAAIjD95gH95AEhJCAmIAhBCGr9CQAAIjEgMP3mAf3kASEmICggCEEEav0JAAAiMiAw/eYB/eQBISggKyAI/QkAACIzIAT9AAAAIjT95gH95AEhKyAlIC8gNP3mAf3kASElICcgMSA0/eYB/eQBIScgKSAyIDT95gH95AEhKSAqIDMgMP3mAf3kASEqIAQgD2ohBCAIIANqIQggDEF/aiIMDQALCyAtIBBqIS0gLiANaiEuICxBAWoiLCAbRw0ACwsgHiAk/QsAcCAeICX9CwBgIB4gJv0LAFAgHiAn/QsAQCAeICj9CwAwIB4gKf0LACAgHiAq/QsAECAeICv9CwAAICNBEGohIyAeQYABaiEeICIhISAiQQRqIgghIiAIIApMDQALCwJAICEgCk4NACAgICFBAnRqISIDQCAe/QAAECEwIB79AAAAITQCQCAGIBdMDQBBACEsIB0hLSAiIS4DQAJAIAdBAUgNACAHIQwgLSEIIC4hBANAIDQgBP0JAAAiJCAI/QAAAP3mAf3kASE0IDAgJCAIQRBq/QAAAP3mAf3kASEwIAggD2ohCCAEIANqIQQgDEF/aiIMDQALCyAtIBBqIS0gLiANaiEuICxBAWoiLCAbRw0ACwsgHiAw/QsAECAeIDT9CwAAICJBBGohIiAeQSBqIR4gIUEBaiIhIApHDQALCyAgIA1qISAgH0EBaiIfIAlHDQAMAgsLIAlBAUgNAEEAIR8gGSEgA0ACQAJAIApBBE4NAEEAISEMAQtBBCEiICAhIwNAIB79AAAwITQgHv0AACAhJCAe/QAAECElIB79AAAAISYCQCAGIBdMDQBBACEsIB0hLSAjIS4DQAJAIAdBAUgNACAHIQwgLSEEIC4hCANAICYgCP0JAAAgBP0AAAAiMP3mAf3kASEmIDQgCEEMav0JAAAgMP3mAf3kASE0ICQgCEEIav0JAAAgMP3mAf3kASEkICUgCEEEav0JAAAgMP3mAf3kASElIAQgD2ohBCAIIANqIQggDEF/aiIMDQALCyAtIBBqIS0gLiANaiEuICxBAWoiLCAbRw0ACwsgHiA0/QsAMCAeICT9CwAgIB4gJf0LABAgHiAm/QsAACAjQRBqISMgHkHAAGohHiAiISEgIkEEaiIIISIgCCAKTA0ACwsCQCAhIApODQAgICAhQQJ0aiEiA0AgHv0AAAAhMAJAIAYgF0wNAEEAISwgHSEtICIhLgNAAkAgB0EBSA0AIAchDCAtIQggLiEEA0AgMCAE/QkAACAI/QAAAP3mAf3kASEwIAggD2ohCCAEIANqIQQgDEF/aiIMDQALCyAtIBBqIS0gLiANaiEuICxBAWoiLCAbRw0ACwsgHiAw/QsAACAiQQRqISIgHkEQaiEeICFBAWoiISAKRw0ACwsgICANaiEgIB9BAWoiHyAJRw0ACwsgHUEgaiEdIBxBCGoiHCALSA0ACwsgGCARaiEYIBkgDmohGSAaQXxqIRogF0EEaiIXIAZIDQALCyACIBJqIQIgASAUaiEBIBVBAWoiFSAFRw0ACwsLiggCJX8NewJAIANBAUgNACACQQV0IQQgAkECdCEFIAJBDGwhBiACQRhsIQcgAkEEdCEIIAJBHGwhCSACQQN0IQogAkEUbCELIAJBoAJsIQwgACADIAJsIg1BA3RqIQ4gACANQQxsaiEPIAAgDUEEdGohECAAIA1BFGxqIREgACANQRhsaiESIAAgDUEcbGohEyAAIA1BBXRqIRQgACANQSRsaiEVIAAgDUEobGohFiAAIA1BLGxqIRcgACANQTBsaiEYIAAgDUE0bGohGSAAIA1BOGxqIRogACANQTxsaiEbIAAgDUECdGohHEEAIR0gAyEeA0ACQCADIB1rIg1BCCANQQhIGyACbCIfQQFIDQAgASAFIB5BCCAeQQhIGyINbGohICABIAYgDWxqISEgASAHIA1saiEiIAEgCCANbGohIyABIAkgDWxqISQgASAKIA1saiElIAEgCyANbGohJiABIAQgDWxqISdBACENQQAhKANAICMgDWr9AAAAISkgJCANav0AAAAhKiAmIA1q/QAAACErICcgDWr9AAAAISwgISANav0AAAAhLSAiIA1q/QAAACEuICAgDWr9AAAAIS8gJSANav0AAAAhMCAAIA1qIAEgDWr9AAAAIjH9CwAAIBwgDWogL/0MAAAAPwAAAD8AAAA/AAAAPyIy/eYBIjMgMSAw/eQBIDL95gEiNP3kAf0LAAAgDiANaiA0IDP95QH9CwAAIA8gDWogMP0LAAAgECANaiAtIDL95gEiLSAxIC795AEgMv3mASIx/eQBIjP9CwAAIBEgDWogKSAy/eYBIikgLyAq/eQBIDL95gEiL/3kASAy/eYBIjQgMyArIDL95gEiKyAwICz95AEgMv3mASIw/eQBIjX95AEgMv3mASIz/eQB/QsAACASIA1qIDMgNP3lAf0LAAAgEyANaiA1/QsAACAUIA1qIDEgLf3lASIx/QsAACAVIA1qIC8gKf3lASAy/eYBIi8gMSAwICv95QEiMP3kASAy/eYBIjH95AH9CwAAIBYgDWogMSAv/eUB/QsAACAXIA1qIDD9CwAAIBggDWogLv0LAAAgGSANaiAqIDL95gEiMCAuICz95AEgMv3mASIy/eQB/QsAACAaIA1qIDIgMP3lAf0LAAAgGyANaiAs/QsAACANQRBqIQ0gKEEEaiIoIB9IDQALCyAcIARqIRwgACAEaiEAIA4gBGohDiAPIARqIQ8gECAEaiEQIBEgBGohESASIARqIRIgEyAEaiETIBQgBGohFCAVIARqIRUgFiAEaiEWIBcgBGohFyAYIARqIRggGSAEaiEZIBogBGohGiAbIARqIRsgHkF4aiEeIAEgDGohASAdQQhqIh0gA0gNAAsLC4cMAlB/D3sgBUECbSEJIAZBAm0hCgJAIARBAUgNACADIAogCWwiC0EEdCIMIAdsQQJ0aiENIAMgCyAHQQZ0Ig4gCEEEdGpsaiEPIAMgCyAOIAhBBXRqbGohECADIAsgDiAIQTBsamxqIREgAyALIA4gCEECdCISamxqIRMgAyALIA4gCEEUbGpsaiEUIAMgCyAOIAhBJGxqbGohFSADIAsgDiAIQTRsamxqIRYgAyALIA4gCEEDdCIXamxqIRggAyALIA4gCEEYbGpsaiEZIAMgCyAOIAhBKGxqbGohGiADIAsgDiAIQThsamxqIRsgAyALIA4gCEEMbGpsaiEcIAMgCyAOIAhBHGxqbGohHSADIAsgDiAIQSxsamxqIR4gAyALIA4gCEE8bGpsaiEfIAogCGxBAnQhICAAIBJqISEgCCAGbCIOQQN0ISIgCCAHbEECdCEjIAZBAmogB2wiJCAFQQJqbCElIA4gBWxBAnQhJiAAIA5BAnRqIScgCyAIbEECdCEoIAsgB2xBAnQhKSAAIAggBkECdEEEamxqISpBACErIAwgCGwiLEEBSCEtA0AgAyABICUgK2xBAnRqICQgCSAKIAcQiICAgAACQCAtDQBBACEMIA0hDgNAIA79DAAAAAAAAAAAAAAAAAAAAAD9CwAAIA5BEGohDiAMQQRqIgwgLEgNAAsLQRAhLiACIQ4gDSEMIAMhLwNAIAwgLyAOQQFBASALIAdBASAHIAgQhICAgAAgDiAjaiEOIAwgKGohDCAvIClqIS8gLkF/aiIuDQALAkAgBUECSA0AQQAhMCANITEgDyEyIBAhMyARITQgEyE1IBQhNiAVITcgFiE4IBghOSAZITogGiE7IBshPCAcIT0gHSE+IB4hPyAfIUAgISFBIAAhQiAqIUMgJyFEA0ACQCAGQQJIDQBBACFFIDEhLiAyIUYgMyFHIDQhSCA1IUkgNiFKIDchSyA4IUwgOSFNIDohTiA7IU8gPCFQID0hUSA+IVIgPyFTIEAhVCBBIVUgQiFWIEMhVyBEIVgDQAJAIAhBAUgNAEEAIQ5BACEMA0AgVCAOav0AAAAhWSBQIA5q/QAAACFaIEggDmr9AAAAIVsgTCAOav0AAAAhXCBTIA5q/QAAACFdIFIgDmr9AAAAIV4gUSAOav0AAAAhXyBWIA5qIi8gLiAOav0AAAAgRiAOav0AAAAiYP3kASBHIA5q/QAAACJh/eQBIEkgDmr9AAAAIEogDmr9AAAAImL95AEgSyAOav0AAAAiY/3kASJk/eQBIE0gDmr9AAAAIE4gDmr9AAAAImX95AEgTyAOav0AAAAiZv3kASJn/eQBIC/9AAAA/eQB/QsAACBVIA5qIi8gZCBn/eUBIF0gXyBe/eQB/eQB/eUBIC/9AAAA/eQB/QsAACBYIA5qIi8gYCBh/eUBIFv95QEgYiBj/eUBIFz95QEiW/3kASBlIGb95QEgWv3lASJa/eQBIC/9AAAA/eQB/QsAACBXIA5qIi8gWyBa/eUBIF4gXf3lASBZ/eUB/eUBIC/9AAAA/eQB/QsAACAOQRBqIQ4gDEEEaiIMIAhIDQALCyAuIBJqIS4gRiASaiFGIEcgEmohRyBIIBJqIUggSSASaiFJIEogEmohSiBLIBJqIUsgTCASaiFMIE0gEmohTSBOIBJqIU4gTyASaiFPIFAgEmohUCBRIBJqIVEgUiASaiFSIFMgEmohUyBUIBJqIVQgVSAXaiFVIFYgF2ohViBXIBdqIVcgWCAXaiFYIEVBAWoiRSAKRw0ACwsgMSAgaiExIDIgIGohMiAzICBqITMgNCAgaiE0IDUgIGohNSA2ICBqITYgNyAgaiE3IDggIGohOCA5ICBqITkgOiAgaiE6IDsgIGohOyA8ICBqITwgPSAgaiE9ID4gIGohPiA/ICBqIT8gQCAgaiFAIEEgImohQSBCICJqIUIgQyAiaiFDIEQgImohRCAwQQFqIjAgCUcNAAsLICEgJmohISAAICZqIQAgKiAmaiEqICcgJmohJyArQQFqIisgBEcNAAsLC/8LAkZ/D3sCQCADQQFIDQAgASAFQQJ0IgYgAkECdCIHamohCCABIAVBA3QiCSAHamohCiABIAVBDGwiCyAHamohDCABIAJBA3QiDSAGamohDiABIAkgDWpqIQ8gASALIA1qaiEQIAEgAkEMbCICIAZqaiERIAEgAiAJamohEiABIAsgAmpqIRMgASAHaiEUIAEgDWohFSABIAJqIRYgASAGaiEXIAEgCWohGCABIAtqIRkgACAEIANsIAVsIgJBA3RqIRogACACQQxsaiEbIAAgAkEEdGohHCAAIAJBFGxqIR0gACACQRhsaiEeIAAgAkEcbGohHyAAIAJBBXRqISAgACACQSRsaiEhIAAgAkEobGohIiAAIAJBLGxqISMgACACQTBsaiEkIAAgAkE0bGohJSAAIAJBOGxqISYgBSAEbCIHQQJ0IScgACACQTxsaiEoIAAgByADbEECdGohKUEAISogBEEBSCErA0ACQCArDQBBACEsIAghCyAKIS0gDCEuIBQhLyAOITAgDyExIBAhMiAVITMgESE0IBIhNSATITYgFiE3IBchOCAYITkgGSE6IAEhOyApITwgACE9IBohPiAbIT8gHCFAIB0hQSAeIUIgHyFDICAhRCAhIUUgIiFGICMhRyAkIUggJSFJICYhSiAoIUsDQAJAIAVBAUgNAEEAIQJBACEHA0AgNiACav0AAAAhTCA0IAJq/QAAACFNIDcgAmr9AAAAIU4gNSACav0AAAAhTyAuIAJq/QAAACFQIAsgAmr9AAAAIVEgLyACav0AAAAhUiAtIAJq/QAAACFTIDIgAmr9AAAAIVQgOiACav0AAAAhVSAwIAJq/QAAACFWIDggAmr9AAAAIVcgPSACaiA7IAJq/QAAACAzIAJq/QAAACJY/eUBIDkgAmr9AAAAIDEgAmr9AAAAIln95QEiWv3lAf0LAAAgPCACaiBXIFb95QEiVyBa/eQB/QsAACA+IAJqIFogV/3lAf0LAAAgPyACaiBXIFUgVP3lAf3lAf0LAAAgQCACaiBSIFj95AEgUyBZ/eQBIlr95QH9CwAAIEEgAmogUSBW/eQBIlcgWv3kAf0LAAAgQiACaiBaIFf95QH9CwAAIEMgAmogVyBQIFT95AH95QH9CwAAIEQgAmogWCBS/eUBIFkgU/3lASJY/eUB/QsAACBFIAJqIFYgUf3lASJWIFj95AH9CwAAIEYgAmogWCBW/eUB/QsAACBHIAJqIFYgVCBQ/eUB/eUB/QsAACBIIAJqIFIgTv3lASBTIE/95QEiUv3lAf0LAAAgSSACaiBRIE395QEiUSBS/eQB/QsAACBKIAJqIFIgUf3lAf0LAAAgSyACaiBRIFAgTP3lAf3lAf0LAAAgAkEQaiECIAdBBGoiByAFSA0ACwsgCyAJaiELIC0gCWohLSAuIAlqIS4gLyAJaiEvIDAgCWohMCAxIAlqITEgMiAJaiEyIDMgCWohMyA0IAlqITQgNSAJaiE1IDYgCWohNiA3IAlqITcgOCAJaiE4IDkgCWohOSA6IAlqITogOyAJaiE7IDwgBmohPCA9IAZqIT0gPiAGaiE+ID8gBmohPyBAIAZqIUAgQSAGaiFBIEIgBmohQiBDIAZqIUMgRCAGaiFEIEUgBmohRSBGIAZqIUYgRyAGaiFHIEggBmohSCBJIAZqIUkgSiAGaiFKIEsgBmohSyAsQQFqIiwgBEcNAAsLIAggDWohCCAKIA1qIQogDCANaiEMIBQgDWohFCAOIA1qIQ4gDyANaiEPIBAgDWohECAVIA1qIRUgESANaiERIBIgDWohEiATIA1qIRMgFiANaiEWIBcgDWohFyAYIA1qIRggGSANaiEZIAEgDWohASApICdqISkgACAnaiEAIBogJ2ohGiAbICdqIRsgHCAnaiEcIB0gJ2ohHSAeICdqIR4gHyAnaiEfICAgJ2ohICAhICdqISEgIiAnaiEiICMgJ2ohIyAkICdqISQgJSAnaiElICYgJ2ohJiAoICdqISggKkEBaiIqIANHDQALCwuMFQJOfxR7IAMgCEECbSILIAdBAm0iDGwiDUEEdCIOIAlsQQJ0aiIPIA4gCmxBAnRqIRACQCAKIAlsIhFBAUgNACARQQR0IRJBACETIBAhDgNAIA79DAAAAAAAAAAAAAAAAAAAAAD9CwAAIA5BEGohDiATQQRqIhMgEkgNAAsLAkAgBkEBSA0AIAIgCkECdCIUIAVBAnQiE2pqIRUgAyANIAlBBnQiDiAUamxqIRYgAyANIA4gCkEDdCIXamxqIRggAyANIA4gCkEMbGpsaiEZIAMgDSAOIApBBHRqbGohGiADIA0gDiAKQRRsamxqIRsgAyANIA4gCkEYbGpsaiEcIAMgDSAOIApBHGxqbGohHSADIA0gDiAKQQV0amxqIR4gAyANIA4gCkEkbGpsaiEfIAMgDSAOIApBKGxqbGohICADIA0gDiAKQSxsamxqISEgAyANIA4gCkEwbGpsaiEiIAMgDSAOIApBNGxqbGohIyADIA0gDiAKQThsamxqISQgAyANIA4gCkE8bGpsaiElIAVBA3QhJiAEQQJ0IScgEUECdCEoIAIgE2ohKSACIBRqISogCyAKbEECdCErIAhBAmogCWwiLCAHQQJqbCEtIA0gCWxBAnQhLiANIApsQQJ0IS8gCkEBSCEwQQAhMQNAIAMgASAtIDFsQQJ0aiAsIAwgCyAJEIiAgIAAAkAgB0ECSA0AQQAhMiApITMgFSE0IAIhNSAqITYgDyE3IBYhOCAYITkgGSE6IBohOyAbITwgHCE9IB0hPiAeIT8gHyFAICAhQSAhIUIgIiFDICMhRCAkIUUgJSFGA0ACQCAIQQJIDQBBACFHIDMhEiA0IQUgNSEEIDYhSCA3IUkgOCFKIDkhSyA6IUwgOyFNIDwhTiA9IU8gPiFQID8hUSBAIVIgQSFTIEIhVCBDIVUgRCFWIEUhVyBGIVgDQAJAIDANAEEAIQ5BACETA0AgBSAOav0AAAAhWSASIA5q/QAAACFaIEggDmr9AAAAIVsgSSAOaiAEIA5q/QAAACJc/QsAACBKIA5qIFsgXP3kAf0LAAAgSyAOaiBcIFv95QH9CwAAIEwgDmr9DAAAAAAAAAAAAAAAAAAAAAAiXSBb/eUB/QsAACBNIA5qIFogXP3kASJe/QsAACBOIA5qIF4gWyBZ/eQBIl/95AH9CwAAIE8gDmogXiBf/eUB/QsAACBQIA5qIF0gX/3lAf0LAAAgUSAOaiBcIFr95QEiXP0LAAAgUiAOaiBcIFsgWf3lASJb/eQB/QsAACBTIA5qIFwgW/3lAf0LAAAgVCAOaiBdIFv95QH9CwAAIFUgDmogXSBa/eUBIlv9CwAAIFYgDmogWyBdIFn95QEiXP3kAf0LAAAgVyAOaiBbIFz95QH9CwAAIFggDmogXSBc/eUB/QsAACAOQRBqIQ4gE0EEaiITIApIDQALCyASIBdqIRIgBSAXaiEFIAQgF2ohBCBIIBdqIUggSSAUaiFJIEogFGohSiBLIBRqIUsgTCAUaiFMIE0gFGohTSBOIBRqIU4gTyAUaiFPIFAgFGohUCBRIBRqIVEgUiAUaiFSIFMgFGohUyBUIBRqIVQgVSAUaiFVIFYgFGohViBXIBRqIVcgWCAUaiFYIEdBAWoiRyALRw0ACwsgMyAmaiEzIDQgJmohNCA1ICZqITUgNiAmaiE2IDcgK2ohNyA4ICtqITggOSAraiE5IDogK2ohOiA7ICtqITsgPCAraiE8ID0gK2ohPSA+ICtqIT4gPyAraiE/IEAgK2ohQCBBICtqIUEgQiAraiFCIEMgK2ohQyBEICtqIUQgRSAraiFFIEYgK2ohRiAyQQFqIjIgDEcNAAsLQRAhBSAQIQ4gAyETIA8hEgNAIA4gEyASQQBBAEEBQQEgDSAJQQEgCSAKEIWAgIAAIA4gKGohDiATIC5qIRMgEiAvaiESIAVBf2oiBQ0ACyApICdqISkgFSAnaiEVIAIgJ2ohAiAqICdqISogMUEBaiIxIAZHDQALCwJAIApBAUgNACADIA0gCkEGdCAJQQZ0amwiDiARQQJ0amohBSADIA4gEUEEdGpqIQQgAyAOIBFBBXRqaiFIIAMgDiARQTBsamohSSADIA4gEUEUbGpqIUogAyAOIBFBJGxqaiFLIAMgDiARQTRsamohTCADIA4gEUEDdGpqIU0gAyAOIBFBGGxqaiFOIAMgDiARQShsamohTyADIA4gEUE4bGpqIVAgAyAOIBFBDGxqaiFRIAMgDiARQRxsamohUiADIA4gEUEsbGpqIVMgAyAOIBFBPGxqaiFUIAlBBXQhMCAJQQJ0ITUgCUEDdCE2IAlBDGwhNyAJQQR0ITggCUEUbCE5IAlBGGwhOiAJQRxsITsgCUGgAmwhNEEAITMgCiEmA0ACQCAKIDNrIg5BCCAOQQhIGyAJbCJVQQFIDQAgACA1ICZBCCAmQQhIGyIObGohViAAIDYgDmxqIVcgACA3IA5saiFYIAAgOCAObGohFCAAIDkgDmxqIRcgACA6IA5saiFHIAAgOyAObGohCyAAIDAgDmxqIStBACEOQQAhEwNAIFQgDmr9AAAAIVkgSSAOav0AAAAhWiBMIA5q/QAAACFeIFAgDmr9AAAAIV8gUSAOav0AAAAhYCBTIA5q/QAAACFdIFIgDmr9AAAAIVwgACAOaiISIBL9AAAAIBAgDmr9AAAAIAQgDmr9AAAAImEgSCAOav0AAAAiYv3kAf0MAAAAPwAAAD8AAAA/AAAAPyJb/eYBImP95AEgBSAOav0AAAAgSiAOav0AAAAiZCBLIA5q/QAAACJl/eQBIFv95gEiZv3kASJnIE0gDmr9AAAAIE4gDmr9AAAAImggTyAOav0AAAAiaf3kASBb/eYBImr95AEia/3kASBb/eYBImz95AH95AH9CwAAIFYgDmoiEiAS/QAAACBnIGv95QEgW/3mAf3kAf0LAAAgVyAOaiISIBL9AAAAIGAgXCBd/eQBIFv95gEiZ/3kASBs/eQB/eQB/QsAACBYIA5qIhIgEv0AAAAgYSBi/eUBIFv95gEgZCBl/eUBIFv95gEiYCBoIGn95QEgW/3mASJh/eQBIFv95gEiYv3kAf3kAf0LAAAgFCAOaiISIBL9AAAAIGAgYf3lASBb/eYB/eQB/QsAACAXIA5qIhIgEv0AAAAgXCBd/eUBIFv95gEgYv3kAf3kAf0LAAAgRyAOaiISIBL9AAAAIFogY/3kASBeIGb95AEiXSBfIGr95AEiXP3kASBb/eYBIlr95AH95AH9CwAAIAsgDmoiEiAS/QAAACBdIFz95QEgW/3mAf3kAf0LAAAgKyAOaiISIBL9AAAAIFkgZ/3kASBa/eQB/eQB/QsAACAOQRBqIQ4gE0EEaiITIFVIDQALCyAFIDBqIQUgECAwaiEQIAQgMGohBCBIIDBqIUggSSAwaiFJIEogMGohSiBLIDBqIUsgTCAwaiFMIE0gMGohTSBOIDBqIU4gTyAwaiFPIFAgMGohUCBRIDBqIVEgUiAwaiFSIFMgMGohUyBUIDBqIVQgJkF4aiEmIAAgNGohACAzQQhqIjMgCkgNAAsLCw==";
    var Fe = 8, oe = class {
      name = "plain";
      winograd = null;
      #e = new Float32Array(65536);
      allocate = O(16, (e) => {
        if (e <= this.#e.byteLength) return;
        let r = new Float32Array(Math.max(e / 4, 2 * this.#e.length));
        r.set(this.#e), this.#e = r;
      });
      room = R(this.allocate);
      floats(e, r) {
        return new Float32Array(this.#e.buffer, e, r);
      }
      integers(e, r) {
        return new Int32Array(this.#e.buffer, e, r);
      }
      copy = (e, r, n, s, o, a, i, l, j, c, u, A, d) => {
        let m = this.#e;
        for (let p = 0; p < j; p++) for (let h2 = 0; h2 < c; h2++) {
          let f = e / 4 + p * r + h2 * n, b = o / 4 + p * a + h2 * i;
          for (let y = 0; y < u; y++, f += s, b += l) for (let g = 0; g < A; g++) m[f + g] = m[b + g] + (d ? m[f + g] : 0);
        }
      };
      gather = (e, r, n, s) => {
        let o = this.#e;
        this.integers(n, s).forEach((a, i) => {
          o[e / 4 + i] = a < 0 ? 0 : o[r / 4 + a];
        });
      };
      rectify = (e, r, n, s, o) => {
        let a = this.floats(n, o), i = this.floats(r, s * o), l = this.floats(e, s * o);
        for (let j = 0; j < i.length; j++) l[j] = i[j] > 0 ? i[j] : i[j] * a[j % o];
      };
      rectify_gradient = (e, r, n, s, o, a, i) => {
        let l = this.floats(o, i), j = this.floats(s, a * i), c = this.floats(n, a * i), u = this.floats(e, a * i), A = new Float64Array(i);
        for (let d = 0; d < j.length; d++) j[d] > 0 && (u[d] += c[d]), j[d] < 0 && (u[d] += c[d] * l[d % i], A[d % i] += c[d] * j[d]);
        r && this.floats(r, i).forEach((d, m, p) => p[m] = d + A[m]);
      };
      convolve = (e, r, n, s, o, a, i, l, j, c) => {
        let u = this.#e, A = a * i + j - i, d = (o + l - 1) * A;
        for (let m = 0; m < s; m++) for (let p = 0; p < o; p++) for (let h2 = 0; h2 < a; h2++) for (let f = 0; f < c; f += 4) {
          let { wide: b, first: y } = Ie(f, c, l * j), g = e / 4 + ((m * o + p) * a + h2) * c + f, x = n / 4 + y, [w, v, P, G] = [0, 0, 0, 0];
          for (let k = 0; k < l; k++) {
            let S = r / 4 + m * d + (p + k) * A + h2 * i;
            for (let T = S; T < S + j; T++, x += b) {
              let L = u[T];
              w += L * u[x], v += L * u[x + 1], P += L * u[x + 2], G += L * u[x + 3];
            }
          }
          u[g] += w, u[g + 1] += v, u[g + 2] += P, u[g + 3] += G;
        }
      };
      kernel_gradient = (e, r, n, s, o, a, i, l, j, c, u, A) => {
        let d = this.#e, m = l * j + u - j, p = (i + c - 1) * m;
        for (let h2 = 0; h2 < A; h2 += 4) {
          let { wide: f, first: b } = Ie(h2, A, c * u);
          for (let y = 0; y < c; y++) for (let g = 0; g < u; g++) {
            let x = e / 4 + b + (y * u + g) * f, [w, v, P, G] = [0, 0, 0, 0];
            for (let k = 0; k < a; k++) for (let S = 0; S < i; S++) {
              let T = n / 4 + k * s + S * o + h2, L = r / 4 + k * p + (S + y) * m + g;
              for (let ae = 0; ae < l; ae++, T += A, L += j) {
                let E = d[L];
                w += E * d[T], v += E * d[T + 1], P += E * d[T + 2], G += E * d[T + 3];
              }
            }
            d[x] += w, d[x + 1] += v, d[x + 2] += P, d[x + 3] += G;
          }
        }
      };
    };
    function Ie(t, e, r) {
      let n = t - t % Fe;
      return { wide: Math.min(Fe, e - n), first: n * r + (t - n) };
    }
    var Ee = () => new oe();
    var tr = 65536;
    async function nr() {
      let t = Uint8Array.from(atob($e), (a) => a.charCodeAt(0)), { instance: e } = await WebAssembly.instantiate(t), { memory: r, __heap_base: n, ...s } = e.exports, o = O(n.value, (a) => {
        let i = Math.ceil((a - r.buffer.byteLength) / tr);
        i > 0 && r.grow(i);
      });
      return { ...s, name: "wasm", winograd: s, allocate: o, room: R(o), floats: (a, i) => new Float32Array(r.buffer, a, i), integers: (a, i) => new Int32Array(r.buffer, a, i) };
    }
    var I = () => nr().catch(Ee);
    function Ke(t, e) {
      return Array.from({ length: e }, (r, n) => Math.floor((t + e - 1 - n) / e));
    }
    function Oe(t) {
      if (t.length === 1) return t[0];
      let e = t.reduce((s, o) => s + o.images, 0), r = new Float32Array(t[0].gradients.length), n = 0;
      for (let s of t) {
        let o = s.images / e;
        n += o * s.loss;
        for (let a = 0; a < r.length; a++) r[a] += o * s.gradients[a];
      }
      return { loss: n, gradients: r };
    }
    var J = class {
      #e;
      images;
      constructor(e, r) {
        this.#e = e, this.images = r.images, e.postMessage(r);
      }
      compute(e, r, n) {
        let s = { weights: e, x: r, y: n };
        return this.#e.postMessage(s, [r.buffer, n.buffer]), new Promise((o, a) => {
          this.#e.onmessage = ({ data: i }) => "failed" in i ? a(new Error(i.failed)) : o(i);
        });
      }
      close() {
        this.#e.close();
      }
    };
    function Re(t) {
      let e = I(), r, n;
      t.onmessage = async ({ data: s }) => {
        try {
          if ("net" in s) {
            r = s;
            return;
          }
          let { net: o, loss: a, images: i, shape: l } = r;
          n ??= new N2(await e, o, a, i, l), n.net.graph.load(s.weights);
          let j = n.forwardAndBack(s.x, s.y), c = j.next();
          for (; !c.done; ) c = j.next();
          let u = n.net.graph.parameterGradients(), A = { images: i, loss: c.value, gradients: u };
          t.postMessage(A, [u.buffer]);
        } catch (o) {
          t.postMessage({ failed: String(o) });
        }
      };
    }
    var D = class {
      #e;
      #r;
      #t;
      #n;
      #s;
      #o;
      constructor(e, r, n) {
        this.#e = n, this.#r = new N2(e, r.net, r.loss, 1, n.x.shape), this.#t = new Set(n.at);
        let { named: s } = this.#r.net.graph, o = (a = []) => a.map((i) => {
          let l = s.get(i);
          if (l) return [i, l];
          throw new Error(`look expects one of ${[...s.keys()].join(", ")}; received ${i}.`);
        });
        this.#n = o(n.layers), this.#s = o(n.summed), this.#o = o(n.mapped);
      }
      isDue(e) {
        return this.#t.has(e);
      }
      *see(e, r) {
        let { name: n, x: s, y: o } = this.#e, { graph: a } = this.#r.net, i = s.shape[0], l = We(this.#n, ({ size: d }) => new Float32Array(i * d)), j = We(this.#s, ({ shape: d }) => ({ rms: 0, dead: new Uint8Array(d[3]).fill(1) })), c = new Float32Array(o ? a.size : 0), u = 0;
        a.load(e);
        for (let d = 0; d < i; d++) {
          let m = z(s, [d]);
          o ? (u += (yield* this.#r.forwardAndBack(m, z(o, [d]))) / i, a.parameterGradients().forEach((p, h2) => {
            c[h2] += p / i;
          })) : yield* this.#r.forward(m);
          for (let [p, h2] of this.#n) l[p].set(a.values(h2), d * h2.size);
          for (let [p, h2] of this.#s) sr(j[p], a.values(h2), i);
        }
        let A = {};
        for (let [d, m] of this.#o) A[d] = or(a.values(m), m.shape[3]), yield;
        return { name: n, step: r, outputs: l, summaries: j, maps: A, loss: o ? u : null, gradients: o ? Ce(a, c) : {}, weights: o ? Ce(a, e) : {} };
      }
    };
    function We(t, e) {
      return Object.fromEntries(t.map(([r, n]) => [r, e(n)]));
    }
    function sr(t, e, r) {
      let { dead: n } = t, s = 0;
      for (let o = 0; o < e.length; ) for (let a = 0; a < n.length; a++) {
        let i = e[o++];
        s += i * i, i && (n[a] = 0);
      }
      t.rms = Math.hypot(t.rms, Math.sqrt(s / e.length / r));
    }
    function or(t, e) {
      let r = t.reduce((a, i) => Math.max(a, Math.abs(i)), 0), n = 120 / (r || 1), s = t.length / e, o = new Uint8Array(t.length);
      for (let a = 0, i = 0; i < s; i++) for (let l = 0; l < e; l++) o[l * s + i] = 128.5 + n * t[a++];
      return { pixels: o, largest: r };
    }
    function Ce(t, e) {
      return Object.fromEntries(t.parameters.map(({ name: r, start: n, size: s }) => [r, e.slice(n, n + s)]));
    }
    function Be(t, e) {
      if (t.optimizer === "adam") return ar(t.learning_rate, t.epsilon ?? 1e-7, e);
      if (t.optimizer === "sgd") return ir(t.learning_rate, t.momentum ?? 0, e);
      throw new Error(`optimizer expects adam or sgd; received ${t.optimizer}.`);
    }
    function ar(t, e, r) {
      let [n, s] = [0.9, 0.999], o = new Float32Array(r), a = new Float32Array(r), i = 0;
      return (l, j) => {
        i++;
        let c = t * Math.sqrt(1 - s ** i) / (1 - n ** i);
        for (let u = 0; u < r; u++) {
          let A = j[u];
          o[u] += (A - o[u]) * (1 - n), a[u] += (A * A - a[u]) * (1 - s), l[u] -= c * o[u] / (Math.sqrt(a[u]) + e);
        }
      };
    }
    function ir(t, e, r) {
      let n = new Float32Array(r);
      return (s, o) => {
        for (let a = 0; a < r; a++) n[a] = e * n[a] - t * o[a], s[a] += n[a];
      };
    }
    var Q = class {
      #e = new Uint32Array(624);
      #r = 624;
      #t = null;
      constructor(e) {
        let r = this.#e;
        r[0] = e;
        for (let n = 1; n < 624; n++) r[n] = Math.imul(1812433253, r[n - 1] ^ r[n - 1] >>> 30) + n;
      }
      bits() {
        this.#r === 624 && this.#n();
        let e = this.#e[this.#r++];
        return e ^= e >>> 11, e ^= e << 7 & 2636928640, e ^= e << 15 & 4022730752, (e ^ e >>> 18) >>> 0;
      }
      #n() {
        let e = this.#e;
        for (let r = 0; r < 624; r++) {
          let n = e[r] & 2147483648 | e[(r + 1) % 624] & 2147483647;
          e[r] = e[(r + 397) % 624] ^ n >>> 1 ^ (n & 1 ? 2567483615 : 0);
        }
        this.#r = 0;
      }
      uniform() {
        let e = this.bits() >>> 5, r = this.bits() >>> 6;
        return (e * 2 ** 26 + r) / 2 ** 53;
      }
      normal() {
        if (this.#t !== null) {
          let e = this.#t;
          return this.#t = null, e;
        }
        for (; ; ) {
          let e = 2 * this.uniform() - 1, r = 2 * this.uniform() - 1, n = e * e + r * r;
          if (n >= 1 || n === 0) continue;
          let s = Math.sqrt(-2 * Math.log(n) / n);
          return this.#t = s * e, s * r;
        }
      }
      permutation(e) {
        let r = Int32Array.from({ length: e }, (n, s) => s);
        for (let n = e - 1; n > 0; n--) {
          let s = this.#s(n + 1);
          [r[n], r[s]] = [r[s], r[n]];
        }
        return r;
      }
      #s(e) {
        let r = 2 ** (32 - Math.clz32(e - 1)) - 1;
        for (; ; ) {
          let n = (this.bits() & r) >>> 0;
          if (n < e) return n;
        }
      }
    };
    var lr = 50, U = class {
      #e;
      #r;
      #t;
      #n;
      #s;
      #o;
      #c;
      #u;
      weights;
      step = 0;
      #a = [];
      #j = performance.now();
      #d = performance.now();
      constructor(e, r) {
        let { kernels: n, followers: s } = r, { net: o, loss: a, x: i } = e, [l, ...j] = Ke(e.batch_size, 1 + s.length);
        this.#e = e, this.#r = r, this.#n = l, this.#t = new N2(n, o, a, l, i.shape), this.#s = j.flatMap((A, d) => A ? new J(s[d], { net: o, loss: a, images: A, shape: i.shape }) : []), this.#o = (e.looks ?? []).map((A) => new D(n, e, A));
        let { graph: c } = this.#t.net, u = new Q(e.seed);
        this.weights = e.weights?.slice() ?? c.initialWeights(u), this.#c = Be(e.optimizer, c.size), this.#u = e.batches?.values() ?? cr(i.shape[0], e.batch_size, u);
      }
      async run() {
        let { pace: e } = this.#r;
        try {
          for (this.#t.net.graph.load(this.weights), await this.#m(); this.step < this.#e.steps; ) await e.turn(), await this.#i(), this.step++, (e.waits || performance.now() - this.#j > lr) && this.#l(), await this.#m();
        } catch (r) {
          if (!e.stopped) throw r;
        } finally {
          this.#l();
          for (let r of this.#s) r.close();
        }
      }
      async #i() {
        let { x: e, y: r, steps: n } = this.#e, { graph: s } = this.#t.net, { value: o, done: a } = this.#u.next();
        if (a) throw new Error(`batches expects ${n} lists; received ${this.step}.`);
        let i = Array.from(o), l = i.splice(0, this.#n), j = this.#s.map((m) => {
          let p = i.splice(0, m.images);
          return m.compute(this.weights, z(e, p), z(r, p));
        }), c = this.#t.forwardAndBack(z(e, l), z(r, l)), u = await this.#r.pace.through(c), A = { images: this.#n, loss: u, gradients: s.parameterGradients() }, d = Oe([A, ...await Promise.all(j)]);
        if (!Number.isFinite(d.loss)) throw new Error(`The loss is ${d.loss} at step ${this.step + 1}. Lower the learning rate, and check that the images are in [0, 1] and hold no NaN.`);
        this.#a.push(d.loss), this.#c(this.weights, d.gradients), s.load(this.weights);
      }
      async #m() {
        let { pace: e, tell: r } = this.#r, { every: n = Number.POSITIVE_INFINITY } = this.#e, s = e.waits || performance.now() - this.#d > n;
        for (let o of this.#o) {
          if (!s && !o.isDue(this.step)) continue;
          let a = await e.through(o.see(this.weights, this.step));
          this.#l(), r({ kind: "seen", seen: a }), this.#d = performance.now();
        }
      }
      #l() {
        this.#a.length && this.#r.tell({ kind: "progress", step: this.step, losses: this.#a }), this.#a = [], this.#j = performance.now();
      }
    };
    function* cr(t, e, r) {
      if (e < 1 || e > t) throw new Error(`batch_size expects 1 to ${t}, the number of images; received ${e}.`);
      for (; ; ) {
        let n = r.permutation(t);
        for (let s = 0; s + e <= t; s += e) yield n.subarray(s, s + e);
      }
    }
    async function Ve(t, e) {
      let r = new AbortController(), n, s = Promise.resolve(), o = (i) => t.postMessage(i);
      async function a({ job: i, followers: l }, j) {
        try {
          let c = new U(i, { kernels: await I(), pace: j, followers: l, tell: o });
          await c.run();
          let { step: u, weights: A } = c;
          o({ kind: "end", step: u, stopped: j.stopped, weights: A });
        } catch (c) {
          o({ kind: "failed", text: c instanceof Error ? c.message : String(c) });
        }
      }
      t.onmessage = ({ data: i }) => {
        if (i.kind === "follow") return Re(i.leader);
        if (i.kind === "go") return n?.go(i.steps);
        if (r.abort(), i.kind === "stop") return;
        r = new AbortController();
        let l = n = new K(r.signal, e, i.job.first);
        s = s.then(() => a(i, l));
      }, o({ kind: "hello", kernels: (await I()).name });
    }
    Ve(port, slice);
  })();
}

// engine/open_engine.ts
var SLICE = { worker: 50, page: 12 };
async function openEngine({ workers = 1 } = {}) {
  const leader = await startSide();
  const helpers = leader.place === "page" ? 0 : workers - 1;
  const followers = await Promise.all(Array.from({ length: helpers }, startSide));
  let listeners = [];
  leader.hear((answer) => {
    const [current] = listeners;
    if (answer.kind === "end" || answer.kind === "failed") listeners = listeners.slice(1);
    current?.(answer);
  });
  return {
    place: leader.place,
    kernels: leader.kernels,
    workers: 1 + helpers,
    train(job, hear) {
      listeners.push(hear);
      const ports = followers.map((follower) => {
        const { port1, port2 } = new MessageChannel();
        follower.post({ kind: "follow", leader: port2 }, [port2]);
        return port1;
      });
      leader.post({ kind: "train", job, followers: ports }, ports);
    },
    go: (steps) => leader.post({ kind: "go", steps }),
    stop: () => leader.post({ kind: "stop" }),
    close() {
      for (const side of [leader, ...followers]) side.close();
    }
  };
}
async function startSide() {
  const text = `(${worker_default})(self, ${SLICE.worker})`;
  const blob = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  try {
    return await startWorker("blob worker", blob);
  } catch {
    try {
      return await startWorker("data worker", `data:text/javascript,${encodeURIComponent(text)}`);
    } catch {
      return await besideThePage();
    }
  } finally {
    URL.revokeObjectURL(blob);
  }
}
async function startWorker(place2, url) {
  const worker = new Worker(url);
  const refused = new Promise((_, reject) => {
    worker.onerror = reject;
  });
  return await Promise.race([refused, greeted(worker, place2, () => worker.terminate())]);
}
function besideThePage() {
  const { port1, port2 } = new MessageChannel();
  const close = () => port1.close();
  const side = greeted(port1, "page", close);
  worker_default(port2, SLICE.page);
  return side;
}
function greeted(port, place2, close) {
  let listener = () => {
  };
  return new Promise((resolve) => {
    port.onmessage = ({ data }) => {
      if (data.kind !== "hello") return listener(data);
      resolve({
        place: place2,
        kernels: data.kernels,
        post: (request, transfer = []) => port.postMessage(request, transfer),
        hear: (heard) => listener = heard,
        close
      });
    };
  });
}

// engine/random.ts
var N = 624;
var M = 397;
var Random = class {
  #state = new Uint32Array(N);
  #next = N;
  #spare = null;
  // the polar method draws two normal numbers at a time
  constructor(seed) {
    const state = this.#state;
    state[0] = seed;
    for (let i = 1; i < N; i++)
      state[i] = Math.imul(1812433253, state[i - 1] ^ state[i - 1] >>> 30) + i;
  }
  /** 32 random bits. */
  bits() {
    if (this.#next === N) this.#twist();
    let y = this.#state[this.#next++];
    y ^= y >>> 11;
    y ^= y << 7 & 2636928640;
    y ^= y << 15 & 4022730752;
    return (y ^ y >>> 18) >>> 0;
  }
  #twist() {
    const state = this.#state;
    for (let i = 0; i < N; i++) {
      const y = state[i] & 2147483648 | state[(i + 1) % N] & 2147483647;
      state[i] = state[(i + M) % N] ^ y >>> 1 ^ (y & 1 ? 2567483615 : 0);
    }
    this.#next = 0;
  }
  /** Uniform in [0, 1), of 53 bits: `random_sample`. */
  uniform() {
    const high = this.bits() >>> 5;
    const low = this.bits() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  }
  /** Standard normal, by Marsaglia's polar method: `standard_normal`. */
  normal() {
    if (this.#spare !== null) {
      const spare = this.#spare;
      this.#spare = null;
      return spare;
    }
    for (; ; ) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const factor = Math.sqrt(-2 * Math.log(square) / square);
      this.#spare = factor * x;
      return factor * y;
    }
  }
  /** The numbers 0 to count - 1 in random order: `permutation`. */
  permutation(count2) {
    const order = Int32Array.from({ length: count2 }, (_, i) => i);
    for (let i = count2 - 1; i > 0; i--) {
      const j = this.#below(i + 1);
      [order[i], order[j]] = [order[j], order[i]];
    }
    return order;
  }
  /** Uniform in 0 to limit - 1: bits are drawn until they fit. */
  #below(limit) {
    const mask = 2 ** (32 - Math.clz32(limit - 1)) - 1;
    for (; ; ) {
      const drawn = (this.bits() & mask) >>> 0;
      if (drawn < limit) return drawn;
    }
  }
};

// live_data.ts
var SEED = 1;
var SLICE2 = 10;
async function liveData(packed) {
  const { meta, floats } = await opened(packed);
  const y = floats("train/y");
  const x = meta.noise === null ? floats("train/x") : await noisy(y, meta.noise);
  return {
    train: { x, y },
    test: { x: floats("test/x"), y: floats("test/y") },
    crop: floats("crop/x")
  };
}
async function opened(packed) {
  const { meta, array } = await unpack(packed);
  const floats = (name) => {
    const raw = array(name);
    const values = Float32Array.from(raw);
    if (raw instanceof Uint8Array) for (let i = 0; i < values.length; i++) values[i] /= 255;
    return { shape: meta.shapes[name], values };
  };
  return { meta, floats };
}
async function noisy({ shape, values }, deviation2, seed = SEED) {
  const random = new Random(seed);
  const noisy2 = new Float32Array(values.length);
  let since = performance.now();
  for (let i = 0; i < values.length; i++) {
    noisy2[i] = values[i] + deviation2 * random.normal();
    if (i % 1024 || performance.now() - since < SLICE2) continue;
    await new Promise((resolve) => setTimeout(resolve));
    since = performance.now();
  }
  return { shape, values: noisy2 };
}

// measuring.ts
var TYPES = {
  ...{ added: Int16Array, picture: Uint8Array, histogram: Int32Array },
  ...{ dead: Uint8Array, maps: Uint8Array, map_steps: Int32Array }
};
var typeOf = (field) => TYPES[field] ?? Float32Array;
var isEnlarging = (run) => "input_rms" in run;
function measuringOf(recorded) {
  return isEnlarging(recorded) ? enlarging(recorded) : denoising(recorded);
}
function denoising({ recipe, histogram, histogram_range, steps }) {
  const layers = layersOf(recipe);
  const names = layers.map(({ name }) => name);
  const mapped = layers.map(({ activated }) => activated);
  const before = names[names.length - 1];
  const output = recipe.input_skip ? "input_skip" : mapped[mapped.length - 1];
  const bins = histogram.length / steps.length;
  const drawn = recipe.net === "fsrcnn" ? mapped.slice(0, -1) : mapped;
  return {
    ...{ layers: [before, output], summed: [.../* @__PURE__ */ new Set([...names, ...mapped])], mapped: drawn },
    known: { layers: names, units: layers.map(({ units }) => units) },
    measure({ test, train, crop }, data) {
      const residual = test.outputs[before];
      const made = test.outputs[output];
      const input = data.test.x.values;
      const painted = crop.outputs[output];
      return {
        psnr: psnr(made, data.test.y.values, 1),
        alive: share(residual, (value) => value > 0),
        darkened: share(made, (value, i) => value < input[i]),
        brightened: share(made, (value, i) => value > input[i]),
        gradient: Math.max(...Object.values(train.gradients).map(largest)),
        histogram: counted(residual, bins, histogram_range),
        added: painted.map((value, i) => Math.round(255 * (value - data.crop.values[i]))),
        signal: names.map((name) => test.summaries[name].rms),
        kernel_gradient: names.map((name) => rms(train.gradients[`${name}/kernel`])),
        dead: joined(mapped.map((name) => test.summaries[name].dead)),
        ...mapsIn(crop, drawn)
      };
    }
  };
}
function enlarging({ layers, recipe }) {
  const hidden = layers.slice(0, -1);
  const [output] = layers.slice(-1);
  const mapped = hidden.map((layer) => `${layer}_prelu`);
  const units = hidden.map((layer) => /feature|expand/.test(layer) ? recipe.d : recipe.s);
  return {
    ...{ layers: [output], summed: layers, mapped, known: { units } },
    measure({ test, train, crop }, data) {
      const of = (variables, name) => layers.map((layer) => rms(variables[`${layer}/${name}`]));
      return {
        psnr: psnr(test.outputs[output], data.test.y.values, 1),
        spread: deviation(test.outputs[output]),
        signal: layers.map((layer) => test.summaries[layer].rms),
        gradient: of(train.gradients, "kernel"),
        bias_gradient: of(train.gradients, "bias"),
        weight: of(train.weights, "kernel"),
        picture: crop.outputs[output].map(
          (value) => Math.round(Math.min(255, Math.max(0, 255 * value)))
        ),
        ...mapsIn(crop, mapped)
      };
    }
  };
}
function mapsIn({ step, maps }, layers) {
  return {
    maps: joined(layers.map((name) => maps[name].pixels)),
    map_scale: layers.map((name) => maps[name].largest),
    map_steps: step
  };
}
function psnr(image, wanted, range) {
  let sum = 0;
  for (let i = 0; i < wanted.length; i++) {
    const error = image[i] - wanted[i];
    sum += error * error;
  }
  return 10 * Math.log10(range ** 2 * wanted.length / sum);
}
function rms(values, from2 = 0) {
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const away = values[i] - from2;
    sum += away * away;
  }
  return Math.sqrt(sum / values.length);
}
function deviation(values) {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return rms(values, sum / values.length);
}
function joined(arrays) {
  const all = new Uint8Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const array of arrays) {
    all.set(array, end);
    end += array.length;
  }
  return all;
}
function share(values, counts) {
  let number = 0;
  for (let i = 0; i < values.length; i++) if (counts(values[i], i)) number++;
  return number / values.length;
}
var largest = (values) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
function counted(values, bins, [low, high]) {
  const counts = new Int32Array(bins);
  for (const value of values) {
    const bin = Math.floor(bins * (value - low) / (high - low));
    counts[Math.min(bins - 1, Math.max(0, bin))]++;
  }
  return counts;
}

// facts.ts
function factsOf(run, at, known, original) {
  const common = { ...known, step: run.steps[at], psnr: run.psnr[at] };
  if (isEnlarging(run)) return { ...common, ...enlargingFacts(run, at, original) };
  const denoising2 = run;
  const flat = Number(known.flat);
  return {
    ...common,
    ...denoisingFacts(denoising2, at),
    ...Number.isNaN(flat) ? {} : { flat_gain: run.psnr[at] - flat }
  };
}
function denoisingFacts(run, at) {
  const { values, identity_psnr } = run;
  const added = row(run.added, run, at);
  const pictured = added.length && {
    crop_changed: added.reduce((count2, change) => count2 + (change ? 1 : 0), 0),
    crop_values: added.length
  };
  return {
    ...{ values, identity_psnr },
    gain: run.psnr[at] - identity_psnr,
    alive: Math.round(run.alive[at] * values),
    alive_share: run.alive[at],
    darkened: run.darkened[at],
    brightened: run.brightened[at],
    changed: Math.round((run.darkened[at] + run.brightened[at]) * values),
    gradient: run.gradient[at],
    spread: spread(row(run.histogram, run, at), run.histogram_range),
    ...pictured || {},
    ...layerFacts(run, at)
  };
}
function layerFacts(run, at) {
  const inside = insideOf({ run, at });
  if (!inside) return {};
  const last = inside.signal.length - 1;
  const dead = row(run.dead, run, at);
  return {
    ...{ dead: dead.reduce((sum, one) => sum + one, 0), units: dead.length },
    ...{ first_layer: run.layers[0], last_layer: run.layers[last] },
    ...{ first_signal: inside.signal[0], last_signal: inside.signal[last] },
    ...{ first_gradient: inside.gradient[0], last_gradient: inside.gradient[last] }
  };
}
function spread(counts, [low, high]) {
  const bins = Array.from(counts, (count2, i) => ({
    count: count2,
    middle: low + (i + 0.5) * (high - low) / counts.length
  }));
  const mean = (value) => {
    const total = bins.reduce((sum, { count: count2 }) => sum + count2, 0);
    return bins.reduce((sum, { count: count2, middle }) => sum + count2 * value(middle), 0) / total;
  };
  const centre = mean((middle) => middle);
  return Math.sqrt(mean((middle) => (middle - centre) ** 2));
}
function enlargingFacts(run, at, original) {
  const { grey_psnr, nearest_psnr, bicubic_psnr, input_rms, layers } = run;
  const signal = row(run.signal, run, at);
  const kernels = row(run.gradient, run, at);
  const bias = row(run.bias_gradient, run, at);
  const largest2 = kernels.reduce((most, size2, i) => size2 > kernels[most] ? i : most, 0);
  const picture = row(run.picture, run, at);
  return {
    ...{ grey_psnr, bicubic_psnr, input_rms },
    above_grey: run.psnr[at] - grey_psnr,
    above_nearest: run.psnr[at] - nearest_psnr,
    above_bicubic: run.psnr[at] - bicubic_psnr,
    spread: run.spread[at],
    signal_before_last: signal[signal.length - 2],
    signal_at_output: signal[signal.length - 1],
    gradient: kernels[largest2],
    gradient_layer: layers[largest2],
    ...bias.length && { error_at_input: bias[0], error_at_output: bias[bias.length - 1] },
    ...picture.length && original && {
      darkest: picture.reduce((a, b) => Math.min(a, b)),
      brightest: picture.reduce((a, b) => Math.max(a, b)),
      crop_psnr: psnr(picture, original, 255)
    }
  };
}
function row(values, { steps }, at) {
  const size2 = values.length / steps.length;
  return Array.from({ length: size2 }, (_, i) => values[at * size2 + i]);
}

// wording.ts
function fill(template, facts) {
  const whole = template.replace(/\[(.*?)\]/g, (_, part) => gaps(part, facts) ?? "");
  const filled = gaps(whole, facts);
  if (filled === null) throw new Error(`A fact is missing for: ${template}`);
  return filled;
}
function gaps(template, facts) {
  let missing = false;
  const filled = template.replace(/\{(\w+):?(.*?)\}/g, (_, name, form) => {
    missing ||= !(name in facts);
    return missing ? "" : formatted(facts[name], form);
  });
  return missing ? null : filled;
}
function formatted(value, spec) {
  if (typeof value === "string") return value;
  const [form, nothing] = spec.split("|");
  if (nothing && value === 0) return nothing;
  if (form === "plural") return value === 1 ? "" : "s";
  if (form === "size") return size(value);
  if (form === ",") return minus(integer(value));
  const [, plus, , digits, kind] = /^(\+?)(z?)\.(\d)([fe%])$/.exec(form) ?? [];
  if (kind === "%") return `${minus(fixed(100 * value, Number(digits)))}%`;
  const text = kind === "e" ? exponential(value, Number(digits)) : minus(fixed(value, Number(digits)));
  return plus && !text.startsWith("−") ? `+${text}` : text;
}
function size(value) {
  const away = Math.abs(value);
  const text = exponential(value, 1);
  if (away < 0.01 || away >= 100) return text;
  const power2 = Number(text.split("e")[1].replace("−", "-"));
  if (power2 > 1) return text.replace(".0", "");
  return minus(String(Number(text.replaceAll("−", "-"))));
}
function exponential(value, digits) {
  const text = rounded(value, digits, (x, n) => x.toExponential(n));
  const [mantissa, power2] = text.split("e");
  return `${minus(mantissa)}e${minus(power2.replace("+", ""))}`;
}
function fixed(value, digits) {
  const text = rounded(value, digits, (x, n) => x.toFixed(n));
  return Number(text) === 0 ? text.replace("-", "") : text;
}
function rounded(value, digits, write) {
  const text = write(value, digits);
  const kept2 = write(value, 100).match(new RegExp(`^-?\\d+\\.\\d{${digits}}(?=50*(e|$))`))?.[0];
  if (!kept2 || Number(kept2.at(-1)) % 2) return text;
  return kept2 + (/e.*/.exec(text)?.[0] ?? "");
}

// verdict.ts
var RELATIONS = {
  "<": (fact, bound) => fact < bound,
  "<=": (fact, bound) => fact <= bound,
  ">": (fact, bound) => fact > bound,
  ">=": (fact, bound) => fact >= bound
};
function verdictOf(rules, facts) {
  const holds = ([fact, relation, bound]) => RELATIONS[relation](Number(facts[fact]), bound);
  const rule = rules.find(([, conditions]) => conditions.every(holds));
  if (!rule) throw new Error("The rules of a verdict expect a last one without conditions.");
  const [kind, , words] = rule;
  return [kind, fill(words, facts)];
}

// live_run.ts
var PROBED = 8;
function snapshotSteps(steps) {
  const powers = [];
  for (let step = 1; step < steps; step *= 2) powers.push(step);
  return steps ? [0, ...powers, steps] : [0];
}
function wordsOf(run, { words, verdict, known }, original) {
  const facts = Array.from(run.steps, (_, i) => factsOf(run, i, known, original));
  const told2 = Object.entries(words).map(([name, template]) => [
    name,
    facts.map((each) => fill(template, each))
  ]);
  return {
    words: Object.fromEntries(told2),
    verdict: verdictOf(verdict, facts[facts.length - 1])
  };
}
function makeLiveRun({ panel, recorded, data, original }) {
  if (!panel.live) throw new Error("This panel trains nothing.");
  const texts = panel.live;
  const { train, test, crop } = data;
  const [patches] = train.x.shape;
  const recipe = { ...recorded.recipe, steps: panel.live_steps, patches };
  const measuring = measuringOf(recorded);
  const at = snapshotSteps(recipe.steps);
  const { layers, summed, mapped } = measuring;
  const output = layers.slice(-1);
  const job = {
    net: { net: "red_net", ...recipe },
    // fsrcnn's recipes name their net
    loss: "mse",
    optimizer: recipe,
    ...{ ...train, steps: recipe.steps, seed: recipe.seed, batch_size: recipe.batch_size },
    looks: [
      { name: "test", at, x: test.x, layers, summed },
      { name: "train", at, x: first(train.x, PROBED), y: first(train.y, PROBED), layers: [] },
      { name: "crop", at, x: crop, layers: output, mapped }
      // the last of each snapshot
    ]
  };
  const steps = [];
  const columns = {};
  const losses = [];
  let seen = {};
  let provenance = "";
  let trains = true;
  let record = null;
  function keep2(row2) {
    for (const [field, value] of Object.entries(row2)) {
      const values = typeof value === "number" ? [value] : value;
      columns[field] ??= new (typeOf(field))(at.length * values.length);
      columns[field].set(values, steps.length * values.length);
    }
  }
  function grow() {
    const known = { ...plain(recorded), ...measuring.known, recipe };
    const run = { ...known, steps: Int32Array.from(steps) };
    for (const [field, column] of Object.entries(columns)) {
      const size2 = column.length / at.length;
      Object.assign(run, { [field]: column.subarray(0, steps.length * size2) });
    }
    run.loss = Float32Array.from(losses);
    run.provenance = provenance;
    Object.assign(run, wordsOf(run, texts, original));
    if (trains && run.verdict) run.verdict = [run.verdict[0], `so far ${run.verdict[1]}`];
    record = run;
  }
  return {
    job,
    losses,
    /** The run so far; null before the first snapshot. */
    record: () => record,
    /** Note an answer of the engine; true where there is a new snapshot. */
    hear(answer) {
      if (answer.kind === "progress") losses.push(...answer.losses);
      if (answer.kind !== "seen") return false;
      seen = { ...seen, [answer.seen.name]: answer.seen };
      if (!(seen.test && seen.train && seen.crop)) return false;
      keep2(measuring.measure(seen, data));
      steps.push(answer.seen.step);
      seen = {};
      grow();
      return true;
    },
    /** Say where the run comes from, and whether it still trains. */
    tell(from2, training) {
      provenance = from2;
      trains = training;
      if (record) grow();
    }
  };
}
function first({ shape, values }, count2) {
  const [images, ...image] = shape;
  const size2 = values.length / images;
  return { shape: [count2, ...image], values: values.slice(0, count2 * size2) };
}
var plain = (run) => Object.fromEntries(
  Object.entries(Object.getOwnPropertyDescriptors(run)).flatMap(
    ([name, { value }]) => value === void 0 || ArrayBuffer.isView(value) ? [] : [[name, value]]
  )
);

// trainer.ts
var MOST_WORKERS = 4;
var STEADY = 8;
var OFTEN = 200;
function makeTrainer({ panel, runs, patches, original, onChange }) {
  const live = { run: null, record: null, losses: [] };
  let stopping = null;
  let chosen = 0;
  const status = h("span.rl-status", { role: "status", id: uniqueId("status"), tabindex: -1 });
  const bar = h("progress.rl-progress", { max: 1, value: 0, "aria-label": "Training progress" });
  const train = h("button.rl-train", {
    type: "button",
    "aria-describedby": status.id,
    click: () => void start()
  });
  const stop = h("button.rl-stop", { type: "button", click: () => stopping?.abort() }, "Stop");
  function show(text) {
    if (text !== void 0) status.textContent = text;
    train.disabled = stopping !== null;
    train.textContent = `Train it now (${panel.live_steps} steps)`;
    stop.hidden = bar.hidden = stopping === null;
  }
  async function start() {
    if (!patches) return;
    const { signal } = stopping = new AbortController();
    const number = chosen;
    let engine;
    Object.assign(live, { run: number, record: null, losses: [] });
    bar.removeAttribute("value");
    show("Training in this browser.");
    stop.focus();
    onChange("started");
    try {
      const data = await liveData(patches);
      const plan = { panel, recorded: runs[number], data, original };
      const workers = clamp((navigator.hardwareConcurrency ?? 2) - 1, 1, MOST_WORKERS);
      engine = await openEngine({ workers });
      finish(await trained(engine, plan, signal));
    } catch (error) {
      finish(`Training ended with an error: ${error instanceof Error ? error.message : error}`);
    } finally {
      engine?.close();
    }
  }
  function trained(engine, plan, signal) {
    const run = makeLiveRun(plan);
    const begun = performance.now();
    let steady;
    let drawn = 0;
    live.losses = run.losses;
    return new Promise((resolve, reject) => {
      function hear(answer) {
        const news = run.hear(answer);
        live.record = run.record();
        if (answer.kind === "failed") return reject(new Error(answer.text));
        if (answer.kind === "end") {
          const { step, stopped } = answer;
          const seconds = Math.round((performance.now() - begun) / 1e3);
          run.tell(from(plan, step, seconds, engine), false);
          live.record = run.record();
          const told2 = `${integer(step)} steps in ${seconds} s, in this browser.`;
          return resolve(`${stopped ? "Stopped after" : "Trained"} ${told2}`);
        }
        if (answer.kind === "progress") tell(answer.step);
        if (!news && performance.now() - drawn < OFTEN) return;
        drawn = performance.now();
        onChange("update");
      }
      function tell(step) {
        const now = performance.now();
        if (step >= STEADY) steady ??= { step, at: now };
        const done = step - (steady?.step ?? step);
        const left = steady && done && (now - steady.at) / done * (panel.live_steps - step);
        bar.max = panel.live_steps;
        bar.value = step;
        show(
          `Step ${step} of ${panel.live_steps}${left ? `, ${Math.ceil(left / 1e3)} s left` : ""}`
        );
      }
      run.tell(from(plan, null, 0, engine), true);
      engine.train(run.job, hear);
      signal.addEventListener("abort", () => engine.stop());
      if (signal.aborted) engine.stop();
    });
  }
  function finish(text) {
    const keyboard = document.activeElement === stop;
    stopping = null;
    show(text);
    if (keyboard) train.focus();
    onChange("end");
  }
  show("");
  return {
    element: h(
      "div.rl-trainer",
      { hidden: !panel.live || !patches?.byteLength },
      ...[train, stop, bar, status]
    ),
    live,
    choose(run) {
      chosen = run;
    },
    remove: () => stopping?.abort()
  };
}
function from({ recorded }, step, seconds, { kernels, place: place2, workers }) {
  return [
    `seed ${recorded.recipe.seed}`,
    step === null ? "training now" : `${integer(step)} steps in ${seconds} s`,
    kernels === "wasm" ? "WebAssembly" : "plain JavaScript",
    place2 === "page" ? "no worker" : `${workers} worker${workers === 1 ? "" : "s"}`
  ].join(", ");
}

// worded.ts
async function worded(payload) {
  const file = await unpack(payload);
  const { live } = file.meta.panel;
  return live ? runsOf(file).map((run) => wordsOf(run, live, originalIn(file))) : [];
}
var originalIn = ({ names, array }) => names.includes("original") ? array("original") : void 0;

// results.ts
var CHARTS = {
  network: makeNetwork,
  pictures: makePictures,
  pipe: makePipe,
  enlarged: makeEnlarged
};
var CHANGE = 250;
function makeResults(file, patches, link) {
  const { panel } = file.meta;
  const runs = runsOf(file);
  const sizes = panel.knobs.map(([, labels]) => labels.length);
  let choice2 = [...panel.start];
  let seed = 0;
  let source = "recorded";
  const number = () => runNumber(choice2, sizes, panel.seeds, seed);
  function choose(chosen) {
    choice2 = chosen.places;
    seed = chosen.seed;
    changed2();
  }
  function uncover() {
    outcomes.uncover();
    repaint(CHANGE);
  }
  const outcomes = makeOutcomes(panel, runs);
  const choosing = {
    ...{ panel, outcomes, choose, uncover, choice: () => ({ places: choice2, seed }) }
  };
  const knobs = makeKnobs(choosing);
  const states = makeStates(choosing);
  const presets = makePresets(panel, (places) => choose({ places, seed }));
  const trainer = makeTrainer({
    ...{ panel, runs, patches, onChange: liveChanged },
    original: originalIn(file)
  });
  const pictures = picturesIn(runs, panel.seeds);
  const mover = makeMover(move);
  const player = makePlayer(() => shown().run, mover, repaint);
  const findings = makeFindings((chosen) => {
    source = chosen;
    player.newest();
    repaint(CHANGE);
  });
  const code = makeCode(
    () => codeOf(panel.code[Math.floor(number() / panel.seeds)], shown().run.recipe)
  );
  const state = makeStateText({
    ...{ panel, link },
    now: () => ({ places: choice2, seed, step: shown().run.steps[player.at()] }),
    stepsOf: (places, seed2) => runs[runNumber(places, sizes, panel.seeds, seed2)].steps,
    go({ places, seed: seed2, step }) {
      choose({ places, seed: seed2 });
      player.scrub(placeOf(shown().run.steps, step));
    }
  });
  const charts = [
    makeCurve({ panel, runs, onScrub: player.scrub, onPlay: player.toggle }),
    ...panel.charts.map((name) => CHARTS[name](file))
  ];
  const actions = [trainer.element, code.button, states.button, code.copied];
  const element = h(
    "div.rl-results",
    {},
    h(
      "div.rl-board",
      {},
      presets.element,
      h("div.rl-head", {}, findings.found, knobs.element),
      knobs.outcomes,
      findings.sentence,
      h("div.rl-charts", {}, ...charts.map((chart) => chart.element)),
      h("div.rl-foot", {}, h("div.rl-actions", {}, ...actions), findings.details, state.element)
    ),
    states.element,
    code.text
  );
  const parts = [element, ...charts.map((chart) => chart.element)];
  const widths = watchWidths(parts, () => repaint(CHANGE));
  function shown() {
    const recorded = runs[number()];
    const ours = trainer.live.run === number();
    const live = ours && source === "live" ? trainer.live.record : null;
    return { recorded, run: live ?? recorded, ours, isLive: live !== null };
  }
  function viewOf(first2, motion) {
    const { recorded, run, ours, isLive } = shown();
    const at = player.at();
    const { record, losses } = trainer.live;
    return {
      ...{ run, recorded, at, live: isLive },
      motion,
      others: runs.slice(first2, first2 + panel.seeds).filter((other) => other !== recorded),
      playing: player.playing(),
      height: heightOf(widths.of(element), panel.charts.length),
      overlay: ours ? { run: record, losses } : null,
      words: (name) => run.words[name][at],
      pictures: pictures({ run, at }, motion)
    };
  }
  let view;
  const sized = (chart) => ({ ...view, width: widths.of(chart.element) });
  function repaint(ms = 0) {
    if (element.hidden || !widths.known()) return;
    const first2 = number() - number() % panel.seeds;
    outcomes.visit(first2 / panel.seeds);
    knobs.draw();
    states.draw();
    const now = { run: shown().run, at: player.at() };
    if (!player.playing()) mover.go(now, ms);
    view = viewOf(first2, mover.motion() ?? still(now));
    for (const chart of charts) chart.draw(sized(chart));
    findings.tell({
      ...{ run: view.run, at: view.at, isLive: view.live, playing: view.playing },
      headline: panel.headlines[first2 / panel.seeds],
      both: view.overlay !== null && view.overlay.run !== null
    });
    code.refresh();
    presets.draw(choice2);
    state.draw();
  }
  function move() {
    const motion = mover.motion() ?? view.motion;
    view = { ...view, motion, pictures: pictures(view, motion) };
    for (const chart of charts) (chart.move ?? chart.draw)(sized(chart));
  }
  function changed2() {
    code.copied.textContent = "";
    source = trainer.live.run === number() ? source : "recorded";
    trainer.choose(number());
    player.follow();
    repaint(CHANGE);
  }
  function liveChanged(what) {
    if (what === "started") {
      player.pause();
      source = "live";
      player.newest();
    }
    if (trainer.live.run === number()) repaint(CHANGE);
  }
  trainer.choose(number());
  return {
    element,
    repaint,
    first: knobs.first,
    show: state.show,
    remove() {
      mover.stop();
      widths.end();
      trainer.remove();
    }
  };
}

// panel.ts
async function render({ model: bare, el }) {
  const file = await unpack(bare.get("payload"));
  const kernel = watchKernel(bare, kernelChanged);
  const { model } = kernel;
  const { panel } = file.meta;
  const results = makeResults(file, model.get("patches"), model.get("link"));
  const question = makeQuestion(panel.question, answer);
  const root = h(
    "div.rl-panel",
    { role: "group", "aria-label": panel.title },
    h("div.rl-title", { role: "heading", "aria-level": 3 }, panel.title),
    question.element,
    question.reply,
    question.kept,
    results.element
  );
  el.append(root);
  function ask() {
    results.element.hidden = question.show(model.get("guess"));
    results.repaint();
  }
  function answer(value) {
    model.set("guess", value);
    model.save_changes();
    ask();
    question.warn(kernel);
    (question.reply.hidden ? results.first() : question.reply)?.focus({ preventScroll: true });
  }
  function kernelChanged() {
    if (results.element.hidden) question.warn(kernel);
  }
  const goThere = () => results.show(model.get("state") ?? "");
  keepKeys(root);
  model.on("change:guess", ask);
  model.on("change:state", goThere);
  ask();
  root.dataset.ready = "true";
  return () => {
    results.remove();
    kernel.end();
    model.off("change:guess", ask);
    model.off("change:state", goThere);
  };
}
var panel_default = { render };
export {
  panel_default as default,
  worded
};

// Built from js/ by `make js`: change it there.

// chart.ts
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

// code.ts
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

// axis.ts
var MUCH = 40;
var LEAST = 0.04;
function muchApart(values) {
  const [least, most] = ends(values);
  return least > 0 && most / least > MUCH;
}
function axisOf(values, room, log = muchApart(values)) {
  let [least, most] = ends(values);
  const lacking = log ? 0 : LEAST * Math.max(Math.abs(least), Math.abs(most)) - (most - least);
  if (lacking > 0) [least, most] = [least - lacking / 2, most + lacking / 2];
  const map = log ? Math.log10 : (value) => value;
  const margin = (map(most) - map(least)) * 0.06 || Math.abs(map(most)) * 0.1 || 1;
  const [low, high] = [map(least) - margin, map(most) + margin];
  const ticks = log ? powers(low, high, room) : steps(low, high, room);
  const share = (value) => Math.min(1, Math.max(0, (map(value) - low) / (high - low)));
  const beyond = (value) => map(value) < low ? -1 : map(value) > high ? 1 : 0;
  return { low, high, log, ticks, share, beyond };
}
function ends(values) {
  const known = values.filter((value) => value !== null && Number.isFinite(value));
  return known.length ? [Math.min(...known), Math.max(...known)] : [0, 1];
}
function steps(low, high, room) {
  const rough = (high - low) / Math.max(1, room);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough) ?? rough;
  const first = Math.ceil(low / step);
  const count2 = Math.floor(high / step) - first + 1;
  return Array.from({ length: count2 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}
function powers(low, high, room) {
  const all = Math.floor(high) - Math.ceil(low) + 1;
  const every = Math.max(1, Math.ceil(all / Math.max(1, room)));
  return Array.from({ length: Math.max(0, all) }, (_, i) => Math.ceil(low) + i).filter((exponent) => exponent % every === 0).map((exponent) => Number(`1e${exponent}`));
}
function apart(wanted, gap) {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b]);
  const placed = [...wanted];
  order.slice(1).forEach((i, k) => {
    placed[i] = Math.max(placed[i], placed[order[k]] + gap);
  });
  return placed;
}

// numbers.ts
var minus = (text) => String(text).replace("-", "−");

// patient.ts
var AS_IT_CAME = "as it came";
var nameOf = ({ name }) => name || AS_IT_CAME;
var hasLearned = ({ score }, value) => value !== null && (score.higher ? value >= score.learned : value <= score.learned);
var learnedIn = (patient, { scores }) => scores.filter((value) => hasLearned(patient, value)).length;
function figure(value, digits = 3) {
  if (value === null) return "not a number";
  const rounded = Number(value.toPrecision(digits));
  if (value !== 0 && (Math.abs(value) < 1e-3 || Math.abs(value) >= 1e7))
    return rounded.toExponential().replace("+", "").replace(/-/g, "−");
  return minus(rounded.toLocaleString("en-GB", { maximumFractionDigits: 6 }));
}
var scored = ({ score }, value) => value === null || !score.unit ? figure(value) : `${figure(value)} ${score.unit}`;
var medianOf = (values, higher) => {
  const worst = higher ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const sorted = values.map((value) => value ?? worst).sort((a, b) => a - b);
  const [low, high] = [Math.floor((sorted.length - 1) / 2), Math.ceil((sorted.length - 1) / 2)];
  const median = (sorted[low] + sorted[high]) / 2;
  return Number.isFinite(median) ? median : null;
};
var verdictOf = (patient, value) => {
  if (value === null) return ["not a number", "the score is not a number"];
  const kind = hasLearned(patient, value) ? "learned" : "not learned";
  return [kind, `${kind}, ${scored(patient, value)}`];
};
function findingOf(patient, change) {
  const found = learnedIn(patient, change);
  const known = change.scores.filter((value) => value !== null).sort((a, b) => a - b);
  const median = scored(patient, medianOf(change.scores, patient.score.higher));
  const ends2 = known.length ? `, from ${figure(known[0])} to ${figure(known[known.length - 1])}` : "";
  const lost = change.scores.length - known.length;
  const nans = lost && known.length ? `; in ${lost} ${lost === 1 ? "seed" : "seeds"} not a number` : "";
  return [
    `${found ? "Learned" : "Not learned"} in ${found || change.scores.length} of ${change.scores.length} seeds`,
    `Median ${median}${ends2}${nans}: ${patient.score.label}`
  ];
}
var lineOf = (patient) => `learned ${patient.score.higher ? "from" : "up to"} ${scored(patient, patient.score.learned)}`;
var programOf = ({ program }, { lines }, seed = 0) => [["SEED = 0", `SEED = ${seed}`], ...lines].reduce(
  (code, [old, now]) => code.replace(old, () => now),
  program
);
var capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

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

// epochs.ts
var HEIGHT = 190;
var MARGIN = { left: 54, right: 30, top: 8, bottom: 36 };
var FAR = 8;
var BASE = HEIGHT - MARGIN.bottom;
function makeEpochs() {
  const svg = svgElement("rl-curve rl-epochs");
  const [axes, lines] = [group(svg), group(svg)];
  const caption = h("figcaption");
  const element = h("figure.rl-figure", {}, caption, svg);
  function draw(shown) {
    const { label, runs, numbers, width, key, told: told2 } = shown;
    const axis = axisWith(shown.all, shown.scores);
    const x = scaleX(shown.longest, width);
    const y = (value) => BASE - axis.share(value) * (BASE - MARGIN.top);
    const scale = axis.log ? ", on a log scale" : "";
    caption.replaceChildren(h("b", {}, capital(label)), `over the epochs${scale}; ${key}`);
    svg.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
    svg.setAttribute("aria-label", told2);
    axes(axesOf(axis, y, shown));
    lines(
      runs.map(({ values, kind }) => curveOf(values, kind, x, y)).join("") + numbersOf(numbers, axis, y, width - MARGIN.right)
    );
  }
  return { element, draw };
}
var scaleX = (longest, width) => (epoch) => MARGIN.left + (epoch - 0.5) / longest * (width - MARGIN.left - MARGIN.right);
function axesOf(axis, y, { longest, width }) {
  const right = width - MARGIN.right;
  const x = scaleX(longest, width);
  const across = axis.ticks.map(
    (value) => line(MARGIN.left, y(value), right, y(value), "rl-grid") + svgText(MARGIN.left - 7, y(value) + 4, figure(value), { anchor: "end" })
  ).join("");
  const every = [1, 2, 5, 10, 20, 50, 100].find(
    (step) => (right - MARGIN.left) / (longest / step) >= 30
  );
  const epochs = Array.from({ length: longest }, (_, i) => i + 1).filter((epoch) => epoch === 1 || epoch % (every ?? longest) === 0).filter((_, i, all) => i !== 0 || every === 1 || all.length < 2 || x(all[1]) - x(1) >= 28).map((epoch) => svgText(x(epoch), BASE + 16, epoch)).join("");
  return `${across}${line(MARGIN.left, BASE, right, BASE, "rl-axis")}${epochs}${svgText(
    (MARGIN.left + right) / 2,
    BASE + 32,
    "epoch"
  )}`;
}
function curveOf(values, kind, x, y) {
  const lost = values.indexOf(null);
  const points = (lost < 0 ? values : values.slice(0, lost)).map(
    (value, i) => [x(i + 1), y(value ?? 0)]
  );
  let drawn = `<path d="${path(points)}" class="rl-line ${kind}"/>`;
  if (kind === "rl-chosen" || points.length === 1)
    for (const [px, py] of points)
      drawn += `<circle cx="${px.toFixed(1)}" cy="${py.toFixed(1)}" r="2.4" class="rl-dot ${kind}"/>`;
  if (lost < 0 || kind !== "rl-chosen") return drawn;
  const at = x(lost + 1);
  return drawn + svgText(at, BASE - 6, `not a number from epoch ${lost + 1} on`, {
    anchor: lost > values.length / 2 ? "end" : "start",
    kind: "rl-halo rl-strong"
  });
}
function numbersOf(numbers, axis, y, right) {
  const known = numbers.filter((each) => each[1] !== null);
  const places = apart(
    known.map(([, value]) => y(value)),
    15
  );
  return known.map(([letter, value], i) => {
    const beyond = axis.beyond(value);
    const arrow = beyond > 0 ? "↑" : beyond < 0 ? "↓" : "";
    const label = svgText(right + 14, places[i] + 4, letter + arrow, { kind: "rl-strong" });
    return beyond ? label : line(MARGIN.left, y(value), right, y(value), "rl-reference") + label;
  }).join("");
}
function axisWith(curves, scores) {
  const log = muchApart(curves);
  const most = FAR * Math.max(...curves.map((value) => Math.abs(value ?? 0)));
  const near = scores.filter((value) => value !== null && Math.abs(value) <= most);
  return axisOf([...curves, ...log ? near.filter((value) => Number(value) > 0) : near], 4, log);
}

// runs.ts
function runNumber(places, sizes, seeds, seed) {
  return places.reduce((index, place, knob) => index * sizes[knob] + place, 0) * seeds + seed;
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
var changed = (choice, { knob, value }) => choice.map((place, k) => k === knob ? value : place);
var stateOf = (choice, row2, { sizes }) => runNumber(changed(choice, row2), sizes, 1, 0);
function next(key, cell, { sizes, seeds }) {
  const rows = sizes.flatMap(
    (size, knob) => Array.from({ length: size }, (_, value) => ({ knob, value }))
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
var told = (label, seed, verdict) => `${label}, seed ${seed}: ${verdict ? verdict[1] : "not seen yet"}`;

// cells.ts
function makeCells({ sizes, seeds }, pick) {
  let focus = { knob: 0, value: 0, seed: 0 };
  const cells = sizes.map(
    (size, knob) => Array.from(
      { length: size },
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
    tell(cell, label, verdict, selected) {
      const element = at(cell);
      const kind = verdict ? verdict[0] : "covered";
      element.dataset.verdict = kind;
      element.dataset.sign = SIGNS[kind] ?? "";
      element.setAttribute("aria-selected", String(selected));
      element.title = told(label, cell.seed, verdict);
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
function makeKnobs({ panel, outcomes, choice, choose, uncover }) {
  const shape = {
    sizes: panel.knobs.map(([, labels]) => labels.length),
    seeds: panel.seeds
  };
  let drawn = "";
  const pick = (cell) => choose({ places: changed(choice().places, cell), seed: cell.seed });
  const table = makeCells(shape, pick);
  const knobs = panel.knobs.map(
    ([legend, labels], knob) => makeKnob(
      legend,
      labels,
      panel.start[knob],
      table.cells[knob],
      (value) => pick({ knob, value, seed: choice().seed })
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
    const { places, seed: chosen } = choice();
    const now = `${places}, ${chosen}, ${outcomes.version()}`;
    if (now === drawn) return;
    drawn = now;
    const kinds = /* @__PURE__ */ new Set();
    if (!element.contains(document.activeElement))
      table.stop({ knob: 0, value: places[0], seed: chosen });
    knobs.forEach(({ inputs }, knob) => {
      inputs[places[knob]].checked = true;
      panel.knobs[knob][1].forEach((label, value) => {
        const state = stateOf(places, { knob, value }, shape);
        for (let seed = 0; seed < panel.seeds; seed++) {
          const verdict = outcomes.verdict(state, seed);
          if (verdict) kinds.add(verdict[0]);
          const selected = value === places[knob] && seed === chosen;
          table.tell({ knob, value, seed }, label, verdict, selected);
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
    (label, value) => h(
      "div.rl-options",
      { role: "row" },
      h("div.rl-value", { role: "rowheader" }, h("label", {}, inputs[value], h("span", {}, label))),
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
function halfToFloat(half) {
  const sign = half & 32768 ? -1 : 1;
  const exponent = half >> 10 & 31;
  const fraction = half & 1023;
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

// patient_numbers.ts
var LETTERS = "ABCDEFG";
var numbersTold = ({ numbers }) => numbers.map(([, value], i) => [LETTERS[i], value]);
function tableOf(patient) {
  const rows = patient.numbers.map(
    ([name, value], i) => h(
      "li",
      {},
      h("b.rl-letter", {}, LETTERS[i]),
      h("span.rl-figure-of", {}, figure(value, 4)),
      ` ${name}`
    )
  );
  return h("ul.rl-plain", {}, ...rows);
}

// program_diff.ts
function diffOf(old, now) {
  const [a, b] = [old.trimEnd().split("\n"), now.trimEnd().split("\n")];
  const longest = commonTails(a, b);
  const lines = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ sign: " ", text: a[i++], number: i });
      j++;
    } else if (i < a.length && (j === b.length || longest[i + 1][j] >= longest[i][j + 1]))
      lines.push({ sign: "−", text: a[i++], number: i });
    else lines.push({ sign: "+", text: b[j++], number: j });
  }
  return lines;
}
function commonTails(a, b) {
  const longest = Array.from({ length: a.length + 1 }, () => Array(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      longest[i][j] = a[i] === b[j] ? longest[i + 1][j + 1] + 1 : Math.max(longest[i + 1][j], longest[i][j + 1]);
  return longest;
}
function changesOf(lines) {
  const shown = [];
  lines.forEach((line2, i) => {
    if (line2.sign !== " ") shown.push(line2);
    else if (shown.length && shown[shown.length - 1] && lines.slice(i).some((l) => l.sign !== " "))
      shown.push(null);
  });
  return shown;
}
function dedented(lines) {
  const texts = lines.flatMap((line2) => line2?.text.trim() ? [line2.text] : []);
  const shared = Math.min(...texts.map((text) => text.length - text.trimStart().length));
  return lines.map((line2) => line2 && { ...line2, text: line2.text.slice(shared) });
}

// program_view.ts
var SPOKEN = { "−": "removed: ", "+": "added: ", " ": "" };
var KINDS = { "−": "rl-removed", "+": "rl-added", " ": "rl-kept" };
function diffElement(patient, change) {
  if (!change.lines.length) return h("p.rl-note", {}, "The program stays as it is.");
  const changed2 = change.lines.reduce(
    (code, [old, now]) => code.replace(old, () => now),
    patient.program
  );
  const lines = dedented(changesOf(diffOf(patient.program, changed2)));
  return h(
    "pre.rl-listing.rl-diff",
    { role: "group", "aria-label": `Change of the program: ${nameOf(change)}` },
    h(
      "code",
      {},
      ...lines.map(
        (line2) => line2 ? row(line2, true) : h("span.rl-gap", { "aria-hidden": "true" })
      )
    )
  );
}
function row({ sign, text, number }, signed) {
  const mark = signed ? h("span.rl-diff-sign", { "aria-hidden": "true", "data-sign": sign }) : null;
  const spoken = SPOKEN[sign] ? h("span.rl-hidden", {}, SPOKEN[sign]) : null;
  return h(
    `span.rl-row-of-code.${KINDS[sign]}`,
    {},
    h("span.rl-line-number", { "aria-hidden": "true", "data-number": number }),
    mark,
    spoken,
    `${text}
`
  );
}

// score_strip.ts
var MARGIN2 = { left: 16, right: 16 };
var TOP = 22;
var DOT = 5;
var FAR2 = 6;
var LEVELS = [0, -1, 1, -2, 2, -3, 3, -4, 4, 5];
function makeScoreStrip(patient) {
  const svg = svgElement("rl-scores");
  const fill = group(svg);
  const element = h(
    "figure.rl-figure",
    {},
    h("figcaption", {}, h("b", {}, capital(patient.score.label)), "a dot for each seed"),
    svg
  );
  function draw(rows, width) {
    const axis = scoreAxis(patient, Math.max(2, Math.floor(width / 110)));
    const x = (value) => MARGIN2.left + axis.share(value) * (width - MARGIN2.left - MARGIN2.right);
    const step = patient.seeds > 5 ? 62 : 46;
    const base = TOP + rows.length * step;
    svg.setAttribute("viewBox", `0 0 ${width} ${base + 20}`);
    svg.setAttribute("aria-label", toldOf(patient, rows));
    const at = x(patient.score.learned);
    const late = at > width / 2;
    const ticks = axis.ticks.map(
      (value) => line(x(value), TOP, x(value), base, "rl-grid") + svgText(x(value), base + 15, figure(value))
    ).join("");
    const dots = rows.map(
      (row2, i) => rowOf(
        patient,
        row2,
        { top: TOP + i * step, middle: TOP + i * step + (step + 18) / 2 - 3 },
        axis,
        x
      )
    ).join("");
    fill(
      ticks + line(MARGIN2.left, base, width - MARGIN2.right, base, "rl-axis") + line(at, TOP - 4, at, base, "rl-zero") + svgText(at + (late ? -4 : 4), 13, lineOf(patient), {
        anchor: late ? "end" : "start",
        kind: "rl-strong"
      }) + dots
    );
  }
  return { element, draw };
}
function scoreAxis({ changes, score }, room) {
  const all = changes.flatMap(({ scores }) => scores).filter((value) => value !== null);
  const off = all.map((value) => Math.abs(value - score.learned));
  const most = FAR2 * (medianOf(off, false) ?? 0);
  return axisOf([score.learned, ...all.filter((_, i) => off[i] <= most)], room);
}
function rowOf(patient, row2, { top, middle }, axis, x) {
  const taken = [];
  const order = row2.scores.map((_, seed) => seed).filter((seed) => seed !== row2.chosen);
  if (row2.chosen >= 0) order.push(row2.chosen);
  const dots = order.map((seed) => {
    const value = row2.scores[seed];
    const at = value === null ? MARGIN2.left : x(value);
    const near = taken.filter((dot) => Math.abs(dot.x - at) < 2 * DOT - 1).map(({ level: level2 }) => level2);
    const level = LEVELS.find((each) => !near.includes(each)) ?? 0;
    taken.push({ x: at, level });
    const y = middle + level * 4.5;
    if (value === null) return svgText(at, y + 4, "×", { kind: "rl-strong" });
    const beyond = axis.beyond(value);
    if (beyond) return svgText(at, y + 4, beyond < 0 ? "◂" : "▸", { kind: "rl-strong" });
    const kind = row2.told && !hasLearned(patient, value) ? "rl-dot rl-missed" : "rl-dot";
    const bold = seed === row2.chosen ? " rl-bold" : "";
    return `<circle cx="${at.toFixed(1)}" cy="${y}" r="${bold ? DOT + 1 : DOT - 0.5}" class="${kind}${bold}"/>`;
  });
  return svgText(MARGIN2.left, top + 11, row2.name, { anchor: "start" }) + dots.join("");
}
function toldOf(patient, rows) {
  const told2 = rows.map(
    ({ name, scores }) => `${name}: ${scores.map((value, seed) => `seed ${seed} ${scored(patient, value)}`).join(", ")}`
  );
  return `${capital(patient.score.label)}; ${lineOf(patient)}. ${told2.join(". ")}.`;
}

// patient_runs.ts
async function render({ model, el }) {
  const { meta: patient } = await unpack(model.get("payload"));
  const runs = makeRuns(patient);
  el.append(runs.element);
  keepKeys(runs.element);
  runs.element.dataset.ready = "true";
  return runs.end;
}
function makeRuns(patient) {
  let change = 0;
  let seed = 0;
  const panel = {
    ...{ title: patient.title, question: null, seeds: patient.seeds, start: [0] },
    knobs: [["Program", patient.changes.map(nameOf)]]
  };
  const verdicts = patient.changes.flatMap(
    ({ scores }) => scores.map((score) => ({ verdict: verdictOf(patient, score) }))
  );
  const outcomes = makeOutcomes(panel, verdicts);
  const knobs = makeKnobs({
    ...{ panel, outcomes, choice: () => ({ places: [change], seed }) },
    choose(chosen) {
      [change] = chosen.places;
      seed = chosen.seed;
      draw();
    },
    uncover() {
      outcomes.uncover();
      draw();
    }
  });
  const found = makeFinding(patient);
  const learn = h("p.rl-sentence.rl-learn");
  const diff = h("div.rl-change");
  const code = makeCode(
    () => programOf(patient, patient.changes[change], seed),
    "Copy as Keras code"
  );
  const epochs = makeEpochs();
  const strip = makeScoreStrip(patient);
  const numbers = h("div.rl-numbers", {}, h("b", {}, "Scores without learning"), tableOf(patient));
  const charts = h("div.rl-patient-charts", {}, epochs.element, numbers, strip.element);
  const widths = watchWidths([epochs.element, strip.element], draw);
  const element = h(
    "div.rl-panel.rl-patient-runs",
    { role: "group", "aria-label": `Recorded runs: ${patient.title}` },
    h("div.rl-title", { role: "heading", "aria-level": 3 }, patient.title),
    found.element,
    h(
      "div.rl-two",
      {},
      h(
        "div",
        {},
        knobs.element,
        knobs.outcomes,
        learn,
        diff,
        h("div.rl-actions", {}, code.button, code.copied)
      ),
      charts
    ),
    code.text,
    h("p.rl-provenance", {}, `Recorded, in Keras: ${patient.provenance}.`)
  );
  function draw() {
    if (!widths.known()) return;
    const chosen = patient.changes[change];
    outcomes.visit(change);
    knobs.draw();
    found.tell(change, seed);
    learn.textContent = chosen.reply;
    learn.hidden = !chosen.reply;
    diff.replaceChildren(diffElement(patient, chosen));
    const others = chosen.curves.filter((_, each) => each !== seed);
    epochs.draw({
      label: patient.curve[1],
      runs: [
        ...others.map((values) => ({ values, kind: "rl-other" })),
        { values: chosen.curves[seed], kind: "rl-chosen" }
      ],
      numbers: numbersTold(patient),
      all: [...chosen.curves.flat(), ...patient.changes[0].curves.flat()],
      scores: patient.numbers.map(([, value]) => value),
      longest: chosen.curves[seed].length,
      width: widths.of(epochs.element),
      key: `bold: seed ${seed}; faint: the other seeds`,
      told: curveTold(patient, change, seed)
    });
    const row2 = (at) => ({
      ...{ name: nameOf(patient.changes[at]), scores: patient.changes[at].scores, told: true },
      chosen: at === change ? seed : -1
    });
    strip.draw((change ? [0, change] : [0]).map(row2), widths.of(strip.element));
    code.refresh();
  }
  return { element, end: widths.end };
}
function makeFinding(patient) {
  const verdict = h("span.rl-verdict");
  const headline = h("b.rl-headline");
  const detail = h("p.rl-detail.rl-note");
  const element = h(
    "div",
    { "aria-live": "polite" },
    h("div.rl-found", {}, headline, verdict),
    detail
  );
  function tell(change, seed) {
    [headline.textContent, detail.textContent] = findingOf(patient, patient.changes[change]);
    const [kind] = verdictOf(patient, patient.changes[change].scores[seed]);
    verdict.dataset.verdict = kind;
    const sign = h("i.rl-sign", { "aria-hidden": "true", "data-sign": SIGNS[kind] });
    const score = patient.changes[change].scores[seed];
    verdict.replaceChildren(sign, `seed ${seed}: ${scored(patient, score)}`);
  }
  return { element, tell };
}
function curveTold(patient, change, seed) {
  const values = patient.changes[change].curves[seed];
  const ends2 = `${figure(values[0])} in the first epoch, ${figure(values[values.length - 1])} in the last`;
  const numbers = patient.numbers.map(([name, value]) => `${name}: ${figure(value, 4)}`);
  return `Curve of ${patient.curve[1]}, ${nameOf(patient.changes[change])}, seed ${seed}: ${ends2}. ${numbers.join("; ")}.`;
}
var patient_runs_default = { render };
export {
  curveTold,
  patient_runs_default as default
};

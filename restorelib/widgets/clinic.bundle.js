// Built from js/ by `make js`: change it there.

// case.ts
var NEW = {
  ...{ measured: [], number: "", cause: "", evidence: "", change: "", tried: {} },
  ...{ counted: null, solved: null }
};
function caseOf(kept, patient, causes) {
  const told = typeof kept === "object" && kept !== null ? kept : {};
  const among = (value, known) => typeof value === "string" && known.includes(value) ? value : "";
  const made = Array.isArray(told.measured) ? told.measured : [];
  const measured = made.filter((name) => patient.measurements.some((each) => each.name === name));
  const changes = patient.changes.flatMap(({ name }) => name ? [name] : []);
  const tried = Object.entries(told.tried ?? {}).filter(
    ([name, seeds]) => changes.includes(name) && (seeds === 1 || seeds === patient.seeds)
  );
  const whole = (value) => Number.isInteger(value) ? value : null;
  return {
    ...{ measured, tried: Object.fromEntries(tried) },
    number: typeof told.number === "string" ? told.number : "",
    cause: among(told.cause, causes),
    evidence: among(told.evidence, measured),
    change: among(told.change, changes),
    ...{ counted: whole(told.counted), solved: whole(told.solved) }
  };
}
var withMeasured = (now, name) => now.measured.includes(name) ? now : { ...now, measured: [...now.measured, name] };
function withTrial(now, seeds) {
  const before = now.tried[now.change] ?? 0;
  return { ...now, tried: { ...now.tried, [now.change]: before ? seeds : 1 } };
}
function trialOf(now, patient) {
  const change = patient.changes.find(({ name }) => name !== "" && name === now.change) ?? null;
  return { change, seeds: now.tried[now.change] ?? 0 };
}
var started = ({ measured, number, cause, change }) => Boolean(measured?.length || number || cause || change);
function standing(kept, passed) {
  if (typeof kept?.solved === "number")
    return { kind: "diagnosed", words: `diagnosed with ${measurements(kept.solved)}` };
  if (passed) return { kind: "diagnosed", words: "diagnosed" };
  if (!kept || !started(kept)) return { kind: "new", words: "new" };
  return { kind: "open", words: `open, ${measurements(kept.measured?.length ?? 0)}` };
}
var measurements = (count2) => `${count2} measurement${count2 === 1 ? "" : "s"}`;

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
  const options = labels.map((label, i) => h("label", {}, inputs[i], h("span", {}, label)));
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

// chart.ts
function watchWidths(elements, changed) {
  const widths = /* @__PURE__ */ new Map();
  const observer = new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries)
      widths.set(target, Math.max(240, Math.round(contentRect.width)));
    changed();
  });
  for (const element of elements) observer.observe(element);
  return {
    known: () => widths.size > 0,
    of: (element) => widths.get(element) ?? 480,
    end: () => observer.disconnect()
  };
}

// numbers.ts
var minus = (text) => String(text).replace("-", "−");

// patient.ts
var NONE = "none of them";
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
var lineOf = (patient) => `learned ${patient.score.higher ? "from" : "up to"} ${scored(patient, patient.score.learned)}`;
var programOf = ({ program }, { lines }, seed = 0) => [["SEED = 0", `SEED = ${seed}`], ...lines].reduce(
  (code, [old, now]) => code.replace(old, () => now),
  program
);
var capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

// credit.ts
var PARTS = ["number", "evidence", "repair", "seeds"];
var WORDS2 = [
  "none",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten"
];
var inWords = (count2) => WORDS2[count2] ?? String(count2);
var creditsOf = (patient, now) => ({
  number: numberFault(patient, now),
  evidence: evidenceFault(patient, now),
  repair: repairFault(patient, now),
  seeds: seedsFault(patient, now)
});
var isSolved = (credits) => PARTS.every((part) => !credits[part]);
function numberFault(patient, { number }) {
  if (!number) return "choose the number at which the curve ends, or “none of them”.";
  if (number === patient.number) return "";
  if (number === NONE)
    return "one of them does fit. Compare all of them with the last values of the curve.";
  const curve = patient.changes[0].curves[0];
  const value = patient.numbers.find(([name]) => name === number)?.[1] ?? null;
  const last = curve[curve.length - 1];
  return `“${number}” scores ${figure(value, 4)}; the curve ends at ${figure(last, 4)}.`;
}
function evidenceFault(patient, { cause, evidence, measured }) {
  if (!cause) return "choose a cause, and the measurement that supports it.";
  if (cause !== patient.cause) return patient.slips[cause] ?? unsupported(measured);
  if (!measured.length) return "a cause needs a measurement that supports it: make one.";
  if (!evidence) return "say which of your measurements supports the cause.";
  if (!patient.telling.includes(evidence))
    return `“${evidence}” is measured correctly, but a net with another fault could show the same.`;
  return "";
}
var unsupported = (measured) => measured.length ? "none of your measurements shows this cause. What else would explain them?" : "you have measured nothing yet: what would this cause show?";
function repairFault(patient, now) {
  const { change, seeds } = trialOf(now, patient);
  if (!change || !seeds) return "choose one change, and try it.";
  const learned = learnedIn(patient, { scores: change.scores.slice(0, seeds) });
  const most = 2 * learned > seeds;
  if (change.right && (most || seeds < patient.seeds)) return "";
  const found = `it learns in ${learned} of ${seeds} ${seeds === 1 ? "run" : "runs"}`;
  if (most) return `${found}, but the cause is still there. ${change.reply}`.trim();
  return `${found}. ${change.reply || "Look for another cause."}`;
}
function seedsFault(patient, now) {
  const { change, seeds } = trialOf(now, patient);
  if (!change || !seeds) return "nothing was tried yet, so there is nothing to count.";
  if (seeds < patient.seeds)
    return `one seed may be luck: try ${inWords(patient.seeds - seeds)} more, and count.`;
  if (now.counted === null) return `say in how many of the ${inWords(seeds)} runs it learned.`;
  const learned = learnedIn(patient, change);
  if (now.counted === learned) return "";
  return `you count ${now.counted}; compare each of the ${inWords(seeds)} scores with the line once more.`;
}
function costTold(patient, used) {
  const telling = patient.telling.map((name) => `“${name}”`).join(" or ");
  const each = patient.telling.length === 1 ? telling : `either ${telling}`;
  if (used <= 1) return `You used ${measurements(used)}, the fewest that will do: ${each}.`;
  return `You used ${measurements(used)}. One would have been enough: ${each}.`;
}

// patient_numbers.ts
var LETTERS = "ABCDEFG";
var numbersTold = ({ numbers }) => numbers.map(([, value], i) => [LETTERS[i], value]);
var letterOf = ({ numbers }, name) => LETTERS[numbers.findIndex(([each]) => each === name)] ?? "";

// patient_parts.ts
function section(kind, heading, ...children) {
  return h(
    `section.rl-part.${kind}`,
    { "aria-label": heading },
    h("div.rl-part-head", { role: "heading", "aria-level": 4 }, heading),
    ...children
  );
}
function answers(legend, labels, choose) {
  const { element, inputs } = radioGroup("rl-list", legend, labels, -1, choose);
  const options = inputs.map((input) => input.closest("label"));
  function show(checked, offered = () => true) {
    inputs.forEach((input, i) => {
      input.checked = i === checked;
      const option = options[i];
      if (option) option.hidden = !offered(i);
    });
  }
  return { element, show };
}

// patient_diagnosis.ts
function makeDiagnosis(patient, causes, set) {
  const numbers = [...patient.numbers.map(([name]) => name), NONE];
  const number = answers(
    `Where does the curve end? Each number is what a prediction that learns nothing scores in “${patient.curve[1]}”.`,
    [
      ...patient.numbers.map(
        ([name, value]) => `${letterOf(patient, name)} · ${figure(value, 4)} · ${name}`
      ),
      NONE
    ],
    (i) => set({ number: numbers[i] })
  );
  const cause = answers(
    "The cause",
    causes.map(([, words]) => words),
    (i) => set({ cause: causes[i][0] })
  );
  const made = patient.measurements.map(({ name }) => name);
  const evidence = answers(
    "The measurement that supports it",
    made,
    (i) => set({ evidence: made[i] })
  );
  const none = h("p.rl-note", {}, "Measure something first: it can then be chosen here.");
  evidence.element.append(none);
  const element = h(
    "div.rl-stack",
    {},
    section("rl-naming", "Name the number", number.element),
    section("rl-cause", "Diagnose", cause.element, evidence.element)
  );
  function draw(now) {
    number.show(numbers.indexOf(now.number));
    cause.show(causes.findIndex(([key]) => key === now.cause));
    evidence.show(made.indexOf(now.evidence), (i) => now.measured.includes(made[i]));
    none.hidden = now.measured.length > 0;
  }
  return { element, draw };
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
    const { label, runs, numbers, width, key, told } = shown;
    const axis = axisWith(shown.all, shown.scores);
    const x = scaleX(shown.longest, width);
    const y = (value) => BASE - axis.share(value) * (BASE - MARGIN.top);
    const scale = axis.log ? ", on a log scale" : "";
    caption.replaceChildren(h("b", {}, capital(label)), `over the epochs${scale}; ${key}`);
    svg.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
    svg.setAttribute("aria-label", told);
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
function listing(program, name) {
  const lines = program.trimEnd().split("\n");
  return h(
    "pre.rl-listing",
    { role: "group", "aria-label": name },
    h("code", {}, ...lines.map((text, i) => row({ sign: " ", text, number: i + 1 }, false)))
  );
}
function diffElement(patient, change) {
  if (!change.lines.length) return h("p.rl-note", {}, "The program stays as it is.");
  const changed = change.lines.reduce(
    (code, [old, now]) => code.replace(old, () => now),
    patient.program
  );
  const lines = dedented(changesOf(diffOf(patient.program, changed)));
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

// patient_evidence.ts
function makeEvidence(patient) {
  const complaint = h(
    "div.rl-complaint",
    {},
    h("blockquote", {}, patient.complaint),
    h(
      "p.rl-note",
      {},
      `${patient.stands_for} `,
      h(
        "a",
        { href: patient.asked, target: "_blank", rel: "noopener noreferrer" },
        "A public question with this story"
      ),
      ", told in our own words."
    )
  );
  const epochs = makeEpochs();
  const score = h(
    "p.rl-note",
    {},
    `What counts: ${patient.score.label}. ${capital(lineOf(patient))}; this run has ${scored(patient, patient.changes[0].scores[0])}.`
  );
  const log = h(
    "pre.rl-printed.rl-log",
    { tabindex: 0, role: "region", "aria-label": "The log, as printed" },
    patient.log
  );
  const element = section(
    "rl-came",
    "What came",
    epochs.element,
    score,
    h("details.rl-details", { open: true }, h("summary", {}, "The log, as printed"), log),
    h(
      "details.rl-details",
      { open: true },
      h("summary", {}, "The program"),
      listing(patient.program, "The program")
    )
  );
  function draw(number, width) {
    const values = patient.changes[0].curves[0];
    const letter = letterOf(patient, number);
    const lines = numbersTold(patient).filter(([each]) => each === letter);
    const last = values[values.length - 1];
    epochs.draw({
      label: patient.curve[1],
      key: letter ? `dashed: ${letter}, ${number}` : "as it came",
      runs: [{ values, kind: "rl-chosen" }],
      numbers: lines,
      all: values,
      scores: patient.numbers.map(([, value]) => value),
      longest: values.length,
      width,
      told: `Curve of ${patient.curve[1]}: ${figure(values[0])} in the first epoch, ${figure(last)} in the last.`
    });
  }
  return { complaint, element, curve: epochs.element, draw };
}

// patient_measures.ts
var STEPS = [
  "Look at the data",
  "Step 1: name the number",
  "Step 2: overfit one batch",
  "Step 3: follow the signal forward",
  "Step 4: follow the gradient back",
  "Step 5: bisect",
  "Step 6: change one thing"
];
function makeMeasuring(patient, measure) {
  const items = patient.measurements.map((each) => makeItem(each, () => take(each.name)));
  const count2 = h("p.rl-used", { role: "status" });
  const groups = STEPS.flatMap((step, i) => {
    const here = items.filter((_, at) => patient.measurements[at].step === i);
    return here.length ? [h("div.rl-step-of", {}, step), h("ul.rl-plain", {}, ...here.map((item) => item.element))] : [];
  });
  const element = section("rl-measures", "Measure", count2, ...groups);
  let taken = "";
  function take(name) {
    taken = name;
    measure(name);
  }
  function draw({ measured }) {
    count2.textContent = measured.length ? `${measurements(measured.length)} used` : "Each one costs a click, and is counted.";
    patient.measurements.forEach(({ name }, i) => {
      items[i].show(measured.includes(name), name === taken);
    });
  }
  return { element, draw };
}
function makeItem({ name, code, output }, take) {
  const printed = h("div.rl-result", { "aria-live": "polite" });
  const button = h(
    "button.rl-take",
    { type: "button", click: take },
    h("span", {}, name),
    h("span.rl-chip", {}, "measure")
  );
  const element = h(
    "li.rl-measure",
    {},
    button,
    h("pre.rl-printed.rl-asked-code", {}, code.trim()),
    printed
  );
  function show(made, isNew) {
    if (!made || printed.firstChild) return;
    element.classList.add("rl-made");
    if (isNew) element.classList.add("rl-new");
    button.setAttribute("aria-disabled", "true");
    button.lastElementChild?.replaceChildren("✓ measured");
    printed.append(
      h(
        "pre.rl-printed",
        { tabindex: 0, role: "region", "aria-label": `Measured: ${name}` },
        output || "(it prints nothing)"
      )
    );
  }
  return { element, show };
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
  const told = rows.map(
    ({ name, scores }) => `${name}: ${scores.map((value, seed) => `seed ${seed} ${scored(patient, value)}`).join(", ")}`
  );
  return `${capital(patient.score.label)}; ${lineOf(patient)}. ${told.join(". ")}.`;
}

// patient_repair.ts
function makeRepair(patient, set, attempt) {
  const changes = patient.changes.filter(({ name }) => name);
  const change = answers(
    "One change of the program",
    changes.map(({ name }) => name),
    (i) => set({ change: changes[i].name, counted: null })
  );
  const diff = h("div.rl-change");
  const button = h("button.rl-try", { type: "button", click: attempt });
  const code = makeCode(
    () => programOf(patient, chosen ?? patient.changes[0]),
    "Copy as Keras code"
  );
  const actions = h("div.rl-actions", {}, button, code.button, code.copied);
  const epochs = makeEpochs();
  const strip = makeScoreStrip(patient);
  const scores = h("p.rl-scores-told", { "aria-live": "polite" });
  const charts = h("div.rl-patient-charts", {}, epochs.element, strip.element, scores);
  const counts = Array.from({ length: patient.seeds + 1 }, (_, i) => String(i));
  const count2 = answers(
    `In how many of the ${inWords(patient.seeds)} runs did it learn?`,
    counts,
    (i) => set({ counted: i })
  );
  count2.element.classList.add("rl-count");
  const element = section(
    "rl-repair",
    "Repair",
    ...[change.element, diff, actions, code.text, charts, count2.element]
  );
  let chosen = null;
  let diffed = null;
  function draw(now, width) {
    const trial = trialOf(now, patient);
    chosen = trial.change;
    change.show(changes.findIndex(({ name }) => name === now.change));
    if (chosen && chosen !== diffed) diff.replaceChildren(diffElement(patient, chosen));
    diffed = chosen;
    diff.hidden = !chosen;
    epochs.element.hidden = strip.element.hidden = scores.hidden = !trial.seeds;
    button.hidden = !chosen || trial.seeds === patient.seeds;
    button.textContent = trial.seeds ? `Try ${inWords(patient.seeds - 1)} more seeds` : "Try it on one seed";
    count2.element.hidden = trial.seeds < patient.seeds;
    count2.show(now.counted ?? -1);
    code.refresh();
    if (chosen && trial.seeds) show(chosen, trial.seeds, now, width);
  }
  function show(change2, seeds, now, width) {
    const before = patient.changes[0];
    const runs = change2.curves.slice(0, seeds);
    const tried = change2.scores.slice(0, seeds);
    const told = tried.map((value) => scored(patient, value)).join(", ");
    scores.textContent = `${seeds === 1 ? "Score" : "Scores"}: ${told}. ${capital(lineOf(patient))}.`;
    epochs.draw({
      label: patient.curve[1],
      key: `${seeds === 1 ? "one run" : `${inWords(seeds)} runs`}; dashed: as it came`,
      runs: [
        { values: before.curves[0], kind: "rl-before" },
        ...runs.slice(1).map((values) => ({ values, kind: "rl-other" })),
        { values: runs[0], kind: "rl-chosen" }
      ],
      numbers: [],
      all: [...before.curves[0], ...change2.curves.flat()],
      scores: [],
      longest: Math.max(before.curves[0].length, ...runs.map(({ length }) => length)),
      width,
      told: `Curves of ${patient.curve[1]} with the change “${nameOf(change2)}”; the first one ends at ${figure(runs[0][runs[0].length - 1])}.`
    });
    const rows = [
      { name: "as it came", scores: before.scores.slice(0, 1) },
      { name: nameOf(change2), scores: tried }
    ];
    strip.draw(
      rows.map((row2) => ({ ...row2, chosen: -1, told: now.solved !== null })),
      width
    );
  }
  return { element, charts, draw };
}

// patient_verdict.ts
function makeVerdict(patient, handIn, back) {
  const credits = h("ul.rl-plain.rl-credits", {
    tabindex: -1,
    "aria-label": "Credit",
    hidden: true
  });
  const stale = h(
    "p.rl-note",
    { hidden: true },
    "You have changed something since: hand in again."
  );
  const cost = h("p");
  const solved = h(
    "div.rl-solved",
    { hidden: true },
    h("b.rl-solved-head", {}, "✔ Diagnosed"),
    h("p", {}, patient.why),
    cost,
    h("button.rl-next", { type: "button", click: back }, "Back to the waiting room")
  );
  const button = h("button.rl-hand-in", { type: "button", click: handIn }, "Hand in");
  const element = h("div.rl-verdict-of", {}, button, credits, stale, solved);
  let judged = null;
  function tell(found, now) {
    credits.hidden = false;
    credits.replaceChildren(
      ...PARTS.map(
        (part) => h(
          `li.${found[part] ? "rl-wrong" : "rl-right"}`,
          {},
          h("b.rl-mark", {}, `${found[part] ? "✘" : "✔"} ${part}`),
          h("span", {}, found[part])
        )
      )
    );
    judged = now;
    draw(now);
    credits.focus({ preventScroll: true });
  }
  function draw(now) {
    const { solved: used } = now;
    stale.hidden = judged === null || judged === now;
    solved.hidden = used === null;
    if (used !== null) cost.textContent = costTold(patient, used);
  }
  return { element, tell, draw };
}

// patient_page.ts
function makePatientPage({ patient, causes, now, keep, back }) {
  let shown = now;
  const change = (next) => {
    shown = next;
    keep(shown);
    draw();
  };
  const set = (answer) => change({ ...shown, ...answer });
  const evidence = makeEvidence(patient);
  const measuring = makeMeasuring(patient, (name) => change(withMeasured(shown, name)));
  const diagnosis = makeDiagnosis(patient, causes, set);
  const repair = makeRepair(patient, set, () => change(withTrial(shown, patient.seeds)));
  const verdict = makeVerdict(patient, handIn, back);
  const title = h(
    "div.rl-title",
    { role: "heading", "aria-level": 3, tabindex: -1 },
    patient.title
  );
  const element = h(
    "div.rl-patient",
    { "data-patient": patient.name },
    h(
      "div.rl-patient-head",
      {},
      h("button.rl-back", { type: "button", click: back }, "← Waiting room"),
      title
    ),
    evidence.complaint,
    h("div.rl-columns", {}, evidence.element, measuring.element),
    h("div.rl-columns", {}, diagnosis.element, repair.element),
    verdict.element
  );
  const widths = watchWidths([evidence.curve, repair.charts], draw);
  function handIn() {
    const credits = creditsOf(patient, shown);
    if (isSolved(credits) && shown.solved === null) set({ solved: shown.measured.length });
    verdict.tell(credits, shown);
  }
  function draw() {
    measuring.draw(shown);
    diagnosis.draw(shown);
    verdict.draw(shown);
    keepKeys(element);
    if (!widths.known()) return;
    evidence.draw(shown.number, widths.of(evidence.curve));
    repair.draw(shown, widths.of(repair.charts));
  }
  draw();
  return {
    element,
    end: widths.end,
    /** Show its beginning, and read from there. */
    begin() {
      title.focus({ preventScroll: true });
      element.scrollIntoView({ block: "nearest" });
    }
  };
}

// waiting_room.ts
var SIGNS = { new: "○", open: "◐", diagnosed: "✔" };
var SIZE = { width: 120, height: 36 };
function makeWaitingRoom(roster, open) {
  const cards = new Map(roster.map((waiting) => [waiting.name, makeCard(waiting, open)]));
  const count2 = h("p.rl-note", { role: "status" });
  const element = h(
    "div.rl-waiting",
    {},
    h("div.rl-title", { role: "heading", "aria-level": 3 }, "The waiting room"),
    count2,
    h("ul.rl-cards", {}, ...[...cards.values()].map((card) => h("li", {}, card.button)))
  );
  function draw(kept, passed) {
    let diagnosed = 0;
    for (const [name, card] of cards) {
      const { kind, words } = standing(kept[name], passed.includes(name));
      if (kind === "diagnosed") diagnosed++;
      card.state.dataset.state = kind;
      card.state.textContent = `${SIGNS[kind]} ${words}`;
      card.button.dataset.state = kind;
    }
    count2.textContent = diagnosed === 0 ? `${roster.length} patients, in any order. You can leave, and come back to where you were.` : `${diagnosed} of ${roster.length} diagnosed.`;
  }
  return { element, draw, focus: (name) => cards.get(name)?.button.focus() };
}
function makeCard({ name, title, line: line2, curve }, open) {
  const state = h("span.rl-state-of");
  const button = h(
    "button.rl-card",
    { type: "button", "data-patient": name, click: () => open(name) },
    h("b", {}, title),
    h("span.rl-line-of", {}, line2),
    h("span.rl-card-foot", {}, state, sparkline(curve))
  );
  return { button, state };
}
function sparkline(values) {
  const svg = svgElement("rl-spark");
  svg.removeAttribute("role");
  svg.removeAttribute("aria-label");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("viewBox", `0 0 ${SIZE.width} ${SIZE.height}`);
  const axis = axisOf(values, 2);
  const known = values.flatMap((value, i) => value === null ? [] : [[i, value]]);
  const points = known.map(([i, value]) => [
    4 + i / Math.max(1, values.length - 1) * (SIZE.width - 8),
    SIZE.height - axis.share(value) * SIZE.height
  ]);
  const [end] = points.slice(-1);
  svg.innerHTML = `<path d="${path(points)}" class="rl-line rl-chosen"/>` + (end ? `<circle cx="${end[0]}" cy="${end[1]}" r="3" class="rl-dot"/>` : "");
  return svg;
}

// clinic.ts
async function render({ model: bare, el }) {
  const note = h("p.rl-kernel", { role: "status", hidden: true });
  const kernel = watchKernel(bare, warn);
  const { model } = kernel;
  const causes = model.get("causes");
  const load = model.get("load") ?? (async (name) => model.get("patients")[name]);
  const room = makeWaitingRoom(model.get("roster"), (name) => void open(name));
  const place = h("div.rl-place");
  const root = h(
    "div.rl-panel.rl-clinic",
    { role: "group", "aria-label": "The clinic" },
    note,
    room.element,
    place
  );
  let opened = null;
  async function open(name) {
    const { meta: patient } = await unpack(await load(name));
    const page = makePatientPage({
      ...{ patient, causes, back },
      now: caseOf(
        model.get("kept")[name],
        patient,
        causes.map(([key]) => key)
      ),
      keep: (now) => keep(name, now)
    });
    opened = { name, end: page.end };
    room.element.hidden = true;
    place.replaceChildren(page.element);
    keepKeys(root);
    page.begin();
  }
  function back() {
    const name = opened?.name;
    close();
    draw();
    room.element.hidden = false;
    if (name) room.focus(name);
  }
  function close() {
    opened?.end();
    opened = null;
    place.replaceChildren();
  }
  function keep(name, now) {
    model.set("kept", { ...model.get("kept"), [name]: now });
    model.save_changes();
  }
  const draw = () => room.draw(model.get("kept"), model.get("passed"));
  function warn() {
    note.hidden = !kernel.gone() || kernel.state() === "none";
    note.textContent = note.hidden ? "" : `${kernel.gone()} Until then nothing is kept.`;
  }
  for (const trait of ["kept", "passed"]) model.on(`change:${trait}`, draw);
  el.append(root);
  keepKeys(root);
  draw();
  warn();
  root.dataset.ready = "true";
  return () => {
    close();
    kernel.end();
    for (const trait of ["kept", "passed"]) model.off(`change:${trait}`, draw);
  };
}
var clinic_default = { render };
export {
  clinic_default as default
};

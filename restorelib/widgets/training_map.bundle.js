// Built from js/ by `make js`: change it there.

// dom.ts
var instance = Math.random().toString(36).slice(2);
var count = 0;
var uniqueId = (name) => `rl-${name}-${instance}-${count++}`;
function h(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name);
  if (classes.length) element.className = classes.join(" ");
  for (const [key2, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key2, value);
    else if (value !== false && value != null)
      element.setAttribute(key2, value === true ? "" : String(value));
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

// question.ts
var SKIPPED = "just show me";

// numbers.ts
var clamp = (value, low, high) => Math.min(high, Math.max(low, value));
var integer = (value) => value.toLocaleString("en-GB");
var minus = (text) => String(text).replace("-", "−");
function scientific(value) {
  if (value === 0) return "0";
  if (value >= 0.01 && value < 100) return value.toPrecision(2);
  return minus(value.toExponential(1)).replace("+", "");
}
var short = (value) => String(+value.toPrecision(value < 1e-3 ? 1 : 2));

// training_map_border.ts
var density = ({ values }) => (values.length - 1) / Math.log(values[values.length - 1] / values[0]);
var valueAt = (axis, place2) => axis.values[0] * Math.exp((place2 - 0.5) / density(axis));
var placeAt = (axis, value) => Math.log(value / axis.values[0]) * density(axis) + 0.5;
function stroke(border, from, to, columns) {
  const [first, last] = from.row < to.row ? [from, to] : [to, from];
  return border.map((edge, row) => {
    if (row < first.row || row > last.row) return edge;
    const share = last.row === first.row ? 0 : (row - first.row) / (last.row - first.row);
    const place2 = last.row === first.row ? to.place : first.place + share * (last.place - first.place);
    return clamp(Math.round(place2), 0, columns);
  });
}
function keyed(key2, border, row, columns) {
  const up = { ArrowUp: -1, ArrowDown: 1 }[key2];
  if (up) return { border, row: clamp(row + up, 0, border.length - 1) };
  const by = { ArrowLeft: -1, ArrowRight: 1, PageDown: -4, PageUp: 4 }[key2];
  const to = by ? border[row] + by : { Home: 0, End: columns }[key2];
  if (to === void 0) return null;
  return { border: border.with(row, clamp(to, 0, columns)), row };
}
var between = (one, other) => one.reduce((sum, edge, row) => sum + Math.abs(edge - other[row]), 0);
var worst = (one, other) => one.reduce((row, edge, i) => {
  const away = Math.abs(edge - other[i]);
  return away > Math.abs(one[row] - other[row]) ? i : row;
}, 0);
var cellAt = (x, y, rows, columns) => ({
  row: clamp(Math.floor(y * rows), 0, rows - 1),
  column: clamp(Math.floor(x * columns), 0, columns - 1)
});
var written = (drawing, { labels }) => [...drawing].map(([label, border]) => `${label}: ${border.map((edge) => labels[edge] ?? "none").join(" ")}`).join("; ");
function read(text, { labels }, rows) {
  const known = [...labels, "none"];
  const drawn = text.split("; ").map((part) => {
    const [label, values = ""] = part.split(": ");
    return [label, values.split(" ").map((value) => known.indexOf(value))];
  });
  return new Map(drawn.filter(([, border]) => border.length === rows && !border.includes(-1)));
}

// training_map_data.ts
function mapsOf({ meta, array }) {
  const columns = meta.x.values.length;
  const at2 = (values, { row, column }, size = 1) => {
    const first = (row * columns + column) * size;
    return [...values.slice(first, first + size)];
  };
  const maps = meta.maps.map((map, i) => ({
    ...map,
    /** How the runs of a cell ended, seed by seed. */
    seeds: (cell) => at2(array(`${i}/ends`), cell, meta.seeds),
    /** Their median. */
    typical: (cell) => at2(array(`${i}/typical`), cell)[0]
  }));
  return { ...meta, maps, rows: meta.y.values.length, columns };
}
var recipeOf = ({ x, y }, map, { row, column }, seed) => ({
  ...map.recipe,
  [x.field]: x.given[column],
  [y.field]: y.given[row],
  seed
});
var named = ({ one, labels }, index) => one.replace("{}", labels[index]);

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

// training_map_words.ts
var factor = (ratio) => ratio < 9.95 ? ratio.toFixed(1) : integer(Number(ratio.toPrecision(2)));
function unitGain(maps, map, row) {
  const recipe = recipeOf(maps, map, { row, column: 0 }, 0);
  const kernels = kernelsOf(recipe).slice(0, -1);
  const std = kernels.map(() => 1);
  const given = { input: 1, output: 1, slope: recipe.prelu_slope };
  const { signal } = sizesByFormula(kernels, std, given);
  return { all: signal[signal.length - 1], layers: kernels.length };
}
var gainOne = (maps, map) => maps.y.values.map((_, row) => {
  const { all, layers } = unitGain(maps, map, row);
  return all ** (-1 / layers);
});
var ended = ({ ends }, end) => end > 0 ? integer(end) : ends.find(([code]) => code === end)?.[1] ?? "not known";
var disagree = (ends) => ends.some((end) => end > 0) !== ends.every((e) => e > 0);
function cellTold(maps, map, cell) {
  const { x, y, seeds, plateau, off } = maps;
  const where = `${named(y, cell.row)}, ${named(x, cell.column)}`;
  const runs = map.seeds(cell).map((end) => ended(maps, end));
  const steps = runs.every((run) => run === runs[0]) ? `Steps until ${off} dB above ${plateau}: ${runs[0]}, in all ${seeds} seeds.` : `Steps until ${off} dB above ${plateau}, seed by seed: ${runs.join(" / ")}.`;
  if (!maps.has_gain) return `${where}. ${steps}`;
  const { all, layers } = unitGain(maps, map, cell.row);
  const std = x.values[cell.column];
  const one = std * all ** (1 / layers);
  return `${where}. ${steps} By formula, the mean gain of a convolution: ${scientific(one)}; of all ${layers}: ${scientific(one ** layers)}.`;
}
function at({ x, columns }, edge) {
  if (edge <= 0) return `below ${x.labels[0]}`;
  if (edge >= columns) return `above ${x.labels[columns - 1]}`;
  return short(valueAt(x, edge));
}
function comparison(maps, map, drawn) {
  const { x, y, rows, columns } = maps;
  const cells = between(drawn, map.border);
  if (!cells) return "Your line is the measured border, in every row.";
  const row = worst(drawn, map.border);
  const [yours, measured] = [drawn[row], map.border[row]];
  const off = factor(valueAt(x, Math.max(yours, measured)) / valueAt(x, Math.min(yours, measured)));
  const least = [yours, measured].some((edge) => edge === 0 || edge === columns) ? "at least " : "";
  const side = yours < measured ? "low" : "high";
  return `${integer(cells)} of ${integer(rows * columns)} cells lie between your line and the measured border. You are furthest off at ${named(y, row)}: drawn ${at(maps, yours)}, measured ${at(maps, measured)}, ${least}a factor of ${off} too ${side}.`;
}
function formulaTold(maps, map) {
  const { y, rows } = maps;
  const stds = gainOne(maps, map);
  const last = rows - 1;
  return `By formula, the gains of all convolutions multiply to 1 at a std of ${short(stds[0])} for ${named(y, 0)} and ${short(stds[last])} for ${named(y, last)}: the dotted line. ${onTheLine(maps, map, stds)} ${fromTheBorder(maps, map, stds)}`;
}
function onTheLine(maps, map, stds) {
  const { x, rows, columns } = maps;
  const learned = stds.filter((std, row) => {
    const column = clamp(Math.floor(placeAt(x, std)), 0, columns - 1);
    return map.typical({ row, column }) > 0;
  });
  const away = stds.flatMap((std, row) => {
    const steps = x.values.map((_, column) => map.typical({ row, column }));
    const fastest = Math.min(...steps.filter((step) => step > 0));
    const ratios = x.values.filter((_, i) => steps[i] === fastest).map((value) => value / std);
    return ratios.length ? [Math.min(...ratios.map((ratio) => Math.max(ratio, 1 / ratio)))] : [];
  });
  const fast = away.length ? `, and the fastest net of a row is within a factor of ${factor(Math.max(...away))} of it` : "";
  return `In ${learned.length} of ${rows} rows a net on it learns${fast}.`;
}
function fromTheBorder({ x, rows, columns }, { border }, stds) {
  const inside = stds.flatMap(
    (std, row) => border[row] > 0 && border[row] < columns ? [valueAt(x, border[row]) / std] : []
  );
  const apart = inside.length ? `The measured border lies ${range(inside)} it.` : "";
  const beyond = rows - inside.length;
  if (!beyond) return apart;
  const least = Math.min(...stds.filter((_, row) => border[row] <= 0)) / valueAt(x, 0);
  const off = border.every((edge) => edge < columns) ? `on the left, a factor of ${factor(least)} or more below` : "on one side";
  const which = inside.length ? "it" : "the measured border";
  return `${apart} In ${beyond} of ${rows} rows ${which} lies off the map ${off}.`.trim();
}
function range(ratios) {
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
  if (most <= 1) return `a factor of ${span(1 / most, 1 / least)} below`;
  if (least >= 1) return `a factor of ${span(least, most)} above`;
  return `between a factor of ${factor(1 / least)} below and one of ${factor(most)} above`;
}
var span = (least, most) => factor(least) === factor(most) ? factor(least) : `${factor(least)} to ${factor(most)}`;
function colourOf({ colours, window, steps }, step) {
  const share = shareOf({ window, steps }, step) * (colours.length - 1);
  const left = Math.min(colours.length - 2, Math.floor(share));
  const part = Math.round(100 * (share - left));
  return `color-mix(in srgb, ${colours[left + 1]} ${part}%, ${colours[left]})`;
}
var shareOf = ({ window, steps }, step) => Math.log(step / window) / Math.log(steps / window);

// training_map_grid.ts
var KINDS = { 0: "late", "-1": "diverged", "-2": "dead" };
var SIGNS = { diverged: "✕", dead: "○" };
var KEYS = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, Number.NEGATIVE_INFINITY],
  End: [0, Number.POSITIVE_INFINITY]
};
var kindOf = (end) => end > 0 ? "learned" : KINDS[end];
var signOf = (kind) => SIGNS[kind] ?? "";
function makeGrid(maps, { look, choose }) {
  const { x, y, rows, columns } = maps;
  const cells = y.labels.map((_, row) => x.labels.map((_2, column) => makeCell({ row, column })));
  const field = h("div.rl-map-field");
  const table = h(
    "div.rl-map-table",
    { role: "grid", "aria-label": `${y.title} against ${x.title}` },
    ...cells.map(
      (row, i) => h(
        "div.rl-map-row",
        { role: "row" },
        h("span.rl-map-head", { role: "rowheader" }, y.labels[i]),
        ...row
      )
    ),
    h("div.rl-map-row.rl-map-ticks", { role: "row" }, h("span", { role: "cell" }), ...ticks(maps))
  );
  const element = h(
    "div.rl-map-chart",
    {},
    h("div.rl-map-y", { "aria-hidden": "true" }, `${y.title} ↓`),
    h("div.rl-map-ground", {}, table, field),
    h("div.rl-map-x", { "aria-hidden": "true" }, `${x.title} →`)
  );
  element.style.setProperty("--rl-columns", String(columns));
  element.style.setProperty("--rl-rows", String(rows));
  let focus = { row: 0, column: 0 };
  let chosen = null;
  listen();
  const cellOf = ({ row, column }) => cells[row][column];
  function makeCell(cell) {
    return h("span.rl-map-cell", {
      ...{ role: "gridcell", tabindex: -1, "data-end": "covered", ...KEEPS_KEYS },
      focus: () => look(cell),
      keydown: (event) => onKey(event, cell)
    });
  }
  function onKey(event, cell) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const by = KEYS[event.key];
    if (event.key === "Enter" || event.key === " ") pick(cell);
    else if (by) {
      const row = clamp(cell.row + by[0], 0, rows - 1);
      stop({ row, column: clamp(cell.column + by[1], 0, columns - 1) });
      cellOf(focus).focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
  function stop(cell) {
    cellOf(focus).tabIndex = -1;
    focus = cell;
    cellOf(cell).tabIndex = 0;
  }
  function pick(cell) {
    if (chosen) cellOf(chosen).setAttribute("aria-selected", "false");
    chosen = cell;
    stop(cell);
    cellOf(cell).setAttribute("aria-selected", "true");
    choose(cell);
  }
  function listen() {
    const under = (event) => {
      const box = field.getBoundingClientRect();
      const share = (at2, from, size) => (at2 - from) / size;
      return cellAt(
        share(event.clientX, box.left, box.width),
        share(event.clientY, box.top, box.height),
        ...[rows, columns]
      );
    };
    const seen = () => element.dataset.covered === void 0;
    field.addEventListener("pointermove", (event) => seen() && look(under(event)));
    field.addEventListener("pointerleave", () => seen() && look(null));
    field.addEventListener("click", (event) => {
      if (!seen()) return;
      pick(under(event));
      cellOf(focus).focus({ preventScroll: true });
    });
  }
  return {
    element,
    field,
    chosen: () => chosen,
    focus: () => cellOf(focus).focus({ preventScroll: true }),
    cover(covered) {
      if (covered) element.dataset.covered = "true";
      else delete element.dataset.covered;
      table.setAttribute("aria-hidden", String(covered));
      stop(focus);
      if (covered) cellOf(focus).tabIndex = -1;
    },
    /** Show a map; `filling`: each cell at the time that its runs took. */
    tell(map, filling) {
      cells.forEach(
        (row, r) => row.forEach((cell, column) => {
          const place2 = { row: r, column };
          const end = map.typical(place2);
          const kind = kindOf(end);
          cell.dataset.end = kind;
          cell.dataset.sign = signOf(kind);
          cell.toggleAttribute("data-mixed", disagree(map.seeds(place2)));
          const step = end > 0 ? end : maps.steps;
          cell.style.setProperty("--rl-at", shareOf(maps, step).toFixed(3));
          cell.style.setProperty("--rl-colour", end > 0 ? colourOf(maps, end) : "");
          cell.setAttribute("aria-label", cellTold(maps, map, place2));
          cell.setAttribute("aria-selected", String(cell === (chosen && cellOf(chosen))));
        })
      );
      delete element.dataset.filling;
      if (!filling) return;
      void element.offsetWidth;
      element.dataset.filling = "true";
    }
  };
}
var ticks = ({ x }) => x.labels.map((label, i) => {
  const shown = Math.abs(Math.log10(x.values[i]) % 1) < 1e-6;
  return h(
    "span.rl-map-tick",
    { role: "columnheader", "aria-label": named(x, i), "data-shown": shown },
    shown ? h("span", {}, label) : null
  );
});
var borderPath = (border) => border.map((edge, row) => `${row ? "H" : "M"}${edge}${row ? "" : ",0"}V${row + 1}`).join("");
function linesSvg(maps, map, drawn) {
  const { x, rows, columns, has_gain } = maps;
  const lines = [["measured", borderPath(map.border)]];
  if (has_gain) {
    const places = gainOne(maps, map).map((std) => clamp(placeAt(x, std), 0, columns).toFixed(2));
    const points = [places[0], ...places, places[rows - 1]];
    const height = (i) => clamp(i - 0.5, 0, rows);
    lines.push(["formula", `M${points.map((place2, i) => `${place2},${height(i)}`).join("L")}`]);
  }
  if (drawn) lines.push(["drawn", borderPath(drawn)]);
  const paths = lines.flatMap(([kind, path2]) => [
    `<path class="rl-map-line rl-map-halo" d="${path2}"/>`,
    `<path class="rl-map-line rl-map-${kind}" d="${path2}"/>`
  ]);
  return `<svg class="rl-map-lines" viewBox="0 0 ${columns} ${rows}" preserveAspectRatio="none" role="img" aria-label="${escapeText(lines.map(([kind]) => kind).join(", "))} border">${paths.join("")}</svg>`;
}

// training_map_drawing.ts
function makeDrawing(maps, field, changed) {
  const { rows, columns, learns_right } = maps;
  let border = [];
  let from = null;
  const words = [h("b", {}, "does not learn"), h("b", {}, "learns")];
  const sides = (learns_right ? words : words.toReversed()).map(
    (word, i) => h(`div.rl-map-side${word === words[0] ? ".rl-map-dull" : ""}`, { "data-side": i }, word)
  );
  const line2 = h("div.rl-map-own");
  const handles = Array.from(
    { length: rows },
    (_, row) => h("div.rl-map-handle", {
      ...{ role: "slider", tabindex: row ? -1 : 0, ...KEEPS_KEYS },
      ...{ "aria-label": `Border for ${named(maps.y, row)}`, "aria-orientation": "horizontal" },
      ...{ "aria-valuemin": 0, "aria-valuemax": columns },
      keydown: (event) => onKey(event, row)
    })
  );
  const element = h("div.rl-map-drawing", {}, ...sides, line2, ...handles);
  function onKey(event, row) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const to = keyed(event.key, border, row, columns);
    if (!to) return;
    event.preventDefault();
    event.stopPropagation();
    if (to.border !== border) set(to.border);
    focus(to.row);
  }
  function focus(row) {
    handles.forEach((handle, i) => {
      handle.tabIndex = i === row ? 0 : -1;
    });
    handles[row].focus({ preventScroll: true });
  }
  function set(next) {
    show(next);
    changed(next);
  }
  const placeOf = ({ clientX, clientY }) => {
    const { left, top, width, height } = field.getBoundingClientRect();
    const row = Math.floor((clientY - top) / height * rows);
    return {
      row: Math.min(rows - 1, Math.max(0, row)),
      place: (clientX - left) / width * columns
    };
  };
  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    event.preventDefault();
    from = placeOf(event);
    set(stroke(border, from, from, columns));
    focus(from.row);
  });
  element.addEventListener("pointermove", (event) => {
    if (!from) return;
    const to = placeOf(event);
    set(stroke(border, from, to, columns));
    from = to;
  });
  for (const end of ["pointerup", "pointercancel", "lostpointercapture"])
    element.addEventListener(end, () => {
      from = null;
    });
  function show(next) {
    border = next;
    const edges = next.flatMap((edge, row) => [
      `${100 * edge / columns}% ${100 * row / rows}%`,
      `${100 * edge / columns}% ${100 * (row + 1) / rows}%`
    ]);
    sides[0].style.clipPath = `polygon(0 0, ${edges.join(", ")}, 0 100%)`;
    sides[1].style.clipPath = `polygon(100% 0, ${edges.join(", ")}, 100% 100%)`;
    line2.innerHTML = `<svg viewBox="0 0 ${columns} ${rows}" preserveAspectRatio="none" aria-hidden="true"><path class="rl-map-line rl-map-drawn" d="${borderPath(next)}"/></svg>`;
    handles.forEach((handle, row) => {
      handle.style.left = `${100 * next[row] / columns}%`;
      handle.style.top = `${100 * (row + 0.5) / rows}%`;
      handle.setAttribute("aria-valuenow", String(next[row]));
      handle.setAttribute("aria-valuetext", toldOf(next[row]));
    });
  }
  function toldOf(edge) {
    if (edge === (learns_right ? columns : 0)) return "learns nowhere";
    if (edge === (learns_right ? 0 : columns)) return "learns everywhere";
    return `learns ${learns_right ? "above" : "below"} ${short(valueAt(maps.x, edge))}`;
  }
  return { element, show };
}

// training_map_legend.ts
function makeLegend(maps) {
  const { colours, window, steps, plateau, off, has_gain, seeds } = maps;
  const powers = Array.from({ length: 12 }, (_, i) => 2 ** i).filter(
    (step) => step >= window && step <= steps
  );
  const bar = h("div.rl-map-bar");
  bar.style.background = `linear-gradient(90deg in srgb, ${colours.join(", ")})`;
  const marks = powers.map((step) => {
    const mark = h("span", {}, integer(step));
    mark.style.left = `${100 * shareOf(maps, step)}%`;
    return mark;
  });
  const scale = h(
    "div.rl-map-scale",
    {},
    h("div", {}, `steps until ${off} dB above ${plateau}: median of ${seeds} seeds (log scale)`),
    bar,
    h("div.rl-map-marks", {}, ...marks)
  );
  const signs = maps.ends.map(([code, words]) => {
    const kind = kindOf(code);
    return key(h("i.rl-map-cell", { "data-end": kind, "data-sign": signOf(kind) }), words);
  });
  const mixed = h("i.rl-map-cell", { "data-end": "learned", "data-mixed": true });
  mixed.style.setProperty("--rl-colour", colours[2]);
  const lines = [
    ["measured", "measured border"],
    ...has_gain ? [["formula", "gain of 1, by formula"]] : [],
    ["drawn", "your line"]
  ].map(([kind, words]) => {
    const sample = h(`i.rl-map-sample`);
    sample.innerHTML = `<svg viewBox="0 0 26 10"><path class="rl-map-line rl-map-halo" d="M1,5H25"/><path class="rl-map-line rl-map-${kind}" d="M1,5H25"/></svg>`;
    const shown = key(sample, words);
    if (kind === "drawn") shown.classList.add("rl-map-yours");
    return shown;
  });
  return h(
    "div.rl-map-legend",
    { "aria-hidden": "true" },
    scale,
    h("div.rl-map-keys", {}, ...signs, key(mixed, "seeds disagree"), ...lines)
  );
}
var key = (sample, words) => h("span.rl-map-key", {}, sample, ` ${words}`);

// chart.ts
var place = (step) => step ? Math.log2(step) + 1 : 0;

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
      const factor2 = Math.sqrt(-2 * Math.log(square) / square);
      this.#spare = factor2 * x;
      return factor2 * y;
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
async function noisy({ shape, values }, deviation, seed = SEED) {
  const random = new Random(seed);
  const noisy2 = new Float32Array(values.length);
  let since = performance.now();
  for (let i = 0; i < values.length; i++) {
    noisy2[i] = values[i] + deviation * random.normal();
    if (i % 1024 || performance.now() - since < SLICE2) continue;
    await new Promise((resolve) => setTimeout(resolve));
    since = performance.now();
  }
  return { shape, values: noisy2 };
}

// training_map_live.ts
var MOST_WORKERS = 4;
var OFTEN = 100;
var SIZE = { width: 420, height: 190, left: 8, right: 20, top: 22, bottom: 36 };
var LEAST = -20;
function means(losses, window) {
  let sum = 0;
  return Array.from(losses, (loss, i) => {
    sum += loss - (i >= window ? losses[i - window] : 0);
    return sum / Math.min(i + 1, window);
  });
}
function leftAt(losses, window, target) {
  const at2 = means(losses, window).findIndex((mean, i) => i + 1 >= window && mean < target);
  return at2 + 1;
}
function makeCellTraining(maps, patches) {
  let engine = null;
  let seed = -1;
  let shown = null;
  const status = h("span.rl-status", { role: "status", id: uniqueId("status") });
  const train = h(
    "button.rl-train",
    { type: "button", "aria-describedby": status.id, click: () => void start() },
    "Train it now in this browser"
  );
  const stop = h("button.rl-stop", { type: "button", hidden: true, click: halt }, "Stop");
  const curve = svgElement("rl-map-curve");
  curve.setAttribute("viewBox", `0 0 ${SIZE.width} ${SIZE.height}`);
  const figure = h("div", { hidden: true }, curve);
  const element = h(
    "div.rl-map-live",
    { hidden: !patches.byteLength },
    h("div.rl-actions", {}, train, stop, status),
    figure
  );
  function halt() {
    engine?.stop();
  }
  async function start() {
    if (!shown) return;
    const { map, cell } = shown;
    seed = (seed + 1) % 100;
    const losses = [];
    const where = `${named(maps.y, cell.row)}, ${named(maps.x, cell.column)}, seed ${seed}`;
    train.disabled = true;
    stop.hidden = figure.hidden = false;
    stop.focus();
    status.textContent = `Training ${where}.`;
    draw(losses, map.target, where);
    try {
      const { train: data } = await liveData(patches);
      const workers = clamp((navigator.hardwareConcurrency ?? 2) - 1, 1, MOST_WORKERS);
      engine = await openEngine({ workers });
      const recipe = recipeOf(maps, map, cell, seed);
      const job = {
        net: { net: "red_net", ...recipe },
        // fsrcnn's recipes name their net
        loss: "mse",
        optimizer: recipe,
        ...{ ...data, steps: maps.steps, seed, batch_size: recipe.batch_size }
      };
      status.textContent = await trained(
        engine,
        job,
        losses,
        () => draw(losses, map.target, where)
      );
    } catch (error) {
      status.textContent = `Ended: ${error instanceof Error ? error.message : error}`;
    } finally {
      draw(losses, map.target, where);
      engine?.close();
      engine = null;
      const keyboard = document.activeElement === stop;
      stop.hidden = true;
      train.disabled = false;
      if (keyboard) train.focus();
    }
    function left() {
      return leftAt(losses, maps.window, map.target);
    }
    function trained(engine2, job, losses2, news) {
      let drawn = 0;
      return new Promise((resolve, reject) => {
        engine2.train(job, (answer) => {
          if (answer.kind === "failed") return reject(new Error(answer.text));
          if (answer.kind === "end") return resolve(ended2(answer.step, answer.stopped));
          if (answer.kind !== "progress") return;
          losses2.push(...answer.losses);
          if (left()) engine2.stop();
          else status.textContent = `Step ${integer(answer.step)} of ${integer(maps.steps)}`;
          if (performance.now() - drawn < OFTEN) return;
          drawn = performance.now();
          news();
        });
      });
    }
    function ended2(step, stopped) {
      const { off, plateau } = maps;
      if (left())
        return `Seed ${seed} is ${off} dB above ${plateau} after ${integer(left())} steps.`;
      if (stopped) return `Stopped after ${integer(step)} steps.`;
      return `Not within ${integer(step)} steps, seed ${seed}.`;
    }
  }
  function draw(losses, target, where) {
    curve.innerHTML = curveSvg(maps, means(losses, maps.window), target);
    const now = losses.length ? `, after ${losses.length} steps` : "";
    curve.setAttribute("aria-label", `Live: loss of ${where}${now}, against ${maps.plateau}.`);
  }
  return {
    element,
    /** Offer to train a cell. */
    show(map, cell) {
      shown = { map, cell };
    },
    end: () => engine?.close()
  };
}
function curveSvg({ steps, off, plateau }, losses, target) {
  const { width, height, left, right, top, bottom } = SIZE;
  const above = (loss) => off - 10 * Math.log10(loss / target);
  const lowest = Math.min(-4 * off, ...losses.map(above));
  const [least, most] = [Math.max(LEAST, lowest), 3 * off];
  const x = (step) => left + place(step) / place(steps) * (width - left - right);
  const y = (dB) => height - bottom - (clamp(dB, least, most) - least) / (most - least) * (height - top - bottom);
  const across = (dB, words, down) => line(left, y(dB), width - right, y(dB), "rl-reference") + svgText(left + 4, y(dB) + down, words, { anchor: "start", kind: "rl-halo" });
  const ticks2 = [1, 4, 16, 64, 256, 1024].filter((step) => step <= steps);
  const points = losses.map((loss, i) => [x(i + 1), y(above(loss))]);
  return ticks2.map((step) => svgText(x(step), height - bottom + 16, integer(step))).join("") + svgText(width / 2, height - 3, "training step (log scale); mean of the last losses, in dB") + line(left, height - bottom, width - right, height - bottom, "rl-axis") + across(0, plateau, 16) + across(off, `${off} dB above it: the net has left`, -6) + `<path d="${path(points)}" class="rl-line rl-live rl-map-loss"/>`;
}

// training_map_state.ts
function makeStateOffer({ panel: [key2, title] }, link, copy) {
  const told = h("span.rl-note", { role: "status" });
  const field = h("input", {
    ...{ type: "text", readonly: true, "aria-label": "This cell as the state of a panel" }
  });
  const button = h(
    "button.rl-copy-state",
    {
      type: "button",
      async click() {
        told.textContent = await copy(field);
      }
    },
    "Copy its state"
  );
  const anchor = h("a.rl-map-link", {}, "Open this cell in the panel of its case");
  const words = h("span", {}, `The panel “${title}” has this cell, under “State as text”:`);
  const element = link ? h("p.rl-map-state", {}, anchor) : h("div.rl-map-state.rl-state.rl-actions", {}, words, field, button, told);
  return {
    element,
    /** Offer the state of a cell, if the panel has it. */
    show({ states }, { row, column }) {
      const [, , text] = states.find(([y, x]) => y === row && x === column) ?? [];
      element.hidden = text === void 0;
      if (text === void 0) return;
      told.textContent = "";
      field.value = text;
      if (link) anchor.href = link(key2, text);
    }
  };
}

// training_map.ts
var HINT = "Point at a cell, or walk with the arrow keys; a click or Enter chooses it.";
async function render({ model: bare, el }) {
  const maps = mapsOf(await unpack(bare.get("payload")));
  const kernel = watchKernel(bare, () => {
  });
  const { model } = kernel;
  const seen = /* @__PURE__ */ new Set();
  let shown = 0;
  let drawing = /* @__PURE__ */ new Map();
  const grid = makeGrid(maps, { look: told, choose });
  const draw = makeDrawing(maps, grid.field, (border) => {
    drawing.set(maps.maps[shown].label, border);
    offer();
  });
  const lines = h("div.rl-map-over");
  const legend = makeLegend(maps);
  const switched = radioGroup(
    "rl-map-switch.rl-source",
    maps.legend,
    maps.maps.map(({ label }) => label),
    0,
    (index) => {
      shown = index;
      show();
    }
  );
  const live = makeCellTraining(maps, model.get("patches"));
  const state = makeStateOffer(maps, model.get("link"), toClipboard);
  const headline = h("b.rl-headline");
  const compared = h("p.rl-sentence.rl-compared", { tabindex: -1 });
  const byFormula = h("p.rl-sentence.rl-by-formula", { hidden: !maps.has_gain });
  const line2 = h("p.rl-map-told", { role: "status" });
  const asked = h("p.rl-map-asked", {}, maps.question);
  const progress = h("span.rl-note", { role: "status" });
  const reveal = h(
    "button.rl-reveal",
    { type: "button", click: () => answer(written(drawing, maps.x)) },
    "Show what happened"
  );
  const skip = h("button.rl-show", { type: "button", click: () => answer(SKIPPED) }, SKIPPED);
  const ask = h("div.rl-actions.rl-map-ask", {}, reveal, skip, progress);
  const cell = h("div.rl-map-side-by-side", {}, line2, state.element, live.element);
  const found = h("div.rl-map-found", { "aria-live": "polite" }, headline);
  const root = h(
    "div.rl-panel.rl-training-map",
    { role: "group", "aria-label": maps.title },
    h("div.rl-title", { role: "heading", "aria-level": 3 }, maps.title),
    ...[asked, found, switched.element],
    h(
      "div.rl-map-board",
      {},
      h("div.rl-map-figure", {}, grid.element, legend),
      h("div.rl-map-text", {}, compared, byFormula, cell)
    ),
    ask,
    h("p.rl-provenance", {}, `Recorded, in Keras: ${maps.provenance}`)
  );
  el.append(root);
  function answer(guess) {
    model.set("guess", guess);
    model.save_changes();
    refresh();
    compared.focus({ preventScroll: true });
  }
  const middle = () => Array(maps.rows).fill(Math.round(maps.columns / 2));
  function offer() {
    const missing = maps.maps.filter(({ label }) => !drawing.has(label));
    reveal.disabled = missing.length === maps.maps.length;
    const drawn = maps.maps.filter(({ label }) => drawing.has(label));
    const told2 = drawn.map(({ label }) => `${label}: drawn.`);
    const toDo = missing.map(({ label }) => `${label}: not drawn yet.`);
    progress.textContent = [...told2, ...toDo].join(" ");
  }
  function told(at2) {
    const map = maps.maps[shown];
    const which = at2 ?? grid.chosen();
    line2.textContent = which ? cellTold(maps, map, which) : HINT;
  }
  function choose(at2) {
    told(at2);
    state.show(maps.maps[shown], at2);
    live.show(maps.maps[shown], at2);
    live.element.hidden = !model.get("patches").byteLength;
  }
  function show() {
    const map = maps.maps[shown];
    const open = model.get("guess") !== "";
    const drawn = drawing.get(map.label);
    grid.cover(!open);
    grid.element.style.setProperty("--rl-yours", drawn ? "1" : "0");
    grid.field.replaceChildren(open ? lines : draw.element);
    if (!open) {
      draw.show(drawn ?? middle());
      offer();
      return;
    }
    grid.tell(map, !seen.has(shown));
    seen.add(shown);
    lines.innerHTML = linesSvg(maps, map, drawn);
    headline.textContent = `${map.finding}.`;
    compared.textContent = drawn ? comparison(maps, map, drawn) : `You drew no border for ${map.label}.`;
    byFormula.textContent = maps.has_gain ? formulaTold(maps, map) : "";
    const at2 = grid.chosen();
    if (at2) choose(at2);
    else told(null);
  }
  function refresh() {
    const guess = model.get("guess");
    const open = guess !== "";
    if (open) drawing = guess === SKIPPED ? /* @__PURE__ */ new Map() : read(guess, maps.x, maps.rows);
    root.toggleAttribute("data-open", open);
    for (const part of [asked, ask]) part.hidden = open;
    for (const part of [found, compared, byFormula, cell, legend]) part.hidden = !open;
    byFormula.hidden ||= !maps.has_gain;
    if (!grid.chosen()) state.element.hidden = live.element.hidden = true;
    show();
  }
  model.on("change:guess", refresh);
  refresh();
  keepKeys(root);
  root.dataset.ready = "true";
  return () => {
    live.end();
    kernel.end();
    model.off("change:guess", refresh);
  };
}
var training_map_default = { render };
export {
  training_map_default as default
};

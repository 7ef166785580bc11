// Charts of part II, appended to panel.js: they use its helpers, and stand in its CHARTS.
//
// Stable hooks for tests and styles:
//   .rl-figure-pipe                 svg.rl-pipe.rl-forward, svg.rl-pipe.rl-backward (role=img)
//   .rl-shape                       what the formula says; half its width is the size's logarithm
//   .rl-gauge                       what was measured, a line between two dots
//   input.rl-std  button.rl-chosen-std  the std of the initial weights; aria-valuetext tells it
//   .rl-formula                     the formula's result in words
//   .rl-figure-enlarged             four pictures under the lens of panel.js

// ---------------------------------------------------------------------------------------------
// 1. What the formula says

/** [side of the kernel, maps in, maps out, stride] of each layer: Dong et al. 2016, section 3.2. */
function kernelsOf({ d, s, m, shallow, scale }) {
  const between = shallow ? [] : [[1, d, s, 1], ...Array(m).fill([3, s, s, 1]), [1, s, d, 1]];
  return [[5, 1, d, 1], ...between, [9, d, 1, scale]];
}

/** He et al. 2015, section 2.2: sizes (rms) through layers with weights of these std, at the start.
 *  Forward, each value is a sum of `side² in` products; backward, each error of `side² out`. A
 *  PReLU of slope a leaves (1 + a²) / 2 of the mean square. A transposed convolution of stride s
 *  spreads its products over s² outputs; and each of its inputs collects the errors of every s-th
 *  row and column only, 1 / s² of the sum over all pixels. Borders are left out.
 *  -> {signal: [after layer 1, ..., L], error: [at the output of layer 1, ..., L]} */
function sizesByFormula(kernels, std, { input, output, slope }) {
  const prelu = (1 + slope ** 2) / 2;
  const signal = [], error = [];
  let square = input ** 2;
  kernels.forEach(([side, maps, , stride], i) => {
    square *= (side ** 2 * maps * std[i] ** 2) / stride ** 2;
    signal.push(Math.sqrt(square));
    square *= prelu;
  });
  square = output ** 2;
  for (let i = kernels.length - 1; i >= 0; i--) {
    const [side, , maps, stride] = kernels[i];
    error[i] = Math.sqrt(square);
    square *= (prelu * side ** 2 * maps * std[i] ** 2) / stride ** 4;
  }
  return { signal, error };
}

// ---------------------------------------------------------------------------------------------
// 2. The pipe

const DECADES = [-20, 4]; // thinnest and widest: fixed, so that pictures can be compared
const HALF = 58; // px of half the widest pipe
const STD = [-4, 0]; // ends of the slider, log10

/** 0.0123 -> "1.2e−2"; what is read easily stays as it is. */
function scientific(value) {
  if (value === 0) return "0";
  if (value >= 0.01 && value < 100) return value.toPrecision(2);
  return minus(value.toExponential(1)).replace("+", "");
}

function makePipe() {
  const forward = svgElement("rl-pipe rl-forward"), backward = svgElement("rl-pipe rl-backward");
  const clips = [uniqueId("clip"), uniqueId("clip")];
  const formula = h("p.rl-formula", { id: uniqueId("formula") }), words = h("p.rl-words");
  const slider = h("input.rl-std", {
    type: "range", min: STD[0], max: STD[1], step: 0.01, id: uniqueId("std"), input: () => move(+slider.value),
    "aria-describedby": formula.id,
  });
  const told = h("output.rl-std-told", { for: slider.id });
  const back = h("button.rl-chosen-std", { type: "button", click: () => { move(null); slider.focus(); } }, "Back to the chosen start");
  const key = (kind, shape, text) => {
    const span = h(`span.rl-key-${kind}`);
    span.innerHTML = `<svg width="26" height="14">${shape}</svg>${text}`;
    return span;
  };
  const element = h("figure.rl-figure.rl-figure-pipe", {},
    h("figcaption", {}, h("b", {}, "Signal forward, error backward, layer by layer"),
      "Width: size (rms) on a log scale, from 1e−20 to 1e+4 for every net; dashed: the size 1. The right width neither shrinks nor grows."),
    h("p.rl-row", {}, h("b", {}, "Signal →"), " what goes in, and what each layer puts out"), forward,
    h("p.rl-row", {}, h("b", {}, "← Error"), " that arrives at each layer: the gradient of its biases, which sums it over the pixels"), backward,
    h("div.rl-legend.rl-pipe-legend", { "aria-hidden": "true" },
      key("formula", `<path d="M1,1L25,5V9L1,13Z" class="rl-shape rl-forward"/><path d="M14,3L25,5V9L14,11Z" class="rl-shape rl-backward"/>`, "formula, before the first step"),
      key("measured", `<path d="M8,2V12" class="rl-gauge"/><circle cx="8" cy="2.5" r="2.3" class="rl-dot"/><circle cx="8" cy="11.5" r="2.3" class="rl-dot"/>`, "measured in this run, at this step")),
    h("div.rl-weights", {}, h("label", { for: slider.id }, "Try another start: std of the convolutions' weights"), h("span", { "aria-hidden": "true" }, "0.0001"), slider, h("span", { "aria-hidden": "true" }, "1"), told, back),
    formula, words);

  let view = null, state = "", tried = null; // log10 of the std that the slider asks for, or null

  function move(value) {
    tried = value;
    redraw();
  }
  function draw(next) {
    view = next;
    // Another net or another start: the slider goes back to what was chosen.
    const { seed, steps, ...rest } = view.run.recipe;
    const now = JSON.stringify(rest);
    if (now !== state) tried = null;
    state = now;
    redraw();
  }

  function redraw() {
    const { run, at, width, live, words: tell } = view;
    const { recipe } = run, kernels = kernelsOf(recipe), count = kernels.length;
    const row = (name, i = at) => run[name].subarray(i * count, (i + 1) * count);
    // As chosen: the size of each kernel's weights at step 0. Else one std for all but the last.
    const chosen = [...row("weight", 0)];
    const std = chosen.map((value, i) => (tried === null || i === count - 1 ? value : 10 ** tried));
    const given = { input: run.input_rms, output: row("bias_gradient", 0)[count - 1], slope: recipe.prelu_slope };
    const { signal, error } = sizesByFormula(kernels, std, given);
    const names = run.layers, measured = { signal: row("signal"), error: row("bias_gradient") };

    drawRow(forward, clips[0], {
      kind: "forward", live, width, names, kernels: count,
      formula: [run.input_rms, ...signal], measured: [run.input_rms, ...measured.signal],
    });
    drawRow(backward, clips[1], {
      kind: "backward", live, width, names, kernels: count,
      formula: [null, ...error], measured: [null, ...measured.error],
    });
    element.classList.toggle("rl-is-live", live);
    const list = (values) => names.map((name, i) => `${name} ${scientific(values[i])}`).join(", ");
    forward.setAttribute("aria-label", `Signal, measured: input ${scientific(run.input_rms)}, ${list(measured.signal)}. By the formula: ${list(signal)}.`);
    backward.setAttribute("aria-label", `Error, measured: ${list(measured.error)}. By the formula: ${list(error)}.`);

    const convolutions = chosen.slice(0, -1);
    const [least, most] = [Math.min(...convolutions), Math.max(...convolutions)];
    const short = (value) => String(+value.toPrecision(value < 0.001 ? 1 : 2));
    const middle = convolutions.reduce((sum, value) => sum + Math.log10(value), 0) / convolutions.length;
    slider.value = tried ?? middle;
    const one = most / least < 1.5;
    const asChosen = one ? `as chosen, ${short(10 ** middle)}` : `as chosen, ${short(least)} to ${short(most)} by layer`;
    told.textContent = tried === null ? asChosen : `${short(10 ** tried)} in all`;
    slider.setAttribute("aria-valuetext", told.textContent);
    back.hidden = tried === null;
    formula.textContent = judged(signal.at(-2) / run.input_rms, error[0] / error.at(-1));
    words.textContent = `${tell("pipe")}.`;
  }

  /** How many times smaller or larger, in words. */
  function times(ratio) {
    const factor = Math.max(ratio, 1 / ratio);
    if (factor < 1.1) return "as large as";
    const number = factor < 1000 ? String(+factor.toPrecision(2)) : scientific(factor);
    return `${number} times ${ratio < 1 ? "smaller" : "larger"} than`;
  }
  function judged(forth, backwards) {
    const start = tried === null ? "As chosen" : `With ${told.textContent} convolutions (deconv stays as chosen)`;
    const width = forth < 0.1 ? "too narrow" : forth > 10 ? "too wide" : "about the right width";
    return `${start}, by the formula: ${width}. After the last convolution the signal is ${times(forth)} at the input; the error at the first layer is ${times(backwards)} at the output.`;
  }

  function drawRow(svg, clip, { kind, live, width, names, formula, measured, kernels }) {
    const left = MARGIN.left, right = width - 24, step = (right - left) / kernels;
    const narrow = step < 64; // too narrow for numbers side by side: they stand upright
    const top = narrow ? 52 : 20, middle = top + HALF, base = middle + HALF;
    const height = base + (narrow ? 62 : 20);
    const x = (i) => left + i * step;
    const half = (size) => (HALF * (Math.log10(size) - DECADES[0])) / (DECADES[1] - DECADES[0]);
    const within = (size) => clamp(half(size), 0.6, HALF + 4); // beyond the frame: cut off there
    const text = (px, py, words, { turned = narrow, kind: style = "" } = {}) => turned
      ? `<text transform="translate(${(px + 4).toFixed(1)},${py.toFixed(1)}) rotate(-90)" text-anchor="${py < middle ? "start" : "end"}" class="${style}">${escape(words)}</text>`
      : svgText(px, py, words, { kind: style });

    let frame = "", shape = "", gauges = "", labels = "";
    for (const power of [0, -10, DECADES[0]]) {
      const away = half(10 ** power);
      for (const y of [middle - away, middle + away])
        frame += line(left, y.toFixed(1), right, y.toFixed(1), power ? "rl-grid" : "rl-one");
      frame += svgText(left - 7, middle - away + 4, power ? `1e${minus(power)}` : "1", { anchor: "end" });
    }
    const known = formula.map((size, i) => [x(i), size]).filter(([, size]) => size !== null);
    const edge = (sign) => known.map(([px, size]) => [px, middle + sign * within(size)]);
    shape = `<path d="${path([...edge(-1), ...edge(1).reverse()])}Z" class="rl-shape rl-${kind}"/>`;
    for (const [px, size] of known.slice(1, -1)) {
      const away = within(size);
      shape += line(px.toFixed(1), (middle - away).toFixed(1), px.toFixed(1), (middle + away).toFixed(1), "rl-joint");
    }
    measured.forEach((size, i) => {
      if (size === null) return;
      const away = size > 0 ? within(size) : 0, px = x(i);
      const dot = (y) => live
        ? `<rect x="${(px - 3).toFixed(1)}" y="${(y - 3).toFixed(1)}" width="6" height="6" class="rl-dot rl-live"/>`
        : `<circle cx="${px.toFixed(1)}" cy="${y.toFixed(1)}" r="3.2" class="rl-dot"/>`;
      gauges += line(px.toFixed(1), (middle - away).toFixed(1), px.toFixed(1), (middle + away).toFixed(1), `rl-gauge${live ? " rl-live" : ""}`);
      gauges += dot(middle - away) + dot(middle + away);
      labels += text(px, base + (narrow ? 6 : 15), scientific(size), { kind: "rl-strong" });
    });
    names.forEach((name, i) => (labels += text(x(i + 0.5), top - 6, name)));
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.innerHTML = `<clipPath id="${clip}"><rect x="${left}" y="${middle - HALF}" width="${right - left}" height="${2 * HALF}"/></clipPath>` +
      `${frame}<g clip-path="url(#${clip})">${shape}</g>${gauges}${labels}`;
  }
  return { element, draw };
}

// ---------------------------------------------------------------------------------------------
// 3. The pictures

function makeEnlarged({ file }) {
  const lens = makeLens([
    ["", "low resolution"], ["", "bicubic"], ["", "what the net paints"], ["", "original"],
  ]);
  const [nearest, bicubic, painted, original] = lens.tiles;
  const note = h("p.rl-note"), words = h("p.rl-words");
  const element = h("figure.rl-figure.rl-figure-pictures.rl-figure-enlarged", {},
    h("figcaption", {}, h("b", {}, "What it paints"), "An eye of a cat, three times enlarged in height and in width. Move the lens with the pointer or the arrow keys."),
    lens.element, words, note, lens.spoken);
  const grey = (values) => (i) => [values[i], values[i], values[i]];
  for (const [tile, name] of [[nearest, "nearest"], [bicubic, "bicubic"], [original, "original"]])
    lens.paint(tile, grey(file.array(name)));

  function draw({ pictures }) {
    const { run, at } = pictures, size = SIDE ** 2, tell = run.words.enlarged[at];
    lens.paint(painted, grey(run.picture.subarray(at * size, (at + 1) * size)));
    painted.picture.setAttribute("aria-label", `What the net paints: ${tell}`);
    words.textContent = `On this crop, ${tell}.`;
    note.textContent = pictures.note;
    lens.magnify();
  }
  return { element, draw };
}

Object.assign(CHARTS, { pipe: makePipe, enlarged: makeEnlarged });

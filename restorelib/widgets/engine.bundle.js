// Built from js/ by `make js`: change it there.

// node_modules/.engine/worker.js
function worker_default(port, slice) {
  "use strict";
  (() => {
    var __toBinary = Uint8Array.fromBase64 || (() => {
      var table2 = new Uint8Array(128);
      for (var i = 0; i < 64; i++) table2[i < 26 ? i + 65 : i < 52 ? i + 71 : i < 62 ? i - 4 : i * 4 - 205] = i;
      return (base64) => {
        var n = base64.length, bytes = new Uint8Array((n - (base64[n - 1] == "=") - (base64[n - 2] == "=")) * 3 / 4 | 0);
        for (var i2 = 0, j = 0; i2 < n; ) {
          var c0 = table2[base64.charCodeAt(i2++)], c1 = table2[base64.charCodeAt(i2++)];
          var c2 = table2[base64.charCodeAt(i2++)], c3 = table2[base64.charCodeAt(i2++)];
          bytes[j++] = c0 << 2 | c1 >> 4;
          bytes[j++] = c1 << 4 | c2 >> 2;
          bytes[j++] = c2 << 6 | c3;
        }
        return bytes;
      };
    })();
    var Pace = class {
      #signal;
      #slice;
      #channel = new MessageChannel();
      #since = performance.now();
      constructor(signal, slice2) {
        this.#signal = signal;
        this.#slice = slice2;
      }
      get stopped() {
        return this.#signal.aborted;
      }
      async through(work) {
        for (; ; ) {
          const { done, value } = work.next();
          if (done) return value;
          if (performance.now() - this.#since > this.#slice) await this.pause();
        }
      }
      async pause() {
        await new Promise((resolve) => {
          this.#channel.port1.onmessage = resolve;
          this.#channel.port2.postMessage(null);
        });
        this.#since = performance.now();
        this.#signal.throwIfAborted();
      }
      close() {
        this.#channel.port1.close();
      }
    };
    var mse = (prediction, target, gradient) => {
      let sum = 0;
      for (let i = 0; i < prediction.length; i++) {
        const difference = prediction[i] - target[i];
        sum += difference * difference;
        gradient[i] = 2 * difference / prediction.length;
      }
      return sum / prediction.length;
    };
    var crossEntropy = (logits, target, gradient, images) => {
      const classes = logits.length / images;
      let sum = 0;
      for (let first = 0; first < logits.length; first += classes) {
        const row = logits.subarray(first, first + classes);
        const highest = row.reduce((a, b) => Math.max(a, b));
        const total = row.reduce((all, logit) => all + Math.exp(logit - highest), 0);
        for (let i = first; i < first + classes; i++) {
          const logProbability = logits[i] - highest - Math.log(total);
          sum -= target[i] * logProbability;
          gradient[i] = (Math.exp(logProbability) - target[i]) / images;
        }
      }
      return sum / images;
    };
    var LOSSES = { mse, cross_entropy: crossEntropy };
    var constant = (value) => (values) => values.fill(value);
    var zeros = constant(0);
    var drawn = (draw) => (values, shape, random) => {
      const next = draw(random, shape);
      for (let i = 0; i < values.length; i++) values[i] = next();
    };
    var normal = (deviation) => drawn((random) => () => deviation * random.normal());
    var glorotUniform = drawn((random, shape) => {
      const { fanIn, fanOut } = fans(shape);
      const limit = Math.sqrt(6 / (fanIn + fanOut));
      return () => limit * (2 * random.uniform() - 1);
    });
    var heNormal = drawn((random, shape) => {
      const deviation = Math.sqrt(2 / fans(shape).fanIn) / 0.8796256610342398;
      return () => {
        for (; ; ) {
          const value = random.normal();
          if (Math.abs(value) <= 2) return deviation * value;
        }
      };
    });
    var preluNormal = ({ slope, transposed: transposed2, strides }) => drawn((random, shape) => {
      const { fanIn, fanOut } = fans(shape);
      const products = transposed2 ? fanOut / strides ** 2 : fanIn;
      const deviation = Math.sqrt(2 / ((1 + slope ** 2) * products));
      return () => deviation * random.normal();
    });
    function fans(shape) {
      const window = shape.slice(0, -2).reduce((all, side) => all * side, 1);
      const [inputs, outputs] = shape.slice(-2);
      return { fanIn: window * inputs, fanOut: window * outputs };
    }
    function initializer(name, { slope = 0.25, transposed: transposed2 = false, strides = 1 } = {}) {
      if (name.startsWith("normal_")) return normal(Number(name.slice("normal_".length)));
      if (name === "glorot_uniform") return glorotUniform;
      if (name === "he_normal") return heNormal;
      if (name === "prelu_normal") return preluNormal({ slope, transposed: transposed2, strides });
      throw new Error(`initializer expects glorot_uniform, he_normal, prelu_normal or normal_ and a deviation; received ${name}.`);
    }
    var ALIGNMENT = 16;
    function allocator(start, reserve) {
      let end = Math.ceil(start / ALIGNMENT) * ALIGNMENT;
      return (length) => {
        const address = end;
        end += Math.ceil(4 * length / ALIGNMENT) * ALIGNMENT;
        reserve(end);
        return address;
      };
    }
    var fours = (count) => Math.ceil(count / 4) * 4;
    var LEAK = 0.2;
    var CURVES = { tanh: { f: Math.tanh, slope: (_, y) => 1 - y * y }, sigmoid: { f: sigmoid, slope: (_, y) => y * (1 - y) }, softplus: { f: softplus, slope: (x) => sigmoid(x) } };
    function activate(graph, x, activation, name) {
      if (activation === null || activation === "linear") return x;
      if (activation === "relu" || activation === "leaky_relu") {
        const slopes = graph.kernels.allocate(4);
        graph.kernels.floats(slopes, 4).fill(activation === "relu" ? 0 : LEAK);
        return graph.name(name, rectify(graph, x, slopes, 0, fours(x.size) / 4, 4));
      }
      const curve = CURVES[activation];
      if (!curve) throw new Error(`activation expects relu, leaky_relu, ${Object.keys(CURVES).join(", ")} or linear; received ${activation}.`);
      const y = graph.tensor(x.shape);
      graph.operation({ forward() {
        const [inputs, outputs] = [graph.values(x), graph.values(y)];
        for (let i = 0; i < inputs.length; i++) outputs[i] = curve.f(inputs[i]);
      }, backward() {
        if (!x.gradient) return;
        const [inputs, outputs, errors] = [graph.values(x), graph.values(y), graph.gradients(y)];
        const gradients = graph.gradients(x);
        for (let i = 0; i < inputs.length; i++) gradients[i] += errors[i] * curve.slope(inputs[i], outputs[i]);
      } });
      return graph.name(name, y);
    }
    function prelu(graph, x, name, slope) {
      const channels = x.shape[3];
      const alpha = graph.parameter(`${name}/alpha`, [1, 1, channels], constant(slope));
      const pixels = x.size / channels;
      return graph.name(name, rectify(graph, x, alpha.value, alpha.gradient, pixels, channels));
    }
    function rectify(graph, x, slopes, slopeGradients, pixels, channels) {
      const y = graph.tensor(x.shape);
      const { kernels } = graph;
      const unused = x.gradient ? 0 : kernels.allocate(x.size);
      graph.operation({ forward: () => kernels.rectify(y.value, x.value, slopes, pixels, channels), backward() {
        const dx = x.gradient || unused;
        kernels.rectify_gradient(dx, slopeGradients, y.gradient, x.value, slopes, pixels, channels);
      } });
      return y;
    }
    function sigmoid(x) {
      return 1 / (1 + Math.exp(-x));
    }
    function softplus(x) {
      return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }
    var Graph = class {
      constructor(kernels) {
        this.kernels = kernels;
      }
      kernels;
      parameters = [];
      named = /* @__PURE__ */ new Map();
      #operations = [];
      #tensors = [];
      get size() {
        return this.parameters.reduce((sum, { size }) => sum + size, 0);
      }
      input(shape) {
        const size = product(shape);
        return { shape, size, value: this.kernels.allocate(size), gradient: 0 };
      }
      tensor(shape) {
        const tensor = { ...this.input(shape), gradient: this.kernels.allocate(product(shape)) };
        this.#tensors.push(tensor);
        return tensor;
      }
      parameter(name, shape, initializer2) {
        const size = product(shape);
        const value = this.kernels.allocate(size);
        const gradient = this.kernels.allocate(size);
        const parameter = { name, shape, size, start: this.size, value, gradient, initializer: initializer2 };
        this.parameters.push(parameter);
        return parameter;
      }
      operation(operation) {
        this.#operations.push(operation);
      }
      name(name, tensor) {
        this.named.set(name, tensor);
        return tensor;
      }
      values({ value, size }) {
        return this.kernels.floats(value, size);
      }
      gradients({ gradient, size }) {
        return this.kernels.floats(gradient, size);
      }
      initialWeights(random) {
        const weights = new Float32Array(this.size);
        for (const { start, size, shape, initializer: initializer2 } of this.parameters) initializer2(weights.subarray(start, start + size), shape, random);
        return weights;
      }
      load(weights) {
        if (weights.length !== this.size) throw new Error(`load expects ${this.size} weights; received ${weights.length}.`);
        for (const parameter of this.parameters) {
          const { start, size } = parameter;
          this.values(parameter).set(weights.subarray(start, start + size));
        }
        for (const operation of this.#operations) operation.prepare?.();
      }
      *forward() {
        for (const operation of this.#operations) {
          operation.forward();
          yield;
        }
      }
      *backward() {
        for (const operation of this.#operations.toReversed()) {
          operation.backward();
          yield;
        }
      }
      clearGradients() {
        for (const tensor of this.#tensors) this.gradients(tensor).fill(0);
        for (const parameter of this.parameters) this.gradients(parameter).fill(0);
      }
      parameterGradients() {
        const all = new Float32Array(this.size);
        for (const parameter of this.parameters) all.set(this.gradients(parameter), parameter.start);
        return all;
      }
    };
    var product = (sizes) => sizes.reduce((all, size) => all * size, 1);
    function* phases(side, offset, pixels, cells) {
      for (let phase = 0; phase < side; phase++) {
        const before = (phase - offset) % side;
        const pixel = before < 0 ? before + side : before;
        const cell = Math.floor((pixel + offset) / side);
        const count = Math.min(Math.ceil((pixels - pixel) / side), cells - cell);
        if (count > 0) yield { phase, pixel, cell, count };
      }
    }
    function move(kernels, grid, images, [count, rows, pixels, channels], direction) {
      const { side } = grid;
      const cellRow = grid.cells * grid.channels;
      for (const v of phases(side, grid.top, rows, grid.rows)) for (const h of phases(side, grid.left, pixels, grid.cells)) {
        const channel = (v.phase * side + h.phase) * channels;
        const cell = grid.address + 4 * (v.cell * cellRow + h.cell * grid.channels + channel);
        const pixel = images + 4 * (v.pixel * pixels + h.pixel) * channels;
        const cellStrides = [grid.rows * cellRow, cellRow, grid.channels];
        const pixelStrides = [rows * pixels * channels, side * pixels * channels, side * channels];
        if (direction === "in") kernels.copy(cell, ...cellStrides, pixel, ...pixelStrides, count, v.count, h.count, channels, 0);
        else kernels.copy(pixel, ...pixelStrides, cell, ...cellStrides, count, v.count, h.count, channels, 1);
      }
    }
    var BLOCK = 8;
    var Blocks = class {
      constructor(cells, inputs, outputs) {
        this.cells = cells;
        this.inputs = inputs;
        this.outputs = outputs;
        this.#height = cells * cells * inputs;
        this.size = this.#height * outputs;
      }
      cells;
      inputs;
      outputs;
      size;
      #height;
      place(row, column, input, output) {
        const first = output - output % BLOCK;
        const wide = Math.min(BLOCK, this.outputs - first);
        const above = (row * this.cells + column) * this.inputs + input;
        return first * this.#height + above * wide + (output - first);
      }
    };
    function kernelLayout(geometry, inputs, outputs, swapped) {
      const { size, cells, inputSide, outputSide, offset } = geometry;
      const cellInputs = inputSide ** 2 * inputs;
      const cellOutputs = fours(outputSide ** 2 * outputs);
      const there = new Blocks(cells, cellInputs, cellOutputs);
      const back = new Blocks(cells, cellOutputs, fours(cellInputs));
      const forward = new Int32Array(there.size).fill(-1);
      const backward = new Int32Array(back.size).fill(-1);
      const gradient = new Int32Array(size ** 2 * inputs * outputs);
      const side = inputSide * outputSide;
      for (let row = 0; row < cells; row++) for (let column = 0; column < cells; column++) for (let phase = 0; phase < side ** 2; phase++) {
        const y = offset(row, Math.floor(phase / side));
        const x = offset(column, phase % side);
        if (y >= size || x >= size) continue;
        for (let input = 0; input < inputs; input++) for (let output = 0; output < outputs; output++) {
          const tap = (y * size + x) * inputs * outputs;
          const keras = tap + (swapped ? output * inputs + input : input * outputs + output);
          const from = inputSide > 1 ? phase * inputs + input : input;
          const to = outputSide > 1 ? phase * outputs + output : output;
          const place = there.place(row, column, from, to);
          forward[place] = keras;
          backward[back.place(cells - 1 - row, cells - 1 - column, to, from)] = keras;
          gradient[keras] = place;
        }
      }
      return { forward, backward, gradient };
    }
    function workspace(kernels, geometry, x, y) {
      const [images, rows, pixels, inputs] = x.shape;
      const outputs = y.shape[3];
      const { cells, inputSide, outputSide } = geometry;
      const vertical = geometry.axis(rows);
      const horizontal = geometry.axis(pixels);
      const down = wayBack(vertical, rows, geometry);
      const across = wayBack(horizontal, pixels, geometry);
      const grid = (v, h, channels2, side, tensor) => ({ address: tensor || kernels.allocate(images * v.count * h.count * channels2), images, rows: v.count, cells: h.count, channels: channels2, side, top: v.before, left: h.before });
      const depth = inputSide ** 2 * inputs;
      const channels = fours(outputSide ** 2 * outputs);
      const pointwise = cells === 1;
      const alike = outputSide === 1 && channels === outputs;
      const exact = down.exact && across.exact && inputSide === 1 && fours(inputs) === inputs;
      const error = grid(down.error, across.error, channels, outputSide, pointwise && alike && y.gradient);
      return { padded: grid({ count: vertical.core + cells - 1, before: vertical.lead }, { count: horizontal.core + cells - 1, before: horizontal.lead }, depth, inputSide, pointwise && inputSide === 1 && x.value), core: grid({ count: vertical.core, before: vertical.trail }, { count: horizontal.core, before: horizontal.trail }, channels, outputSide, alike && y.value), error, inner: error.address + 4 * (down.inner * error.cells + across.inner) * channels, back: x.gradient ? grid(down.input, across.input, fours(depth), inputSide, exact && x.gradient) : null };
    }
    function wayBack({ core, lead, trail }, pixels, geometry) {
      const { cells, inputSide, outputSide } = geometry;
      const first = Math.min(Math.floor(lead / inputSide), cells - 1);
      const last = Math.min(Math.floor((pixels - 1 + lead) / inputSide) + 1, core + cells - 1);
      const count = Math.max(last, core) - first;
      const inner = cells - 1 - first;
      return { input: { count, before: lead - first * inputSide }, error: { count: count + cells - 1, before: trail + inner * outputSide }, inner, exact: count === pixels && lead === first * inputSide };
    }
    function convolution(graph, x, parts) {
      const [images, rows, pixels] = x.shape;
      const { geometry, outputs } = parts;
      const sides = [geometry.axis(rows).output, geometry.axis(pixels).output];
      if (Math.min(...sides) < 1) throw new Error(`A kernel of ${geometry.size} pixels expects an image as large; received ${rows} x ${pixels}.`);
      const y = graph.tensor([images, ...sides, outputs]);
      graph.operation(new Convolution(graph.kernels, x, y, parts));
      return y;
    }
    var Convolution = class {
      #kernels;
      #x;
      #y;
      #parts;
      #work;
      #forward;
      #backward;
      #gradient;
      #spread;
      constructor(kernels, x, y, parts) {
        const { geometry, outputs, swapped } = parts;
        const layout = kernelLayout(geometry, x.shape[3], outputs, swapped);
        this.#kernels = kernels;
        this.#x = x;
        this.#y = y;
        this.#parts = parts;
        this.#work = workspace(kernels, geometry, x, y);
        this.#forward = table(kernels, layout.forward);
        this.#backward = table(kernels, layout.backward);
        this.#gradient = table(kernels, layout.gradient, parts.kernel.gradient);
        this.#spread = kernels.allocate(layout.forward.length);
      }
      prepare() {
        const { value } = this.#parts.kernel;
        this.#gather(this.#forward, value);
        if (this.#work.back) this.#gather(this.#backward, value);
      }
      forward() {
        const { padded, core } = this.#work;
        const [x, y, { bias }] = [this.#x, this.#y, this.#parts];
        if (padded.address !== x.value) move(this.#kernels, padded, x.value, x.shape, "in");
        if (bias) this.#overPixels(y.value, bias.value, "repeat");
        else this.#kernels.floats(y.value, y.size).fill(0);
        this.#convolve(core, y.value, padded, this.#forward.to);
        if (core.address !== y.value) move(this.#kernels, core, y.value, y.shape, "out");
      }
      backward() {
        const { error, back } = this.#work;
        const [x, y, { bias }] = [this.#x, this.#y, this.#parts];
        if (error.address !== y.gradient) move(this.#kernels, error, y.gradient, y.shape, "in");
        if (bias) this.#overPixels(bias.gradient, y.gradient, "sum");
        this.#differentiate();
        if (!back) return;
        this.#convolve(back, x.gradient, error, this.#backward.to);
        if (back.address !== x.gradient) move(this.#kernels, back, x.gradient, x.shape, "out");
      }
      #convolve(to, tensor, from, weights) {
        const { cells } = this.#parts.geometry;
        const { address, images, rows, cells: pixels, channels } = to;
        if (address !== tensor) this.#kernels.floats(address, images * rows * pixels * channels).fill(0);
        const extent = cells === 1 ? [1, 1, images * rows * pixels] : [images, rows, pixels];
        this.#kernels.convolve(address, from.address, weights, ...extent, from.channels, cells, cells * from.channels, channels);
      }
      #differentiate() {
        const { padded, core, error, inner } = this.#work;
        const { cells } = this.#parts.geometry;
        const row = error.cells * error.channels;
        this.#kernels.floats(this.#spread, this.#forward.count).fill(0);
        this.#kernels.kernel_gradient(this.#spread, padded.address, inner, error.rows * row, row, core.images, core.rows, core.cells, padded.channels, cells, cells * padded.channels, error.channels);
        this.#gather(this.#gradient, this.#spread);
      }
      #gather({ to, index, count }, from) {
        this.#kernels.gather(to, from, index, count);
      }
      #overPixels(to, from, how) {
        const { outputs } = this.#parts;
        const pixels = this.#y.size / outputs;
        if (how === "repeat") this.#kernels.copy(to, 0, 0, outputs, from, 0, 0, 0, 1, 1, pixels, outputs, 0);
        else this.#kernels.copy(to, 0, 0, 0, from, 0, 0, outputs, 1, 1, pixels, outputs, 1);
      }
    };
    function table(kernels, indices, to) {
      const count = indices.length;
      const index = kernels.allocate(count);
      kernels.integers(index, count).set(indices);
      return { index, count, to: to ?? kernels.allocate(count) };
    }
    function convolved(size, stride, padding) {
      const axis = (pixels) => {
        const same = padding === "same";
        const output = same ? Math.ceil(pixels / stride) : Math.floor((pixels - size) / stride) + 1;
        const zeros2 = same ? Math.max((output - 1) * stride + size - pixels, 0) : 0;
        return { output, core: output, lead: Math.floor(zeros2 / 2), trail: 0 };
      };
      return { size, cells: Math.ceil(size / stride), inputSide: stride, outputSide: 1, axis, offset: (cell, phase) => cell * stride + phase };
    }
    function transposed(size, stride, padding) {
      const cells = Math.ceil(size / stride);
      const axis = (pixels) => {
        const over = Math.max(size - stride, 0);
        const output = pixels * stride + (padding === "same" ? 0 : over);
        const before = padding === "same" ? Math.floor(over / 2) : 0;
        const first = Math.floor(before / stride);
        const last = Math.floor((output - 1 + before) / stride);
        return { output, core: last - first + 1, lead: cells - 1 - first, trail: before - first * stride };
      };
      return { size, cells, inputSide: 1, outputSide: stride, axis, offset: (cell, phase) => (cells - 1 - cell) * stride + phase };
    }
    function conv2d(graph, x, name, options) {
      return withKernel(graph, x, name, options, false);
    }
    function conv2dTranspose(graph, x, name, options) {
      return withKernel(graph, x, name, options, true);
    }
    function withKernel(graph, x, name, { filters, size, strides = 1, padding = "same", useBias = true, initializer: initializer2 }, swapped) {
      const inputs = x.shape[3];
      const shape = swapped ? [size, size, filters, inputs] : [size, size, inputs, filters];
      const y = convolution(graph, x, { geometry: (swapped ? transposed : convolved)(size, strides, padding), kernel: graph.parameter(`${name}/kernel`, shape, initializer2), bias: useBias ? graph.parameter(`${name}/bias`, [filters], zeros) : null, outputs: filters, swapped });
      return graph.name(name, y);
    }
    function dense(graph, x, name, options) {
      const [, rows, pixels, inputs] = x.shape;
      if (rows * pixels > 1) throw new Error(`dense expects a flat tensor; received ${x.shape}. Call flatten first.`);
      const { units, useBias = true, initializer: initializer2 } = options;
      const y = convolution(graph, x, { geometry: convolved(1, 1, "valid"), kernel: graph.parameter(`${name}/kernel`, [inputs, units], initializer2), bias: useBias ? graph.parameter(`${name}/bias`, [units], zeros) : null, outputs: units, swapped: false });
      return graph.name(name, y);
    }
    function flatten(x) {
      const [images] = x.shape;
      return { ...x, shape: [images, 1, 1, x.size / images] };
    }
    function add(graph, a, b, name) {
      if (String(a.shape) !== String(b.shape)) throw new Error(`add expects tensors of one shape; received ${a.shape} and ${b.shape}.`);
      const { kernels } = graph;
      const y = graph.tensor(a.shape);
      const copy = (to, from, plus) => kernels.copy(to, 0, 0, 0, from, 0, 0, 0, 1, 1, 1, y.size, plus);
      graph.operation({ forward() {
        copy(y.value, a.value, 0);
        copy(y.value, b.value, 1);
      }, backward() {
        if (a.gradient) copy(a.gradient, y.gradient, 1);
        if (b.gradient) copy(b.gradient, y.gradient, 1);
      } });
      return graph.name(name, y);
    }
    function cropLike(graph, x, like) {
      const [images, rows, pixels, channels] = x.shape;
      const [, fewerRows, fewerPixels] = like.shape;
      if (rows === fewerRows && pixels === fewerPixels) return x;
      const y = graph.tensor([images, fewerRows, fewerPixels, channels]);
      const inX = [rows * pixels * channels, pixels * channels, channels];
      const inY = [fewerRows * fewerPixels * channels, fewerPixels * channels, channels];
      const extent = [images, fewerRows, fewerPixels, channels];
      graph.operation({ forward: () => graph.kernels.copy(y.value, ...inY, x.value, ...inX, ...extent, 0), backward: () => graph.kernels.copy(x.gradient, ...inX, y.gradient, ...inY, ...extent, 1) });
      return y;
    }
    function redNet(graph, input, spec) {
      const { depth, symmetric_skips = true, skip_every = 1, input_skip = true } = spec;
      const { hidden_activation = "relu", kernel_initializer = "glorot_uniform" } = spec;
      const { padding = "same" } = spec;
      const half = depth / 2;
      const filters = forEachConv(spec.filters, half, (filters2) => filters2);
      const strides = forEachConv(spec.strides ?? 1, half, (stride, i) => i ? 1 : stride);
      const options = (i, filters2) => {
        const stride = strides[i - 1];
        return { filters: filters2, size: i === 1 || stride === 1 ? 3 * stride : stride, strides: stride, padding, initializer: initializer(kernel_initializer) };
      };
      let x = input;
      const features = [x];
      for (let i = 1; i <= half; i++) {
        x = conv2d(graph, x, `conv${i}`, options(i, filters[i - 1]));
        x = activate(graph, x, hidden_activation, `conv${i}_activation`);
        features.push(x);
      }
      const deconv = (x2, k) => {
        const i = half + 1 - k;
        const maps = i > 1 ? filters[i - 2] : spec.channels;
        return cropLike(graph, conv2dTranspose(graph, x2, `deconv${k}`, options(i, maps)), features[i - 1]);
      };
      for (let k = 1; k < half; k++) {
        x = activate(graph, deconv(x, k), hidden_activation, `deconv${k}_activation`);
        if (!symmetric_skips || (k - 1) % skip_every) continue;
        x = add(graph, features[half - k], x, `skip${k}`);
        x = activate(graph, x, hidden_activation, `skip${k}_activation`);
      }
      x = activate(graph, deconv(x, half), spec.residual_activation ?? null, "residual");
      if (input_skip) x = add(graph, input, x, "input_skip");
      return activate(graph, x, spec.output_activation ?? null, "output");
    }
    function forEachConv(given, half, spread) {
      if (typeof given === "number") return Array.from({ length: half }, (_, i) => spread(given, i));
      if (given.length === half) return given;
      throw new Error(`red_net expects one number, or ${half}, for each conv one; received ${given}.`);
    }
    var PAPER = "normal_1e-3";
    function srcnn(graph, x, spec) {
      const conv = (x2, name, filters, size) => conv2d(graph, x2, name, { filters, size, initializer: initializer(spec.kernel_initializer ?? PAPER) });
      const first = activate(graph, conv(x, "conv1", 64, 9), "relu", "conv1_relu");
      const second = activate(graph, conv(first, "conv2", 32, 1), "relu", "conv2_relu");
      return conv(second, "conv3", 1, 5);
    }
    function fsrcnn(graph, input, spec) {
      const { scale, d = 56, s = 12, m = 4, shallow = false, use_bias: useBias = true } = spec;
      const { kernel_initializer = "prelu_normal", deconv_initializer = PAPER } = spec;
      const { prelu_slope: slope = 0.25 } = spec;
      const mapping = Array.from({ length: m }, (_, i) => [`map${i + 1}`, s, 3]);
      const rest = [["shrink", s, 1], ...mapping, ["expand", d, 1]];
      const parts = [["feature", d, 5], ...shallow ? [] : rest];
      let x = input;
      for (const [name, filters, size] of parts) {
        const kernel = initializer(kernel_initializer, { slope });
        x = conv2d(graph, x, name, { filters, size, useBias, initializer: kernel });
        x = prelu(graph, x, `${name}_prelu`, slope);
      }
      return conv2dTranspose(graph, x, "deconv", { filters: 1, size: 9, strides: scale, useBias, initializer: initializer(deconv_initializer, { slope, transposed: true, strides: scale }) });
    }
    function build(kernels, spec, shape) {
      const graph = new Graph(kernels);
      const input = graph.input(shape);
      return { graph, input, output: layers(graph, input, spec) };
    }
    function layers(graph, input, spec) {
      switch (spec.net) {
        case "red_net":
          return redNet(graph, input, spec);
        case "fsrcnn":
          return fsrcnn(graph, input, spec);
        case "srcnn":
          return srcnn(graph, input, spec);
        case "sequential":
          return spec.layers.reduce((x, spec2, i) => layer(graph, x, spec2, `layer${i + 1}`), input);
      }
    }
    function layer(graph, x, spec, name) {
      switch (spec.layer) {
        case "flatten":
          return flatten(x);
        case "prelu":
          return prelu(graph, x, name, spec.slope ?? 0);
        case "activation":
          return activate(graph, x, spec.activation, name);
        default: {
          const { use_bias: useBias = true, initializer: chosen = "glorot_uniform" } = spec;
          const options = { useBias, initializer: initializer(chosen) };
          if (spec.layer === "dense") return dense(graph, x, name, { units: spec.units, ...options });
          const { filters, size, strides = 1, padding = "same" } = spec;
          const make = spec.layer === "conv" ? conv2d : conv2dTranspose;
          return make(graph, x, name, { filters, size, strides, padding, ...options });
        }
      }
    }
    var Pass = class {
      net;
      #loss;
      constructor(kernels, spec, loss, images, shape) {
        const [, rows, pixels, channels] = shape;
        this.net = build(kernels, spec, [images, rows, pixels, channels]);
        this.#loss = loss;
      }
      *forward(x) {
        const { graph, input } = this.net;
        expectSize("inputs", input.size, x.length);
        graph.values(input).set(x);
        yield* graph.forward();
      }
      *forwardAndBack(x, y) {
        const { graph, output } = this.net;
        expectSize("targets", output.size, y.length);
        yield* this.forward(x);
        graph.clearGradients();
        const loss = LOSSES[this.#loss](graph.values(output), y, graph.gradients(output), output.shape[0]);
        yield* graph.backward();
        return loss;
      }
    };
    function expectSize(what, expected, received) {
      if (expected !== received) throw new Error(`The net expects ${expected} numbers as ${what}; received ${received}.`);
    }
    function pick({ shape, values }, indices) {
      const [, ...image] = shape;
      const size = image.reduce((all, side) => all * side, 1);
      const chosen = [...indices];
      const picked = new Float32Array(chosen.length * size);
      chosen.forEach((index, i) => {
        picked.set(values.subarray(index * size, (index + 1) * size), i * size);
      });
      return picked;
    }
    var kernels_default = __toBinary("AGFzbQEAAAABRgZgDX9/f39/f39/f39/f38AYAR/f39/AGAFf39/f38AYAd/f39/f39/AGAKf39/f39/f39/fwBgDH9/f39/f39/f39/fwADBwYAAQIDBAUEBQFwAQEBBQMBAAEGDwJ/AUGAgAELfwBBgIABCwdiCAZtZW1vcnkCAARjb3B5AAAGZ2F0aGVyAAEHcmVjdGlmeQACEHJlY3RpZnlfZ3JhZGllbnQAAwhjb252b2x2ZQAED2tlcm5lbF9ncmFkaWVudAAFC19faGVhcF9iYXNlAwEKrDUGpAsBIn8CQCAIQQFIDQBBASAKIAMgC0YgByALRnEiDRshDiADQQJ0IQ8gAkECdCEQIAFBAnQhESAHQQJ0IRIgBkECdCETIAVBAnQhFCAKQQEgDRsgC2wiDUEDcSEVIAAgBGshFiADIAdrQQJ0IRcgAiAGa0ECdCEYIAEgBWtBAnQhGSAEIA1BAnQiC2ohGiAAIAtqIRsgDUF8aiIcQQJ2Ih1BAWoiC0H+////B3EhHiALQQFxIR8gC0EDcSIgQQJ0ISEgC0ECdEEEciEiIAtB/P///wdxIiNBAnRBBHIhJEEAISUDQAJAIAlBAUgNACAWIBkgJWxqISYgGiAUICVsaiEnIBsgESAlbGohKEEAISkgACEqIAQhKwNAAkAgDkEBSA0AICYgGCApbGohLCAnIBMgKWxqIS0gKCAQIClsaiEuQQAhASAqIQsgKyEHA0ACQAJAAkACQAJAAkACQAJAAkAgDEUNAEEAIQUgDUEESA0HIB0NAUEAIQVBBCEDDAYLQQAhCiANQQRIDQMgHEEMTw0BQQAhCkEEIQMMAgtBACEDIB4hBgNAIAsgA2oiCiAK/QAAACAHIANqIgX9AAAA/eQB/QsAACAKQRBqIgogCv0AAAAgBUEQav0AAAD95AH9CwAAIANBIGohAyAGQX5qIgYNAAwECwtBACEDICMhBQNAIAsgA2oiCiAHIANqIgb9AAAA/QsAACAKQRBqIAZBEGr9AAAA/QsAACAKQSBqIAZBIGr9AAAA/QsAACAKQTBqIAZBMGr9AAAA/QsAACADQcAAaiEDIAVBfGoiBQ0ACyAkQXxqIQogJCEDICBFDQELICEhBgNAIAsgCkECdCIKaiAHIApq/QAAAP0LAAAgAyIKQQRqIQMgBkF8aiIGDQALIANBfGohCgsgDSAKTA0DAkAgDSAKayIGQQRJDQAgLCAXIAFsakEQSQ0AIApBAnQhAyAKIAYgFWsiBmohCgNAIAsgA2ogByADav0AAgD9CwIAIANBEGohAyAGQXxqIgYNAAsgFUUNBAsgCiEFAkAgDSAKa0EDcSIGRQ0AIAogBmohBSAKQQJ0IQMDQCALIANqIAcgA2oqAgA4AgAgA0EEaiEDIAZBf2oiBg0ACwsgCiANa0F8Sw0DIAVBAnQhAyANIAVrIQUDQCALIANqIgogByADaiIGKgIAOAIAIApBBGogBkEEaioCADgCACAKQQhqIAZBCGoqAgA4AgAgCkEMaiAGQQxqKgIAOAIAIANBEGohAyAFQXxqIgUNAAwECwsgIkF8aiEFICIhAyAfRQ0BCyALIAVBAnQiCmoiBiAG/QAAACAHIApq/QAAAP3kAf0LAAAgAyEFCyANIAVMDQACQCANIAVrIgpBBEkNAAJAIAsgBUECdCIDaiAtIBIgAWxqTw0AIAcgA2ogLiAPIAFsakkNAQsgBSAKIBVrIgpqIQUDQCALIANqIgYgByADav0AAgAgBv0AAgD95AH9CwIAIANBEGohAyAKQXxqIgoNAAsgFUUNAQsgBSECAkAgDSAFa0EDcSIKRQ0AIAUgCmohAiAFQQJ0IQMDQCALIANqIgYgByADaioCACAGKgIAkjgCACADQQRqIQMgCkF/aiIKDQALCyAFIA1rQXxLDQAgAkECdCEKIA0gAmshBQNAIAsgCmoiAyAHIApqIgYqAgAgAyoCAJI4AgAgA0EEaiICIAZBBGoqAgAgAioCAJI4AgAgA0EIaiICIAZBCGoqAgAgAioCAJI4AgAgA0EMaiIDIAZBDGoqAgAgAyoCAJI4AgAgCkEQaiEKIAVBfGoiBQ0ACwsgByASaiEHIAsgD2ohCyABQQFqIgEgDkcNAAsLICogEGohKiArIBNqISsgKUEBaiIpIAlHDQALCyAAIBFqIQAgBCAUaiEEICVBAWoiJSAIRw0ACwsL9AEDBH8CfQF/AkAgA0EBSA0AQQAhBAJAIANBAUYNACADQQFxIQUgA0H+////B3EhBiAAIQMgAiEHQQAhBANAQwAAAAAhCEMAAAAAIQkCQCAHKAIAIgpBAEgNACABIApBAnRqKgIAIQkLIAMgCTgCAAJAIAdBBGooAgAiCkEASA0AIAEgCkECdGoqAgAhCAsgA0EEaiAIOAIAIANBCGohAyAHQQhqIQcgBiAEQQJqIgRHDQALIAVFDQELAkACQCACIARBAnQiA2ooAgAiB0EATg0AQwAAAAAhCAwBCyABIAdBAnRqKgIAIQgLIAAgA2ogCDgCAAsLvgQFCn8BewF/AXsBfQJAIANBAUgNACAEQQJ0IQUgBEF8akECdiIGQQFqIgdB/v///wdxIQggB0EBcSEJIAdBAnRBBHIhCkEAIQsDQEEAIQwCQCAEQQRIDQACQAJAIAYNAEEAIQxBBCENDAELQQAhByAIIQwDQCAAIAdqIg0gASAHaiIO/QAAACIPIA8gAiAHaiIQ/QAAAP3mASAP/QwAAAAAAAAAAAAAAAAAAAAAIhH9RP1S/QsAACANQRBqIA5BEGr9AAAAIg8gDyAQQRBq/QAAAP3mASAPIBH9RP1S/QsAACAHQSBqIQcgDEF+aiIMDQALIApBfGohDCAKIQ0gCUUNAQsgACAMQQJ0IgdqIAEgB2r9AAAAIg8gDyACIAdq/QAAAP3mASAP/QwAAAAAAAAAAAAAAAAAAAAA/UT9Uv0LAAAgDSEMCwJAIAQgDEwNACAMQQFqIQcCQCAEIAxrQQFxRQ0AAkAgASAMQQJ0IgxqKgIAIhJDAAAAAF4NACASIAIgDGoqAgCUIRILIAAgDGogEjgCACAHIQwLIAQgB0YNACAMQQJ0IQcgBCAMayEMA0ACQCABIAdqIg0qAgAiEkMAAAAAXg0AIBIgAiAHaioCAJQhEgsgACAHaiIOIBI4AgACQCANQQRqKgIAIhJDAAAAAF4NACASIAIgB2pBBGoqAgCUIRILIA5BBGogEjgCACAHQQhqIQcgDEF+aiIMDQALCyAAIAVqIQAgASAFaiEBIAtBAWoiCyADRw0ACwsLuAMDB38DewJ9AkAgBUEBSA0AIAZBAnQhB0EAIQggBkEESCEJA0BBACEKAkAgCQ0AQQAhC0EAIQwDQCAAIAxqIg0gDf0AAAAgAyAMav0AAAAiDv0MAAAAAAAAAAAAAAAAAAAAACIP/UQgAiAMav0AAAAiEP1OIA4gD/1DIBD9TiIPIAQgDGr9AAAA/eYB/eQB/eQB/QsAAAJAIAFFDQAgASAMaiINIA4gD/3mASAN/QAAAP3kAf0LAAALIAxBEGohDCALQQhqIQ0gC0EEaiIKIQsgDSAGTA0ACwsCQCAGIApMDQAgBiAKayELIApBAnQhDANAAkACQCADIAxqIgoqAgAiEUMAAAAAXkUNACACIAxqKgIAIRIMAQtDAAAAACESIBFDAAAAAF1FDQAgBCAMaioCACACIAxqKgIAlCESCyAAIAxqIg0gEiANKgIAkjgCAAJAIAFFDQAgCioCACISQwAAAABdRQ0AIAEgDGoiDSACIAxqKgIAIBKUIA0qAgCSOAIACyAMQQRqIQwgC0F/aiILDQALCyAAIAdqIQAgAiAHaiECIAMgB2ohAyAIQQFqIgggBUcNAAsLC/ANCCF/AnsBfwF7AX8Bewd/CXsCQCADQQFIDQAgBiAFQX9qbCIKQQJ0IAhBAnRqIQsgBkEEdCEMIAhB/v///wdxIQ0gCEEBcSEOIAlBDGwhDyAJQQN0IRAgCSAFbCERIAggB2whEiABIAZBAnQiE2ohFCABIAZBA3RqIRUgBCAHakF/aiAKIAhqbEECdCEWIAEgBkEMbGohF0EAIRgDQAJAIAlBAUgNACAYIARsIRlBACEaA0ACQCAEQQFIDQAgACAaQQJ0aiEbIAIgEiAabEECdGohHEEAIR0gCSAaa0EHSiEeIBQhHyABISAgFSEhIBchIgNAIBsgESAdIBlqbEECdGohIwJAAkAgHg0AQQAhJAJAIAVBBEgNAEEAIQZBBCEKIB8hJSAgISYgISEnICIhKANAIAohJCAjIAYgCWxBAnRqIikgCUECdGoiKv0AAAAhKyAp/QAAACEsICkgD2oiLf0AAAAhLiApIBBqIi/9AAAAITACQCAHQQFIDQBBACExICUhMiAmITMgJyE0ICghNSAcITYDQAJAIAhBAUgNAEEAIQYgCCEKA0AgNiI3QRBqITYgLiA1IAZq/QkAACA3/QAAACI4/eYB/eQBIS4gMCA0IAZq/QkAACA4/eYB/eQBITAgKyAyIAZq/QkAACA4/eYB/eQBISsgLCAzIAZq/QkAACA4/eYB/eQBISwgBkEEaiEGIApBf2oiCg0ACwsgMiALaiEyIDMgC2ohMyA0IAtqITQgNSALaiE1IDFBAWoiMSAHRw0ACwsgKSAs/QsAACAqICv9CwAAIC8gMP0LAAAgLSAu/QsAACAlIAxqISUgJiAMaiEmICcgDGohJyAoIAxqISggJCEGICRBBGoiCiAFTA0ACwsgJCAFTg0BICAgEyAkbGohNANAICMgJCAJbEECdGoiNf0AAAAhOAJAIAdBAUgNAEEAITMgNCEyIBwhBgNAAkAgCEEBSA0AQQAhNgJAIAhBAUYNAEEAITZBACEKA0AgOCAyIApqIjf9CQAAIAb9AAAA/eYB/eQBIDdBBGr9CQAAIAZBEGr9AAAA/eYB/eQBITggCkEIaiEKIAZBIGohBiANIDZBAmoiNkcNAAsgDkUNAQsgOCAyIDZBAnRq/QkAACAG/QAAAP3mAf3kASE4IAZBEGohBgsgMiALaiEyIDNBAWoiMyAHRw0ACwsgNSA4/QsAACA0IBNqITQgJEEBaiIkIAVHDQAMAgsLQQAhKQJAIAVBBEgNAEEAIQZBBCEKIB8hKCAgISogISEtICIhLwNAIAohKSAjIAYgCWxBAnRqIiQgCUECdGoiJf0AABAhKyAl/QAAACEsICT9AAAQIS4gJP0AAAAhMCAkIA9qIib9AAAQITkgJv0AAAAhOiAkIBBqIif9AAAQITsgJ/0AAAAhPAJAIAdBAUgNAEEAITEgKCEyICohMyAtITQgLyE1IBwhNwNAAkAgCEEBSA0AQQAhBiAIITYDQCA5IDUgBmr9CQAAIj0gNyIKQRBq/QAAACI4/eYB/eQBITkgOyA0IAZq/QkAACI+IDj95gH95AEhOyArIDIgBmr9CQAAIj8gOP3mAf3kASErIC4gMyAGav0JAAAiQCA4/eYB/eQBIS4gBkEEaiEGIApBIGohNyA6ID0gCv0AAAAiOP3mAf3kASE6IDwgPiA4/eYB/eQBITwgLCA/IDj95gH95AEhLCAwIEAgOP3mAf3kASEwIDZBf2oiNg0ACwsgMiALaiEyIDMgC2ohMyA0IAtqITQgNSALaiE1IDFBAWoiMSAHRw0ACwsgJCAu/QsAECAkIDD9CwAAICUgK/0LABAgJSAs/QsAACAnIDv9CwAQICcgPP0LAAAgJiA5/QsAECAmIDr9CwAAICggDGohKCAqIAxqISogLSAMaiEtIC8gDGohLyApIQYgKUEEaiIKIAVMDQALCyApIAVODQAgICATIClsaiE1A0AgIyApIAlsQQJ0aiI0/QAAECE4IDT9AAAAISsCQCAHQQFIDQBBACEzIDUhMiAcITcDQAJAIAhBAUgNACAyIQYgCCE2A0AgNyIKQSBqITcgKyAG/QkAACIsIAr9AAAA/eYB/eQBISsgOCAsIApBEGr9AAAA/eYB/eQBITggBkEEaiEGIDZBf2oiNg0ACwsgMiALaiEyIDNBAWoiMyAHRw0ACwsgNCA4/QsAECA0ICv9CwAAIDUgE2ohNSApQQFqIikgBUcNAAsLIB8gC2ohHyAgIAtqISAgISALaiEhICIgC2ohIiAdQQFqIh0gBEcNAAsLIBpBCGoiGiAJSA0ACwsgFCAWaiEUIAEgFmohASAVIBZqIRUgFyAWaiEXIBhBAWoiGCADRw0ACwsLoRIFKn8IewJ/BnsBfwJAIAVBAUgNACAIIAdBf2psIgxBBHQgCkEEdGohDSABIAxBAnQgCkECdGoiDmohDyALQQJ0IRAgBEEEdCERIANBAnQhEiAIQQJ0IQMgCiAJbCETIAEgDCAKaiIIQQxsaiEUIAIgBEEMbGohFSABIAhBA3RqIRYgAiAEQQN0aiEXIAIgBEECdCIYaiEZIAYgCWpBf2ogCGxBAnQhGkEAIRsgBkEBSCEcA0ACQCAcDQBBACEdIBQhHiAVIR8gFiEgIBchISAPISIgGSEjIAIhJCABISUgBiEmA0ACQCALQQFIDQAgJkEBICZBAUobIgRBBCAEQQRIGyEnQQAhKCAfISkgISEqICMhKyAkISwDQCAAIBMgKGxBAnRqIS0CQAJAIAsgKGtBCEgNACAJQQFIDQFBACEuIB4hLyAgITAgIiExICUhMgNAAkACQCAKQQRODQBBACEzDAELQQQhNCAyITUDQCAt/QAAcCE2IC39AABgITcgLf0AAFAhOCAt/QAAQCE5IC39AAAwITogLf0AACAhOyAt/QAAECE8IC39AAAAIT0CQCAGIB1MDQBBACE+ICwhMyA1IT8DQAJAIAdBAUgNACAHIQwgMyEIID8hBANAIDYgBEEMav0JAAAiQCAIQRBq/QAAACJB/eYB/eQBITYgOCAEQQhq/QkAACJCIEH95gH95AEhOCA6IARBBGr9CQAAIkMgQf3mAf3kASE6ID0gBP0JAAAiRCAI/QAAACJF/eYB/eQBIT0gNyBAIEX95gH95AEhNyA5IEIgRf3mAf3kASE5IDsgQyBF/eYB/eQBITsgPCBEIEH95gH95AEhPCAIIBBqIQggBCADaiEEIAxBf2oiDA0ACwsgMyAYaiEzID8gDmohPyA+QQFqIj4gJ0cNAAsLIC0gNv0LAHAgLSA3/QsAYCAtIDj9CwBQIC0gOf0LAEAgLSA6/QsAMCAtIDv9CwAgIC0gPP0LABAgLSA9/QsAACA1QRBqITUgLUGAAWohLSA0ITMgNEEEaiIEITQgBCAKTA0ACwsCQCAzIApODQAgLyAzQQJ0IgRqITUgMCAEaiE0IDEgBGohPiAyIARqIT8DQCAt/QAAECFBIC39AAAAIUUCQCAGIB1MDQACQCAHQQFIIkYNACAHIQwgLCEEID8hCANAIEUgCP0JAAAiNiAE/QAAAP3mAf3kASFFIEEgNiAEQRBq/QAAAP3mAf3kASFBIAQgEGohBCAIIANqIQggDEF/aiIMDQALCyAmQQJIDQACQCBGDQAgPiEIICshBCAHIQwDQCBFIAj9CQAAIjYgBP0AAAD95gH95AEhRSBBIDYgBEEQav0AAAD95gH95AEhQSAIIANqIQggBCAQaiEEIAxBf2oiDA0ACwsgJkECRg0AAkAgRg0AIDQhCCAqIQQgByEMA0AgRSAI/QkAACI2IAT9AAAA/eYB/eQBIUUgQSA2IARBEGr9AAAA/eYB/eQBIUEgCCADaiEIIAQgEGohBCAMQX9qIgwNAAsLICZBA0YNACBGDQAgNSEIICkhBCAHIQwDQCBFIAj9CQAAIjYgBP0AAAD95gH95AEhRSBBIDYgBEEQav0AAAD95gH95AEhQSAIIANqIQggBCAQaiEEIAxBf2oiDA0ACwsgLSBB/QsAECAtIEX9CwAAIDVBBGohNSA0QQRqITQgPkEEaiE+ID9BBGohPyAtQSBqIS0gM0EBaiIzIApHDQALCyAvIA5qIS8gMCAOaiEwIDEgDmohMSAyIA5qITIgLkEBaiIuIAlHDQAMAgsLIAlBAUgNAEEAIS4gHiEvICAhMCAiITEgJSEyA0ACQAJAIApBBE4NAEEAITMMAQtBBCE0IDIhNQNAIC39AAAwIUUgLf0AACAhNiAt/QAAECE3IC39AAAAITgCQCAGIB1MDQBBACE+ICwhMyA1IT8DQAJAIAdBAUgNACAHIQwgMyEIID8hBANAIDggBP0JAAAgCP0AAAAiQf3mAf3kASE4IEUgBEEMav0JAAAgQf3mAf3kASFFIDYgBEEIav0JAAAgQf3mAf3kASE2IDcgBEEEav0JAAAgQf3mAf3kASE3IAggEGohCCAEIANqIQQgDEF/aiIMDQALCyAzIBhqITMgPyAOaiE/ID5BAWoiPiAnRw0ACwsgLSBF/QsAMCAtIDb9CwAgIC0gN/0LABAgLSA4/QsAACA1QRBqITUgLUHAAGohLSA0ITMgNEEEaiIEITQgBCAKTA0ACwsCQCAzIApODQAgLyAzQQJ0IgRqITUgMCAEaiE0IDEgBGohPiAyIARqIT8DQCAt/QAAACFBAkAgBiAdTA0AAkAgB0EBSCJGDQAgByEMICwhBCA/IQgDQCBBIAj9CQAAIAT9AAAA/eYB/eQBIUEgBCAQaiEEIAggA2ohCCAMQX9qIgwNAAsLICZBAkgNAAJAIEYNACA+IQQgKyEIIAchDANAIEEgBP0JAAAgCP0AAAD95gH95AEhQSAEIANqIQQgCCAQaiEIIAxBf2oiDA0ACwsgJkECRg0AAkAgRg0AIDQhBCAqIQggByEMA0AgQSAE/QkAACAI/QAAAP3mAf3kASFBIAQgA2ohBCAIIBBqIQggDEF/aiIMDQALCyAmQQNGDQAgRg0AIDUhBCApIQggByEMA0AgQSAE/QkAACAI/QAAAP3mAf3kASFBIAQgA2ohBCAIIBBqIQggDEF/aiIMDQALCyAtIEH9CwAAIDVBBGohNSA0QQRqITQgPkEEaiE+ID9BBGohPyAtQRBqIS0gM0EBaiIzIApHDQALCyAvIA5qIS8gMCAOaiEwIDEgDmohMSAyIA5qITIgLkEBaiIuIAlHDQALCyApQSBqISkgKkEgaiEqICtBIGohKyAsQSBqISwgKEEIaiIoIAtIDQALCyAeIA1qIR4gHyARaiEfICAgDWohICAhIBFqISEgIiANaiEiICMgEWohIyAkIBFqISQgJSANaiElICZBfGohJiAdQQRqIh0gBkgNAAsLIBQgGmohFCAVIBJqIRUgFiAaaiEWIBcgEmohFyAPIBpqIQ8gGSASaiEZIAIgEmohAiABIBpqIQEgG0EBaiIbIAVHDQALCws=");
    var BLOCK2 = 8;
    var PlainKernels = class {
      name = "plain";
      #memory = new Float32Array(1 << 16);
      allocate = allocator(16, (bytes) => {
        if (bytes <= this.#memory.byteLength) return;
        const larger = new Float32Array(Math.max(bytes / 4, 2 * this.#memory.length));
        larger.set(this.#memory);
        this.#memory = larger;
      });
      floats(address, length) {
        return new Float32Array(this.#memory.buffer, address, length);
      }
      integers(address, length) {
        return new Int32Array(this.#memory.buffer, address, length);
      }
      copy = (to, toImage, toRow, toPixel, from, fromImage, fromRow, fromPixel, images, rows, pixels, channels, add2) => {
        const memory = this.#memory;
        for (let i = 0; i < images; i++) for (let r = 0; r < rows; r++) {
          let target = to / 4 + i * toImage + r * toRow;
          let source = from / 4 + i * fromImage + r * fromRow;
          for (let p = 0; p < pixels; p++, target += toPixel, source += fromPixel) for (let c = 0; c < channels; c++) memory[target + c] = memory[source + c] + (add2 ? memory[target + c] : 0);
        }
      };
      gather = (to, from, index, count) => {
        const memory = this.#memory;
        this.integers(index, count).forEach((at, i) => {
          memory[to / 4 + i] = at < 0 ? 0 : memory[from / 4 + at];
        });
      };
      rectify = (y, x, slope, pixels, channels) => {
        const slopes = this.floats(slope, channels);
        const inputs = this.floats(x, pixels * channels);
        const outputs = this.floats(y, pixels * channels);
        for (let i = 0; i < inputs.length; i++) outputs[i] = inputs[i] > 0 ? inputs[i] : inputs[i] * slopes[i % channels];
      };
      rectify_gradient = (dx, dslope, dy, x, slope, pixels, channels) => {
        const slopes = this.floats(slope, channels);
        const inputs = this.floats(x, pixels * channels);
        const errors = this.floats(dy, pixels * channels);
        const gradients = this.floats(dx, pixels * channels);
        const sums = new Float64Array(channels);
        for (let i = 0; i < inputs.length; i++) {
          if (inputs[i] > 0) gradients[i] += errors[i];
          if (inputs[i] < 0) {
            gradients[i] += errors[i] * slopes[i % channels];
            sums[i % channels] += errors[i] * inputs[i];
          }
        }
        if (dslope) this.floats(dslope, channels).forEach((sum, c, all) => all[c] = sum + sums[c]);
      };
      convolve = (y, x, w, images, rows, pixels, step, kernelRows, taps, channels) => {
        const memory = this.#memory;
        const row = pixels * step + taps - step;
        const image = (rows + kernelRows - 1) * row;
        const sums = new Float64Array(BLOCK2);
        for (let i = 0; i < images; i++) for (let r = 0; r < rows; r++) for (let p = 0; p < pixels; p++) for (let c = 0; c < channels; c += BLOCK2) {
          const wide = Math.min(BLOCK2, channels - c);
          const to = y / 4 + ((i * rows + r) * pixels + p) * channels + c;
          let weight = w / 4 + c * kernelRows * taps;
          sums.fill(0);
          for (let k = 0; k < kernelRows; k++) {
            const from = x / 4 + i * image + (r + k) * row + p * step;
            for (let t = 0; t < taps; t++, weight += wide) {
              const value = memory[from + t];
              for (let v = 0; v < wide; v++) sums[v] += value * memory[weight + v];
            }
          }
          for (let v = 0; v < wide; v++) memory[to + v] += sums[v];
        }
      };
      kernel_gradient = (dw, x, dy, dyImage, dyRow, images, rows, pixels, step, kernelRows, taps, channels) => {
        const memory = this.#memory;
        const row = pixels * step + taps - step;
        const image = (rows + kernelRows - 1) * row;
        const sums = new Float64Array(kernelRows * taps * channels);
        for (let i = 0; i < images; i++) for (let r = 0; r < rows; r++) for (let p = 0; p < pixels; p++) {
          const error = dy / 4 + i * dyImage + r * dyRow + p * channels;
          let to = 0;
          for (let c = 0; c < channels; c += BLOCK2) {
            const wide = Math.min(BLOCK2, channels - c);
            for (let k = 0; k < kernelRows; k++) {
              const from = x / 4 + i * image + (r + k) * row + p * step;
              for (let t = 0; t < taps; t++, to += wide) {
                const value = memory[from + t];
                for (let v = 0; v < wide; v++) sums[to + v] += value * memory[error + c + v];
              }
            }
          }
        }
        for (let j = 0; j < sums.length; j++) memory[dw / 4 + j] += sums[j];
      };
    };
    var plainKernels = () => new PlainKernels();
    var PAGE = 65536;
    async function wasmKernels() {
      const { instance } = await WebAssembly.instantiate(kernels_default);
      const { memory, __heap_base, ...loops } = instance.exports;
      const allocate = allocator(__heap_base.value, (bytes) => {
        const lacking = Math.ceil((bytes - memory.buffer.byteLength) / PAGE);
        if (lacking > 0) memory.grow(lacking);
      });
      return { ...loops, name: "wasm", allocate, floats: (address, length) => new Float32Array(memory.buffer, address, length), integers: (address, length) => new Int32Array(memory.buffer, address, length) };
    }
    var bestKernels = () => wasmKernels().catch(plainKernels);
    function split(images, parts) {
      return Array.from({ length: parts }, (_, i) => Math.floor((images + parts - 1 - i) / parts));
    }
    function together(parts) {
      const images = parts.reduce((sum, part) => sum + part.images, 0);
      const gradients = new Float32Array(parts[0].gradients.length);
      let loss = 0;
      for (const part of parts) {
        const share = part.images / images;
        loss += share * part.loss;
        for (let i = 0; i < gradients.length; i++) gradients[i] += share * part.gradients[i];
      }
      return { loss, gradients };
    }
    var Follower = class {
      #port;
      images;
      constructor(port2, preparation) {
        this.#port = port2;
        this.images = preparation.images;
        port2.postMessage(preparation);
      }
      compute(weights, x, y) {
        const step = { weights, x, y };
        this.#port.postMessage(step, [x.buffer, y.buffer]);
        return new Promise((resolve, reject) => {
          this.#port.onmessage = ({ data }) => "failed" in data ? reject(new Error(data.failed)) : resolve(data);
        });
      }
      close() {
        this.#port.close();
      }
    };
    function follow(leader) {
      const kernels = bestKernels();
      let prepared;
      let pass;
      leader.onmessage = async ({ data }) => {
        try {
          if ("net" in data) {
            prepared = data;
            return;
          }
          const { net, loss, images, shape } = prepared;
          pass ??= new Pass(await kernels, net, loss, images, shape);
          pass.net.graph.load(data.weights);
          const work = pass.forwardAndBack(data.x, data.y);
          let step = work.next();
          while (!step.done) step = work.next();
          const gradients = pass.net.graph.parameterGradients();
          const part = { images, loss: step.value, gradients };
          leader.postMessage(part, [gradients.buffer]);
        } catch (error) {
          leader.postMessage({ failed: String(error) });
        }
      };
    }
    var Observer = class {
      #look;
      #pass;
      #steps;
      constructor(kernels, job, look) {
        this.#look = look;
        this.#pass = new Pass(kernels, job.net, job.loss, 1, look.x.shape);
        this.#steps = new Set(look.at);
        for (const name of look.layers) namedIn(this.#pass.net.graph, name);
      }
      isDue(step) {
        return this.#steps.has(step);
      }
      *see(weights, step) {
        const { name, layers: layers2, x, y } = this.#look;
        const { graph } = this.#pass.net;
        const count = x.shape[0];
        const outputs = layers2.map((layer2) => {
          const tensor = namedIn(graph, layer2);
          return { layer: layer2, tensor, all: new Float32Array(count * tensor.size) };
        });
        const gradients = new Float32Array(y ? graph.size : 0);
        let loss = 0;
        graph.load(weights);
        for (let i = 0; i < count; i++) {
          const image = pick(x, [i]);
          if (y) {
            loss += (yield* this.#pass.forwardAndBack(image, pick(y, [i]))) / count;
            graph.parameterGradients().forEach((gradient, j) => {
              gradients[j] += gradient / count;
            });
          } else yield* this.#pass.forward(image);
          for (const { tensor, all } of outputs) all.set(graph.values(tensor), i * tensor.size);
        }
        return { name, step, outputs: Object.fromEntries(outputs.map(({ layer: layer2, all }) => [layer2, all])), loss: y ? loss : null, gradients: y ? byName(graph, gradients) : {} };
      }
    };
    function namedIn(graph, name) {
      const tensor = graph.named.get(name);
      if (tensor) return tensor;
      throw new Error(`look expects one of ${[...graph.named.keys()].join(", ")}; received ${name}.`);
    }
    function byName(graph, flat) {
      return Object.fromEntries(graph.parameters.map(({ name, start, size }) => [name, flat.slice(start, start + size)]));
    }
    function makeOptimizer(spec, size) {
      if (spec.optimizer === "adam") return adam(spec.learning_rate, spec.epsilon ?? 1e-7, size);
      if (spec.optimizer === "sgd") return sgd(spec.learning_rate, spec.momentum ?? 0, size);
      throw new Error(`optimizer expects adam or sgd; received ${spec.optimizer}.`);
    }
    function adam(rate, epsilon, size) {
      const [decay1, decay2] = [0.9, 0.999];
      const mean = new Float32Array(size);
      const square = new Float32Array(size);
      let step = 0;
      return (weights, gradients) => {
        step++;
        const alpha = rate * Math.sqrt(1 - decay2 ** step) / (1 - decay1 ** step);
        for (let i = 0; i < size; i++) {
          const gradient = gradients[i];
          mean[i] += (gradient - mean[i]) * (1 - decay1);
          square[i] += (gradient * gradient - square[i]) * (1 - decay2);
          weights[i] -= alpha * mean[i] / (Math.sqrt(square[i]) + epsilon);
        }
      };
    }
    function sgd(rate, momentum, size) {
      const velocity = new Float32Array(size);
      return (weights, gradients) => {
        for (let i = 0; i < size; i++) {
          velocity[i] = momentum * velocity[i] - rate * gradients[i];
          weights[i] += velocity[i];
        }
      };
    }
    var N = 624;
    var M = 397;
    var Random = class {
      #state = new Uint32Array(N);
      #next = N;
      #spare = null;
      constructor(seed) {
        const state = this.#state;
        state[0] = seed;
        for (let i = 1; i < N; i++) state[i] = Math.imul(1812433253, state[i - 1] ^ state[i - 1] >>> 30) + i;
      }
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
      uniform() {
        const high = this.bits() >>> 5;
        const low = this.bits() >>> 6;
        return (high * 2 ** 26 + low) / 2 ** 53;
      }
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
      permutation(count) {
        const order = Int32Array.from({ length: count }, (_, i) => i);
        for (let i = count - 1; i > 0; i--) {
          const j = this.#below(i + 1);
          [order[i], order[j]] = [order[j], order[i]];
        }
        return order;
      }
      #below(limit) {
        const mask = 2 ** (32 - Math.clz32(limit - 1)) - 1;
        for (; ; ) {
          const drawn2 = (this.bits() & mask) >>> 0;
          if (drawn2 < limit) return drawn2;
        }
      }
    };
    var OFTEN = 50;
    var Training = class {
      #job;
      #surroundings;
      #pass;
      #images;
      #followers;
      #observers;
      #optimize;
      #order;
      weights;
      step = 0;
      #losses = [];
      #reported = performance.now();
      constructor(job, surroundings) {
        const { kernels, followers } = surroundings;
        const { net, loss, x } = job;
        const [own, ...others] = split(job.batch_size, 1 + followers.length);
        this.#job = job;
        this.#surroundings = surroundings;
        this.#images = own;
        this.#pass = new Pass(kernels, net, loss, own, x.shape);
        this.#followers = others.flatMap((images, i) => images ? new Follower(followers[i], { net, loss, images, shape: x.shape }) : []);
        this.#observers = (job.looks ?? []).map((look) => new Observer(kernels, job, look));
        const { graph } = this.#pass.net;
        const random = new Random(job.seed);
        this.weights = job.weights?.slice() ?? graph.initialWeights(random);
        this.#optimize = makeOptimizer(job.optimizer, graph.size);
        this.#order = job.batches?.values() ?? batches(x.shape[0], job.batch_size, random);
      }
      async run() {
        try {
          this.#pass.net.graph.load(this.weights);
          await this.#look();
          while (this.step < this.#job.steps) {
            await this.#learn();
            this.step++;
            if (performance.now() - this.#reported > OFTEN) this.#report();
            await this.#look();
          }
        } catch (error) {
          if (!this.#surroundings.pace.stopped) throw error;
        } finally {
          this.#report();
          for (const follower of this.#followers) follower.close();
        }
      }
      async #learn() {
        const { x, y, steps } = this.#job;
        const { graph } = this.#pass.net;
        const { value, done } = this.#order.next();
        if (done) throw new Error(`batches expects ${steps} lists; received ${this.step}.`);
        const indices = Array.from(value);
        const own = indices.splice(0, this.#images);
        const others = this.#followers.map((follower) => {
          const chosen = indices.splice(0, follower.images);
          return follower.compute(this.weights, pick(x, chosen), pick(y, chosen));
        });
        const work = this.#pass.forwardAndBack(pick(x, own), pick(y, own));
        const loss = await this.#surroundings.pace.through(work);
        const part = { images: this.#images, loss, gradients: graph.parameterGradients() };
        const all = together([part, ...await Promise.all(others)]);
        if (!Number.isFinite(all.loss)) throw new Error(`The loss is ${all.loss} at step ${this.step + 1}. Lower the learning rate, and check that the images are in [0, 1] and hold no NaN.`);
        this.#losses.push(all.loss);
        this.#optimize(this.weights, all.gradients);
        graph.load(this.weights);
      }
      async #look() {
        for (const observer of this.#observers) {
          if (!observer.isDue(this.step)) continue;
          const seen = await this.#surroundings.pace.through(observer.see(this.weights, this.step));
          this.#report();
          this.#surroundings.tell({ kind: "seen", seen });
        }
      }
      #report() {
        if (this.#losses.length) this.#surroundings.tell({ kind: "progress", step: this.step, losses: this.#losses });
        this.#losses = [];
        this.#reported = performance.now();
      }
    };
    function* batches(images, size, random) {
      if (size < 1 || size > images) throw new Error(`batch_size expects 1 to ${images}, the number of images; received ${size}.`);
      for (; ; ) {
        const order = random.permutation(images);
        for (let first = 0; first + size <= images; first += size) yield order.subarray(first, first + size);
      }
    }
    async function serve(port2, slice2) {
      let stop = new AbortController();
      let last = Promise.resolve();
      const tell = (answer) => port2.postMessage(answer);
      async function train({ job, followers }, signal) {
        const pace = new Pace(signal, slice2);
        try {
          const training = new Training(job, { kernels: await bestKernels(), pace, followers, tell });
          await training.run();
          const { step, weights } = training;
          tell({ kind: "end", step, stopped: signal.aborted, weights });
        } catch (error) {
          tell({ kind: "failed", text: error instanceof Error ? error.message : String(error) });
        } finally {
          pace.close();
        }
      }
      port2.onmessage = ({ data }) => {
        if (data.kind === "follow") return follow(data.leader);
        stop.abort();
        if (data.kind === "stop") return;
        const { signal } = stop = new AbortController();
        last = last.then(() => train(data, signal));
      };
      tell({ kind: "hello", kernels: (await bestKernels()).name });
    }
    serve(port, slice);
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
async function startWorker(place, url) {
  const worker = new Worker(url);
  const refused = new Promise((_, reject) => {
    worker.onerror = reject;
  });
  return await Promise.race([refused, greeted(worker, place, () => worker.terminate())]);
}
function besideThePage() {
  const { port1, port2 } = new MessageChannel();
  const close = () => port1.close();
  const side = greeted(port1, "page", close);
  worker_default(port2, SLICE.page);
  return side;
}
function greeted(port, place, close) {
  let listener = () => {
  };
  return new Promise((resolve) => {
    port.onmessage = ({ data }) => {
      if (data.kind !== "hello") return listener(data);
      resolve({
        place,
        kernels: data.kernels,
        post: (request, transfer = []) => port.postMessage(request, transfer),
        hear: (heard) => listener = heard,
        close
      });
    };
  });
}
export {
  openEngine as default
};

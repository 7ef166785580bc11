// Built from js/ by `make js`: change it there.

// node_modules/.engine/worker.js
function worker_default(port, slice) {
  "use strict";
  (() => {
    var ce = Uint8Array.fromBase64 || (() => {
      for (var t = new Uint8Array(128), e = 0; e < 64; e++) t[e < 26 ? e + 65 : e < 52 ? e + 71 : e < 62 ? e - 4 : e * 4 - 205] = e;
      return (r) => {
        for (var n = r.length, o = new Uint8Array((n - (r[n - 1] == "=") - (r[n - 2] == "=")) * 3 / 4 | 0), s = 0, a = 0; s < n; ) {
          var i = t[r.charCodeAt(s++)], l = t[r.charCodeAt(s++)], j = t[r.charCodeAt(s++)], c = t[r.charCodeAt(s++)];
          o[a++] = i << 2 | l >> 4, o[a++] = l << 4 | j >> 2, o[a++] = j << 6 | c;
        }
        return o;
      };
    })();
    var I = class {
      #e;
      #r;
      #t = performance.now();
      constructor(e, r) {
        this.#e = e, this.#r = r;
      }
      get stopped() {
        return this.#e.aborted;
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
    var Qe = (t, e, r) => {
      let n = 0;
      for (let o = 0; o < t.length; o++) {
        let s = t[o] - e[o];
        n += s * s, r[o] = 2 * s / t.length;
      }
      return n / t.length;
    }, De = (t, e, r, n) => {
      let o = t.length / n, s = 0;
      for (let a = 0; a < t.length; a += o) {
        let i = t.subarray(a, a + o), l = i.reduce((c, u) => Math.max(c, u)), j = i.reduce((c, u) => c + Math.exp(u - l), 0);
        for (let c = a; c < a + o; c++) {
          let u = t[c] - l - Math.log(j);
          s -= e[c] * u, r[c] = (Math.exp(u) - e[c]) / n;
        }
      }
      return s / n;
    }, je = { mse: Qe, cross_entropy: De };
    var Z = (t) => (e) => e.fill(t), q = Z(0), O = (t) => (e, r, n) => {
      let o = t(n, r);
      for (let s = 0; s < e.length; s++) e[s] = o();
    }, Ue = (t) => O((e) => () => t * e.normal()), Ve = O((t, e) => {
      let { fanIn: r, fanOut: n } = Y(e), o = Math.sqrt(6 / (r + n));
      return () => o * (2 * t.uniform() - 1);
    }), Xe = O((t, e) => {
      let r = Math.sqrt(2 / Y(e).fanIn) / 0.8796256610342398;
      return () => {
        for (; ; ) {
          let n = t.normal();
          if (Math.abs(n) <= 2) return r * n;
        }
      };
    }), Ze = ({ slope: t, transposed: e, strides: r }) => O((n, o) => {
      let { fanIn: s, fanOut: a } = Y(o), i = e ? a / r ** 2 : s, l = Math.sqrt(2 / ((1 + t ** 2) * i));
      return () => l * n.normal();
    });
    function Y(t) {
      let e = t.slice(0, -2).reduce((o, s) => o * s, 1), [r, n] = t.slice(-2);
      return { fanIn: e * r, fanOut: e * n };
    }
    function H(t, { slope: e = 0.25, transposed: r = false, strides: n = 1 } = {}) {
      if (t.startsWith("normal_")) return Ue(Number(t.slice(7)));
      if (t === "glorot_uniform") return Ve;
      if (t === "he_normal") return Xe;
      if (t === "prelu_normal") return Ze({ slope: e, transposed: r, strides: n });
      throw new Error(`initializer expects glorot_uniform, he_normal, prelu_normal or normal_ and a deviation; received ${t}.`);
    }
    function R(t, e) {
      let r = Math.ceil(t / 16) * 16;
      return (n) => {
        let o = r;
        return r += Math.ceil(4 * n / 16) * 16, e(r), o;
      };
    }
    function W(t) {
      let [e, r] = [0, 0];
      return (n) => (n > r && ([e, r] = [t(n), n]), e);
    }
    var _ = (t) => Math.ceil(t / 4) * 4;
    var qe = 0.2, ue = { tanh: { f: Math.tanh, slope: (t, e) => 1 - e * e }, sigmoid: { f: de, slope: (t, e) => e * (1 - e) }, softplus: { f: Ye, slope: (t) => de(t) } };
    function P(t, e, r, n) {
      if (r === null || r === "linear") return e;
      if (r === "relu" || r === "leaky_relu") {
        let a = t.kernels.allocate(4);
        return t.kernels.floats(a, 4).fill(r === "relu" ? 0 : qe), t.name(n, me(t, e, a, 0, _(e.size) / 4, 4));
      }
      let o = ue[r];
      if (!o) throw new Error(`activation expects relu, leaky_relu, ${Object.keys(ue).join(", ")} or linear; received ${r}.`);
      let s = t.tensor(e.shape);
      return t.operation({ forward() {
        let [a, i] = [t.values(e), t.values(s)];
        for (let l = 0; l < a.length; l++) i[l] = o.f(a[l]);
      }, backward() {
        if (!e.gradient) return;
        let [a, i, l] = [t.values(e), t.values(s), t.gradients(s)], j = t.gradients(e);
        for (let c = 0; c < a.length; c++) j[c] += l[c] * o.slope(a[c], i[c]);
      } }), t.name(n, s);
    }
    function C(t, e, r, n) {
      let o = e.shape[3], s = t.parameter(`${r}/alpha`, [1, 1, o], Z(n)), a = e.size / o;
      return t.name(r, me(t, e, s.value, s.gradient, a, o));
    }
    function me(t, e, r, n, o, s) {
      let a = t.tensor(e.shape), { kernels: i } = t, l = e.gradient ? 0 : i.allocate(e.size);
      return t.operation({ forward: () => i.rectify(a.value, e.value, r, o, s), backward() {
        let j = e.gradient || l;
        i.rectify_gradient(j, n, a.gradient, e.value, r, o, s);
      } }), a;
    }
    function de(t) {
      return 1 / (1 + Math.exp(-t));
    }
    function Ye(t) {
      return Math.max(t, 0) + Math.log1p(Math.exp(-Math.abs(t)));
    }
    var B = class {
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
        let r = ee(e);
        return { shape: e, size: r, value: this.kernels.allocate(r), gradient: 0 };
      }
      tensor(e) {
        let r = { ...this.input(e), gradient: this.kernels.allocate(ee(e)) };
        return this.#r.push(r), r;
      }
      parameter(e, r, n) {
        let o = ee(r), s = this.kernels.allocate(o), a = this.kernels.allocate(o), i = { name: e, shape: r, size: o, start: this.size, value: s, gradient: a, initializer: n };
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
        for (let { start: n, size: o, shape: s, initializer: a } of this.parameters) a(r.subarray(n, n + o), s, e);
        return r;
      }
      load(e) {
        if (e.length !== this.size) throw new Error(`load expects ${this.size} weights; received ${e.length}.`);
        for (let r of this.parameters) {
          let { start: n, size: o } = r;
          this.values(r).set(e.subarray(n, n + o));
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
    }, ee = (t) => t.reduce((e, r) => e * r, 1);
    function* Ae(t, e, r, n) {
      for (let o = 0; o < t; o++) {
        let s = (o - e) % t, a = s < 0 ? s + t : s, i = Math.floor((a + e) / t), l = Math.min(Math.ceil((r - a) / t), n - i);
        l > 0 && (yield { phase: o, pixel: a, cell: i, count: l });
      }
    }
    function J(t, e, r, [n, o, s, a], i) {
      let { side: l } = e, j = e.cells * e.channels;
      for (let c of Ae(l, e.top, o, e.rows)) for (let u of Ae(l, e.left, s, e.cells)) {
        let m = (c.phase * l + u.phase) * a, d = e.address + 4 * (c.cell * j + u.cell * e.channels + m), A = r + 4 * (c.pixel * s + u.pixel) * a, p = [e.rows * j, j, e.channels], h = [o * s * a, l * s * a, l * a];
        i === "in" ? t.copy(d, ...p, A, ...h, n, c.count, u.count, a, 0) : t.copy(A, ...h, d, ...p, n, c.count, u.count, a, 1);
      }
    }
    var pe = 8, Q = class {
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
      place(e, r, n, o) {
        let s = o - o % pe, a = Math.min(pe, this.outputs - s), i = (e * this.cells + r) * this.inputs + n;
        return s * this.#e + i * a + (o - s);
      }
    };
    function fe(t, e, r, n) {
      let { size: o, cells: s, inputSide: a, outputSide: i, offset: l } = t, j = a ** 2 * e, c = _(i ** 2 * r), u = new Q(s, j, c), m = new Q(s, c, _(j)), d = new Int32Array(u.size).fill(-1), A = new Int32Array(m.size).fill(-1), p = new Int32Array(o ** 2 * e * r), h = a * i;
      for (let f = 0; f < s; f++) for (let b = 0; b < s; b++) for (let y = 0; y < h ** 2; y++) {
        let g = l(f, Math.floor(y / h)), x = l(b, y % h);
        if (!(g >= o || x >= o)) for (let w = 0; w < e; w++) for (let v = 0; v < r; v++) {
          let G = (g * o + x) * e * r + (n ? v * e + w : w * r + v), k = a > 1 ? y * e + w : w, S = i > 1 ? y * r + v : v, T = u.place(f, b, k, S);
          d[T] = G, A[m.place(s - 1 - f, s - 1 - b, S, k)] = G, p[G] = T;
        }
      }
      return { forward: d, backward: A, gradient: p };
    }
    function re(t, e, r, n, o) {
      let { images: s, rows: a, cells: i, channels: l } = n, j = ye(t, e, r, n);
      if (!j) {
        let m = s * a * i, [d, A, p] = e === 1 ? [1, 1, m] : [s, a, i], [h, f] = [r.channels, e * r.channels];
        return { prepare() {
        }, run: () => t.convolve(n.address, r.address, o, d, A, p, h, e, f, l) };
      }
      let c = t.allocate(16 * r.channels * l), u = be(r, n);
      return t.room(u), { prepare: () => j.winograd_weights(c, o, r.channels, l), run: () => j.winograd_convolve(n.address, r.address, c, t.room(u), s, a, i, r.channels, l) };
    }
    function he(t, e, r, n, o, s, a) {
      let { images: i, rows: l, cells: j, channels: c } = n, u = s.cells * c, m = s.rows * u, d = ye(t, e, r, n), A = r.address, p = r.channels;
      if (!d) return () => t.kernel_gradient(a, A, o, m, u, i, l, j, p, e, e * p, c);
      let h = be(r, n) + 16 * p * c;
      return t.room(h), () => d.winograd_gradient(a, A, o, t.room(h), m, u, i, l, j, p, c);
    }
    function ye(t, e, r, n) {
      let o = n.rows % 2 === 0 && n.cells % 2 === 0;
      return e === 3 && o && r.channels % 4 === 0 ? t.winograd : null;
    }
    function be(t, e) {
      return 16 * e.rows * e.cells * (t.channels + e.channels) / 4;
    }
    function we(t, e, r, n) {
      let [o, s, a, i] = r.shape, l = n.shape[3], { cells: j, inputSide: c, outputSide: u } = e, m = e.axis(s), d = e.axis(a), A = ge(m, s, e), p = ge(d, a, e), h = (v, M, G, k, S) => ({ address: S || t.allocate(o * v.count * M.count * G), images: o, rows: v.count, cells: M.count, channels: G, side: k, top: v.before, left: M.before }), f = c ** 2 * i, b = _(u ** 2 * l), y = j === 1, g = u === 1 && b === l, x = A.exact && p.exact && c === 1 && _(i) === i, w = h(A.error, p.error, b, u, y && g && n.gradient);
      return { padded: h({ count: m.core + j - 1, before: m.lead }, { count: d.core + j - 1, before: d.lead }, f, c, y && c === 1 && r.value), core: h({ count: m.core, before: m.trail }, { count: d.core, before: d.trail }, b, u, g && n.value), error: w, inner: w.address + 4 * (A.inner * w.cells + p.inner) * b, back: r.gradient ? h(A.input, p.input, _(f), c, x && r.gradient) : null };
    }
    function ge({ core: t, lead: e, trail: r }, n, o) {
      let { cells: s, inputSide: a, outputSide: i } = o, l = Math.min(Math.floor(e / a), s - 1), j = Math.min(Math.floor((n - 1 + e) / a) + 1, t + s - 1), c = Math.max(j, t) - l, u = s - 1 - l;
      return { input: { count: c, before: e - l * a }, error: { count: c + s - 1, before: r + u * i }, inner: u, exact: c === n && e === l * a };
    }
    function oe(t, e, r) {
      let [n, o, s] = e.shape, { geometry: a, outputs: i } = r, l = [a.axis(o).output, a.axis(s).output];
      if (Math.min(...l) < 1) throw new Error(`A kernel of ${a.size} pixels expects an image as large; received ${o} x ${s}.`);
      let j = t.tensor([n, ...l, i]);
      return t.operation(new ne(t.kernels, e, j, r)), j;
    }
    var ne = class {
      #e;
      #r;
      #t;
      #n;
      #o;
      #i;
      #l;
      #u;
      #s;
      #c;
      #d;
      #a;
      constructor(e, r, n, o) {
        let { geometry: s, outputs: a, swapped: i } = o, l = fe(s, r.shape[3], a, i);
        this.#e = e, this.#r = r, this.#t = n, this.#n = o;
        let j = this.#o = we(e, s, r, n);
        this.#i = te(e, l.forward), this.#l = te(e, l.backward), this.#u = te(e, l.gradient, o.kernel.gradient), this.#s = e.allocate(l.forward.length);
        let { cells: c } = s, { padded: u, core: m, error: d, inner: A, back: p } = j;
        this.#c = re(e, c, u, m, this.#i.to), this.#d = he(e, c, u, m, A, d, this.#s), this.#a = p && re(e, c, d, p, this.#l.to);
      }
      prepare() {
        let { value: e } = this.#n.kernel;
        this.#m(this.#i, e), this.#c.prepare(), this.#a && (this.#m(this.#l, e), this.#a.prepare());
      }
      forward() {
        let { padded: e, core: r } = this.#o, [n, o, { bias: s }] = [this.#r, this.#t, this.#n];
        e.address !== n.value && J(this.#e, e, n.value, n.shape, "in"), s ? this.#A(o.value, s.value, "repeat") : this.#e.floats(o.value, o.size).fill(0), this.#j(this.#c, r, o.value, o.shape);
      }
      backward() {
        let { error: e, back: r } = this.#o, [n, o, { bias: s }] = [this.#r, this.#t, this.#n];
        e.address !== o.gradient && J(this.#e, e, o.gradient, o.shape, "in"), s && this.#A(s.gradient, o.gradient, "sum"), this.#e.floats(this.#s, this.#i.count).fill(0), this.#d(), this.#m(this.#u, this.#s), this.#a && r && this.#j(this.#a, r, n.gradient, n.shape);
      }
      #j(e, r, n, o) {
        let { address: s, images: a, rows: i, cells: l, channels: j } = r;
        s !== n && this.#e.floats(s, a * i * l * j).fill(0), e.run(), s !== n && J(this.#e, r, n, o, "out");
      }
      #m({ to: e, index: r, count: n }, o) {
        this.#e.gather(e, o, r, n);
      }
      #A(e, r, n) {
        let { outputs: o } = this.#n, s = this.#t.size / o;
        n === "repeat" ? this.#e.copy(e, 0, 0, o, r, 0, 0, 0, 1, 1, s, o, 0) : this.#e.copy(e, 0, 0, 0, r, 0, 0, o, 1, 1, s, o, 1);
      }
    };
    function te(t, e, r) {
      let n = e.length, o = t.allocate(n);
      return t.integers(o, n).set(e), { index: o, count: n, to: r ?? t.allocate(n) };
    }
    function se(t, e, r) {
      let n = (o) => {
        let s = r === "same", a = s ? Math.ceil(o / e) : Math.floor((o - t) / e) + 1, i = s ? Math.max((a - 1) * e + t - o, 0) : 0;
        return { output: a, core: a, lead: Math.floor(i / 2), trail: 0 };
      };
      return { size: t, cells: Math.ceil(t / e), inputSide: e, outputSide: 1, axis: n, offset: (o, s) => o * e + s };
    }
    function ve(t, e, r) {
      let n = Math.ceil(t / e);
      return { size: t, cells: n, inputSide: 1, outputSide: e, axis: (s) => {
        let a = Math.max(t - e, 0), i = s * e + (r === "same" ? 0 : a), l = r === "same" ? Math.floor(a / 2) : 0, j = Math.floor(l / e), c = Math.floor((i - 1 + l) / e);
        return { output: i, core: c - j + 1, lead: n - 1 - j, trail: l - j * e };
      }, offset: (s, a) => (n - 1 - s) * e + a };
    }
    function $(t, e, r, n) {
      return xe(t, e, r, n, false);
    }
    function F(t, e, r, n) {
      return xe(t, e, r, n, true);
    }
    function xe(t, e, r, { filters: n, size: o, strides: s = 1, padding: a = "same", useBias: i = true, initializer: l }, j) {
      let c = e.shape[3], u = j ? [o, o, n, c] : [o, o, c, n], m = oe(t, e, { geometry: (j ? ve : se)(o, s, a), kernel: t.parameter(`${r}/kernel`, u, l), bias: i ? t.parameter(`${r}/bias`, [n], q) : null, outputs: n, swapped: j });
      return t.name(r, m);
    }
    function ke(t, e, r, n) {
      let [, o, s, a] = e.shape;
      if (o * s > 1) throw new Error(`dense expects a flat tensor; received ${e.shape}. Call flatten first.`);
      let { units: i, useBias: l = true, initializer: j } = n, c = oe(t, e, { geometry: se(1, 1, "valid"), kernel: t.parameter(`${r}/kernel`, [a, i], j), bias: l ? t.parameter(`${r}/bias`, [i], q) : null, outputs: i, swapped: false });
      return t.name(r, c);
    }
    function Ge(t) {
      let [e] = t.shape;
      return { ...t, shape: [e, 1, 1, t.size / e] };
    }
    function ae(t, e, r, n) {
      if (String(e.shape) !== String(r.shape)) throw new Error(`add expects tensors of one shape; received ${e.shape} and ${r.shape}.`);
      let { kernels: o } = t, s = t.tensor(e.shape), a = (i, l, j) => o.copy(i, 0, 0, 0, l, 0, 0, 0, 1, 1, 1, s.size, j);
      return t.operation({ forward() {
        a(s.value, e.value, 0), a(s.value, r.value, 1);
      }, backward() {
        e.gradient && a(e.gradient, s.gradient, 1), r.gradient && a(r.gradient, s.gradient, 1);
      } }), t.name(n, s);
    }
    function Se(t, e, r) {
      let [n, o, s, a] = e.shape, [, i, l] = r.shape;
      if (o === i && s === l) return e;
      let j = t.tensor([n, i, l, a]), c = [o * s * a, s * a, a], u = [i * l * a, l * a, a], m = [n, i, l, a];
      return t.operation({ forward: () => t.kernels.copy(j.value, ...u, e.value, ...c, ...m, 0), backward: () => t.kernels.copy(e.gradient, ...c, j.gradient, ...u, ...m, 1) }), j;
    }
    function Pe(t, e, r) {
      let { depth: n, symmetric_skips: o = true, skip_every: s = 1, input_skip: a = true } = r, { hidden_activation: i = "relu", kernel_initializer: l = "glorot_uniform" } = r, { padding: j = "same" } = r, c = n / 2, u = Te(r.filters, c, (f) => f), m = Te(r.strides ?? 1, c, (f, b) => b ? 1 : f), d = (f, b) => {
        let y = m[f - 1];
        return { filters: b, size: f === 1 || y === 1 ? 3 * y : y, strides: y, padding: j, initializer: H(l) };
      }, A = e, p = [A];
      for (let f = 1; f <= c; f++) A = $(t, A, `conv${f}`, d(f, u[f - 1])), A = P(t, A, i, `conv${f}_activation`), p.push(A);
      let h = (f, b) => {
        let y = c + 1 - b, g = y > 1 ? u[y - 2] : r.channels;
        return Se(t, F(t, f, `deconv${b}`, d(y, g)), p[y - 1]);
      };
      for (let f = 1; f < c; f++) A = P(t, h(A, f), i, `deconv${f}_activation`), !(!o || (f - 1) % s) && (A = ae(t, p[c - f], A, `skip${f}`), A = P(t, A, i, `skip${f}_activation`));
      return A = P(t, h(A, c), r.residual_activation ?? null, "residual"), a && (A = ae(t, e, A, "input_skip")), P(t, A, r.output_activation ?? null, "output");
    }
    function Te(t, e, r) {
      if (typeof t == "number") return Array.from({ length: e }, (n, o) => r(t, o));
      if (t.length === e) return t;
      throw new Error(`red_net expects one number, or ${e}, for each conv one; received ${t}.`);
    }
    var Me = "normal_1e-3";
    function _e(t, e, r) {
      let n = (a, i, l, j) => $(t, a, i, { filters: l, size: j, initializer: H(r.kernel_initializer ?? Me) }), o = P(t, n(e, "conv1", 64, 9), "relu", "conv1_relu"), s = P(t, n(o, "conv2", 32, 1), "relu", "conv2_relu");
      return n(s, "conv3", 1, 5);
    }
    function He(t, e, r) {
      let { scale: n, d: o = 56, s = 12, m: a = 4, shallow: i = false, use_bias: l = true } = r, { kernel_initializer: j = "prelu_normal", deconv_initializer: c = Me } = r, { prelu_slope: u = 0.25 } = r, m = Array.from({ length: a }, (h, f) => [`map${f + 1}`, s, 3]), d = [["shrink", s, 1], ...m, ["expand", o, 1]], A = [["feature", o, 5], ...i ? [] : d], p = e;
      for (let [h, f, b] of A) {
        let y = H(j, { slope: u });
        p = $(t, p, h, { filters: f, size: b, useBias: l, initializer: y }), p = C(t, p, `${h}_prelu`, u);
      }
      return F(t, p, "deconv", { filters: 1, size: 9, strides: n, useBias: l, initializer: H(c, { slope: u, transposed: true, strides: n }) });
    }
    function Le(t, e, r) {
      let n = new B(t), o = n.input(r);
      return { graph: n, input: o, output: er(n, o, e) };
    }
    function er(t, e, r) {
      switch (r.net) {
        case "red_net":
          return Pe(t, e, r);
        case "fsrcnn":
          return He(t, e, r);
        case "srcnn":
          return _e(t, e, r);
        case "sequential":
          return r.layers.reduce((n, o, s) => rr(t, n, o, `layer${s + 1}`), e);
      }
    }
    function rr(t, e, r, n) {
      switch (r.layer) {
        case "flatten":
          return Ge(e);
        case "prelu":
          return C(t, e, n, r.slope ?? 0);
        case "activation":
          return P(t, e, r.activation, n);
        default: {
          let { use_bias: o = true, initializer: s = "glorot_uniform" } = r, a = { useBias: o, initializer: H(s) };
          if (r.layer === "dense") return ke(t, e, n, { units: r.units, ...a });
          let { filters: i, size: l, strides: j = 1, padding: c = "same" } = r;
          return (r.layer === "conv" ? $ : F)(t, e, n, { filters: i, size: l, strides: j, padding: c, ...a });
        }
      }
    }
    var L = class {
      net;
      #e;
      constructor(e, r, n, o, s) {
        let [, a, i, l] = s;
        this.net = Le(e, r, [o, a, i, l]), this.#e = n;
      }
      *forward(e) {
        let { graph: r, input: n } = this.net;
        ze("inputs", n.size, e.length), r.values(n).set(e), yield* r.forward();
      }
      *forwardAndBack(e, r) {
        let { graph: n, output: o } = this.net;
        ze("targets", o.size, r.length), yield* this.forward(e), n.clearGradients();
        let s = je[this.#e](n.values(o), r, n.gradients(o), o.shape[0]);
        return yield* n.backward(), s;
      }
    };
    function ze(t, e, r) {
      if (e !== r) throw new Error(`The net expects ${e} numbers as ${t}; received ${r}.`);
    }
    function z({ shape: t, values: e }, r) {
      let [, ...n] = t, o = n.reduce((i, l) => i * l, 1), s = [...r], a = new Float32Array(s.length * o);
      return s.forEach((i, l) => {
        a.set(e.subarray(i * o, (i + 1) * o), l * o);
      }), a;
    }
    var Ne = ce("AGFzbQEAAAABaQlgDX9/f39/f39/f39/f38AYAR/f39/AGAFf39/f38AYAd/f39/f39/AGAKf39/f39/f39/fwBgDH9/f39/f39/f39/fwBgCX9/f39/f39/fwBgBn9/f39/fwBgC39/f39/f39/f39/AAMLCgABAgMEBQEGBwgEBQFwAQEBBQMBAAEGDwJ/AUGAgAELfwBBgIABCwedAQsGbWVtb3J5AgAEY29weQAABmdhdGhlcgABB3JlY3RpZnkAAhByZWN0aWZ5X2dyYWRpZW50AAMIY29udm9sdmUABA9rZXJuZWxfZ3JhZGllbnQABRB3aW5vZ3JhZF93ZWlnaHRzAAYRd2lub2dyYWRfY29udm9sdmUABxF3aW5vZ3JhZF9ncmFkaWVudAAJC19faGVhcF9iYXNlAwEK5lgK/AMBDH8CQCAIQQFIDQBBASAKIAMgC0YgByALRnEiDRshDiAHQQJ0IQ8gBkECdCEQIAVBAnQhESADQQJ0IRIgAkECdCETIAFBAnQhFEEAIRUgCUEBSCEWIApBASANGyALbCIFQQRIIQEDQAJAIBYNAEEAIRcgBCENIAAhGANAAkAgDkEBSA0AQQAhAiANIQcgGCEDA0ACQAJAIAxFDQBBACEKAkAgAQ0AQQAhCkEAIQsDQCADIAtqIgYgBv0AAAAgByALav0AAAD95AH9CwAAIAtBEGohCyAKIgZBBGohCiAGQQhqIAVMDQALCyAFIApMDQEgCkECdCELIAUgCmshCgNAIAMgC2oiBiAHIAtqKgIAIAYqAgCSOAIAIAtBBGohCyAKQX9qIgoNAAwCCwtBACEKAkAgAQ0AQQAhCkEAIQsDQCADIAtqIAcgC2r9AAAA/QsAACALQRBqIQsgCiIGQQRqIQogBkEIaiAFTA0ACwsgBSAKTA0AIApBAnQhCyAFIAprIQoDQCADIAtqIAcgC2oqAgA4AgAgC0EEaiELIApBf2oiCg0ACwsgByAPaiEHIAMgEmohAyACQQFqIgIgDkcNAAsLIA0gEGohDSAYIBNqIRggF0EBaiIXIAlHDQALCyAEIBFqIQQgACAUaiEAIBVBAWoiFSAIRw0ACwsLWQIBfwF9AkAgA0EBSA0AA0ACQAJAIAIoAgAiBEEATg0AQwAAAAAhBQwBCyABIARBAnRqKgIAIQULIAAgBTgCACACQQRqIQIgAEEEaiEAIANBf2oiAw0ACwsLhAIEBX8BewF/AX0CQCADQQFIDQAgBEECdCEFQQAhBiAEQQRIIQcDQEEAIQgCQCAHDQBBACEIQQAhCQNAIAAgCWogASAJav0AAAAiCiAKIAIgCWr9AAAA/eYBIAr9DAAAAAAAAAAAAAAAAAAAAAD9RP1S/QsAACAJQRBqIQkgCCILQQRqIQggC0EIaiAETA0ACwsCQCAEIAhMDQAgBCAIayELIAhBAnQhCQNAAkAgASAJaioCACIMQwAAAABeDQAgDCACIAlqKgIAlCEMCyAAIAlqIAw4AgAgCUEEaiEJIAtBf2oiCw0ACwsgACAFaiEAIAEgBWohASAGQQFqIgYgA0cNAAsLC7gDAwd/A3sCfQJAIAVBAUgNACAGQQJ0IQdBACEIIAZBBEghCQNAQQAhCgJAIAkNAEEAIQtBACEMA0AgACAMaiINIA39AAAAIAMgDGr9AAAAIg79DAAAAAAAAAAAAAAAAAAAAAAiD/1EIAIgDGr9AAAAIhD9TiAOIA/9QyAQ/U4iDyAEIAxq/QAAAP3mAf3kAf3kAf0LAAACQCABRQ0AIAEgDGoiDSAOIA/95gEgDf0AAAD95AH9CwAACyAMQRBqIQwgC0EIaiENIAtBBGoiCiELIA0gBkwNAAsLAkAgBiAKTA0AIAYgCmshCyAKQQJ0IQwDQAJAAkAgAyAMaiIKKgIAIhFDAAAAAF5FDQAgAiAMaioCACESDAELQwAAAAAhEiARQwAAAABdRQ0AIAQgDGoqAgAgAiAMaioCAJQhEgsgACAMaiINIBIgDSoCAJI4AgACQCABRQ0AIAoqAgAiEkMAAAAAXUUNACABIAxqIg0gAiAMaioCACASlCANKgIAkjgCAAsgDEEEaiEMIAtBf2oiCw0ACwsgACAHaiEAIAIgB2ohAiADIAdqIQMgCEEBaiIIIAVHDQALCwuODQggfwJ7AX8BewF/AXsHfwl7AkAgA0EBSA0AIAYgBUF/amwiCkECdCAIQQJ0aiELIAZBBHQhDCAJQQxsIQ0gCUEDdCEOIAkgBWwhDyAIIAdsIRAgASAGQQJ0IhFqIRIgASAGQQN0aiETIAQgB2pBf2ogCiAIamxBAnQhFCABIAZBDGxqIRVBACEWIAlBAUghFwNAAkAgFw0AIBYgBGwhGEEAIRkDQAJAIARBAUgNACAAIBlBAnRqIRogAiAQIBlsQQJ0aiEbQQAhHCAJIBlrQQdKIR0gEiEeIAEhHyATISAgFSEhA0AgGiAPIBwgGGpsQQJ0aiEiAkACQCAdDQBBACEjAkAgBUEESA0AQQAhBkEEIQogHiEkIB8hJSAgISYgISEnA0AgCiEjICIgBiAJbEECdGoiKCAJQQJ0aiIp/QAAACEqICj9AAAAISsgKCANaiIs/QAAACEtICggDmoiLv0AAAAhLwJAIAdBAUgNAEEAITAgJCExICUhMiAmITMgJyE0IBshNQNAAkAgCEEBSA0AQQAhBiAIIQoDQCA1IjZBEGohNSAtIDQgBmr9CQAAIDb9AAAAIjf95gH95AEhLSAvIDMgBmr9CQAAIDf95gH95AEhLyAqIDEgBmr9CQAAIDf95gH95AEhKiArIDIgBmr9CQAAIDf95gH95AEhKyAGQQRqIQYgCkF/aiIKDQALCyAxIAtqITEgMiALaiEyIDMgC2ohMyA0IAtqITQgMEEBaiIwIAdHDQALCyAoICv9CwAAICkgKv0LAAAgLiAv/QsAACAsIC39CwAAICQgDGohJCAlIAxqISUgJiAMaiEmICcgDGohJyAjIQYgI0EEaiIKIAVMDQALCyAjIAVODQEgHyARICNsaiEzA0AgIiAjIAlsQQJ0aiI0/QAAACE3AkAgB0EBSA0AQQAhMiAzITEgGyE1A0ACQCAIQQFIDQAgMSEGIAghCgNAIDUiNkEQaiE1IDcgBv0JAAAgNv0AAAD95gH95AEhNyAGQQRqIQYgCkF/aiIKDQALCyAxIAtqITEgMkEBaiIyIAdHDQALCyA0IDf9CwAAIDMgEWohMyAjQQFqIiMgBUcNAAwCCwtBACEoAkAgBUEESA0AQQAhBkEEIQogHiEnIB8hKSAgISwgISEuA0AgCiEoICIgBiAJbEECdGoiIyAJQQJ0aiIk/QAAECEqICT9AAAAISsgI/0AABAhLSAj/QAAACEvICMgDWoiJf0AABAhOCAl/QAAACE5ICMgDmoiJv0AABAhOiAm/QAAACE7AkAgB0EBSA0AQQAhMCAnITEgKSEyICwhMyAuITQgGyE2A0ACQCAIQQFIDQBBACEGIAghNQNAIDggNCAGav0JAAAiPCA2IgpBEGr9AAAAIjf95gH95AEhOCA6IDMgBmr9CQAAIj0gN/3mAf3kASE6ICogMSAGav0JAAAiPiA3/eYB/eQBISogLSAyIAZq/QkAACI/IDf95gH95AEhLSAGQQRqIQYgCkEgaiE2IDkgPCAK/QAAACI3/eYB/eQBITkgOyA9IDf95gH95AEhOyArID4gN/3mAf3kASErIC8gPyA3/eYB/eQBIS8gNUF/aiI1DQALCyAxIAtqITEgMiALaiEyIDMgC2ohMyA0IAtqITQgMEEBaiIwIAdHDQALCyAjIC39CwAQICMgL/0LAAAgJCAq/QsAECAkICv9CwAAICYgOv0LABAgJiA7/QsAACAlIDj9CwAQICUgOf0LAAAgJyAMaiEnICkgDGohKSAsIAxqISwgLiAMaiEuICghBiAoQQRqIgogBUwNAAsLICggBU4NACAfIBEgKGxqITQDQCAiICggCWxBAnRqIjP9AAAQITcgM/0AAAAhKgJAIAdBAUgNAEEAITIgNCExIBshNgNAAkAgCEEBSA0AIDEhBiAIITUDQCA2IgpBIGohNiAqIAb9CQAAIisgCv0AAAD95gH95AEhKiA3ICsgCkEQav0AAAD95gH95AEhNyAGQQRqIQYgNUF/aiI1DQALCyAxIAtqITEgMkEBaiIyIAdHDQALCyAzIDf9CwAQIDMgKv0LAAAgNCARaiE0IChBAWoiKCAFRw0ACwsgHiALaiEeIB8gC2ohHyAgIAtqISAgISALaiEhIBxBAWoiHCAERw0ACwsgGUEIaiIZIAlIDQALCyASIBRqIRIgASAUaiEBIBMgFGohEyAVIBRqIRUgFkEBaiIWIANHDQALCwuXDAQYfwh7A38GewJAIAVBAUgNACAIIAdBf2psIgxBAnQgCkECdGohDSAMQQR0IApBBHRqIQ4gC0ECdCEPIARBAnQhECAEQQR0IREgA0ECdCESIAhBAnQhAyAKIAlsIRMgBiAJakF/aiAMIApqbEECdCEUQQAhFSAGQQFIIRYDQAJAIBYNAEEAIRcgAiEYIAEhGSAGIRoDQAJAIAtBAUgNACAaQQEgGkEBShsiCEEEIAhBBEgbIRtBACEcIBghHQNAIAAgEyAcbEECdGohHgJAAkAgCyAca0EISA0AIAlBAUgNAUEAIR8gGSEgA0ACQAJAIApBBE4NAEEAISEMAQtBBCEiICAhIwNAIB79AABwISQgHv0AAGAhJSAe/QAAUCEmIB79AABAIScgHv0AADAhKCAe/QAAICEpIB79AAAQISogHv0AAAAhKwJAIAYgF0wNAEEAISwgHSEtICMhLgNAAkAgB0EBSA0AIAchDCAtIQQgLiEIA0AgJCAIQQxq/QkAACIvIARBEGr9AAAAIjD95gH95AEhJCAmIAhBCGr9CQAAIjEgMP3mAf3kASEmICggCEEEav0JAAAiMiAw/eYB/eQBISggKyAI/QkAACIzIAT9AAAAIjT95gH95AEhKyAlIC8gNP3mAf3kASElICcgMSA0/eYB/eQBIScgKSAyIDT95gH95AEhKSAqIDMgMP3mAf3kASEqIAQgD2ohBCAIIANqIQggDEF/aiIMDQALCyAtIBBqIS0gLiANaiEuICxBAWoiLCAbRw0ACwsgHiAk/QsAcCAeICX9CwBgIB4gJv0LAFAgHiAn/QsAQCAeICj9CwAwIB4gKf0LACAgHiAq/QsAECAeICv9CwAAICNBEGohIyAeQYABaiEeICIhISAiQQRqIgghIiAIIApMDQALCwJAICEgCk4NACAgICFBAnRqISIDQCAe/QAAECEwIB79AAAAITQCQCAGIBdMDQBBACEsIB0hLSAiIS4DQAJAIAdBAUgNACAHIQwgLSEIIC4hBANAIDQgBP0JAAAiJCAI/QAAAP3mAf3kASE0IDAgJCAIQRBq/QAAAP3mAf3kASEwIAggD2ohCCAEIANqIQQgDEF/aiIMDQALCyAtIBBqIS0gLiANaiEuICxBAWoiLCAbRw0ACwsgHiAw/QsAECAeIDT9CwAAICJBBGohIiAeQSBqIR4gIUEBaiIhIApHDQALCyAgIA1qISAgH0EBaiIfIAlHDQAMAgsLIAlBAUgNAEEAIR8gGSEgA0ACQAJAIApBBE4NAEEAISEMAQtBBCEiICAhIwNAIB79AAAwITQgHv0AACAhJCAe/QAAECElIB79AAAAISYCQCAGIBdMDQBBACEsIB0hLSAjIS4DQAJAIAdBAUgNACAHIQwgLSEEIC4hCANAICYgCP0JAAAgBP0AAAAiMP3mAf3kASEmIDQgCEEMav0JAAAgMP3mAf3kASE0ICQgCEEIav0JAAAgMP3mAf3kASEkICUgCEEEav0JAAAgMP3mAf3kASElIAQgD2ohBCAIIANqIQggDEF/aiIMDQALCyAtIBBqIS0gLiANaiEuICxBAWoiLCAbRw0ACwsgHiA0/QsAMCAeICT9CwAgIB4gJf0LABAgHiAm/QsAACAjQRBqISMgHkHAAGohHiAiISEgIkEEaiIIISIgCCAKTA0ACwsCQCAhIApODQAgICAhQQJ0aiEiA0AgHv0AAAAhMAJAIAYgF0wNAEEAISwgHSEtICIhLgNAAkAgB0EBSA0AIAchDCAtIQggLiEEA0AgMCAE/QkAACAI/QAAAP3mAf3kASEwIAggD2ohCCAEIANqIQQgDEF/aiIMDQALCyAtIBBqIS0gLiANaiEuICxBAWoiLCAbRw0ACwsgHiAw/QsAACAiQQRqISIgHkEQaiEeICFBAWoiISAKRw0ACwsgICANaiEgIB9BAWoiHyAJRw0ACwsgHUEgaiEdIBxBCGoiHCALSA0ACwsgGCARaiEYIBkgDmohGSAaQXxqIRogF0EEaiIXIAZIDQALCyACIBJqIQIgASAUaiEBIBVBAWoiFSAFRw0ACwsLiggCJX8NewJAIANBAUgNACACQQV0IQQgAkECdCEFIAJBDGwhBiACQRhsIQcgAkEEdCEIIAJBHGwhCSACQQN0IQogAkEUbCELIAJBoAJsIQwgACADIAJsIg1BA3RqIQ4gACANQQxsaiEPIAAgDUEEdGohECAAIA1BFGxqIREgACANQRhsaiESIAAgDUEcbGohEyAAIA1BBXRqIRQgACANQSRsaiEVIAAgDUEobGohFiAAIA1BLGxqIRcgACANQTBsaiEYIAAgDUE0bGohGSAAIA1BOGxqIRogACANQTxsaiEbIAAgDUECdGohHEEAIR0gAyEeA0ACQCADIB1rIg1BCCANQQhIGyACbCIfQQFIDQAgASAFIB5BCCAeQQhIGyINbGohICABIAYgDWxqISEgASAHIA1saiEiIAEgCCANbGohIyABIAkgDWxqISQgASAKIA1saiElIAEgCyANbGohJiABIAQgDWxqISdBACENQQAhKANAICMgDWr9AAAAISkgJCANav0AAAAhKiAmIA1q/QAAACErICcgDWr9AAAAISwgISANav0AAAAhLSAiIA1q/QAAACEuICAgDWr9AAAAIS8gJSANav0AAAAhMCAAIA1qIAEgDWr9AAAAIjH9CwAAIBwgDWogL/0MAAAAPwAAAD8AAAA/AAAAPyIy/eYBIjMgMSAw/eQBIDL95gEiNP3kAf0LAAAgDiANaiA0IDP95QH9CwAAIA8gDWogMP0LAAAgECANaiAtIDL95gEiLSAxIC795AEgMv3mASIx/eQBIjP9CwAAIBEgDWogKSAy/eYBIikgLyAq/eQBIDL95gEiL/3kASAy/eYBIjQgMyArIDL95gEiKyAwICz95AEgMv3mASIw/eQBIjX95AEgMv3mASIz/eQB/QsAACASIA1qIDMgNP3lAf0LAAAgEyANaiA1/QsAACAUIA1qIDEgLf3lASIx/QsAACAVIA1qIC8gKf3lASAy/eYBIi8gMSAwICv95QEiMP3kASAy/eYBIjH95AH9CwAAIBYgDWogMSAv/eUB/QsAACAXIA1qIDD9CwAAIBggDWogLv0LAAAgGSANaiAqIDL95gEiMCAuICz95AEgMv3mASIy/eQB/QsAACAaIA1qIDIgMP3lAf0LAAAgGyANaiAs/QsAACANQRBqIQ0gKEEEaiIoIB9IDQALCyAcIARqIRwgACAEaiEAIA4gBGohDiAPIARqIQ8gECAEaiEQIBEgBGohESASIARqIRIgEyAEaiETIBQgBGohFCAVIARqIRUgFiAEaiEWIBcgBGohFyAYIARqIRggGSAEaiEZIBogBGohGiAbIARqIRsgHkF4aiEeIAEgDGohASAdQQhqIh0gA0gNAAsLC4cMAlB/D3sgBUECbSEJIAZBAm0hCgJAIARBAUgNACADIAogCWwiC0EEdCIMIAdsQQJ0aiENIAMgCyAHQQZ0Ig4gCEEEdGpsaiEPIAMgCyAOIAhBBXRqbGohECADIAsgDiAIQTBsamxqIREgAyALIA4gCEECdCISamxqIRMgAyALIA4gCEEUbGpsaiEUIAMgCyAOIAhBJGxqbGohFSADIAsgDiAIQTRsamxqIRYgAyALIA4gCEEDdCIXamxqIRggAyALIA4gCEEYbGpsaiEZIAMgCyAOIAhBKGxqbGohGiADIAsgDiAIQThsamxqIRsgAyALIA4gCEEMbGpsaiEcIAMgCyAOIAhBHGxqbGohHSADIAsgDiAIQSxsamxqIR4gAyALIA4gCEE8bGpsaiEfIAogCGxBAnQhICAAIBJqISEgCCAGbCIOQQN0ISIgCCAHbEECdCEjIAZBAmogB2wiJCAFQQJqbCElIA4gBWxBAnQhJiAAIA5BAnRqIScgCyAIbEECdCEoIAsgB2xBAnQhKSAAIAggBkECdEEEamxqISpBACErIAwgCGwiLEEBSCEtA0AgAyABICUgK2xBAnRqICQgCSAKIAcQiICAgAACQCAtDQBBACEMIA0hDgNAIA79DAAAAAAAAAAAAAAAAAAAAAD9CwAAIA5BEGohDiAMQQRqIgwgLEgNAAsLQRAhLiACIQ4gDSEMIAMhLwNAIAwgLyAOQQFBASALIAdBASAHIAgQhICAgAAgDiAjaiEOIAwgKGohDCAvIClqIS8gLkF/aiIuDQALAkAgBUECSA0AQQAhMCANITEgDyEyIBAhMyARITQgEyE1IBQhNiAVITcgFiE4IBghOSAZITogGiE7IBshPCAcIT0gHSE+IB4hPyAfIUAgISFBIAAhQiAqIUMgJyFEA0ACQCAGQQJIDQBBACFFIDEhLiAyIUYgMyFHIDQhSCA1IUkgNiFKIDchSyA4IUwgOSFNIDohTiA7IU8gPCFQID0hUSA+IVIgPyFTIEAhVCBBIVUgQiFWIEMhVyBEIVgDQAJAIAhBAUgNAEEAIQ5BACEMA0AgVCAOav0AAAAhWSBQIA5q/QAAACFaIEggDmr9AAAAIVsgTCAOav0AAAAhXCBTIA5q/QAAACFdIFIgDmr9AAAAIV4gUSAOav0AAAAhXyBWIA5qIi8gLiAOav0AAAAgRiAOav0AAAAiYP3kASBHIA5q/QAAACJh/eQBIEkgDmr9AAAAIEogDmr9AAAAImL95AEgSyAOav0AAAAiY/3kASJk/eQBIE0gDmr9AAAAIE4gDmr9AAAAImX95AEgTyAOav0AAAAiZv3kASJn/eQBIC/9AAAA/eQB/QsAACBVIA5qIi8gZCBn/eUBIF0gXyBe/eQB/eQB/eUBIC/9AAAA/eQB/QsAACBYIA5qIi8gYCBh/eUBIFv95QEgYiBj/eUBIFz95QEiW/3kASBlIGb95QEgWv3lASJa/eQBIC/9AAAA/eQB/QsAACBXIA5qIi8gWyBa/eUBIF4gXf3lASBZ/eUB/eUBIC/9AAAA/eQB/QsAACAOQRBqIQ4gDEEEaiIMIAhIDQALCyAuIBJqIS4gRiASaiFGIEcgEmohRyBIIBJqIUggSSASaiFJIEogEmohSiBLIBJqIUsgTCASaiFMIE0gEmohTSBOIBJqIU4gTyASaiFPIFAgEmohUCBRIBJqIVEgUiASaiFSIFMgEmohUyBUIBJqIVQgVSAXaiFVIFYgF2ohViBXIBdqIVcgWCAXaiFYIEVBAWoiRSAKRw0ACwsgMSAgaiExIDIgIGohMiAzICBqITMgNCAgaiE0IDUgIGohNSA2ICBqITYgNyAgaiE3IDggIGohOCA5ICBqITkgOiAgaiE6IDsgIGohOyA8ICBqITwgPSAgaiE9ID4gIGohPiA/ICBqIT8gQCAgaiFAIEEgImohQSBCICJqIUIgQyAiaiFDIEQgImohRCAwQQFqIjAgCUcNAAsLICEgJmohISAAICZqIQAgKiAmaiEqICcgJmohJyArQQFqIisgBEcNAAsLC/8LAkZ/D3sCQCADQQFIDQAgASAFQQJ0IgYgAkECdCIHamohCCABIAVBA3QiCSAHamohCiABIAVBDGwiCyAHamohDCABIAJBA3QiDSAGamohDiABIAkgDWpqIQ8gASALIA1qaiEQIAEgAkEMbCICIAZqaiERIAEgAiAJamohEiABIAsgAmpqIRMgASAHaiEUIAEgDWohFSABIAJqIRYgASAGaiEXIAEgCWohGCABIAtqIRkgACAEIANsIAVsIgJBA3RqIRogACACQQxsaiEbIAAgAkEEdGohHCAAIAJBFGxqIR0gACACQRhsaiEeIAAgAkEcbGohHyAAIAJBBXRqISAgACACQSRsaiEhIAAgAkEobGohIiAAIAJBLGxqISMgACACQTBsaiEkIAAgAkE0bGohJSAAIAJBOGxqISYgBSAEbCIHQQJ0IScgACACQTxsaiEoIAAgByADbEECdGohKUEAISogBEEBSCErA0ACQCArDQBBACEsIAghCyAKIS0gDCEuIBQhLyAOITAgDyExIBAhMiAVITMgESE0IBIhNSATITYgFiE3IBchOCAYITkgGSE6IAEhOyApITwgACE9IBohPiAbIT8gHCFAIB0hQSAeIUIgHyFDICAhRCAhIUUgIiFGICMhRyAkIUggJSFJICYhSiAoIUsDQAJAIAVBAUgNAEEAIQJBACEHA0AgNiACav0AAAAhTCA0IAJq/QAAACFNIDcgAmr9AAAAIU4gNSACav0AAAAhTyAuIAJq/QAAACFQIAsgAmr9AAAAIVEgLyACav0AAAAhUiAtIAJq/QAAACFTIDIgAmr9AAAAIVQgOiACav0AAAAhVSAwIAJq/QAAACFWIDggAmr9AAAAIVcgPSACaiA7IAJq/QAAACAzIAJq/QAAACJY/eUBIDkgAmr9AAAAIDEgAmr9AAAAIln95QEiWv3lAf0LAAAgPCACaiBXIFb95QEiVyBa/eQB/QsAACA+IAJqIFogV/3lAf0LAAAgPyACaiBXIFUgVP3lAf3lAf0LAAAgQCACaiBSIFj95AEgUyBZ/eQBIlr95QH9CwAAIEEgAmogUSBW/eQBIlcgWv3kAf0LAAAgQiACaiBaIFf95QH9CwAAIEMgAmogVyBQIFT95AH95QH9CwAAIEQgAmogWCBS/eUBIFkgU/3lASJY/eUB/QsAACBFIAJqIFYgUf3lASJWIFj95AH9CwAAIEYgAmogWCBW/eUB/QsAACBHIAJqIFYgVCBQ/eUB/eUB/QsAACBIIAJqIFIgTv3lASBTIE/95QEiUv3lAf0LAAAgSSACaiBRIE395QEiUSBS/eQB/QsAACBKIAJqIFIgUf3lAf0LAAAgSyACaiBRIFAgTP3lAf3lAf0LAAAgAkEQaiECIAdBBGoiByAFSA0ACwsgCyAJaiELIC0gCWohLSAuIAlqIS4gLyAJaiEvIDAgCWohMCAxIAlqITEgMiAJaiEyIDMgCWohMyA0IAlqITQgNSAJaiE1IDYgCWohNiA3IAlqITcgOCAJaiE4IDkgCWohOSA6IAlqITogOyAJaiE7IDwgBmohPCA9IAZqIT0gPiAGaiE+ID8gBmohPyBAIAZqIUAgQSAGaiFBIEIgBmohQiBDIAZqIUMgRCAGaiFEIEUgBmohRSBGIAZqIUYgRyAGaiFHIEggBmohSCBJIAZqIUkgSiAGaiFKIEsgBmohSyAsQQFqIiwgBEcNAAsLIAggDWohCCAKIA1qIQogDCANaiEMIBQgDWohFCAOIA1qIQ4gDyANaiEPIBAgDWohECAVIA1qIRUgESANaiERIBIgDWohEiATIA1qIRMgFiANaiEWIBcgDWohFyAYIA1qIRggGSANaiEZIAEgDWohASApICdqISkgACAnaiEAIBogJ2ohGiAbICdqIRsgHCAnaiEcIB0gJ2ohHSAeICdqIR4gHyAnaiEfICAgJ2ohICAhICdqISEgIiAnaiEiICMgJ2ohIyAkICdqISQgJSAnaiElICYgJ2ohJiAoICdqISggKkEBaiIqIANHDQALCwuMFQJOfxR7IAMgCEECbSILIAdBAm0iDGwiDUEEdCIOIAlsQQJ0aiIPIA4gCmxBAnRqIRACQCAKIAlsIhFBAUgNACARQQR0IRJBACETIBAhDgNAIA79DAAAAAAAAAAAAAAAAAAAAAD9CwAAIA5BEGohDiATQQRqIhMgEkgNAAsLAkAgBkEBSA0AIAIgCkECdCIUIAVBAnQiE2pqIRUgAyANIAlBBnQiDiAUamxqIRYgAyANIA4gCkEDdCIXamxqIRggAyANIA4gCkEMbGpsaiEZIAMgDSAOIApBBHRqbGohGiADIA0gDiAKQRRsamxqIRsgAyANIA4gCkEYbGpsaiEcIAMgDSAOIApBHGxqbGohHSADIA0gDiAKQQV0amxqIR4gAyANIA4gCkEkbGpsaiEfIAMgDSAOIApBKGxqbGohICADIA0gDiAKQSxsamxqISEgAyANIA4gCkEwbGpsaiEiIAMgDSAOIApBNGxqbGohIyADIA0gDiAKQThsamxqISQgAyANIA4gCkE8bGpsaiElIAVBA3QhJiAEQQJ0IScgEUECdCEoIAIgE2ohKSACIBRqISogCyAKbEECdCErIAhBAmogCWwiLCAHQQJqbCEtIA0gCWxBAnQhLiANIApsQQJ0IS8gCkEBSCEwQQAhMQNAIAMgASAtIDFsQQJ0aiAsIAwgCyAJEIiAgIAAAkAgB0ECSA0AQQAhMiApITMgFSE0IAIhNSAqITYgDyE3IBYhOCAYITkgGSE6IBohOyAbITwgHCE9IB0hPiAeIT8gHyFAICAhQSAhIUIgIiFDICMhRCAkIUUgJSFGA0ACQCAIQQJIDQBBACFHIDMhEiA0IQUgNSEEIDYhSCA3IUkgOCFKIDkhSyA6IUwgOyFNIDwhTiA9IU8gPiFQID8hUSBAIVIgQSFTIEIhVCBDIVUgRCFWIEUhVyBGIVgDQAJAIDANAEEAIQ5BACETA0AgBSAOav0AAAAhWSASIA5q/QAAACFaIEggDmr9AAAAIVsgSSAOaiAEIA5q/QAAACJc/QsAACBKIA5qIFsgXP3kAf0LAAAgSyAOaiBcIFv95QH9CwAAIEwgDmr9DAAAAAAAAAAAAAAAAAAAAAAiXSBb/eUB/QsAACBNIA5qIFogXP3kASJe/QsAACBOIA5qIF4gWyBZ/eQBIl/95AH9CwAAIE8gDmogXiBf/eUB/QsAACBQIA5qIF0gX/3lAf0LAAAgUSAOaiBcIFr95QEiXP0LAAAgUiAOaiBcIFsgWf3lASJb/eQB/QsAACBTIA5qIFwgW/3lAf0LAAAgVCAOaiBdIFv95QH9CwAAIFUgDmogXSBa/eUBIlv9CwAAIFYgDmogWyBdIFn95QEiXP3kAf0LAAAgVyAOaiBbIFz95QH9CwAAIFggDmogXSBc/eUB/QsAACAOQRBqIQ4gE0EEaiITIApIDQALCyASIBdqIRIgBSAXaiEFIAQgF2ohBCBIIBdqIUggSSAUaiFJIEogFGohSiBLIBRqIUsgTCAUaiFMIE0gFGohTSBOIBRqIU4gTyAUaiFPIFAgFGohUCBRIBRqIVEgUiAUaiFSIFMgFGohUyBUIBRqIVQgVSAUaiFVIFYgFGohViBXIBRqIVcgWCAUaiFYIEdBAWoiRyALRw0ACwsgMyAmaiEzIDQgJmohNCA1ICZqITUgNiAmaiE2IDcgK2ohNyA4ICtqITggOSAraiE5IDogK2ohOiA7ICtqITsgPCAraiE8ID0gK2ohPSA+ICtqIT4gPyAraiE/IEAgK2ohQCBBICtqIUEgQiAraiFCIEMgK2ohQyBEICtqIUQgRSAraiFFIEYgK2ohRiAyQQFqIjIgDEcNAAsLQRAhBSAQIQ4gAyETIA8hEgNAIA4gEyASQQBBAEEBQQEgDSAJQQEgCSAKEIWAgIAAIA4gKGohDiATIC5qIRMgEiAvaiESIAVBf2oiBQ0ACyApICdqISkgFSAnaiEVIAIgJ2ohAiAqICdqISogMUEBaiIxIAZHDQALCwJAIApBAUgNACADIA0gCkEGdCAJQQZ0amwiDiARQQJ0amohBSADIA4gEUEEdGpqIQQgAyAOIBFBBXRqaiFIIAMgDiARQTBsamohSSADIA4gEUEUbGpqIUogAyAOIBFBJGxqaiFLIAMgDiARQTRsamohTCADIA4gEUEDdGpqIU0gAyAOIBFBGGxqaiFOIAMgDiARQShsamohTyADIA4gEUE4bGpqIVAgAyAOIBFBDGxqaiFRIAMgDiARQRxsamohUiADIA4gEUEsbGpqIVMgAyAOIBFBPGxqaiFUIAlBBXQhMCAJQQJ0ITUgCUEDdCE2IAlBDGwhNyAJQQR0ITggCUEUbCE5IAlBGGwhOiAJQRxsITsgCUGgAmwhNEEAITMgCiEmA0ACQCAKIDNrIg5BCCAOQQhIGyAJbCJVQQFIDQAgACA1ICZBCCAmQQhIGyIObGohViAAIDYgDmxqIVcgACA3IA5saiFYIAAgOCAObGohFCAAIDkgDmxqIRcgACA6IA5saiFHIAAgOyAObGohCyAAIDAgDmxqIStBACEOQQAhEwNAIFQgDmr9AAAAIVkgSSAOav0AAAAhWiBMIA5q/QAAACFeIFAgDmr9AAAAIV8gUSAOav0AAAAhYCBTIA5q/QAAACFdIFIgDmr9AAAAIVwgACAOaiISIBL9AAAAIBAgDmr9AAAAIAQgDmr9AAAAImEgSCAOav0AAAAiYv3kAf0MAAAAPwAAAD8AAAA/AAAAPyJb/eYBImP95AEgBSAOav0AAAAgSiAOav0AAAAiZCBLIA5q/QAAACJl/eQBIFv95gEiZv3kASJnIE0gDmr9AAAAIE4gDmr9AAAAImggTyAOav0AAAAiaf3kASBb/eYBImr95AEia/3kASBb/eYBImz95AH95AH9CwAAIFYgDmoiEiAS/QAAACBnIGv95QEgW/3mAf3kAf0LAAAgVyAOaiISIBL9AAAAIGAgXCBd/eQBIFv95gEiZ/3kASBs/eQB/eQB/QsAACBYIA5qIhIgEv0AAAAgYSBi/eUBIFv95gEgZCBl/eUBIFv95gEiYCBoIGn95QEgW/3mASJh/eQBIFv95gEiYv3kAf3kAf0LAAAgFCAOaiISIBL9AAAAIGAgYf3lASBb/eYB/eQB/QsAACAXIA5qIhIgEv0AAAAgXCBd/eUBIFv95gEgYv3kAf3kAf0LAAAgRyAOaiISIBL9AAAAIFogY/3kASBeIGb95AEiXSBfIGr95AEiXP3kASBb/eYBIlr95AH95AH9CwAAIAsgDmoiEiAS/QAAACBdIFz95QEgW/3mAf3kAf0LAAAgKyAOaiISIBL9AAAAIFkgZ/3kASBa/eQB/eQB/QsAACAOQRBqIQ4gE0EEaiITIFVIDQALCyAFIDBqIQUgECAwaiEQIAQgMGohBCBIIDBqIUggSSAwaiFJIEogMGohSiBLIDBqIUsgTCAwaiFMIE0gMGohTSBOIDBqIU4gTyAwaiFPIFAgMGohUCBRIDBqIVEgUiAwaiFSIFMgMGohUyBUIDBqIVQgJkF4aiEmIAAgNGohACAzQQhqIjMgCkgNAAsLCw==");
    var $e = 8, ie = class {
      name = "plain";
      winograd = null;
      #e = new Float32Array(65536);
      allocate = R(16, (e) => {
        if (e <= this.#e.byteLength) return;
        let r = new Float32Array(Math.max(e / 4, 2 * this.#e.length));
        r.set(this.#e), this.#e = r;
      });
      room = W(this.allocate);
      floats(e, r) {
        return new Float32Array(this.#e.buffer, e, r);
      }
      integers(e, r) {
        return new Int32Array(this.#e.buffer, e, r);
      }
      copy = (e, r, n, o, s, a, i, l, j, c, u, m, d) => {
        let A = this.#e;
        for (let p = 0; p < j; p++) for (let h = 0; h < c; h++) {
          let f = e / 4 + p * r + h * n, b = s / 4 + p * a + h * i;
          for (let y = 0; y < u; y++, f += o, b += l) for (let g = 0; g < m; g++) A[f + g] = A[b + g] + (d ? A[f + g] : 0);
        }
      };
      gather = (e, r, n, o) => {
        let s = this.#e;
        this.integers(n, o).forEach((a, i) => {
          s[e / 4 + i] = a < 0 ? 0 : s[r / 4 + a];
        });
      };
      rectify = (e, r, n, o, s) => {
        let a = this.floats(n, s), i = this.floats(r, o * s), l = this.floats(e, o * s);
        for (let j = 0; j < i.length; j++) l[j] = i[j] > 0 ? i[j] : i[j] * a[j % s];
      };
      rectify_gradient = (e, r, n, o, s, a, i) => {
        let l = this.floats(s, i), j = this.floats(o, a * i), c = this.floats(n, a * i), u = this.floats(e, a * i), m = new Float64Array(i);
        for (let d = 0; d < j.length; d++) j[d] > 0 && (u[d] += c[d]), j[d] < 0 && (u[d] += c[d] * l[d % i], m[d % i] += c[d] * j[d]);
        r && this.floats(r, i).forEach((d, A, p) => p[A] = d + m[A]);
      };
      convolve = (e, r, n, o, s, a, i, l, j, c) => {
        let u = this.#e, m = a * i + j - i, d = (s + l - 1) * m;
        for (let A = 0; A < o; A++) for (let p = 0; p < s; p++) for (let h = 0; h < a; h++) for (let f = 0; f < c; f += 4) {
          let { wide: b, first: y } = Fe(f, c, l * j), g = e / 4 + ((A * s + p) * a + h) * c + f, x = n / 4 + y, [w, v, M, G] = [0, 0, 0, 0];
          for (let k = 0; k < l; k++) {
            let S = r / 4 + A * d + (p + k) * m + h * i;
            for (let T = S; T < S + j; T++, x += b) {
              let N = u[T];
              w += N * u[x], v += N * u[x + 1], M += N * u[x + 2], G += N * u[x + 3];
            }
          }
          u[g] += w, u[g + 1] += v, u[g + 2] += M, u[g + 3] += G;
        }
      };
      kernel_gradient = (e, r, n, o, s, a, i, l, j, c, u, m) => {
        let d = this.#e, A = l * j + u - j, p = (i + c - 1) * A;
        for (let h = 0; h < m; h += 4) {
          let { wide: f, first: b } = Fe(h, m, c * u);
          for (let y = 0; y < c; y++) for (let g = 0; g < u; g++) {
            let x = e / 4 + b + (y * u + g) * f, [w, v, M, G] = [0, 0, 0, 0];
            for (let k = 0; k < a; k++) for (let S = 0; S < i; S++) {
              let T = n / 4 + k * o + S * s + h, N = r / 4 + k * p + (S + y) * A + g;
              for (let le = 0; le < l; le++, T += m, N += j) {
                let E = d[N];
                w += E * d[T], v += E * d[T + 1], M += E * d[T + 2], G += E * d[T + 3];
              }
            }
            d[x] += w, d[x + 1] += v, d[x + 2] += M, d[x + 3] += G;
          }
        }
      };
    };
    function Fe(t, e, r) {
      let n = t - t % $e;
      return { wide: Math.min($e, e - n), first: n * r + (t - n) };
    }
    var Ke = () => new ie();
    var nr = 65536;
    async function or() {
      let { instance: t } = await WebAssembly.instantiate(Ne), { memory: e, __heap_base: r, ...n } = t.exports, o = R(r.value, (s) => {
        let a = Math.ceil((s - e.buffer.byteLength) / nr);
        a > 0 && e.grow(a);
      });
      return { ...n, name: "wasm", winograd: n, allocate: o, room: W(o), floats: (s, a) => new Float32Array(e.buffer, s, a), integers: (s, a) => new Int32Array(e.buffer, s, a) };
    }
    var K = () => or().catch(Ke);
    function Ee(t, e) {
      return Array.from({ length: e }, (r, n) => Math.floor((t + e - 1 - n) / e));
    }
    function Ie(t) {
      if (t.length === 1) return t[0];
      let e = t.reduce((o, s) => o + s.images, 0), r = new Float32Array(t[0].gradients.length), n = 0;
      for (let o of t) {
        let s = o.images / e;
        n += s * o.loss;
        for (let a = 0; a < r.length; a++) r[a] += s * o.gradients[a];
      }
      return { loss: n, gradients: r };
    }
    var D = class {
      #e;
      images;
      constructor(e, r) {
        this.#e = e, this.images = r.images, e.postMessage(r);
      }
      compute(e, r, n) {
        let o = { weights: e, x: r, y: n };
        return this.#e.postMessage(o, [r.buffer, n.buffer]), new Promise((s, a) => {
          this.#e.onmessage = ({ data: i }) => "failed" in i ? a(new Error(i.failed)) : s(i);
        });
      }
      close() {
        this.#e.close();
      }
    };
    function Oe(t) {
      let e = K(), r, n;
      t.onmessage = async ({ data: o }) => {
        try {
          if ("net" in o) {
            r = o;
            return;
          }
          let { net: s, loss: a, images: i, shape: l } = r;
          n ??= new L(await e, s, a, i, l), n.net.graph.load(o.weights);
          let j = n.forwardAndBack(o.x, o.y), c = j.next();
          for (; !c.done; ) c = j.next();
          let u = n.net.graph.parameterGradients(), m = { images: i, loss: c.value, gradients: u };
          t.postMessage(m, [u.buffer]);
        } catch (s) {
          t.postMessage({ failed: String(s) });
        }
      };
    }
    var U = class {
      #e;
      #r;
      #t;
      constructor(e, r, n) {
        this.#e = n, this.#r = new L(e, r.net, r.loss, 1, n.x.shape), this.#t = new Set(n.at);
        for (let o of n.layers) Re(this.#r.net.graph, o);
      }
      isDue(e) {
        return this.#t.has(e);
      }
      *see(e, r) {
        let { name: n, layers: o, x: s, y: a } = this.#e, { graph: i } = this.#r.net, l = s.shape[0], j = o.map((m) => {
          let d = Re(i, m);
          return { layer: m, tensor: d, all: new Float32Array(l * d.size) };
        }), c = new Float32Array(a ? i.size : 0), u = 0;
        i.load(e);
        for (let m = 0; m < l; m++) {
          let d = z(s, [m]);
          a ? (u += (yield* this.#r.forwardAndBack(d, z(a, [m]))) / l, i.parameterGradients().forEach((A, p) => {
            c[p] += A / l;
          })) : yield* this.#r.forward(d);
          for (let { tensor: A, all: p } of j) p.set(i.values(A), m * A.size);
        }
        return { name: n, step: r, outputs: Object.fromEntries(j.map(({ layer: m, all: d }) => [m, d])), loss: a ? u : null, gradients: a ? We(i, c) : {}, weights: a ? We(i, e) : {} };
      }
    };
    function Re(t, e) {
      let r = t.named.get(e);
      if (r) return r;
      throw new Error(`look expects one of ${[...t.named.keys()].join(", ")}; received ${e}.`);
    }
    function We(t, e) {
      return Object.fromEntries(t.parameters.map(({ name: r, start: n, size: o }) => [r, e.slice(n, n + o)]));
    }
    function Ce(t, e) {
      if (t.optimizer === "adam") return sr(t.learning_rate, t.epsilon ?? 1e-7, e);
      if (t.optimizer === "sgd") return ar(t.learning_rate, t.momentum ?? 0, e);
      throw new Error(`optimizer expects adam or sgd; received ${t.optimizer}.`);
    }
    function sr(t, e, r) {
      let [n, o] = [0.9, 0.999], s = new Float32Array(r), a = new Float32Array(r), i = 0;
      return (l, j) => {
        i++;
        let c = t * Math.sqrt(1 - o ** i) / (1 - n ** i);
        for (let u = 0; u < r; u++) {
          let m = j[u];
          s[u] += (m - s[u]) * (1 - n), a[u] += (m * m - a[u]) * (1 - o), l[u] -= c * s[u] / (Math.sqrt(a[u]) + e);
        }
      };
    }
    function ar(t, e, r) {
      let n = new Float32Array(r);
      return (o, s) => {
        for (let a = 0; a < r; a++) n[a] = e * n[a] - t * s[a], o[a] += n[a];
      };
    }
    var V = class {
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
          let o = Math.sqrt(-2 * Math.log(n) / n);
          return this.#t = o * e, o * r;
        }
      }
      permutation(e) {
        let r = Int32Array.from({ length: e }, (n, o) => o);
        for (let n = e - 1; n > 0; n--) {
          let o = this.#o(n + 1);
          [r[n], r[o]] = [r[o], r[n]];
        }
        return r;
      }
      #o(e) {
        let r = 2 ** (32 - Math.clz32(e - 1)) - 1;
        for (; ; ) {
          let n = (this.bits() & r) >>> 0;
          if (n < e) return n;
        }
      }
    };
    var ir = 50, X = class {
      #e;
      #r;
      #t;
      #n;
      #o;
      #i;
      #l;
      #u;
      weights;
      step = 0;
      #s = [];
      #c = performance.now();
      constructor(e, r) {
        let { kernels: n, followers: o } = r, { net: s, loss: a, x: i } = e, [l, ...j] = Ee(e.batch_size, 1 + o.length);
        this.#e = e, this.#r = r, this.#n = l, this.#t = new L(n, s, a, l, i.shape), this.#o = j.flatMap((m, d) => m ? new D(o[d], { net: s, loss: a, images: m, shape: i.shape }) : []), this.#i = (e.looks ?? []).map((m) => new U(n, e, m));
        let { graph: c } = this.#t.net, u = new V(e.seed);
        this.weights = e.weights?.slice() ?? c.initialWeights(u), this.#l = Ce(e.optimizer, c.size), this.#u = e.batches?.values() ?? lr(i.shape[0], e.batch_size, u);
      }
      async run() {
        try {
          for (this.#t.net.graph.load(this.weights), await this.#a(); this.step < this.#e.steps; ) await this.#d(), this.step++, performance.now() - this.#c > ir && this.#j(), await this.#a();
        } catch (e) {
          if (!this.#r.pace.stopped) throw e;
        } finally {
          this.#j();
          for (let e of this.#o) e.close();
        }
      }
      async #d() {
        let { x: e, y: r, steps: n } = this.#e, { graph: o } = this.#t.net, { value: s, done: a } = this.#u.next();
        if (a) throw new Error(`batches expects ${n} lists; received ${this.step}.`);
        let i = Array.from(s), l = i.splice(0, this.#n), j = this.#o.map((A) => {
          let p = i.splice(0, A.images);
          return A.compute(this.weights, z(e, p), z(r, p));
        }), c = this.#t.forwardAndBack(z(e, l), z(r, l)), u = await this.#r.pace.through(c), m = { images: this.#n, loss: u, gradients: o.parameterGradients() }, d = Ie([m, ...await Promise.all(j)]);
        if (!Number.isFinite(d.loss)) throw new Error(`The loss is ${d.loss} at step ${this.step + 1}. Lower the learning rate, and check that the images are in [0, 1] and hold no NaN.`);
        this.#s.push(d.loss), this.#l(this.weights, d.gradients), o.load(this.weights);
      }
      async #a() {
        for (let e of this.#i) {
          if (!e.isDue(this.step)) continue;
          let r = await this.#r.pace.through(e.see(this.weights, this.step));
          this.#j(), this.#r.tell({ kind: "seen", seen: r });
        }
      }
      #j() {
        this.#s.length && this.#r.tell({ kind: "progress", step: this.step, losses: this.#s }), this.#s = [], this.#c = performance.now();
      }
    };
    function* lr(t, e, r) {
      if (e < 1 || e > t) throw new Error(`batch_size expects 1 to ${t}, the number of images; received ${e}.`);
      for (; ; ) {
        let n = r.permutation(t);
        for (let o = 0; o + e <= t; o += e) yield n.subarray(o, o + e);
      }
    }
    async function Be(t, e) {
      let r = new AbortController(), n = Promise.resolve(), o = (a) => t.postMessage(a);
      async function s({ job: a, followers: i }, l) {
        let j = new I(l, e);
        try {
          let c = new X(a, { kernels: await K(), pace: j, followers: i, tell: o });
          await c.run();
          let { step: u, weights: m } = c;
          o({ kind: "end", step: u, stopped: l.aborted, weights: m });
        } catch (c) {
          o({ kind: "failed", text: c instanceof Error ? c.message : String(c) });
        }
      }
      t.onmessage = ({ data: a }) => {
        if (a.kind === "follow") return Oe(a.leader);
        if (r.abort(), a.kind === "stop") return;
        let { signal: i } = r = new AbortController();
        n = n.then(() => s(a, i));
      }, o({ kind: "hello", kernels: (await K()).name });
    }
    Be(port, slice);
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

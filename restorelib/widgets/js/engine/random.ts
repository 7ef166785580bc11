// Random numbers from a seed: those of NumPy's `RandomState`, whose stream NumPy keeps for good. So
// Python can draw the same weights and the same order of the patches.

const N = 624;
const M = 397;

/** Mersenne Twister MT19937: Matsumoto and Nishimura 1998. */
export class Random {
  readonly #state = new Uint32Array(N);
  #next = N;
  #spare: number | null = null; // the polar method draws two normal numbers at a time

  constructor(seed: number) {
    const state = this.#state;
    state[0] = seed;
    for (let i = 1; i < N; i++)
      state[i] = Math.imul(1812433253, state[i - 1] ^ (state[i - 1] >>> 30)) + i;
  }

  /** 32 random bits. */
  bits(): number {
    if (this.#next === N) this.#twist();
    let y = this.#state[this.#next++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  #twist() {
    const state = this.#state;
    for (let i = 0; i < N; i++) {
      const y = (state[i] & 0x80000000) | (state[(i + 1) % N] & 0x7fffffff);
      state[i] = state[(i + M) % N] ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
    }
    this.#next = 0;
  }

  /** Uniform in [0, 1), of 53 bits: `random_sample`. */
  uniform(): number {
    const high = this.bits() >>> 5;
    const low = this.bits() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  }

  /** Standard normal, by Marsaglia's polar method: `standard_normal`. */
  normal(): number {
    if (this.#spare !== null) {
      const spare = this.#spare;
      this.#spare = null;
      return spare;
    }
    for (;;) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(square)) / square);
      this.#spare = factor * x;
      return factor * y;
    }
  }

  /** The numbers 0 to count - 1 in random order: `permutation`. */
  permutation(count: number): Int32Array {
    const order = Int32Array.from({ length: count }, (_, i) => i);
    for (let i = count - 1; i > 0; i--) {
      const j = this.#below(i + 1);
      [order[i], order[j]] = [order[j], order[i]];
    }
    return order;
  }

  /** Uniform in 0 to limit - 1: bits are drawn until they fit. */
  #below(limit: number): number {
    const mask = 2 ** (32 - Math.clz32(limit - 1)) - 1;
    for (;;) {
      const drawn = (this.bits() & mask) >>> 0;
      if (drawn < limit) return drawn;
    }
  }
}

// Work in slices: between two of them messages arrive, and a page draws.

export class Pace {
  readonly #signal: AbortSignal;
  readonly #slice: number;
  #since = performance.now();
  #left: number; // steps until it waits
  #wake = () => {};

  /** `slice` in milliseconds; `first`: steps until it waits. Methods throw once `signal` is aborted. */
  constructor(signal: AbortSignal, slice: number, first = Number.POSITIVE_INFINITY) {
    this.#signal = signal;
    this.#slice = slice;
    this.#left = first;
  }

  get stopped(): boolean {
    return this.#signal.aborted;
  }

  /** Whether no step may begin. */
  get waits(): boolean {
    return !this.#left;
  }

  /** Let so many more steps begin: 0 pauses, Infinity goes on. */
  go(steps: number): void {
    this.#left = steps;
    this.#wake();
  }

  /** Wait until a step may begin. */
  async turn(): Promise<void> {
    while (!this.#left) {
      this.#signal.throwIfAborted();
      await new Promise<void>((resolve) => {
        this.#signal.onabort = this.#wake = () => resolve();
      });
    }
    this.#left--;
  }

  /** Do work that yields now and then. */
  async through<Result>(work: Generator<void, Result>): Promise<Result> {
    for (;;) {
      const { done, value } = work.next();
      if (done) return value;
      if (performance.now() - this.#since > this.#slice) await this.pause();
    }
  }

  async pause(): Promise<void> {
    await afterOthers();
    this.#since = performance.now();
    this.#signal.throwIfAborted();
  }
}

/** What waits already, messages and drawing, comes first. A timer would wait 4 ms more. */
function afterOthers(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

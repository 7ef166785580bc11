// Work in slices: between two of them messages arrive, and a page draws.

export class Pace {
  readonly #signal: AbortSignal;
  readonly #slice: number;
  readonly #channel = new MessageChannel(); // a timer would wait 4 ms each time
  #since = performance.now();

  /** `slice` in milliseconds. Each method throws once `signal` is aborted. */
  constructor(signal: AbortSignal, slice: number) {
    this.#signal = signal;
    this.#slice = slice;
  }

  get stopped(): boolean {
    return this.#signal.aborted;
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
    await new Promise((resolve) => {
      this.#channel.port1.onmessage = resolve;
      this.#channel.port2.postMessage(null);
    });
    this.#since = performance.now();
    this.#signal.throwIfAborted();
  }

  close(): void {
    this.#channel.port1.close();
  }
}

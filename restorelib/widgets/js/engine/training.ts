// The training loop: a job from its first step to its last.

import type { Kernels } from "./kernels.ts";
import { Observer } from "./looking.ts";
import type { Answer, Job } from "./messages.ts";
import { makeOptimizer, type Optimizer } from "./optimizers.ts";
import type { Pace } from "./pace.ts";
import { Pass, pick } from "./pass.ts";
import { Random } from "./random.ts";
import { Follower, split, together } from "./sharing.ts";

const OFTEN = 50; // ms between two reports

interface Surroundings {
  kernels: Kernels;
  pace: Pace;
  followers: MessagePort[];
  tell(answer: Answer): void;
}

export class Training {
  readonly #job: Job;
  readonly #surroundings: Surroundings;
  readonly #pass: Pass;
  readonly #images: number; // of a batch, that this worker takes itself
  readonly #followers: Follower[];
  readonly #observers: Observer[];
  readonly #optimize: Optimizer;
  readonly #order: Iterator<ArrayLike<number>>;
  readonly weights: Float32Array;
  step = 0; // steps done
  #losses: number[] = [];
  #reported = performance.now();
  #looked = performance.now();

  constructor(job: Job, surroundings: Surroundings) {
    const { kernels, followers } = surroundings;
    const { net, loss, x } = job;
    const [own, ...others] = split(job.batch_size, 1 + followers.length);
    this.#job = job;
    this.#surroundings = surroundings;
    this.#images = own;
    this.#pass = new Pass(kernels, net, loss, own, x.shape);
    this.#followers = others.flatMap((images, i) =>
      images ? new Follower(followers[i], { net, loss, images, shape: x.shape }) : [],
    );
    this.#observers = (job.looks ?? []).map((look) => new Observer(kernels, job, look));
    const { graph } = this.#pass.net;
    const random = new Random(job.seed);
    this.weights = job.weights?.slice() ?? graph.initialWeights(random);
    this.#optimize = makeOptimizer(job.optimizer, graph.size);
    this.#order = job.batches?.values() ?? batches(x.shape[0], job.batch_size, random);
  }

  /** Stops early where the pace's signal says so; `step` and `weights` are then those so far. */
  async run(): Promise<void> {
    const { pace } = this.#surroundings;
    try {
      this.#pass.net.graph.load(this.weights);
      await this.#look();
      while (this.step < this.#job.steps) {
        await pace.turn();
        await this.#learn();
        this.step++;
        if (pace.waits || performance.now() - this.#reported > OFTEN) this.#report();
        await this.#look();
      }
    } catch (error) {
      if (!pace.stopped) throw error;
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
    const all = together([part, ...(await Promise.all(others))]);
    if (!Number.isFinite(all.loss))
      throw new Error(
        `The loss is ${all.loss} at step ${this.step + 1}. Lower the learning rate, and check ` +
          "that the images are in [0, 1] and hold no NaN.",
      );
    this.#losses.push(all.loss);
    this.#optimize(this.weights, all.gradients);
    graph.load(this.weights);
  }

  async #look() {
    const { pace, tell } = this.#surroundings;
    const { every = Number.POSITIVE_INFINITY } = this.#job;
    const now = pace.waits || performance.now() - this.#looked > every;
    for (const observer of this.#observers) {
      if (!now && !observer.isDue(this.step)) continue;
      const seen = await pace.through(observer.see(this.weights, this.step));
      this.#report();
      tell({ kind: "seen", seen });
      this.#looked = performance.now();
    }
  }

  #report() {
    if (this.#losses.length)
      this.#surroundings.tell({ kind: "progress", step: this.step, losses: this.#losses });
    this.#losses = [];
    this.#reported = performance.now();
  }
}

/** Each pass through the images has a new order, and leaves an incomplete last batch out. */
function* batches(images: number, size: number, random: Random): Generator<Int32Array> {
  if (size < 1 || size > images)
    throw new Error(`batch_size expects 1 to ${images}, the number of images; received ${size}.`);
  for (;;) {
    const order = random.permutation(images);
    for (let first = 0; first + size <= images; first += size)
      yield order.subarray(first, first + size);
  }
}

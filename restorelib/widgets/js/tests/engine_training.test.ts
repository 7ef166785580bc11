import assert from "node:assert/strict";
import { test } from "node:test";
import type { Answer, Images, Job, NetSpec, Request } from "../engine/messages.ts";
import { Random } from "../engine/random.ts";
import { follow } from "../engine/sharing.ts";
import { serve } from "../engine/worker.ts";

const NET: NetSpec = { net: "red_net", depth: 4, filters: 4, channels: 1 };

function images(count: number, seed: number): Images {
  const random = new Random(seed);
  return {
    shape: [count, 6, 6, 1],
    values: Float32Array.from({ length: count * 36 }, () => random.uniform()),
  };
}

const job = (rest: Partial<Job> = {}): Job => ({
  net: NET,
  loss: "mse",
  optimizer: { optimizer: "adam", learning_rate: 1e-2 },
  x: images(10, 1),
  y: images(10, 2),
  batch_size: 4,
  steps: 12,
  seed: 0,
  ...rest,
});

/** The engine at the other end of a channel, as a page that may have no worker uses it. */
async function withEngine<Result>(
  use: (
    post: (request: Request, ports?: MessagePort[]) => void,
    next: () => Promise<Answer>,
  ) => Promise<Result>,
): Promise<Result> {
  const { port1, port2 } = new MessageChannel();
  const answers: Answer[] = [];
  let arrived = () => {};
  port1.onmessage = ({ data }) => {
    answers.push(data);
    arrived();
  };
  const next = async () => {
    if (!answers.length) await new Promise<void>((resolve) => (arrived = resolve));
    return answers.shift() as Answer;
  };
  serve(port2, 5);
  assert.equal((await next()).kind, "hello");
  try {
    return await use((request, ports = []) => port1.postMessage(request, ports), next);
  } finally {
    port1.close();
  }
}

/** Train to the end; all answers, with losses joined. */
function train(job: Job, followers: MessagePort[] = []) {
  return withEngine(async (post, next) => {
    post({ kind: "train", job, followers }, followers);
    const losses: number[] = [];
    const seen: (Answer & { kind: "seen" })["seen"][] = [];
    for (;;) {
      const answer = await next();
      if (answer.kind === "progress") losses.push(...answer.losses);
      else if (answer.kind === "seen") seen.push(answer.seen);
      else return { losses, seen, last: answer };
    }
  });
}

test("every step has a loss, the seed gives the same run again, and another one does not", async () => {
  const first = await train(job());
  assert.equal(first.losses.length, 12);
  assert.ok(first.losses[11] < first.losses[0]);
  assert.deepEqual((await train(job())).losses, first.losses);
  assert.notDeepEqual((await train(job({ seed: 1 }))).losses, first.losses);
});

test("two workers share a batch, and learn the same as one", async () => {
  const { port1, port2 } = new MessageChannel();
  follow(port2);
  const shared = await train(job({ batch_size: 5 }), [port1]);
  const alone = await train(job({ batch_size: 5 }));
  shared.losses.forEach((loss, i) => {
    assert.ok(Math.abs(loss - alone.losses[i]) < 1e-5 * loss, `step ${i + 1}`);
  });
});

test("a look shows outputs, loss and gradients at its steps, and changes nothing", async () => {
  const x = images(3, 5);
  const y = images(3, 6);
  const look = { name: "inside", at: [0, 12], x, y, layers: ["conv1", "input_skip"] };
  const { seen, losses } = await train(job({ looks: [look] }));
  assert.deepEqual(losses, (await train(job())).losses);
  assert.deepEqual(
    seen.map(({ step, name }) => [step, name]),
    [
      [0, "inside"],
      [12, "inside"],
    ],
  );
  for (const { outputs, loss, gradients } of seen) {
    assert.equal(outputs.conv1.length, 3 * 36 * 4);
    const squares = outputs.input_skip.map((value, i) => (value - y.values[i]) ** 2);
    const mean = squares.reduce((sum, square) => sum + square) / squares.length;
    assert.ok(Math.abs((loss ?? 0) - mean) < 1e-6);
    assert.equal(gradients["conv1/kernel"].length, 9 * 4);
    assert.ok(gradients["conv1/kernel"].some((gradient) => gradient !== 0));
  }
});

test("a look sums layers up, and draws the last image's maps in bytes", async () => {
  const layers = ["conv1", "conv1_activation", "deconv2"];
  const look = { name: "", at: [12], x: images(3, 5), layers, summed: layers, mapped: layers };
  const weights = (await train(job({ steps: 0 }))).last;
  assert.ok(weights.kind === "end");
  weights.weights.fill(-9, 9 * 4, 9 * 4 + 2); // biases of conv1: its first two units are dead
  const { seen } = await train(job({ looks: [look], weights: weights.weights }));
  const [{ outputs, summaries, maps }] = seen;
  for (const layer of layers) {
    const values = outputs[layer];
    const units = layer === "deconv2" ? 1 : 4;
    const squares = values.reduce((sum, value) => sum + value ** 2, 0);
    const rms = Math.sqrt(squares / values.length);
    assert.ok(Math.abs(summaries[layer].rms - rms) < 1e-6 * rms, layer);
    const { pixels, largest } = maps[layer];
    const last = values.subarray(2 * 36 * units);
    assert.equal(largest, Math.max(...last.map(Math.abs)));
    for (let unit = 0; unit < units; unit++) {
      const is = (i: number) => i % units === unit;
      assert.equal(summaries[layer].dead[unit], values.some((v, i) => is(i) && v) ? 0 : 1);
      last
        .filter((_, i) => is(i))
        .forEach((value, i) => {
          const level = 128 + (120 * value) / largest;
          assert.ok(Math.abs(pixels[36 * unit + i] - level) <= 0.501);
        });
    }
  }
  assert.deepEqual([...summaries.conv1_activation.dead.subarray(0, 2)], [1, 1]);
  assert.deepEqual([...summaries.conv1.dead], [0, 0, 0, 0]);
});

test("stop ends it between two steps, and what came so far stays", async () => {
  await withEngine(async (post, next) => {
    post({ kind: "train", job: job({ steps: 1e6 }), followers: [] });
    let answer = await next();
    assert.equal(answer.kind, "progress");
    post({ kind: "stop" });
    while (answer.kind === "progress") answer = await next();
    assert.ok(answer.kind === "end" && answer.stopped && answer.step > 0 && answer.step < 1e6);
  });
});

test("a pause keeps all that the optimizer knows: pause, one step and go on learn as no pause does", async () => {
  const whole = (await train(job())).losses;
  await withEngine(async (post, next) => {
    const losses: number[] = [];
    const seen: number[] = [];
    const until = async (done: (answer: Answer) => boolean) => {
      for (;;) {
        const answer = await next();
        if (answer.kind === "progress") losses.push(...answer.losses);
        if (answer.kind === "seen") seen.push(answer.seen.step);
        if (done(answer)) return;
      }
    };
    const isSeen = ({ kind }: Answer) => kind === "seen";
    const look = { name: "", at: [], x: images(1, 1), layers: [] };
    post({ kind: "train", job: job({ looks: [look] }), followers: [] });
    post({ kind: "go", steps: 0 });
    await until(isSeen); // it looks before it waits
    for (const steps of [1, 3]) {
      post({ kind: "go", steps });
      await until(isSeen);
    }
    assert.deepEqual(seen, [0, 1, 4]);
    assert.equal(losses.length, 4);
    post({ kind: "go", steps: Number.POSITIVE_INFINITY });
    await until(({ kind }) => kind === "end");
    assert.deepEqual(losses, whole);
  });
});

test("stop ends a training that waits, and the next one begins", async () => {
  await withEngine(async (post, next) => {
    post({ kind: "train", job: job(), followers: [] });
    post({ kind: "go", steps: 0 });
    post({ kind: "stop" });
    const end = await next();
    assert.ok(end.kind === "end" && end.stopped && end.step === 0);
    post({ kind: "train", job: job({ steps: 1 }), followers: [] });
    assert.equal((await next()).kind, "progress");
  });
});

test("it looks again after so many milliseconds, also in a training without an end", async () => {
  await withEngine(async (post, next) => {
    const look = { name: "", at: [0], x: images(1, 1), layers: [] };
    const endless = { looks: [look], steps: Number.POSITIVE_INFINITY, every: 0 };
    post({ kind: "train", job: job(endless), followers: [] });
    const seen: number[] = [];
    while (seen.length < 3) {
      const answer = await next();
      if (answer.kind === "seen") seen.push(answer.seen.step);
    }
    assert.ok(seen[0] === 0 && seen[1] > 0 && seen[2] > seen[1], String(seen));
    post({ kind: "stop" });
  });
});

test("a new training ends the old one", async () => {
  await withEngine(async (post, next) => {
    post({ kind: "train", job: job({ steps: 1e6 }), followers: [] });
    await next();
    post({ kind: "train", job: job(), followers: [] });
    const ends: Answer[] = [];
    while (ends.length < 2) {
      const answer = await next();
      if (answer.kind === "end") ends.push(answer);
    }
    const [old, last] = ends as (Answer & { kind: "end" })[];
    assert.ok(old.stopped && !last.stopped && last.step === 12);
  });
});

test("what cannot be trained is said in words", async () => {
  const words = async (rest: Partial<Job>) => {
    const { last } = await train(job(rest));
    return last.kind === "failed" ? last.text : last.kind;
  };
  const fast = { optimizer: "sgd", learning_rate: 1e30 } as const;
  assert.match(
    await words({ optimizer: fast }),
    /loss is (NaN|Infinity) at step .*Lower the learn/,
  );
  assert.match(await words({ weights: new Float32Array(3) }), /expects \d+ weights; received 3/);
  assert.match(await words({ batch_size: 11 }), /batch_size expects 1 to 10.*received 11/);
  assert.match(
    await words({ net: { ...NET, filters: [3] } }),
    /expects one number, or 2.*received 3/,
  );
  const look = { name: "", at: [0], x: images(1, 1), layers: ["conv9"] };
  assert.match(await words({ looks: [look] }), /expects one of conv1, .*received conv9/);
});

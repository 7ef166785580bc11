// The side of the engine that trains: in a worker, or where a page may have none, in slices beside it.

import type { Answer, Request } from "./messages.ts";
import { Pace } from "./pace.ts";
import { follow } from "./sharing.ts";
import { Training } from "./training.ts";
import { bestKernels } from "./wasm_kernels.ts";

/** A worker's own scope, or one end of a channel. */
export interface Port {
  onmessage: ((event: MessageEvent<Request>) => void) | null;
  postMessage(answer: Answer): void;
}

/** Answer requests. `slice`: ms that it works at a time, before it looks for the next request. */
export async function serve(port: Port, slice: number): Promise<void> {
  let stop = new AbortController();
  let pace: Pace | undefined; // of the newest training
  let last: Promise<void> = Promise.resolve();
  const tell = (answer: Answer) => port.postMessage(answer);

  async function train({ job, followers }: Request & { kind: "train" }, pace: Pace) {
    try {
      // Kernels of its own: their memory goes with them.
      const training = new Training(job, { kernels: await bestKernels(), pace, followers, tell });
      await training.run();
      const { step, weights } = training;
      tell({ kind: "end", step, stopped: pace.stopped, weights });
    } catch (error) {
      tell({ kind: "failed", text: error instanceof Error ? error.message : String(error) });
    }
  }

  port.onmessage = ({ data }) => {
    if (data.kind === "follow") return follow(data.leader);
    if (data.kind === "go") return pace?.go(data.steps);
    stop.abort();
    if (data.kind === "stop") return;
    stop = new AbortController();
    const own = (pace = new Pace(stop.signal, slice, data.job.first));
    last = last.then(() => train(data, own));
  };
  tell({ kind: "hello", kernels: (await bestKernels()).name });
}

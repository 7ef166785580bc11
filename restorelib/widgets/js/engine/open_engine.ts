// The page's side of the engine: start its workers and train.

import workerMain from "../node_modules/.engine/worker.js";
import type { Answer, Job, Request } from "./messages.ts";

/** Where it trains, from best to worst. A page's policy may forbid the first two. */
export type Place = "blob worker" | "data worker" | "page";

const SLICE = { worker: 50, page: 12 }; // ms without a look at messages, or at what is to be drawn

/** One worker, or what stands for it in the page. */
interface Side {
  place: Place;
  kernels: "wasm" | "plain";
  post(request: Request, transfer?: Transferable[]): void;
  hear(listener: (answer: Answer) => void): void;
  close(): void;
}

export interface Engine {
  readonly place: Place;
  readonly kernels: "wasm" | "plain";
  readonly workers: number;
  /** Train; a training that still runs ends first. `hear` gets what this one tells. */
  train(job: Job, hear: (answer: Answer) => void): void;
  /** Let the training make so many more steps, then wait: 0 pauses it, Infinity goes on. */
  go(steps: number): void;
  stop(): void;
  close(): void;
}

/** Start the engine. With several workers each batch is shared; where there are none it is one. */
export async function openEngine({ workers = 1 } = {}): Promise<Engine> {
  const leader = await startSide();
  const helpers = leader.place === "page" ? 0 : workers - 1;
  const followers = await Promise.all(Array.from({ length: helpers }, startSide));
  let listeners: ((answer: Answer) => void)[] = []; // of the trainings that have not ended
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
    },
  };
}

async function startSide(): Promise<Side> {
  const text = `(${workerMain})(self, ${SLICE.worker})`;
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

/** Rejects where the policy of the page forbids such a worker. */
async function startWorker(place: Place, url: string): Promise<Side> {
  const worker = new Worker(url);
  const refused = new Promise<never>((_, reject) => {
    worker.onerror = reject;
  });
  return await Promise.race([refused, greeted(worker, place, () => worker.terminate())]);
}

function besideThePage(): Promise<Side> {
  const { port1, port2 } = new MessageChannel();
  const close = () => port1.close();
  const side = greeted(port1, "page", close);
  workerMain(port2, SLICE.page);
  return side;
}

/** The side behind a worker or a port, once it has said hello. */
function greeted(port: Worker | MessagePort, place: Place, close: () => void): Promise<Side> {
  let listener: (answer: Answer) => void = () => {};
  return new Promise((resolve) => {
    port.onmessage = ({ data }: MessageEvent<Answer>) => {
      if (data.kind !== "hello") return listener(data);
      resolve({
        place,
        kernels: data.kernels,
        post: (request, transfer = []) => port.postMessage(request, transfer),
        hear: (heard) => (listener = heard),
        close,
      });
    };
  });
}

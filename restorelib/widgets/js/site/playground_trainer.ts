// Trains what is chosen: on and on, for one step, or not at all, to see the initial weights.

import type { Answer } from "../engine/messages.ts";
import { type Engine, openEngine } from "../engine/open_engine.ts";
import { clamp } from "../numbers.ts";
import type { Training } from "./playground_run.ts";

const MOST_WORKERS = 4; // a batch of RED-Net has four patches

export type State = "start" | "trains" | "waits" | "failed";

/** @param ready comes once there is something to train on; who clicks before is not too early
 *  @param make a new training of what is chosen now, for so many steps
 *  @param changed called after each snapshot, each loss, and each change of the state
 */
export function makePlaygroundTrainer(
  ready: Promise<void>,
  make: (steps: number) => Training,
  changed: (what: "snapshot" | "losses" | "state") => void,
) {
  const workers = clamp((navigator.hardwareConcurrency ?? 2) - 1, 1, MOST_WORKERS);
  const opened = Promise.all([openEngine({ workers }), ready]).then(([engine]) => engine);
  let engine: Engine | undefined;
  let training: Training | undefined;
  let state: State = "start";
  let words = ""; // of a failure

  function become(next: State) {
    state = next;
    changed("state");
  }
  function hear(from: Training, answer: Answer) {
    if (from !== training) return; // of a training that ended meanwhile
    let news: ReturnType<typeof newsOf> = null;
    try {
      news = newsOf(from, answer);
    } catch (error) {
      words = String(error instanceof Error ? error.message : error);
      engine?.stop();
      become("failed");
    }
    if (news) changed(news);
  }
  async function begin(
    steps: number,
    heard: (from: Training, answer: Answer) => void,
    first = Number.POSITIVE_INFINITY,
  ) {
    engine ??= await opened;
    const mine = (training = make(steps));
    engine.train({ ...mine.job, first }, (answer) => heard(mine, answer));
    return engine;
  }
  const looks = makeLooks((ended) => {
    void begin(0, (from, answer) => {
      hear(from, answer);
      if (answer.kind === "end" || answer.kind === "failed") ended();
    });
  });
  /** Go back to the initial weights: the same ones, for the same seed. */
  function rewind() {
    become("start");
    looks.look();
  }
  /** Make so many steps: Infinity trains on and on. */
  async function go(steps: number) {
    if (state === "failed") return;
    const fresh = state === "start";
    const endless = steps === Number.POSITIVE_INFINITY;
    become(endless ? "trains" : "waits");
    looks.forget();
    const running = fresh ? await begin(Number.POSITIVE_INFINITY, hear, steps) : await opened;
    if (endless && state === "waits")
      running.go(0); // it was paused before it could begin
    else if (!fresh) running.go(steps);
  }
  function pause() {
    if (state !== "trains") return;
    engine?.go(0);
    become("waits");
  }
  return {
    state: () => state,
    training: () => training,
    /** Why it failed. */
    words: () => words,
    rewind,
    go,
    pause,
  };
}

/** What an answer brings.
 *
 *  @throws Error where the training failed
 */
function newsOf(training: Training, answer: Answer): "snapshot" | "losses" | null {
  if (training.hear(answer)) return "snapshot";
  if (answer.kind === "failed") throw new Error(answer.text);
  return answer.kind === "progress" ? "losses" : null;
}

/** Looks at initial weights, one at a time: while one is under way, only the newest waits.
 *
 *  @param begin begin a look at what is chosen now, and call `ended` after it
 */
function makeLooks(begin: (ended: () => void) => void) {
  let looking = false;
  let again = false; // whether the weights changed meanwhile

  function look() {
    again = looking;
    if (looking) return;
    looking = true;
    begin(() => {
      looking = false;
      if (again) look();
    });
  }
  return {
    look,
    /** Drop the look that waits. */
    forget() {
      again = false;
    },
  };
}

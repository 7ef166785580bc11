// Trains what is chosen: on and on, for one step, or not at all, to see the initial weights.

import type { Answer } from "../engine/messages.ts";
import { type Engine, openEngine } from "../engine/open_engine.ts";
import { clamp } from "../numbers.ts";
import type { Training } from "./playground_run.ts";

const MOST_WORKERS = 4; // a batch of RED-Net has four patches

export type State = "start" | "trains" | "waits" | "failed";

/** @param make a new training of what is chosen now, for so many steps
 *  @param changed called after each snapshot, each loss, and each change of the state
 */
export function makePlaygroundTrainer(
  make: (steps: number) => Training,
  changed: (what: "snapshot" | "losses" | "state") => void,
) {
  const workers = clamp((navigator.hardwareConcurrency ?? 2) - 1, 1, MOST_WORKERS);
  const opened = openEngine({ workers });
  let engine: Engine | undefined;
  let training: Training | undefined;
  let state: State = "start";
  let words = ""; // of a failure
  let looking = false; // whether a look at initial weights is under way
  let again = false; // whether they changed meanwhile

  function become(next: State) {
    state = next;
    changed("state");
  }
  function hear(from: Training, answer: Answer) {
    if (from !== training) return; // of a training that ended meanwhile
    let news = false;
    try {
      news = from.hear(answer);
      if (answer.kind === "failed") throw new Error(answer.text);
    } catch (error) {
      words = String(error instanceof Error ? error.message : error);
      engine?.stop();
      become("failed");
    }
    if (news) changed("snapshot");
    else if (answer.kind === "progress") changed("losses");
  }
  async function begin(steps: number, heard: (from: Training, answer: Answer) => void) {
    engine ??= await opened;
    const mine = (training = make(steps));
    engine.train(mine.job, (answer) => heard(mine, answer));
    return engine;
  }
  /** Look at the initial weights; while a look is under way, at the newest ones after it. */
  async function look() {
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    again = false;
    await begin(0, (from, answer) => {
      hear(from, answer);
      if (answer.kind !== "end" && answer.kind !== "failed") return;
      looking = false;
      if (again) void look();
    });
  }
  /** Go back to the initial weights: the same ones, for the same seed. */
  function rewind() {
    become("start");
    void look();
  }
  /** Make so many steps: Infinity trains on and on. */
  async function go(steps: number) {
    if (state === "failed") return;
    const fresh = state === "start";
    become(steps === Number.POSITIVE_INFINITY ? "trains" : "waits");
    again = false;
    const running = fresh ? await begin(Number.POSITIVE_INFINITY, hear) : await opened;
    if (!fresh || state === "waits") running.go(steps);
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
    /** Where it trains, in words. */
    async place() {
      const { kernels, place, workers } = await opened;
      const where =
        place === "page" ? "beside the page" : `in ${workers} worker${workers > 1 ? "s" : ""}`;
      return `${kernels === "wasm" ? "WebAssembly" : "plain JavaScript"}, ${where}`;
    },
  };
}

// The playground: choose how a net starts and trains, and see inside what happens.
//
// Stable hooks for tests and styles:
//   .playground [data-ready] [data-state]  root; data-state is that of playground_trainer.ts
//   .play-train .play-step .play-rewind .play-pin .play-link    buttons
//   .play-status .rl-verdict .rl-sentence                       what happens, in words
//   .play-controls                  fieldset.rl-knob, select and input of each setting

import { keepKeys } from "../dom.ts";
import { unpack } from "../packed.ts";
import { dataNamed } from "./data.ts";
import { restWhileHidden } from "./in_view.ts";
import { seen } from "./near.ts";
import { type Task, taskOf } from "./playground_data.ts";
import type { Described } from "./playground_differences.ts";
import { makeLink } from "./playground_link.ts";
import { makePhotographs } from "./playground_photographs.ts";
import { makePins } from "./playground_pins.ts";
import { makeTraining, type Texts } from "./playground_run.ts";
import { DEFAULTS, type Settings } from "./playground_settings.ts";
import { makeStage } from "./playground_stage.ts";
import { makePlaygroundTrainer } from "./playground_trainer.ts";

const AHEAD = "300px"; // a page may hold more than the playground

/** Fill an element with the playground. It asks for `playground`, `patches-a` and `patches-b`. */
export async function mountPlayground(element: HTMLElement): Promise<void> {
  const texts = (await unpack<Texts>(await dataNamed("playground"))).meta;
  let settings: Settings = DEFAULTS;
  let task: Task | undefined;
  let prepared = ""; // for what the task was made
  let version = 0; // of the choice: an older one that waits for its images gives up

  const now = (): Described => ({ settings, photo: photographs.name() });
  const link = makeLink((read) => choose(read));
  const photographs = makePhotographs(() => void apply());
  const pins = makePins(
    () => stage.drawScore(),
    (pin) => choose(pin.settings),
  );
  let begin = () => {};
  const ready = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const trainer = makePlaygroundTrainer(
    ready,
    (steps) => {
      if (!task) throw new Error("The playground trains before its images are there.");
      return makeTraining(settings, task, texts, steps);
    },
    (what) => stage.changed(what),
  );
  const stage = makeStage({
    ...{ trainer, pins, photographs: photographs.element, link: link.element },
    set: (change) => choose({ ...settings, ...change }),
    now,
  });

  function choose(next: Settings) {
    settings = next;
    link.write(settings);
    void apply();
  }
  /** Start again with what is chosen; where it trained, it trains on. */
  async function apply() {
    const mine = ++version;
    stage.show(now());
    const { net, sigma, scale } = settings;
    const wanted = JSON.stringify([net, net === "red" ? sigma : scale, photographs.version()]);
    if (wanted !== prepared) {
      const clean = await photographs.clean(settings);
      if (mine !== version) return;
      task = taskOf(clean, settings);
      prepared = wanted;
      stage.renew(task, settings);
      begin();
    }
    const trained = trainer.state() === "trains";
    trainer.rewind();
    if (trained) void trainer.go(Number.POSITIVE_INFINITY);
  }
  element.replaceChildren(stage.element);
  photographs.listen(stage.element);
  keepKeys(stage.element);
  restWhileHidden({
    running: () => trainer.state() === "trains",
    pause: trainer.pause,
    goOn: () => void trainer.go(Number.POSITIVE_INFINITY),
  });
  settings = link.read();
  stage.show(now());
  seen(element, () => void apply(), AHEAD);
  stage.element.dataset.ready = "true";
}

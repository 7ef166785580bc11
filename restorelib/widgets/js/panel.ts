// `Panel`: knobs, curve, scrubber, charts and a measured sentence over recorded runs.
//
// Everything recorded arrives once, packed, so that knobs and scrubber answer here, with no kernel.
// All measured sentences are Python's: of live runs its templates, filled here.
//
// Stable hooks for tests and styles:
//   .rl-panel [data-ready]          root; .rl-question, .rl-choice, .rl-show, .rl-reply: the guess
//   .rl-knobs                       the knobs and the outcome of each seed: see knobs.ts
//   fieldset.rl-source input        recorded | live, once there is a live run of this state
//   .rl-badge .rl-verdict           "Recorded" or "Live", and how the run shown ended
//   .rl-headline .rl-detail         the finding over all seeds, and its numbers, folded
//   svg.rl-curve                    the curve (role=img with a name); .rl-layer: see network.ts
//   input.rl-scrub  button.rl-play  the step; aria-valuetext names it
//   .rl-lens                        focusable, arrow keys move it; canvas.rl-picture, .rl-magnified
//   .rl-sentence  .rl-provenance    measured words; the sentence is aria-live
//   button.rl-train .rl-stop        progress.rl-progress, .rl-status (role=status)
//   button.rl-copy  textarea.rl-code

import { h, keepKeys } from "./dom.ts";
import { watchKernel } from "./kernel.ts";
import type { Cleanup, Context } from "./model.ts";
import { unpack } from "./packed.ts";
import type { PanelFile } from "./panel_meta.ts";
import { makeQuestion } from "./question.ts";
import { makeResults } from "./results.ts";

export { worded } from "./worded.ts";

interface Traits {
  payload: DataView<ArrayBuffer>;
  patches: DataView<ArrayBuffer>; // what live runs need
  guess: string; // "" until the question is answered
  // On a page without a kernel:
  state?: string; // text of the state to show: state.ts
  link?: ((text: string) => string) | undefined; // text of a state -> link to it
}

async function render({ model: bare, el }: Context<Traits>): Promise<Cleanup> {
  const file = await unpack<PanelFile>(bare.get("payload"));
  const kernel = watchKernel(bare, kernelChanged);
  const { model } = kernel;
  const { panel } = file.meta;
  const results = makeResults(file, model.get("patches"), model.get("link"));
  const question = makeQuestion(panel.question, answer);
  const root = h(
    "div.rl-panel",
    { role: "group", "aria-label": panel.title },
    h("div.rl-title", { role: "heading", "aria-level": 3 }, panel.title),
    question.element,
    question.reply,
    question.kept,
    results.element,
  );
  el.append(root);

  // The guess comes first
  function ask() {
    results.element.hidden = question.show(model.get("guess"));
    results.repaint();
  }
  function answer(value: string) {
    model.set("guess", value);
    model.save_changes();
    ask();
    question.warn(kernel);
    (question.reply.hidden ? results.first() : question.reply)?.focus({ preventScroll: true });
  }
  function kernelChanged() {
    if (results.element.hidden) question.warn(kernel);
  }
  const goThere = () => results.show(model.get("state") ?? "");
  keepKeys(root);
  model.on("change:guess", ask);
  model.on("change:state", goThere);
  ask();
  root.dataset.ready = "true";
  return () => {
    results.remove();
    kernel.end();
    model.off("change:guess", ask);
    model.off("change:state", goThere);
  };
}

export default { render };

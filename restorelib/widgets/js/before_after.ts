// `BeforeAfter`, and `OwnPhoto`, which adds controls to it.

import { type ComparisonTraits, makeComparison } from "./comparison.ts";
import { h } from "./dom.ts";
import { needKernel } from "./kernel.ts";
import type { Cleanup, Context } from "./model.ts";
import { makeControls, type OwnPhotoTraits } from "./own_photo.ts";

type Traits = ComparisonTraits & OwnPhotoTraits & { kind: "before-after" | "own-photo" };

function render({ model, el }: Context<Traits>): Cleanup {
  const root = h("div.rl-panel.rl-comparing");
  const controls = model.get("kind") === "own-photo" ? makeControls(model) : null;
  const kernel = controls && needKernel(model, controls.root, [controls.root]);
  const comparison = makeComparison(model);
  if (controls) root.append(controls.root);
  root.append(comparison.root);
  el.append(root);
  comparison.root.dataset.ready = "true";
  return () => {
    controls?.end();
    kernel?.end();
    comparison.end();
  };
}

export default { render };

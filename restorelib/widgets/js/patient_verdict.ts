// Handing in, and what comes back: credit in four parts, and once all is right, the explanation.

import type { Case } from "./case.ts";
import { type Credits, costTold, PARTS } from "./credit.ts";
import { h } from "./dom.ts";
import type { Patient } from "./patient.ts";

export function makeVerdict(patient: Patient, handIn: () => void, back: () => void) {
  const credits = h("ul.rl-plain.rl-credits", {
    tabindex: -1,
    "aria-label": "Credit",
    hidden: true,
  });
  const stale = h(
    "p.rl-note",
    { hidden: true },
    "You have changed something since: hand in again.",
  );
  const cost = h("p");
  const solved = h(
    "div.rl-solved",
    { hidden: true },
    h("b.rl-solved-head", {}, "✔ Diagnosed"),
    h("p", {}, patient.why),
    cost,
    h("button.rl-next", { type: "button", click: back }, "Back to the waiting room"),
  );
  const button = h("button.rl-hand-in", { type: "button", click: handIn }, "Hand in");
  const element = h("div.rl-verdict-of", {}, button, credits, stale, solved);
  let judged: Case | null = null; // what the credit is for

  /** What came of handing in. */
  function tell(found: Credits, now: Case) {
    credits.hidden = false;
    credits.replaceChildren(
      ...PARTS.map((part) =>
        h(
          `li.${found[part] ? "rl-wrong" : "rl-right"}`,
          {},
          h("b.rl-mark", {}, `${found[part] ? "✘" : "✔"} ${part}`),
          h("span", {}, found[part]),
        ),
      ),
    );
    judged = now;
    draw(now);
    credits.focus({ preventScroll: true });
  }
  function draw(now: Case) {
    const { solved: used } = now;
    stale.hidden = judged === null || judged === now;
    solved.hidden = used === null;
    if (used !== null) cost.textContent = costTold(patient, used);
  }
  return { element, tell, draw };
}

// The waiting room: a card for each patient, with its first curve and how far it has come.

import { axisOf } from "./axis.ts";
import { type Case, standing } from "./case.ts";
import { h } from "./dom.ts";
import { path, svgElement } from "./svg.ts";

/** What is known of a patient before it is opened. */
export interface Waiting {
  name: string;
  exercise: string; // its name in the learner's progress
  title: string;
  line: string; // of the complaint
  curve: (number | null)[]; // as it came, seed 0
}

const SIGNS: Record<string, string> = { new: "○", open: "◐", diagnosed: "✔" };
const SIZE = { width: 120, height: 36 }; // px

export function makeWaitingRoom(roster: Waiting[], open: (name: string) => void) {
  const cards = new Map(roster.map((waiting) => [waiting.name, makeCard(waiting, open)]));
  const count = h("p.rl-note", { role: "status" });
  const element = h(
    "div.rl-waiting",
    {},
    h("div.rl-title", { role: "heading", "aria-level": 3 }, "The waiting room"),
    count,
    h("ul.rl-cards", {}, ...[...cards.values()].map((card) => h("li", {}, card.button))),
  );

  function draw(kept: Record<string, Partial<Case>>, passed: string[]) {
    let diagnosed = 0;
    for (const [name, card] of cards) {
      const { kind, words } = standing(kept[name], passed.includes(name));
      if (kind === "diagnosed") diagnosed++;
      card.state.dataset.state = kind;
      card.state.textContent = `${SIGNS[kind]} ${words}`;
      card.button.dataset.state = kind;
    }
    count.textContent =
      diagnosed === 0
        ? `${roster.length} patients, in any order. You can leave, and come back to where you were.`
        : `${diagnosed} of ${roster.length} diagnosed.`;
  }
  return { element, draw, focus: (name: string) => cards.get(name)?.button.focus() };
}

function makeCard({ name, title, line, curve }: Waiting, open: (name: string) => void) {
  const state = h("span.rl-state-of");
  const button = h(
    "button.rl-card",
    { type: "button", "data-patient": name, click: () => open(name) },
    h("b", {}, title),
    h("span.rl-line-of", {}, line),
    h("span.rl-card-foot", {}, state, sparkline(curve)),
  );
  return { button, state };
}

/** A curve without numbers: each patient has a face. */
function sparkline(values: (number | null)[]): SVGSVGElement {
  const svg = svgElement("rl-spark");
  svg.removeAttribute("role");
  svg.removeAttribute("aria-label");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("viewBox", `0 0 ${SIZE.width} ${SIZE.height}`);
  const axis = axisOf(values, 2);
  const known = values.flatMap((value, i) => (value === null ? [] : [[i, value] as const]));
  const points = known.map(([i, value]): [number, number] => [
    4 + (i / Math.max(1, values.length - 1)) * (SIZE.width - 8),
    SIZE.height - axis.share(value) * SIZE.height,
  ]);
  const [end] = points.slice(-1);
  svg.innerHTML =
    `<path d="${path(points)}" class="rl-line rl-chosen"/>` +
    (end ? `<circle cx="${end[0]}" cy="${end[1]}" r="3" class="rl-dot"/>` : "");
  return svg;
}

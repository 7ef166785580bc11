// What a panel says about the run shown: how it ended, all seeds in one line, measured words, origin.

import { h, radioGroup } from "./dom.ts";
import { SIGNS } from "./matrix.ts";
import type { Run } from "./runs.ts";

const SOURCES = ["recorded", "live"] as const;
export type Source = (typeof SOURCES)[number];

/** What is told about. */
export interface Told {
  run: Run; // recorded or live
  at: number; // index into `run.steps`
  isLive: boolean;
  headline: [finding: string, detail: string]; // over all seeds of the state
  both: boolean; // there is a live run beside the recorded one
  playing: boolean;
}

/** @param choose gets the source of the run to show */
export function makeFindings(choose: (source: Source) => void) {
  const badge = h("span.rl-badge");
  const verdict = h("span.rl-verdict");
  const headline = h("b.rl-headline");
  const detail = h("p.rl-detail");
  const sentence = h("p.rl-sentence", { "aria-live": "polite" });
  const provenance = h("p.rl-provenance");
  const sources = radioGroup("rl-source", "Show", [...SOURCES], 0, (i) => choose(SOURCES[i]));

  function tell({ run, at, isLive, headline: told, both, playing }: Told) {
    badge.textContent = isLive ? "Live, in this browser" : "Recorded, in Keras";
    badge.classList.toggle("rl-live", isLive);
    [headline.textContent, detail.textContent] = told;
    const [kind, ended] = run.verdict;
    verdict.dataset.verdict = kind;
    const sign = h("i.rl-sign", { "aria-hidden": "true", "data-sign": SIGNS[kind] });
    verdict.replaceChildren(sign, ended);
    sources.element.hidden = !both;
    sources.check(isLive ? 1 : 0);
    sentence.setAttribute("aria-live", playing ? "off" : "polite");
    sentence.textContent = run.words.sentence[at];
    provenance.textContent = `${badge.textContent}: ${run.provenance}.`;
  }
  return {
    found: h("div.rl-found", {}, verdict, headline, badge, sources.element),
    sentence,
    details: h(
      "details.rl-details",
      {},
      h("summary", {}, "Numbers and origin"),
      detail,
      provenance,
    ),
    tell,
  };
}

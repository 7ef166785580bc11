// Data about a whole panel, which Python writes in the header of its payload.

import type { RunsMeta } from "./runs.ts";
import type { Rule } from "./verdict.ts";

export interface PanelMeta {
  title: string;
  knobs: [legend: string, labels: string[]][];
  start: number[]; // index of each knob's first value
  charts: string[]; // names of the charts below the curve
  tells_scores: boolean; // false: the curve hides its numbers, because the learner guesses
  seeds: number; // runs per state
  headlines: [finding: string, detail: string][]; // one per state
  live_steps: number; // 0: nothing can be trained here
  code: string[]; // one per state: code.ts
  name: string; // of the panel, in the text of a state: state.ts
  fields: [name: string, values: string[]][]; // of the knobs, then of those that are not shown
  presets: [name: string, what: string, places: number[]][]; // index of each knob's value
  live: {
    words: Record<string, string>; // chart -> template: wording.ts
    verdict: Rule[]; // the first that holds
    known: Record<string, number>; // facts that no run changes
  } | null;
  question: {
    text: string;
    answer: string; // value of the right choice
    choices: [value: string, label: string, reply: string][];
  } | null;
}

export interface PanelFile extends RunsMeta {
  panel: PanelMeta;
}

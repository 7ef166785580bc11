// What Python says about a whole panel, in the header of its payload.

import type { RunsMeta } from "./runs.ts";

export interface PanelMeta {
  title: string;
  knobs: [legend: string, labels: string[]][];
  start: number[]; // place of each knob at the beginning
  charts: string[]; // names of those under the curve
  tells_scores: boolean; // else the curve hides its numbers: they are to be guessed
  seeds: number; // runs a state
  headlines: [finding: string, detail: string][]; // one a state
  live_steps: number; // 0: nothing can be trained here
  live_seconds: (number | null)[]; // one a state
  question: { text: string; choices: [value: string, label: string, reply: string][] } | null;
}

export interface PanelFile extends RunsMeta {
  panel: PanelMeta;
}

// Which outcomes a panel tells: those of states that were chosen once, and all of them on request.
//
// The browser keeps this for as long as the tab is open (sessionStorage), so that a cell that runs
// again, or a page that is loaded again, does not cover what was seen. Python cannot keep it: pages
// without a kernel have none, and each run of a cell makes another widget.

import type { Verdict } from "./matrix.ts";
import type { PanelMeta } from "./panel_meta.ts";
import type { Run } from "./runs.ts";

export type Outcomes = ReturnType<typeof makeOutcomes>;

type Named = Pick<PanelMeta, "title" | "knobs" | "question" | "seeds">;

export function makeOutcomes(
  { title, knobs, question, seeds }: Named,
  runs: Pick<Run, "verdict">[],
) {
  const key = `restorelib outcomes: ${JSON.stringify([title, knobs, question?.text])}`;
  const { states, all } = { states: [], all: false, ...kept(key) } as Kept;
  const visited = new Set(states);
  let uncovered = all;
  const keepNow = () => keep(key, { states: [...visited], all: uncovered });
  const tells = (state: number) => uncovered || visited.has(state);

  return {
    /** Note that a state is shown. */
    visit(state: number): void {
      if (visited.has(state)) return;
      visited.add(state);
      keepNow();
    },
    uncover(): void {
      uncovered = true;
      keepNow();
    },
    /** Changes with what is told. */
    version: () => (uncovered ? "all" : String(visited.size)),
    /** Whether no outcome is covered. */
    all: () => uncovered,
    /** How a run ended; null while that is covered. */
    verdict: (state: number, seed: number): Verdict | null =>
      (tells(state) && runs[state * seeds + seed].verdict) || null,
  };
}

interface Kept {
  states: number[];
  all: boolean;
}

/** A page that may keep nothing, such as one in a sandbox, throws a SecurityError. */
function kept(key: string): Partial<Kept> {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "{}");
  } catch {
    return {};
  }
}

function keep(key: string, value: Kept): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // The panel then tells it until it is closed.
  }
}

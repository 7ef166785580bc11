// What a reader has done with one patient: kept as JSON, so it is read with care.

import type { Change, Patient } from "./patient.ts";

export interface Case {
  measured: string[]; // names of measurements, in the order in which they were made
  number: string; // "" until chosen, as the next four
  cause: string;
  evidence: string; // one of `measured`
  change: string;
  tried: Record<string, number>; // name of a change -> seeds that were tried
  counted: number | null; // seeds that learned, as the reader counts them
  solved: number | null; // measurements that were made when all was right
}

export const NEW: Case = {
  ...{ measured: [], number: "", cause: "", evidence: "", change: "", tried: {} },
  ...{ counted: null, solved: null },
};

/** What was kept, without what this patient does not have: its file may have changed. */
export function caseOf(kept: unknown, patient: Patient, causes: string[]): Case {
  const told = (typeof kept === "object" && kept !== null ? kept : {}) as Partial<Case>;
  const among = (value: unknown, known: string[]) =>
    typeof value === "string" && known.includes(value) ? value : "";
  const made = Array.isArray(told.measured) ? told.measured : [];
  const measured = made.filter((name) => patient.measurements.some((each) => each.name === name));
  const changes = patient.changes.flatMap(({ name }) => (name ? [name] : []));
  const tried = Object.entries(told.tried ?? {}).filter(
    ([name, seeds]) => changes.includes(name) && (seeds === 1 || seeds === patient.seeds),
  );
  const whole = (value: unknown) => (Number.isInteger(value) ? (value as number) : null);
  return {
    ...{ measured, tried: Object.fromEntries(tried) },
    number: typeof told.number === "string" ? told.number : "",
    cause: among(told.cause, causes),
    evidence: among(told.evidence, measured),
    change: among(told.change, changes),
    ...{ counted: whole(told.counted), solved: whole(told.solved) },
  };
}

/** With one more measurement; one that was made costs nothing more. */
export const withMeasured = (now: Case, name: string): Case =>
  now.measured.includes(name) ? now : { ...now, measured: [...now.measured, name] };

/** With the chosen change tried on its first seed, or then on all of them. */
export function withTrial(now: Case, seeds: number): Case {
  const before = now.tried[now.change] ?? 0;
  return { ...now, tried: { ...now.tried, [now.change]: before ? seeds : 1 } };
}

/** The chosen change, and how many of its seeds were tried. */
export function trialOf(now: Case, patient: Patient): { change: Change | null; seeds: number } {
  const change = patient.changes.find(({ name }) => name !== "" && name === now.change) ?? null;
  return { change, seeds: now.tried[now.change] ?? 0 };
}

const started = ({ measured, number, cause, change }: Partial<Case>) =>
  Boolean(measured?.length || number || cause || change);

/** "new", or how far it has come: what stands on the card of a patient. */
export function standing(kept: Partial<Case> | undefined, passed: boolean) {
  if (typeof kept?.solved === "number")
    return { kind: "diagnosed", words: `diagnosed with ${measurements(kept.solved)}` };
  if (passed) return { kind: "diagnosed", words: "diagnosed" };
  if (!kept || !started(kept)) return { kind: "new", words: "new" };
  return { kind: "open", words: `open, ${measurements(kept.measured?.length ?? 0)}` };
}

export const measurements = (count: number) => `${count} measurement${count === 1 ? "" : "s"}`;

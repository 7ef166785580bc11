// Texts of recorded runs, made as those of live runs are: what a test compares with Python's.

import { wordsOf } from "./live_run.ts";
import { type Packed, unpack } from "./packed.ts";
import type { PanelFile } from "./panel_meta.ts";
import { runsOf } from "./runs.ts";

/** Texts of all runs in a payload. */
export async function worded(payload: BlobPart): Promise<ReturnType<typeof wordsOf>[]> {
  const file = await unpack<PanelFile>(payload);
  const { live } = file.meta.panel;
  return live ? runsOf(file).map((run) => wordsOf(run, live, originalIn(file))) : [];
}

/** The crop that the pictures of case B are compared with. */
export const originalIn = ({ names, array }: Packed<PanelFile>) =>
  names.includes("original") ? array("original") : undefined;

// The recorded runs of a patient on a page: <div data-part="patient-runs" data-payload="NAME">.

import runs from "../patient_runs.ts";
import { dataNamed } from "./data.ts";
import { whenNear } from "./near.ts";
import { pageModel } from "./page_model.ts";

export const mountPatientRuns = (element: HTMLElement) => whenNear(element, () => fill(element));

async function fill(element: HTMLElement): Promise<void> {
  const model = pageModel({ payload: await dataNamed(element.dataset.payload ?? "") });
  const still = [...element.childNodes]; // its list of changes stays until the runs are unpacked
  await runs.render({ model, el: element });
  for (const node of still) node.remove();
}

// A panel on a page: <div data-part="panel" data-payload="NAME" data-patches="NAME">.

import panel from "../panel.ts";
import { dataNamed } from "./data.ts";
import { pageModel } from "./page_model.ts";

export async function mountPanel(element: HTMLElement): Promise<void> {
  const { payload, patches } = element.dataset;
  if (!payload) throw new Error("A panel expects data-payload, the name of its recorded runs.");
  const model = pageModel({
    guess: "",
    payload: await dataNamed(payload),
    patches: patches ? await dataNamed(patches) : new DataView(new ArrayBuffer(0)),
  });
  await panel.render({ model, el: element });
}

// A panel on a page: <div data-part="panel" data-payload="NAME" data-patches="NAME">.

import { h } from "../dom.ts";
import panel from "../panel.ts";
import { dataNamed } from "./data.ts";
import { pageModel } from "./page_model.ts";

export async function mountPanel(element: HTMLElement): Promise<void> {
  await openPanel(element.dataset, element);
}

/** Add a panel to an element.
 *
 *  @param data names of its recorded runs, and of the patches that live runs need
 *  @param link the text of a state -> a link that opens the panel in it
 */
export async function openPanel(
  { payload, patches }: DOMStringMap,
  parent: HTMLElement,
  link?: (text: string) => string,
) {
  if (!payload) throw new Error("A panel expects data-payload, the name of its recorded runs.");
  const element = h("div");
  const model = pageModel({
    guess: "",
    payload: await dataNamed(payload),
    patches: patches ? await dataNamed(patches) : new DataView(new ArrayBuffer(0)),
    state: "",
    link,
  });
  parent.append(element);
  await panel.render({ model, el: element });
  return { element, show: (text: string) => model.set("state", text) };
}

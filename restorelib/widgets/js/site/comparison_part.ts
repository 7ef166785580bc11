// Two pictures with a handle between them: <div data-part="comparison" data-pictures="NAME">.

import comparison from "../before_after.ts";
import type { ComparisonTraits } from "../comparison.ts";
import { unpack } from "../packed.ts";
import { dataNamed } from "./data.ts";
import { whenNear } from "./near.ts";
import { pageModel } from "./page_model.ts";

type Meta = Pick<ComparisonTraits, "alt" | "labels" | "size" | "format">;

export const mountComparison = (element: HTMLElement) => whenNear(element, () => fill(element));

async function fill(element: HTMLElement): Promise<void> {
  const file = await unpack<Meta>(await dataNamed(element.dataset.pictures ?? ""));
  const side = (name: string) => {
    const bytes = file.array(name);
    return new DataView(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength);
  };
  const model = pageModel({
    ...file.meta,
    kind: "before-after",
    before: side("before"),
    after: side("after"),
    pair: 0,
  });
  element.replaceChildren();
  // biome-ignore lint/suspicious/noExplicitAny: of these traits the kind reads no others
  comparison.render({ model: model as any, el: element });
}

import assert from "node:assert/strict";
import { test } from "node:test";
import { stepsTold } from "../layer_maps.ts";
import { colourOf, hasSign, mapsOf } from "../maps.ts";
import type { DenoisingRun } from "../runs.ts";

const RUN = {
  ...{ steps: [0, 1, 2, 4], units: [2, 1], map_steps: [0, 2] },
  maps: Uint8Array.from({ length: 2 * 3 * 4 }, (_, i) => 128 + i), // of 2 x 2 pixels
  map_scale: Float32Array.of(1, 2, 3, 4),
} as unknown as DenoisingRun;

test("the maps of a layer are the newest ones that were kept", () => {
  const first = mapsOf({ run: RUN, at: 1 }, 0);
  assert.deepEqual(first, {
    ...{ units: 2, scale: 1, step: 0 },
    levels: Uint8Array.of(128, 129, 130, 131, 132, 133, 134, 135),
  });
  for (const at of [2, 3])
    assert.deepEqual(mapsOf({ run: RUN, at }, 1), {
      ...{ units: 1, scale: 4, step: 2 },
      levels: Uint8Array.of(148, 149, 150, 151),
    });
  assert.equal(mapsOf({ run: RUN, at: 0 }, 2), null); // a last layer without maps
  assert.equal(mapsOf({ run: { ...RUN, map_steps: new Int32Array() }, at: 0 }, 0), null);
});

test("maps are black to white, or blue to orange where a value is below 0", () => {
  assert.deepEqual(colourOf(128, false), [0, 0, 0]);
  assert.deepEqual(colourOf(248, false), [255, 255, 255]);
  assert.deepEqual(colourOf(128, true), [255, 255, 255]);
  assert.deepEqual(colourOf(8, true), [0, 114, 178]);
  assert.deepEqual(colourOf(248, true), [213, 94, 0]);
  const maps = (...levels: number[]) => ({
    ...{ units: 1, scale: 1, step: 0 },
    levels: Uint8Array.from(levels),
  });
  assert.ok(!hasSign(maps(128, 248)));
  assert.ok(hasSign(maps(128, 127)));
});

test("steps are told as one says them", () => {
  assert.equal(stepsTold(Int32Array.of(0)), "step 0");
  assert.equal(stepsTold(Int32Array.of(0, 32, 2048)), "steps 0, 32 and 2,048");
});

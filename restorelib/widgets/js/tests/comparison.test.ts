import assert from "node:assert/strict";
import { test } from "node:test";
import type { makeComparison } from "../comparison.ts";

type May = keyof Parameters<typeof makeComparison>[0];

test("a comparison reads its model and listens to it, and can ask the kernel for nothing", () => {
  const may: Record<May, true> = { get: true, on: true, off: true }; // the type check compares
  assert.deepEqual(Object.keys(may), ["get", "on", "off"]);
});

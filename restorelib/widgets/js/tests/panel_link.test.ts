import assert from "node:assert/strict";
import { test } from "node:test";
import { hashOf, stateIn } from "../site/panel_link.ts";

const TEXT = "case_a: input_skip=True, residual_activation=None, seed=3, step=64";
const nameOf = (key: string) => ({ a: "case_a", depth: "depth" })[key];

test("the text of a state comes back from its link", () => {
  const hash = hashOf("a", TEXT);
  assert.equal(hash, "#panel=a&input_skip=True&residual_activation=None&seed=3&step=64");
  assert.deepEqual(stateIn(hash, nameOf), { key: "a", text: TEXT });
});

test("a link may name a panel alone, and another hash names none", () => {
  assert.deepEqual(stateIn("#panel=depth", nameOf), { key: "depth", text: "" });
  assert.equal(stateIn("#panel=c", nameOf), null);
  assert.equal(stateIn("#panels", nameOf), null);
  assert.equal(stateIn("", nameOf), null);
});

test("what a link says is text for the panel, which says what is wrong with it", () => {
  const sent = stateIn("#panel=a&seed=%3Cb%3E&colour=red", nameOf);
  assert.deepEqual(sent, { key: "a", text: "case_a: seed=<b>, colour=red" });
});

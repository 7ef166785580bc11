import assert from "node:assert/strict";
import { test } from "node:test";
import { filled } from "../site/report.ts";

const BLANK = "Page: a.html\nFigure: (please name it)\nRevision: abc\n\nThe number says:\nMore\n";

test("a report has what is known, and leaves the rest to the reader", () => {
  assert.equal(filled(BLANK, { state: "", place: "", chosen: " \n" }), BLANK);
  const known = { state: "#panel=a", place: "3. The loss: curve", chosen: "28.13\n  dB" };
  assert.equal(
    filled(BLANK, known),
    "Page: a.html#panel=a\nFigure: 3. The loss: curve\nRevision: abc\n\nThe number says: 28.13 dB\nMore\n",
  );
  assert.ok(filled(BLANK, { ...known, chosen: "x".repeat(999) }).length < 250);
  assert.match(filled(BLANK, { ...known, place: "$& $1" }), /Figure: \$& \$1/);
});

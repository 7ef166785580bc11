import assert from "node:assert/strict";
import { test } from "node:test";
import { type FoundPage, searchIndex } from "../site/search_index.ts";
import { excerpt, marked, normal, wordsOf } from "../site/words.ts";

const PAGES: FoundPage[] = [
  [
    "glossary.html",
    "Glossary",
    [
      [
        "he-initialisation",
        "He initialisation",
        "A way to choose weights. Named after Kaiming He.",
      ],
      ["dead", "dead", "A unit is dead if its values before the ReLU are below 0."],
    ],
  ],
  [
    "lessons/07.html",
    "The grey image",
    [
      ["", "The grey image", "Eight layers paint everything grey."],
      ["height", "How high", "The height of the picture and its initial weights."],
    ],
  ],
  ["symptoms/a.html", "The loss is 2.3026", [["", "The loss is 2.3026", "That is ln 10: 2.3026."]]],
  ["symptoms/b.html", "NaN", [["", "The loss is NaN", "Count the values that are not finite."]]],
];
const search = searchIndex(PAGES);
const first = (question: string) => search(question)[0]?.path;

test("people find what they type", () => {
  assert.equal(first("2.3026"), "symptoms/a.html");
  assert.equal(first("nan"), "symptoms/b.html");
  assert.equal(first("gray image"), "lessons/07.html");
  assert.equal(first("he init"), "glossary.html#he-initialisation");
  assert.equal(first("kaiming"), "glossary.html#he-initialisation");
  assert.equal(first("dying relu"), "glossary.html#dead");
  assert.equal(first("initializaton"), "glossary.html#he-initialisation"); // with a slip
  assert.deepEqual(search("23026"), []); // a number is exact
  assert.deepEqual(search(""), []);
});

test("a place is named once", () => {
  const twice: FoundPage = [
    "a.html",
    "A",
    [
      ["x", "One", "nan"],
      ["x", "Two", "nan"],
    ],
  ];
  assert.equal(searchIndex([twice])("nan").length, 1);
});

test("where no section has all words, those with some are found", () => {
  assert.equal(first("nan xyzzy"), "symptoms/b.html");
});

test("words are numbers, names and their parts", () => {
  assert.deepEqual(wordsOf("2.3026, 12,809 and 1e-3."), ["2.3026", "12,809", "and", "1e-3"]);
  assert.deepEqual(wordsOf("he_normal"), ["he_normal", "he", "normal"]);
  assert.deepEqual(wordsOf("model.fit(x) 28x28"), ["model.fit", "model", "fit", "x", "28x28"]);
  assert.deepEqual(["Gray", "OPTIMIZERS", "12,809"].map(normal), ["grey", "optimisers", "12809"]);
});

test("found words are marked in place, and nothing of the text is lost", () => {
  const text = "A ReLU dies; relu, he_normal.";
  const pieces = marked(text, new Set(["relu", "he"]));
  assert.deepEqual(
    pieces.filter(([, found]) => found).map(([piece]) => piece),
    ["ReLU", "relu", "he_normal"],
  );
  assert.equal(pieces.map(([piece]) => piece).join(""), text);
  assert.deepEqual(marked("", new Set(["relu"])), []);
});

test("an excerpt begins a little before the first word found, at whole words", () => {
  const text = `${"before ".repeat(40)}nan ${"after ".repeat(60)}`.trim();
  const cut = excerpt(text, new Set(["nan"]));
  assert.match(cut, /^… (before )+nan (after )+…$/);
  assert.ok(cut.length < 200);
  assert.equal(excerpt("short", new Set(["nan"])), "short");
  assert.ok(excerpt(text, new Set()).startsWith("before"));
});

// The search itself: sections in, those that answer a question out.

import MiniSearch, { type Query } from "minisearch";
import { normal, wordsOf } from "./words.ts";

/** [path, title, [anchor, heading, text] of each section], as `tools/site/search.py` writes it. */
export type FoundPage = [path: string, title: string, sections: [string, string, string][]];

export interface Answer {
  path: string; // from the root of the site, with the anchor
  title: string;
  heading: string;
  text: string;
  found: Set<string>; // normal forms of the words that were found in it
}

// What people type and these pages do not say -> what they say.
const ALSO: Record<string, string[]> = {
  constant: ["flat", "same"],
  deconv: ["transposed", "deconvolution"],
  dying: ["dead", "died"],
  exploding: ["grows", "enormous", "jumps"],
  inf: ["nan", "finite"],
  kaiming: ["he"],
  lr: ["learning rate"],
  mse: ["mean squared error"],
  oom: ["memory"],
  vanishing: ["vanish", "fades"],
  xavier: ["glorot"],
};
// A symptom and a term are short and to the point; of a lesson many sections name the word.
const BOOST: [start: string, factor: number][] = [
  ["symptoms/", 2],
  ["glossary", 1.6],
];
const MOST = 30;

/** A function that answers a question with sections, the best one first. */
export function searchIndex(pages: FoundPage[]): (question: string) => Answer[] {
  const documents = pages.flatMap(([path, title, sections]) =>
    sections.map(([anchor, heading, text]) => ({
      path: anchor ? `${path}#${encodeURIComponent(anchor)}` : path,
      title,
      heading,
      text,
    })),
  );
  const index = new MiniSearch({
    fields: ["heading", "title", "text"],
    tokenize: wordsOf,
    processTerm: normal,
    searchOptions: {
      boost: { heading: 4, title: 2 },
      boostDocument: (id) =>
        BOOST.find(([start]) => documents[id].path.startsWith(start))?.[1] ?? 1,
      prefix: (word) => word.length > 2 && !/^\d/.test(word),
      fuzzy: (word) => (word.length > 4 && !/\d/.test(word) ? 0.2 : false),
    },
  });
  index.addAll(documents.map((document, id) => ({ id, ...document })));
  return (question) => {
    const queries = wordsOf(question).map(alternatives);
    const all = index.search({ combineWith: "AND", queries });
    const hits = all.length ? all : index.search({ combineWith: "OR", queries });
    const places = new Set<string>(); // parts without an anchor of their own share a place
    return hits
      .map(({ id, terms }) => ({ ...documents[id], found: new Set(terms) }))
      .filter(({ path }) => !places.has(path) && places.add(path))
      .slice(0, MOST);
  };
}

function alternatives(word: string): Query {
  const also = (ALSO[normal(word)] ?? []).map((words) => ({
    combineWith: "AND" as const,
    queries: words.split(" "),
  }));
  return { combineWith: "OR", queries: [word, ...also] };
}

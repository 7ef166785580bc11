// The words of a text, as the search compares them; and the piece of a text that shows them.

// Numbers as people print them (2.3026, 12,809, 1e-3), then words and names of programs (he_normal).
const WORD =
  /\d+(?:,\d{3})*(?:\.\d+)?(?:e[-+]?\d+)?(?![\p{L}\p{N}_])|[\p{L}\p{N}_]+(?:\.[\p{L}_][\p{L}\p{N}_]*)*/giu;
const AROUND = { before: 60, length: 180 };

/** All words of a text. A name that is put together counts as a whole and by its parts. */
export function wordsOf(text: string): string[] {
  return [...text.matchAll(WORD)].flatMap(([word]) => formsOf(word));
}

function formsOf(word: string): string[] {
  if (/^\d/.test(word)) return [word];
  const parts = word.split(/[._]+/).filter(Boolean);
  return parts.length > 1 ? [word, ...parts] : [word];
}

/** One form for spellings of one word: of case, of British and American English, of thousands. */
export function normal(word: string): string {
  return word
    .toLowerCase()
    .replace(/^(\d+),(?=\d)/, "$1")
    .replace("gray", "grey")
    .replace("color", "colour")
    .replace("behavior", "behaviour")
    .replace(/iz(e|ed|er|ers|es|ing|ation|ations)$/, "is$1");
}

/** A piece of text; whether it is a word that was found. */
export type Piece = [text: string, found: boolean];

/** The text in pieces. Words whose normal form is in `found` are pieces of their own. */
export function marked(text: string, found: Set<string>): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(WORD)) {
    if (!formsOf(match[0]).some((form) => found.has(normal(form)))) continue;
    if (match.index > end) pieces.push([text.slice(end, match.index), false]);
    end = match.index + match[0].length;
    pieces.push([match[0], true]);
  }
  if (end < text.length) pieces.push([text.slice(end), false]);
  return pieces;
}

/** About two lines of a text around the first word that is in `found`, or its beginning. */
export function excerpt(text: string, found: Set<string>): string {
  const [first] = marked(text, found);
  const at = first && !first[1] && first[0].length < text.length ? first[0].length : 0;
  const from = at > AROUND.before ? text.indexOf(" ", at - AROUND.before) + 1 : 0;
  const rest = text.slice(from);
  const to = rest.length > AROUND.length ? rest.lastIndexOf(" ", AROUND.length) : -1;
  return `${from ? "… " : ""}${to > 0 ? `${rest.slice(0, to)} …` : rest}`;
}

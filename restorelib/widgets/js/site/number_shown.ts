// The answer about a number, as elements.

import { h } from "../dom.ts";
import { plain, written } from "./formula_text.ts";
import { needed, scoreOf } from "./known_numbers.ts";
import type { Facts, Formula, Given, Table } from "./known_table.ts";
import type { Answer, Row } from "./number_answer.ts";
import { type Mark, numberLine } from "./number_line.ts";
import { asRead, equation, named } from "./number_words.ts";
import type { Data } from "./numbers_data.ts";

interface Asked {
  found: Answer | null;
  typed: string;
  width: number;
  /** Lead to the fields that would allow more comparisons. */
  buttons: HTMLElement[];
}

const ICONS = { fits: "=", perhaps: "?", near: "≈", far: "≠", nan: "!" };
const MOST = 7; // marks on the line

export function shown(data: Data, asked: Asked): Node[] {
  const { found, width } = asked;
  if (!found) {
    const marks = data.landmarks.map((mark) => ({ ...mark, hit: false }));
    const words = asked.typed.trim()
      ? "No number was recognised here. A line such as “loss: 0.6931” is enough."
      : "These losses need no learning. A network that stays at one of them has told you what it does.";
    return [h("p.hint", {}, words), numberLine(Math.max(width, 280), null, marks)];
  }
  const { main, given } = found;
  const finite = Number.isFinite(main.last.value);
  return [
    h(
      `p.headline.${found.verdict}`,
      {},
      h("span.icon", { "aria-hidden": "true" }, ICONS[found.verdict]),
      found.headline,
    ),
    ...(finite
      ? [numberLine(Math.max(width, 280), main.last.value, marksOf(data.table, main, given))]
      : []),
    h("p.meaning", {}, found.meaning),
    ...others(found),
    ...(found.rows.length > 1 || main.movement.kind !== "one" ? [table(found)] : []),
    ...found.notes.map((note) => h("p.note", {}, note)),
    ...(asked.buttons.length && /far|perhaps/.test(found.verdict) ? [more(asked.buttons)] : []),
    ...next(data, found),
  ];
}

/** Those that fit, those that need no guess, and what the best one would be for other guesses. */
function marksOf(table: Table, row: Row, given: Given): Mark[] {
  const marks: Mark[] = [];
  const far = (value: number) => Math.abs(Math.log(Math.abs(value / row.last.value) || 1e-9));
  const put = (formula: Formula, facts: Facts, value: number, hit: boolean) => {
    const label = written(formula, facts);
    const same = marks.some((mark) => Math.abs(mark.value - value) <= 1e-6 * Math.abs(value));
    const wide = !hit && (far(value) > Math.log(30) || label.length > 28);
    if (!same && !wide && Number.isFinite(value) && marks.length < MOST)
      marks.push({ value, label, hit });
  };
  for (const { known, guessed, value, fit } of row.found)
    if (fit !== "far") put(known.formula, { ...given.facts, ...guessed }, value, true);
  const [best] = row.found;
  for (const fact of best ? needed(best.known.formula) : []) {
    const made = (table.guessed[fact] ?? []).map((guess) => {
      const facts = { ...given.facts, ...best.guessed, [fact]: guess };
      return { facts, value: scoreOf(best.known.formula, facts) };
    });
    if (fact !== "span")
      for (const { facts, value } of made
        .toSorted((a, b) => far(a.value) - far(b.value))
        .slice(0, 5))
        put(best.known.formula, facts, value, false);
  }
  for (const { known, guessed, value } of row.found.toSorted((a, b) => far(a.value) - far(b.value)))
    if (!Object.keys(guessed).length) put(known.formula, given.facts, value, false);
  return marks;
}

function others(found: Answer): Node[] {
  const read = found.main.found
    .filter(({ fit }) => fit !== "far")
    .map((match) => `${equation(match, found.given)}: ${named(match, found.given)}`);
  const rest = [...new Set(read)].slice(1, 6);
  if (!rest.length) return [];
  const items = rest.map((text) => h("li", {}, text));
  return [
    h("div.others", {}, h("p", {}, "The same number has other readings:"), h("ul", {}, ...items)),
  ];
}

function table(found: Answer): Node {
  const rows = found.rows.map((row) => {
    const best = row.found.at(0);
    const at =
      best && best.fit !== "far"
        ? `${best.fit === "near" ? "near " : ""}${equation(best, found.given)}: ${named(best, found.given)}`
        : "no known number";
    return h(
      "tr",
      {},
      h("th", { scope: "row" }, row.name),
      h("td", {}, Number.isFinite(row.last.value) ? asRead(row.last) : plain(row.last.value)),
      h("td", {}, row.movement.words),
      h("td", {}, at),
    );
  });
  const head = ["In the log", "Last", "Over the epochs", "Same as"].map((text) =>
    h("th", { scope: "col" }, text),
  );
  return h(
    "div.wide",
    { tabindex: 0 },
    h("table", {}, h("thead", {}, h("tr", {}, ...head)), h("tbody", {}, ...rows)),
  );
}

function more(buttons: HTMLElement[]): Node {
  const listed = buttons.flatMap((button, i) => [
    i ? (i === buttons.length - 1 ? " or " : ", ") : "",
    button,
  ]);
  return h("p.note", {}, "More could be compared with: give ", ...listed, ".");
}

function next(data: Data, { symptoms }: Answer): Node[] {
  const pages = symptoms.map((slug) => data.symptoms[slug]).filter(Boolean);
  if (!pages.length) return [];
  const linked = document.documentElement.dataset.path === data.path; // not inside another page
  const items = pages.map(({ title, test, href, lesson }) =>
    h(
      "li",
      {},
      linked ? h("a", { href }, title) : h("b", {}, title),
      h("span", {}, test),
      linked ? h("a.lesson", { href: lesson.href }, lesson.title) : null,
    ),
  );
  return [h("h2", {}, "What to do next"), h("ol.next", {}, ...items)];
}

// The answer about a number, as elements.

import { h } from "../dom.ts";
import { plain, written } from "./formula_text.ts";
import type { Given, Match } from "./known_numbers.ts";
import type { Answer, Row } from "./number_answer.ts";
import { type Mark, numberLine } from "./number_line.ts";
import { asRead, equation, named } from "./number_words.ts";
import type { Data } from "./numbers_data.ts";

interface Asked {
  found: Answer | null;
  given: Given;
  typed: string;
  width: number;
  /** Lead to the fields that would allow more comparisons. */
  buttons: HTMLElement[];
}

const ICONS = { fits: "=", near: "≈", far: "≠", nan: "!" };
const MOST = 7; // marks on the line

export function shown(data: Data, asked: Asked): Node[] {
  const { found, given, width } = asked;
  if (!found) {
    const marks = data.landmarks.map((mark) => ({ ...mark, hit: false }));
    const words = asked.typed.trim()
      ? "No number was recognised here. A line such as “loss: 0.6931” is enough."
      : "These losses need no learning. A network that stands at one of them has told you what it does.";
    return [h("p.hint", {}, words), numberLine(Math.max(width, 280), null, marks)];
  }
  const { main } = found;
  const finite = Number.isFinite(main.last.value);
  return [
    h(
      `p.headline.${found.verdict}`,
      {},
      h("span.icon", { "aria-hidden": "true" }, ICONS[found.verdict]),
      found.headline,
    ),
    ...(finite ? [numberLine(Math.max(width, 280), main.last.value, marksOf(main, given))] : []),
    h("p.meaning", {}, found.meaning),
    ...others(found, given),
    ...(found.rows.length > 1 || main.movement.kind !== "one" ? [table(found, given)] : []),
    ...found.notes.map((note) => h("p.note", {}, note)),
    ...(asked.buttons.length && finite ? [more(asked.buttons)] : []),
    ...next(data, found),
  ];
}

/** The nearest ones, each value once. */
function marksOf(row: Row, given: Given): Mark[] {
  const marks: Mark[] = [];
  const far = (match: Match) => Math.abs(Math.log(Math.abs(match.value / row.last.value) || 1e-9));
  const order = (match: Match) => (match.fit === "far" ? far(match) : -1);
  for (const match of row.found.toSorted((a, b) => order(a) - order(b))) {
    const facts = { ...given.facts, ...match.guessed };
    const label = `${written(match.known.formula, facts)}`;
    const same = marks.some(({ value }) => Math.abs(value - match.value) <= 1e-6 * Math.abs(value));
    const wide = match.fit === "far" && (far(match) > Math.log(30) || label.length > 28);
    if (same || wide || !Number.isFinite(match.value) || marks.length >= MOST) continue;
    marks.push({ value: match.value, label, hit: match.fit !== "far" });
  }
  return marks;
}

function others(found: Answer, given: Given): Node[] {
  const rest = found.main.found
    .slice(1)
    .filter(({ fit }) => fit !== "far")
    .slice(0, 5);
  if (!rest.length) return [];
  const items = rest.map((match) =>
    h(
      "li",
      {},
      `${equation(match, given)}: ${named(match, given)}`,
      match.fit === "near" ? " (near)" : "",
    ),
  );
  return [
    h("div.others", {}, h("p", {}, "The same number has other readings:"), h("ul", {}, ...items)),
  ];
}

function table(found: Answer, given: Given): Node {
  const rows = found.rows.map((row) => {
    const best = row.found.at(0);
    const at =
      best && best.fit !== "far"
        ? `${best.fit === "near" ? "near " : ""}${equation(best, given)}: ${named(best, given)}`
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
  const head = ["In the log", "Last", "Over the epochs", "Stands at"].map((text) =>
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

// "Report a wrong number", in the foot of a page: <a data-part="report" href="a new issue">.
//
// The report names what the reader touched last: its section, and the figure or the words chosen.

const FIGURES = "figure, img, table, svg, [data-part]";
const LONGEST = 80;

export function mountReport(element: HTMLElement): void {
  const link = element as HTMLAnchorElement;
  const main = document.querySelector("main");
  const blank = new URL(link.href);
  let touched: Element | null = null;
  let chosen = "";
  main?.addEventListener("pointerdown", ({ target }) => {
    touched = target as Element;
  });
  // A click on the link takes the selection away, so it is read before.
  link.addEventListener("pointerdown", () => {
    chosen = String(getSelection() ?? "");
  });
  link.addEventListener("click", () => {
    const url = new URL(blank);
    const place = touched && main ? placeOf(touched, main) : "";
    url.searchParams.set(
      "body",
      filled(blank.searchParams.get("body") ?? "", { state: location.hash, place, chosen }),
    );
    link.href = url.href;
  });
}

/** The text of a report with what is known.
 *
 *  @param known.state what the page's address says of its state, or ""
 *  @param known.place the section and figure, or "" to leave the line to the reader
 *  @param known.chosen text that the reader has selected, or ""
 */
export function filled(
  body: string,
  known: { state: string; place: string; chosen: string },
): string {
  const chosen = known.chosen.trim().replace(/\s+/g, " ").slice(0, LONGEST);
  return body
    .replace(/^Page: .*$/m, (line) => line + known.state)
    .replace(/^Figure: .*$/m, (line) => (known.place ? `Figure: ${known.place}` : line))
    .replace(/^The number says:$/m, (line) => (chosen ? `${line} ${chosen}` : line));
}

function placeOf(touched: Element, main: Element): string {
  const before = [...main.querySelectorAll("h1, h2, h3")].filter(
    (heading) =>
      heading === touched ||
      heading.compareDocumentPosition(touched) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  const figure = touched.closest(FIGURES);
  const name = figure?.getAttribute("aria-label") ?? figure?.getAttribute("alt") ?? "";
  const section = before.at(-1)?.textContent?.trim() ?? "";
  return [section, name.slice(0, LONGEST)].filter(Boolean).join(": ");
}

// Parts of a chart, as SVG text.

export type Point = [x: number, y: number];

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text escaped for SVG or HTML source. */
export const escapeText = (text: string | number) =>
  String(text).replace(/[&<>"]/g, (character) => ENTITIES[character]);

/** The points as the `d` of a path: "M1.0,2.0L3.0,4.0"; "" for no points. */
export const path = (points: Point[]) =>
  points.length ? `M${points.map((point) => point.map((v) => v.toFixed(1))).join("L")}` : "";

/** A text element; `anchor` says which part of the text is at x. */
export const svgText = (
  x: number,
  y: number,
  text: string | number,
  { anchor = "middle", kind = "" } = {},
) =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" class="${kind}">${escapeText(text)}</text>`;

type Place = number | string;

/** A straight line element. */
export const line = (x1: Place, y1: Place, x2: Place, y2: Place, kind: string) =>
  `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" class="${kind}"/>`;

/** An empty drawing that counts as one picture for assistive technology. */
export function svgElement(kind: string): SVGSVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", kind);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", "Not drawn yet"); // a picture without a name is a barrier
  return svg;
}

/** A new group in a drawing, as the function that fills it; the same markup again costs nothing. */
export function group(svg: SVGSVGElement): (markup: string) => void {
  const element = document.createElementNS(svg.namespaceURI, "g");
  let drawn = "";
  svg.append(element);
  return (markup) => {
    if (markup !== drawn) element.innerHTML = markup;
    drawn = markup;
  };
}

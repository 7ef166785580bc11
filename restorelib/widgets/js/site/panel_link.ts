// The state of a panel as the hash of a link: "#panel=a&input_skip=True&seed=3&step=64".

/** @param key of the panel; @param text of its state: state.ts */
export function hashOf(key: string, text: string): string {
  const pairs = text.slice(text.indexOf(":") + 1).split(",");
  const given = pairs.map((pair) => pair.trim().split("=", 2)).filter(([field]) => field);
  return `#${new URLSearchParams([["panel", key], ...given])}`;
}

/** The panel that a hash names, and the text of its state, "" if it tells none; null if it names none.
 *
 *  @param nameOf name of a panel in the text of its state, undefined for a key that is none
 */
export function stateIn(
  hash: string,
  nameOf: (key: string) => string | undefined,
): { key: string; text: string } | null {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const key = given.get("panel") ?? "";
  const name = nameOf(key);
  if (name === undefined) return null;
  given.delete("panel");
  const fields = Array.from(given, ([field, value]) => `${field}=${value}`);
  return { key, text: fields.length ? `${name}: ${fields.join(", ")}` : "" };
}

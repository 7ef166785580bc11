// Elements, and the controls that more than one widget uses.

// Each widget of a page loads its module again. If two panels both counted from 0, they would share
// radio groups, and a click in one would uncheck the other.
const instance = Math.random().toString(36).slice(2);
let count = 0;

/** An id that no other element of the page has, in this widget or in another one. */
export const uniqueId = (name: string) => `rl-${name}-${instance}-${count++}`;

/** A listener; the method form lets it take a narrower event, such as PointerEvent. */
type Listener = { of(event: Event): void }["of"];
type Attribute = string | number | boolean | null | undefined | Listener;
type Tags = HTMLElementTagNameMap;
type NameOf<Tag extends string> = Tag extends `${infer Name}.${string}` ? Name : Tag;
type ElementOf<Tag extends string> =
  NameOf<Tag> extends keyof Tags ? Tags[NameOf<Tag>] : HTMLElement;

/** A new element: `h("button.rl-play", {type: "button", click: play}, "▶")`.
 *
 *  @param tag its name and classes
 *  @param attributes a function listens to the event of that name; false, null and undefined set
 *    nothing; true sets an empty attribute
 */
export function h<Tag extends string>(
  tag: Tag,
  attributes: Record<string, Attribute> = {},
  ...children: (Node | string | null | undefined)[]
): ElementOf<Tag> {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name);
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (value !== false && value != null)
      element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child != null));
  return element as ElementOf<Tag>;
}

/** In command mode JupyterLab takes arrow keys, Enter and letters from whatever has the focus,
 *  unless that element has this attribute. */
export const KEEPS_KEYS = { "data-lm-suppress-shortcuts": "true" };

/** Let every control below `root` keep its keys. */
export function keepKeys(root: Element): void {
  for (const element of root.querySelectorAll("input, button, textarea, [tabindex]"))
    for (const [name, value] of Object.entries(KEEPS_KEYS)) element.setAttribute(name, value);
}

/** A group of native radio buttons with a legend; `choose(index)` after each change. */
export function radioGroup(
  kind: string,
  legend: string,
  labels: string[],
  checked: number,
  choose: (index: number) => void,
) {
  const name = uniqueId("radio");
  const inputs = labels.map((_, i) =>
    h("input", { type: "radio", name, value: i, checked: i === checked, change: () => choose(i) }),
  );
  const options = labels.map((label, i) => h("label", {}, inputs[i], h("span", {}, label)));
  const element = h(
    `fieldset.${kind}`,
    {},
    h("legend", {}, legend),
    h("div.rl-options", {}, ...options),
  );
  const check = (i: number) => {
    inputs[i].checked = true;
  };
  return { element, inputs, check };
}

/** One-click answers. `pressed` is the answer given so far, or "". */
export function answerButtons(
  choices: [value: string, label: string, ...rest: string[]][],
  pressed: string,
  choose: (value: string) => void,
): HTMLButtonElement[] {
  return choices.map(([value, label]) =>
    h(
      "button.rl-choice",
      {
        type: "button",
        "aria-pressed": String(value === pressed),
        "data-choice": value,
        click: () => choose(value),
      },
      label,
    ),
  );
}

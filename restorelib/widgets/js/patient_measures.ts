// What can be measured in a patient, by the steps of the method card. Each click costs one.

import { type Case, measurements } from "./case.ts";
import { h } from "./dom.ts";
import type { Measurement, Patient } from "./patient.ts";
import { section } from "./patient_parts.ts";

const STEPS = [
  "Look at the data",
  "Step 1: name the number",
  "Step 2: overfit one batch",
  "Step 3: follow the signal forward",
  "Step 4: follow the gradient back",
  "Step 5: bisect",
  "Step 6: change one thing",
];

export function makeMeasuring(patient: Patient, measure: (name: string) => void) {
  const items = patient.measurements.map((each) => makeItem(each, () => take(each.name)));
  const count = h("p.rl-used", { role: "status" });
  const groups = STEPS.flatMap((step, i) => {
    const here = items.filter((_, at) => patient.measurements[at].step === i);
    return here.length
      ? [h("div.rl-step-of", {}, step), h("ul.rl-plain", {}, ...here.map((item) => item.element))]
      : [];
  });
  const element = section("rl-measures", "Measure", count, ...groups);
  let taken = ""; // what was just measured slides in

  function take(name: string) {
    taken = name;
    measure(name);
  }
  function draw({ measured }: Case) {
    count.textContent = measured.length
      ? `${measurements(measured.length)} used`
      : "Each one costs a click, and is counted.";
    patient.measurements.forEach(({ name }, i) => {
      items[i].show(measured.includes(name), name === taken);
    });
  }
  return { element, draw };
}

function makeItem({ name, code, output }: Measurement, take: () => void) {
  const printed = h("div.rl-result", { "aria-live": "polite" });
  const button = h(
    "button.rl-take",
    { type: "button", click: take },
    h("span", {}, name),
    h("span.rl-chip", {}, "measure"),
  );
  const element = h(
    "li.rl-measure",
    {},
    button,
    h("pre.rl-printed.rl-asked-code", {}, code.trim()),
    printed,
  );
  function show(made: boolean, isNew: boolean) {
    if (!made || printed.firstChild) return;
    element.classList.add("rl-made");
    if (isNew) element.classList.add("rl-new");
    button.setAttribute("aria-disabled", "true");
    button.lastElementChild?.replaceChildren("✓ measured");
    printed.append(
      h(
        "pre.rl-printed",
        { tabindex: 0, role: "region", "aria-label": `Measured: ${name}` },
        output || "(it prints nothing)",
      ),
    );
  }
  return { element, show };
}

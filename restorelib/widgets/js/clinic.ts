// `Clinic`: patients to diagnose, in any order. All that was measured in them is recorded.
//
// Stable hooks for tests and styles:
//   .rl-clinic [data-ready]         root; .rl-waiting: the waiting room, with button.rl-card for each
//   .rl-patient                     the patient that is open; button.rl-back leads back
//   button.rl-take .rl-printed      a measurement, and what it shows
//   fieldset.rl-list input          number, cause, evidence and change; .rl-count: seeds that learned
//   button.rl-try button.rl-hand-in .rl-credits .rl-solved

import { type Case, caseOf } from "./case.ts";
import { h, keepKeys } from "./dom.ts";
import { watchKernel } from "./kernel.ts";
import type { Cleanup, Context } from "./model.ts";
import { unpack } from "./packed.ts";
import type { Patient } from "./patient.ts";
import { makePatientPage } from "./patient_page.ts";
import { makeWaitingRoom, type Waiting } from "./waiting_room.ts";

interface Traits {
  roster: Waiting[];
  causes: [key: string, words: string][];
  patients: Record<string, DataView<ArrayBuffer>>; // name -> packed
  passed: string[]; // names of patients that were diagnosed before
  kept: Record<string, Partial<Case>>; // name -> how far it has come
  load?: ((name: string) => Promise<DataView<ArrayBuffer>>) | undefined; // on a page without a kernel
}

async function render({ model: bare, el }: Context<Traits>): Promise<Cleanup> {
  const note = h("p.rl-kernel", { role: "status", hidden: true });
  const kernel = watchKernel(bare, warn);
  const { model } = kernel;
  const causes = model.get("causes");
  const load = model.get("load") ?? (async (name: string) => model.get("patients")[name]);
  const room = makeWaitingRoom(model.get("roster"), (name) => void open(name));
  const place = h("div.rl-place");
  const root = h(
    "div.rl-panel.rl-clinic",
    { role: "group", "aria-label": "The clinic" },
    note,
    room.element,
    place,
  );
  let opened: { name: string; end(): void } | null = null;

  async function open(name: string) {
    const { meta: patient } = await unpack<Patient>(await load(name));
    const page = makePatientPage({
      ...{ patient, causes, back },
      now: caseOf(
        model.get("kept")[name],
        patient,
        causes.map(([key]) => key),
      ),
      keep: (now) => keep(name, now),
    });
    opened = { name, end: page.end };
    room.element.hidden = true;
    place.replaceChildren(page.element);
    keepKeys(root);
    page.begin();
  }
  function back() {
    const name = opened?.name;
    close();
    draw();
    room.element.hidden = false;
    if (name) room.focus(name);
  }
  function close() {
    opened?.end();
    opened = null;
    place.replaceChildren();
  }
  function keep(name: string, now: Case) {
    model.set("kept", { ...model.get("kept"), [name]: now });
    model.save_changes();
  }
  const draw = () => room.draw(model.get("kept"), model.get("passed"));
  function warn() {
    note.hidden = !kernel.gone() || kernel.state() === "none";
    note.textContent = note.hidden ? "" : `${kernel.gone()} Until then nothing is kept.`;
  }

  for (const trait of ["kept", "passed"] as const) model.on(`change:${trait}`, draw);
  el.append(root);
  keepKeys(root);
  draw();
  warn();
  root.dataset.ready = "true";
  return () => {
    close();
    kernel.end();
    for (const trait of ["kept", "passed"] as const) model.off(`change:${trait}`, draw);
  };
}

export default { render };

// Whether the kernel that made a widget is still there, and what a widget says when it is not.
//
// anywidget's model hides that. Its layout, a model of the same kernel, does not: it has `comm_live`
// and `comm`. JupyterLab's session says when to look at them again, since a session that is shut down
// leaves all models as they were. Front ends without these get a hello, which the kernel answers. A
// busy kernel answers late, so no answer is no proof; and nothing here asks twice.
//
// What tests rely on: .rl-kernel (role=status), and data-kernel="gone" on what it belongs to.

import { h, uniqueId } from "./dom.ts";
import type { Model } from "./model.ts";

const PATIENCE = 1500; // ms without an answer: then the kernel is busy, or there is none

type State = "unknown" | "here" | "restarted" | "shut down" | "none";

const WORDS: Record<State, string> = {
  unknown: "",
  here: "",
  restarted: "The kernel was restarted: run this cell again.",
  "shut down": "The kernel is shut down: run this cell again.",
  none: "This page has no kernel: open the lesson in JupyterLab and run this cell.",
};

/** What is used of ipywidgets and JupyterLab; any of it may be absent. */
export interface Host {
  layout?: { comm_live?: boolean; comm?: { jsServicesComm?: { isDisposed: boolean } } };
  session?: SessionContext;
}
interface SessionContext {
  session: { kernel: object | null } | null;
  statusChanged: Signal;
  kernelChanged: Signal;
  sessionChanged: Signal;
}
interface Signal {
  connect(listener: () => void): void;
  disconnect(listener: () => void): void;
}

export interface Kernel<Traits> {
  /** The model; without a kernel its `send` and `save_changes` do nothing, instead of throwing. */
  model: Model<Traits>;
  state(): State;
  /** Why nothing can be sent, in a sentence that says what to do; "" while something can. */
  gone(): string;
  /** Say hello. The kernel answers in order: then all that was sent before has arrived. */
  greet(): void;
  end(): void;
}

/** Look at what a front end tells about the kernel.
 *
 *  @param before what was known
 */
export function stateOf({ layout, session }: Host, before: State): State {
  if (layout?.comm_live === undefined) return before;
  if (layout.comm_live && !layout.comm?.jsServicesComm?.isDisposed) return "here";
  if (!session) return before === "here" ? "restarted" : "none";
  return session.session?.kernel ? "restarted" : "shut down";
}

/** Follow the kernel of a model; `changed` is called whenever the state is another one. */
export function watchKernel<Traits>(bare: Model<Traits>, changed: () => void): Kernel<Traits> {
  const host = hostOf(bare);
  let state = stateOf(host, "unknown");

  function become(next: State) {
    if (next === state) return;
    state = next;
    changed();
  }
  const look = () => become(stateOf(host, state));
  const heard = () => {
    if (state === "unknown") become("here");
  };
  function tried(act: () => void) {
    if (WORDS[state]) return;
    try {
      act();
    } catch {
      // JupyterLab throws once the comm is closed.
      become("shut down");
      look();
    }
  }
  const model: Model<Traits> = Object.assign(Object.create(bare), {
    send: (...message: Parameters<Model<Traits>["send"]>) => tried(() => bare.send(...message)),
    save_changes: () => tried(() => bare.save_changes()),
  });
  const signals = host.session
    ? [host.session.statusChanged, host.session.kernelChanged, host.session.sessionChanged]
    : [];
  for (const signal of signals) signal.connect(look);
  bare.on("comm_live_update", look);
  bare.on("msg:custom", heard);
  const greet = () => model.send({ kind: "hello" });
  if (state === "unknown") queueMicrotask(greet);
  return {
    model,
    state: () => state,
    gone: () => WORDS[state],
    greet,
    end() {
      for (const signal of signals) signal.disconnect(look);
      bare.off("comm_live_update", look);
      bare.off("msg:custom", heard);
    },
  };
}

function hostOf<Traits>(model: Model<Traits>): Host {
  const { widget_manager: manager } = model as {
    widget_manager?: { context?: { sessionContext?: SessionContext } };
  };
  const layout = (model as unknown as Model<Host>).get("layout");
  const session = manager?.context?.sessionContext;
  return { ...(layout && { layout }), ...(session && { session }) };
}

/** A line at the end of `root` that says when the kernel is gone; the controls are disabled then.
 *
 *  Where all of them are disabled already, nothing needs the kernel, and nothing is said.
 *
 *  @param controls what has no use without the kernel
 */
export function needKernel<Traits>(
  bare: Model<Traits>,
  root: HTMLElement,
  controls: { disabled: boolean; setAttribute(name: string, value: string): void }[],
) {
  const line = h("p.rl-kernel", { role: "status", id: uniqueId("kernel"), hidden: true });
  let patience: ReturnType<typeof setTimeout>;
  const kernel = watchKernel(bare, show);

  function say(words: string) {
    line.textContent = words;
    line.hidden = !words;
  }
  function show() {
    clearTimeout(patience);
    const used = controls.filter((control) => !control.disabled);
    if (!kernel.gone() || !(used.length || root.dataset.kernel)) return;
    for (const control of used) {
      control.disabled = true;
      control.setAttribute("aria-describedby", line.id);
    }
    root.dataset.kernel = "gone";
    say(kernel.gone());
  }
  function answered() {
    clearTimeout(patience);
    if (!kernel.gone()) say("");
  }
  bare.on("msg:custom", answered);
  root.append(line);
  show();
  return {
    model: kernel.model,
    /** Send the changes; say `waiting` while the kernel does not answer that they have arrived. */
    save(waiting: string) {
      kernel.model.save_changes();
      kernel.greet();
      clearTimeout(patience);
      if (!kernel.gone()) patience = setTimeout(() => say(waiting), PATIENCE);
    },
    end() {
      clearTimeout(patience);
      bare.off("msg:custom", answered);
      kernel.end();
    },
  };
}

// What stands for the kernel's side of a widget on a page without a kernel.

import type { Model } from "../model.ts";

const HELLO = { kind: "hello" };

/** A model of these traits, which tells its listeners of each change, and answers a hello.
 *
 *  @param changed called after each `save_changes`
 */
export function pageModel<Traits>(traits: Traits, changed: () => void = () => {}): Model<Traits> {
  const listeners = new Map<string, Set<(...told: unknown[]) => void>>();
  const tell = (event: string, ...told: unknown[]) => {
    for (const listener of listeners.get(event) ?? []) listener(...told);
  };
  return {
    get: (name) => traits[name],
    set(name, value) {
      if (traits[name] === value) return;
      traits[name] = value;
      tell(`change:${String(name)}`);
    },
    save_changes: changed,
    send: () => queueMicrotask(() => tell("msg:custom", HELLO)), // as a kernel: never at once
    on(event, listener) {
      if (!listeners.has(event)) listeners.set(event, new Set());
      listeners.get(event)?.add(listener);
    },
    off: (event, listener) => void listeners.get(event)?.delete(listener),
  };
}

// The kernel's side of a widget, as anywidget passes it: the only part that needs a kernel.

/** Traits of a widget, and messages to and from its kernel. `Traits` is name -> type. */
export interface Model<Traits> {
  get<Name extends keyof Traits>(name: Name): Traits[Name];
  set<Name extends keyof Traits>(name: Name, value: Traits[Name]): void;
  save_changes(): void;
  send(content: unknown, callbacks?: undefined, buffers?: ArrayBuffer[]): void;
  // biome-ignore lint/suspicious/noExplicitAny: each event has arguments of its own
  on(event: string, listener: (...told: any[]) => void): void;
  // biome-ignore lint/suspicious/noExplicitAny: as of `on`
  off(event: string, listener: (...told: any[]) => void): void;
}

export interface Context<Traits> {
  model: Model<Traits>;
  el: HTMLElement;
}

/** Functions that end the timers, observers and listeners of a widget. */
export type Cleanup = () => void;

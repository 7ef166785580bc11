import assert from "node:assert/strict";
import { test } from "node:test";
import { type Host, stateOf, watchKernel } from "../kernel.ts";
import type { Model } from "../model.ts";

/** A signal of JupyterLab, and an emitter of a model: what they share is enough here. */
class Signal {
  listeners: (() => void)[] = [];
  connect = (listener: () => void) => void this.listeners.push(listener);
  disconnect = (listener: () => void) => {
    this.listeners = this.listeners.filter((other) => other !== listener);
  };
  emit = () => this.listeners.forEach((listener) => listener());
}

function session(kernel: object | null = {}) {
  return {
    session: { kernel },
    statusChanged: new Signal(),
    kernelChanged: new Signal(),
    sessionChanged: new Signal(),
  };
}

const live = () => ({ comm_live: true, comm: { jsServicesComm: { isDisposed: false } } });

function modelOf({ layout, session }: Host, send = (_: unknown) => {}) {
  const events: Record<string, Signal> = {};
  const event = (name: string) => (events[name] ??= new Signal());
  const model = {
    widget_manager: { context: { sessionContext: session } },
    get: (name: string) => (name === "layout" ? layout : undefined),
    set() {},
    send,
    save_changes: () => send("changes"),
    on: (name: string, listener: () => void) => event(name).connect(listener),
    off: (name: string, listener: () => void) => event(name).disconnect(listener),
  } as unknown as Model<object>;
  return { model, event };
}

test("what a front end tells, and what it leaves open", () => {
  const dead = { comm_live: false };
  const closed = { comm_live: true, comm: { jsServicesComm: { isDisposed: true } } };
  assert.equal(stateOf({ layout: live(), session: session() }, "unknown"), "here");
  assert.equal(stateOf({ layout: { comm_live: true } }, "unknown"), "here");
  assert.equal(stateOf({ layout: dead, session: session() }, "here"), "restarted");
  assert.equal(stateOf({ layout: closed, session: session() }, "here"), "restarted");
  assert.equal(stateOf({ layout: closed, session: session(null) }, "here"), "shut down");
  assert.equal(stateOf({ layout: dead }, "unknown"), "none");
  assert.equal(stateOf({ layout: dead }, "here"), "restarted");
  assert.equal(stateOf({}, "unknown"), "unknown");
  assert.equal(stateOf({}, "here"), "here");
});

test("a restart is noticed once, and a session that is shut down with no event of the model", () => {
  const told: string[] = [];
  const layout = live();
  const now = session();
  const { model, event } = modelOf({ layout, session: now });
  const kernel = watchKernel(model, () => told.push(kernel.gone()));
  now.statusChanged.emit(); // busy, idle, ...
  assert.deepEqual([kernel.state(), told], ["here", []]);
  layout.comm_live = false;
  event("comm_live_update").emit();
  now.statusChanged.emit();
  assert.deepEqual(told, ["The kernel was restarted: run this cell again."]);
  now.session.kernel = null;
  now.sessionChanged.emit();
  assert.equal(kernel.state(), "shut down");
  kernel.end();
  now.session.kernel = {};
  now.statusChanged.emit();
  assert.equal(told.length, 2);
});

test("what cannot be sent is not thrown", () => {
  const layout = live();
  const { model } = modelOf({ layout, session: session(null) }, () => {
    layout.comm.jsServicesComm.isDisposed = true;
    throw Error("Cannot send");
  });
  const kernel = watchKernel(model, () => {});
  kernel.model.send({ kind: "train", run: 0 });
  assert.equal(kernel.state(), "shut down");
  kernel.model.save_changes();
});

test("a front end that tells nothing is asked once, and known when the kernel answers", async () => {
  const sent: unknown[] = [];
  const { model, event } = modelOf({}, (message) => sent.push(message));
  const kernel = watchKernel(model, () => {});
  await Promise.resolve();
  assert.deepEqual([sent, kernel.state(), kernel.gone()], [[{ kind: "hello" }], "unknown", ""]);
  event("msg:custom").emit();
  assert.equal(kernel.state(), "here");
});

test("where the front end tells, nobody is asked", async () => {
  const sent: unknown[] = [];
  const { model } = modelOf({ layout: live() }, (message) => sent.push(message));
  watchKernel(model, () => {});
  await Promise.resolve();
  assert.deepEqual(sent, []);
});

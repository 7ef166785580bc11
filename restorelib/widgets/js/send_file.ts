// Send a file to the kernel in pieces, each after the kernel has received the one before.

import type { Model } from "./model.ts";

const PIECE = 2 ** 20; // bytes per message; Jupyter's server takes 10 MiB at most
const PATIENCE = 1500; // ms without an answer; then a running cell is the likely reason

interface Told {
  onStatus(text: string): void;
  onTrouble(text: string): void;
  onEnd(): void;
}

export function sendFile<Traits>(model: Model<Traits>, { onStatus, onTrouble, onEnd }: Told) {
  let sending = 0; // number of the file being sent
  let answered: ((kind: string) => void) | null = null; // gets the kernel's answer to a piece

  /** The kernel's answer to a piece; this waits while a cell runs. */
  function answer(): Promise<string> {
    return new Promise((resolve) => {
      const waiting = setTimeout(
        () => onStatus("The kernel does not answer yet: it waits for the running cell."),
        PATIENCE,
      );
      answered = (kind) => {
        clearTimeout(waiting);
        resolve(kind);
      };
    });
  }

  async function send(file: File): Promise<void> {
    const mine = ++sending;
    const { name, size } = file;
    try {
      for (let at = 0; at === 0 || at < size; at += PIECE) {
        const piece = await file.slice(at, at + PIECE).arrayBuffer();
        if (mine !== sending) return; // another file was chosen in the meantime
        const heard = answer();
        onStatus(`Reading ${name}: ${Math.round((100 * at) / Math.max(size, 1))} %`);
        model.send({ kind: "piece", name, size, at }, undefined, [piece]);
        if ((await heard) === "refused") break;
      }
    } catch (error) {
      // The browser could not read the file.
      onTrouble(`${name} cannot be read (${error instanceof Error ? error.message : error}).`);
    }
    answered = null;
    onEnd();
  }

  const hear = (message: { kind: string }) => answered?.(message.kind); // "received" or "refused"
  model.on("msg:custom", hear);
  return {
    send,
    underWay: () => answered !== null,
    end: () => model.off("msg:custom", hear),
  };
}

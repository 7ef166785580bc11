// What esbuild makes of files that are no TypeScript.

declare module "*.wasm" {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}

declare module "*/.engine/worker.js" {
  /** Run the engine at one end of a channel: worker_main.ts. */
  export default function workerMain(port: unknown, slice: number): void;
}

// What esbuild makes of files that are no TypeScript.

declare module "*.wasm" {
  const base64: string;
  export default base64;
}

declare module "*/.engine/worker.js" {
  /** Run the engine at one end of a channel: worker_main.ts. */
  export default function workerMain(port: unknown, slice: number): void;
}

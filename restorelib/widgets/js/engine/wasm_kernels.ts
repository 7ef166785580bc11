// The kernels in WebAssembly, built from kernels.c and winograd.c by `make wasm`.

import { allocator, type Kernels, type Loops, sharedRoom, type Winograd } from "./kernels.ts";
import base64 from "./kernels.wasm";
import { plainKernels } from "./plain_kernels.ts";

const PAGE = 65536; // bytes, of a WebAssembly memory

interface Exports extends Loops, Winograd {
  memory: WebAssembly.Memory;
  __heap_base: WebAssembly.Global;
}

/** Kernels with a memory of their own. Rejects where a page's policy or the browser forbids it. */
export async function wasmKernels(): Promise<Kernels> {
  const binary = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const { instance } = await WebAssembly.instantiate(binary);
  const { memory, __heap_base, ...loops } = instance.exports as unknown as Exports;
  const allocate = allocator(__heap_base.value, (bytes) => {
    const lacking = Math.ceil((bytes - memory.buffer.byteLength) / PAGE);
    if (lacking > 0) memory.grow(lacking);
  });
  return {
    ...loops,
    name: "wasm",
    winograd: loops,
    allocate,
    room: sharedRoom(allocate),
    floats: (address, length) => new Float32Array(memory.buffer, address, length),
    integers: (address, length) => new Int32Array(memory.buffer, address, length),
  };
}

/** WebAssembly with SIMD, or where there is none the same in JavaScript, ten times as slow. */
export const bestKernels = () => wasmKernels().catch(plainKernels);

// The inner loops of training and the memory that they work on: what wasm_kernels.ts and
// plain_kernels.ts both are.

/** Place of an array in the memory of the kernels, in bytes; 0 is no array. */
export type Address = number;

/** The functions of `kernels.c`, which says what each does. All sizes and strides count floats. */
export interface Loops {
  copy(
    to: Address,
    toImage: number,
    toRow: number,
    toPixel: number,
    from: Address,
    fromImage: number,
    fromRow: number,
    fromPixel: number,
    images: number,
    rows: number,
    pixels: number,
    channels: number,
    add: 0 | 1,
  ): void;
  gather(to: Address, from: Address, index: Address, count: number): void;
  rectify(y: Address, x: Address, slope: Address, pixels: number, channels: number): void;
  rectify_gradient(
    dx: Address,
    dslope: Address,
    dy: Address,
    x: Address,
    slope: Address,
    pixels: number,
    channels: number,
  ): void;
  convolve(
    y: Address,
    x: Address,
    w: Address,
    images: number,
    rows: number,
    pixels: number,
    step: number,
    kernelRows: number,
    taps: number,
    channels: number,
  ): void;
  kernel_gradient(
    dw: Address,
    x: Address,
    dy: Address,
    dyImage: number,
    dyRow: number,
    images: number,
    rows: number,
    pixels: number,
    step: number,
    kernelRows: number,
    taps: number,
    channels: number,
  ): void;
}

/** 3 x 3 kernels with fewer products: `winograd.c`. */
export interface Winograd {
  winograd_weights(u: Address, w: Address, inputs: number, channels: number): void;
  winograd_convolve(
    y: Address,
    x: Address,
    u: Address,
    room: Address,
    images: number,
    rows: number,
    pixels: number,
    step: number,
    channels: number,
  ): void;
  winograd_gradient(
    dw: Address,
    x: Address,
    dy: Address,
    room: Address,
    dyImage: number,
    dyRow: number,
    images: number,
    rows: number,
    pixels: number,
    step: number,
    channels: number,
  ): void;
}

export interface Kernels extends Loops {
  readonly name: "wasm" | "plain";
  readonly winograd: Winograd | null;
  /** A new array of zeros; arrays live as long as the kernels. */
  allocate(length: number): Address;
  /** A view of an array. It ends with the next `allocate`. */
  floats(address: Address, length: number): Float32Array<ArrayBuffer>;
  integers(address: Address, length: number): Int32Array<ArrayBuffer>;
  /** An array for results on the way, which the next operation overwrites. */
  room(length: number): Address;
}

const ALIGNMENT = 16; // bytes of a SIMD register; an array ends at a multiple, too

/** The end of memory so far, and room for more. */
export function allocator(start: Address, reserve: (bytes: number) => void) {
  let end = Math.ceil(start / ALIGNMENT) * ALIGNMENT;
  return (length: number): Address => {
    const address = end;
    end += Math.ceil((4 * length) / ALIGNMENT) * ALIGNMENT;
    reserve(end);
    return address;
  };
}

/** One array that all operations share, as long as the longest asks for. */
export function sharedRoom(allocate: (length: number) => Address) {
  let [address, longest] = [0, 0];
  return (length: number): Address => {
    if (length > longest) [address, longest] = [allocate(length), length];
    return address;
  };
}

/** `count` rounded up to a multiple of four, the floats of a register. */
export const fours = (count: number) => Math.ceil(count / 4) * 4;

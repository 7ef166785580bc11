// The packed format that Python writes: gzip of magic bytes, a JSON header and the arrays.

const ARRAYS = {
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  float16: Uint16Array, // JavaScript reads them as bits: `halfToFloat`
  int32: Int32Array,
  float32: Float32Array,
};
const MAGIC = 8; // bytes of b"RESTORE1"

export type Numbers = Uint8Array | Int16Array | Uint16Array | Int32Array | Float32Array;

/** The header as Python wrote it; `arrays` is name -> [type, shape, offset in bytes]. */
interface Header<Meta> {
  meta: Meta;
  arrays: Record<string, [keyof typeof ARRAYS, number[], number]>;
}

/** An unpacked file. `array` makes a view of the bytes, and of half floats a copy. */
export interface Packed<Meta> {
  meta: Meta;
  names: string[];
  array(name: string): Numbers;
}

/** The number that 16 bits hold as a half float (IEEE 754-2008, binary16). */
export function halfToFloat(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 31;
  const fraction = half & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** Read packed bytes (DataView, ArrayBuffer or Uint8Array). `Meta` is what the caller expects. */
export async function unpack<Meta>(packed: BlobPart): Promise<Packed<Meta>> {
  const gunzip = new DecompressionStream("gzip");
  const plain = await new Response(new Blob([packed]).stream().pipeThrough(gunzip)).arrayBuffer();
  const length = new DataView(plain).getUint32(MAGIC, true);
  const text = new TextDecoder().decode(new Uint8Array(plain, MAGIC + 4, length));
  const header: Header<Meta> = JSON.parse(text);
  const start = MAGIC + 4 + length;
  const array = (name: string) => {
    const [type, shape, offset] = header.arrays[name];
    const size = shape.reduce((product, side) => product * side, 1);
    const raw = new ARRAYS[type](plain, start + offset, size);
    return type === "float16" ? Float32Array.from(raw, halfToFloat) : raw;
  };
  return { meta: header.meta, names: Object.keys(header.arrays), array };
}

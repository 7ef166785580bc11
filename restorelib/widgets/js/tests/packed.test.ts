import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { halfToFloat, unpack } from "../packed.ts";

const START = 8 + 4; // the magic, then the length of the header

/** A packed file as Python writes it: arrays begin at multiples of 8 bytes. */
function packed(header: object, ...bodies: ArrayBufferView[]): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const padded = text.length + ((8 - ((START + text.length) % 8)) % 8);
  const parts = bodies.map((body) => Buffer.from(body.buffer, body.byteOffset, body.byteLength));
  const plain = Buffer.alloc(START + padded, " ");
  plain.write("RESTORE1");
  plain.writeUInt32LE(padded, 8);
  plain.set(text, START);
  return Uint8Array.from(gzipSync(Buffer.concat([plain, ...parts])));
}

test("half floats: the examples of IEEE 754", () => {
  const examples: [bits: number, value: number][] = [
    [0x0000, 0],
    [0x8000, -0],
    [0x0001, 2 ** -24],
    [0x03ff, 2 ** -14 * (1023 / 1024)],
    [0x0400, 2 ** -14],
    [0x3555, 0.333251953125],
    [0x3c00, 1],
    [0xc000, -2],
    [0x7bff, 65504],
    [0x7c00, Number.POSITIVE_INFINITY],
    [0xfc00, Number.NEGATIVE_INFINITY],
    [0x7e00, Number.NaN],
  ];
  for (const [bits, value] of examples) assert.equal(halfToFloat(bits), value, bits.toString(16));
});

test("arrays come back with their type, shape and meta", async () => {
  const signed = Int16Array.of(-300, 0, 255, 7);
  const halves = Uint16Array.of(0x3c00, 0xc000, 0x3800, 0x7c00);
  const single = Float32Array.of(0.5, -1.25);
  const header = {
    meta: { title: "a − b" },
    arrays: { "0/added": ["int16", [2, 2], 0], psnr: ["float16", [4], 8], x: ["float32", [2], 16] },
  };
  const file = await unpack<{ title: string }>(packed(header, signed, halves, single));
  assert.deepEqual(file.meta, { title: "a − b" });
  assert.deepEqual(file.names, ["0/added", "psnr", "x"]);
  assert.deepEqual(file.array("0/added"), signed);
  assert.deepEqual(file.array("psnr"), Float32Array.of(1, -2, 0.5, Number.POSITIVE_INFINITY));
  assert.deepEqual(file.array("x"), single);
});

test("a DataView of a larger buffer is read where it points, as a kernel's message is", async () => {
  const file = packed({ meta: 1, arrays: { x: ["uint8", [3], 0] } }, Uint8Array.of(9, 8, 7));
  const message = new Uint8Array(file.length + 5);
  message.set(file, 5);
  const { array } = await unpack(new DataView(message.buffer, 5));
  assert.deepEqual(array("x"), Uint8Array.of(9, 8, 7));
});

test("an empty array is empty, since other seeds than 0 have no pictures", async () => {
  const { array } = await unpack(packed({ meta: 0, arrays: { x: ["int16", [0, 48, 48], 0] } }));
  assert.equal(array("x").length, 0);
});

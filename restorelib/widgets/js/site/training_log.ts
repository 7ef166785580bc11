// The numbers of a training log, epoch by epoch: what Keras prints, and what others do.

import type { Reading } from "./known_table.ts";

/** Name, as Keras writes it ("loss", "val_loss", "accuracy"), -> one reading an epoch. */
export type Log = Map<string, Reading[]>;

const NUMBER = String.raw`[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|nan|[-+]?inf(?:inity)?`;
const WRAPPED = String.raw`(?:(?:np\.float\d+|tensor|tf\.Tensor|array)\(\s*\[?\s*)?`;
const NAME = `[A-Za-z_][A-Za-z0-9_@/-]*`;
// Two words at most: "val loss", "train acc". Without a sign between only names that end so.
const PAIR = new RegExp(
  String.raw`["']?((?:${NAME}\.? )?${NAME})["']?\s*[:=]\s*${WRAPPED}(${NUMBER})(?![\w.:/]*\d)(\s?%)?` +
    String.raw`|((?:${NAME}\.? )?(?:loss|acc|accuracy|psnr))\s+(${NUMBER})(?![\w.:/]*\d)(\s?%)?`,
  "gi",
);
const LISTED = new RegExp(String.raw`["']?(${NAME})["']?\s*[:=]\s*\[([^\]]*)\]`, "g");
// biome-ignore lint/suspicious/noControlCharactersInRegex: terminals colour text by them
const COLOURS = /\u001b\[[0-9;?]*[A-Za-z]|\[\d+(?:;\d+)*m/g; // the second: without its escape
const EPOCH = /\bepoch\b\D{0,3}(\d+)/i;
const IGNORED = /^(lr|learning_rate|epochs?|steps?|eta|time|batch|iter|iteration|speed|it|s|ms)$/;
export const FLOAT32 = 2e-6; // relative: a mean of many float32 values is no better than that

/** Every number that stands for an epoch; empty if nothing was recognised. */
export function readLog(text: string): Log {
  const clean = text.replace(COLOURS, "");
  return lists(clean) ?? columns(clean) ?? bare(clean) ?? lines(clean);
}

/** A number as it is written; null if it is none. */
export function reading(text: string, percent = false): Reading | null {
  const plain = text.trim().replace("−", "-");
  if (!new RegExp(`^(?:${NUMBER})$`, "i").test(plain)) return null;
  if (/n/i.test(plain))
    return {
      value: /nan/i.test(plain) ? Number.NaN : Number(`${plain[0] === "-" ? "-" : ""}Infinity`),
      half: 0,
    };
  const scale = percent ? 0.01 : 1;
  const value = Number(plain) * scale;
  const [mantissa, power] = plain.toLowerCase().split("e");
  const decimals = (mantissa.split(".")[1] ?? "").length - Number(power ?? 0);
  return { value, half: Math.max((0.5 * scale) / 10 ** decimals, FLOAT32 * Math.abs(value)) };
}

/** A dict of lists, as `history.history` prints. */
function lists(text: string): Log | null {
  const log: Log = new Map();
  for (const [, name, inside] of text.matchAll(LISTED)) {
    const values = numbers(inside.replace(/(?:np\.float\d+|tensor)\(([^)]*)\)/g, "$1"));
    if (values?.length && !IGNORED.test(key(name))) log.set(key(name), values);
  }
  return log.size ? log : null;
}

/** A table with a line of names, as CSVLogger writes it. */
function columns(text: string): Log | null {
  const rows = text.trim().split(/\r?\n/);
  const head = rows.findIndex(
    (row) => /loss|acc|psnr|mse|mae/i.test(row) && /[,;\t]/.test(row) && !/\d[.,]\d|[:=]/.test(row),
  );
  if (head < 0 || head === rows.length - 1) return null;
  const separator = /[,;\t]/.exec(rows[head])?.[0] ?? ",";
  const log: Log = new Map();
  rows[head].split(separator).forEach((name, i) => {
    const values = rows.slice(head + 1).map((row) => reading(row.split(separator)[i] ?? ""));
    const found = values.filter((value) => value !== null);
    if (found.length && !IGNORED.test(key(name))) log.set(key(name), found);
  });
  return log.size ? log : null;
}

/** Nothing but numbers: the losses of some epochs; or one number, which may be anything. */
function bare(text: string): Log | null {
  const decimal = /^\s*-?\d+,\d+\s*$/.test(text) ? text.replace(",", ".") : text;
  const values = numbers(decimal.replace(/[[\](){}]/g, " "));
  return values?.length ? new Map([[values.length > 1 ? "loss" : "number", values]]) : null;
}

/** Lines with names and numbers. A bar is drawn again and again: the last state counts. */
function lines(text: string): Log {
  const epochs: Map<string, Reading>[] = [];
  let epoch = "";
  let headed = false; // does a line of its own begin each epoch, as Keras prints it?
  for (const line of text.split("\n")) {
    const found = [...pairs(line)]; // a bar is drawn again within its line
    const named = EPOCH.exec(line)?.[1];
    if (named) headed = !found.length;
    const again = found.some(([name]) => epochs.at(-1)?.has(name));
    const begins = named ? named !== epoch || epochs.length === 0 : !headed && again;
    if (begins || (found.length && !epochs.length)) epochs.push(new Map());
    epoch = named ?? epoch;
    for (const [name, value] of found) epochs.at(-1)?.set(name, value);
  }
  const log: Log = new Map();
  for (const values of epochs)
    for (const [name, value] of values) log.set(name, [...(log.get(name) ?? []), value]);
  return log;
}

function* pairs(text: string): Generator<[string, Reading]> {
  for (const [, name, number, percent, only, after, share] of text.matchAll(PAIR)) {
    const value = reading(number ?? after, Boolean(percent ?? share));
    const known = key(name ?? only);
    if (value && !IGNORED.test(known)) yield [known, value];
  }
}

/** null if there is anything else than numbers. */
function numbers(text: string): Reading[] | null {
  const words = text
    .split(/[\s,;]+/)
    .filter((word) => word && !/^(dtype|float32|array)/.test(word));
  const found = words.map((word) => reading(word));
  return found.every((value) => value !== null) ? found : null;
}

/** "Val Loss" and "valid_loss" -> "val_loss"; "acc" -> "accuracy"; "train loss" -> "loss". */
function key(name: string): string {
  const words = name.trim().replace(/["'.]/g, "").toLowerCase().split(/[ _]/);
  const last = words.at(-1) ?? "";
  if (last === "acc") words[words.length - 1] = "accuracy";
  if (words.length === 1) return words[0];
  if (/^(val|valid|validation|test|eval)$/.test(words[0])) words[0] = "val";
  const plain = /^(train|training|running|avg|average|mean|total|epoch|batch)$/.test(words[0]);
  const noise =
    words.length === 2 &&
    !/^(val|top|loss)/.test(words[0]) &&
    /^(loss|accuracy|psnr)$/.test(words[1]);
  return (plain || (noise && name.includes(" ")) ? words.slice(1) : words).join("_");
}

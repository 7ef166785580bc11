// The reader of this site: what they have guessed, kept in this browser, and what they had shown.

import {
  merged,
  mergedByTime,
  NONE,
  now,
  type Progress,
  progressFrom,
  textOf,
} from "./progress.ts";
import { keep, kept } from "./storage.ts";

const PROGRESS = "restorelib progress"; // the text of a progress.json
const SHOWN = "restorelib shown"; // names of questions that were not answered but shown, as JSON
const memory = new Map<string, string>(); // of this page, where the browser keeps nothing
const listeners = new Set<() => void>();

export function progress(): Progress {
  try {
    return progressFrom(text(PROGRESS) ?? textOf(NONE));
  } catch {
    return NONE; // damaged; the next guess starts a new one
  }
}

/** The choice for a question; "" if none was made. */
export const choiceOf = (name: string) => guessOf(name)?.choice ?? "";

export const isCompared = (name: string) => guessOf(name)?.compared ?? false;

/** Whether a question is no longer open: answered, or shown without an answer. */
export const isOpened = (name: string) => guessOf(name) !== undefined || shown().includes(name);

/** Keep a guess. It replaces an earlier one, unless that one was compared already. */
export function makeGuess(name: string, choice: string, compared = false): void {
  const guess = { choice, when: now(), compared };
  write(PROGRESS, textOf(merged(progress(), { exercises: {}, guesses: { [name]: guess } })));
}

/** Record that an exercise was passed; the first time counts. */
export function passExercise(name: string): void {
  write(PROGRESS, textOf(merged(progress(), { exercises: { [name]: now() }, guesses: {} })));
}

/** Show what these questions hold back, without an answer. */
export function show(names: string[]): void {
  write(SHOWN, JSON.stringify([...new Set([...shown(), ...names])]));
}

/** Add the progress of a file.
 *
 *  @throws Error that says what is wrong with the file
 */
export function bringBack(file: string): void {
  write(PROGRESS, textOf(mergedByTime(progress(), progressFrom(file))));
}

/** Call a function after each change, also of another tab of this browser. */
export function onProgress(changed: () => void): void {
  if (!listeners.size) addEventListener("storage", tell);
  listeners.add(changed);
}

function guessOf(name: string) {
  const { guesses } = progress();
  return Object.hasOwn(guesses, name) ? guesses[name] : undefined;
}

function shown(): string[] {
  try {
    const names: unknown = JSON.parse(text(SHOWN) ?? "[]");
    return Array.isArray(names) ? names.map(String) : [];
  } catch {
    return [];
  }
}

const text = (key: string) => kept(key) ?? memory.get(key) ?? null;

function write(key: string, value: string): void {
  if (!keep(key, value)) memory.set(key, value);
  tell();
}

function tell(): void {
  for (const listener of listeners) listener();
}

// What a reader has guessed and passed: the same file as in Python, `course/progress_file.py`, and
// merged by the same rules as in `course/progress.py`.

const SCHEMA = 1;

/** A guess; once compared with the measurement, it cannot change. */
export interface Guessed {
  choice: string;
  when: string; // UTC, ISO 8601, as Python writes it
  compared: boolean;
}

export interface Progress {
  exercises: Record<string, string>; // "03.1" -> when it was first passed
  guesses: Record<string, Guessed>;
}

export const NONE: Progress = { exercises: {}, guesses: {} };

/** Now, to the second, in Python's form. */
export const now = () => `${new Date().toISOString().slice(0, 19)}+00:00`;

/** The text of the file. */
export const textOf = ({ exercises, guesses }: Progress) =>
  JSON.stringify({ schema: SCHEMA, exercises, guesses }, null, 1);

/** Read the text of a file.
 *
 *  @throws Error that says what is wrong with it
 */
export function progressFrom(text: string): Progress {
  let told: Partial<Progress> & { schema?: unknown };
  try {
    told = JSON.parse(text);
  } catch {
    throw new Error("This file is no JSON: choose a progress.json of this course.");
  }
  if (!isTable(told) || !isTable(told.exercises) || !isTable(told.guesses) || !("schema" in told))
    throw new Error("This file holds no progress: choose a progress.json of this course.");
  if (told.schema !== SCHEMA)
    throw new Error(
      `This file has schema ${JSON.stringify(told.schema)}, and this page reads ${SCHEMA}: use the ` +
        "edition of the course that wrote it.",
    );
  const exercises = Object.entries(told.exercises);
  const guesses = Object.entries(told.guesses);
  if (!exercises.every(([, when]) => typeof when === "string") || !guesses.every(isGuess))
    throw new Error("This progress is damaged: take the file again from where you made it.");
  return { exercises: Object.fromEntries(exercises), guesses: Object.fromEntries(guesses) };
}

/** Keep the earlier pass; keep the later guess, unless the earlier one was compared. */
export function merged(old: Progress, later: Progress): Progress {
  return {
    exercises: join(old.exercises, later.exercises, (first) => first),
    guesses: join(old.guesses, later.guesses, (first, second) => (first.compared ? first : second)),
  };
}

/** As `merged`, where neither of the two is known to be the older one. */
export function mergedByTime(here: Progress, other: Progress): Progress {
  return {
    exercises: join(here.exercises, other.exercises, (a, b) => [a, b].sort()[0]),
    guesses: join(here.guesses, other.guesses, (a, b) => {
      const [first, second] = b.when < a.when ? [b, a] : [a, b];
      return first.compared ? first : second;
    }),
  };
}

/** Both tables; `both` decides where a name stands in both. */
function join<Value>(
  first: Record<string, Value>,
  second: Record<string, Value>,
  both: (a: Value, b: Value) => Value,
): Record<string, Value> {
  const joined = new Map(Object.entries(second));
  for (const [name, value] of Object.entries(first)) {
    const other = joined.get(name);
    joined.set(name, other === undefined ? value : both(value, other));
  }
  return Object.fromEntries(joined);
}

const isTable = (told: unknown): told is Record<string, unknown> =>
  typeof told === "object" && told !== null && !Array.isArray(told);

function isGuess(entry: [string, unknown]): entry is [string, Guessed] {
  const told = entry[1];
  return (
    isTable(told) &&
    Object.keys(told).length === 3 &&
    typeof told.choice === "string" &&
    typeof told.when === "string" &&
    typeof told.compared === "boolean"
  );
}

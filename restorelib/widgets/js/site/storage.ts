// What this browser keeps for the reader. A page that may keep nothing throws a SecurityError.

/** The text kept under a name; null if there is none, or none may be kept. */
export function kept(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Keep a text; false if this browser keeps nothing for this page. */
export function keep(key: string, text: string): boolean {
  try {
    localStorage.setItem(key, text);
    return true;
  } catch {
    return false;
  }
}

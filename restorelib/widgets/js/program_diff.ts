// What a change does to a program, line by line.

export interface Line {
  sign: " " | "−" | "+";
  text: string;
  number: number; // of the line in the old program, or of an added one in the new program; from 1
}

/** The shortest list of lines removed and added, with the lines that stay.
 *
 *  By the longest common subsequence; programs have some forty lines, so nothing cleverer is needed.
 */
export function diffOf(old: string, now: string): Line[] {
  const [a, b] = [old.trimEnd().split("\n"), now.trimEnd().split("\n")];
  const longest = commonTails(a, b);
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ sign: " ", text: a[i++], number: i });
      j++;
    } else if (i < a.length && (j === b.length || longest[i + 1][j] >= longest[i][j + 1]))
      lines.push({ sign: "−", text: a[i++], number: i });
    else lines.push({ sign: "+", text: b[j++], number: j });
  }
  return lines;
}

/** Number of lines that the ends of two programs share, from line i and from line j on. */
function commonTails(a: string[], b: string[]): number[][] {
  const longest = Array.from({ length: a.length + 1 }, () => Array(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      longest[i][j] =
        a[i] === b[j] ? longest[i + 1][j + 1] + 1 : Math.max(longest[i + 1][j], longest[i][j + 1]);
  return longest;
}

/** Only what changes. Null stands for lines that stay in between. */
export function changesOf(lines: Line[]): (Line | null)[] {
  const shown: (Line | null)[] = [];
  lines.forEach((line, i) => {
    if (line.sign !== " ") shown.push(line);
    else if (shown.length && shown[shown.length - 1] && lines.slice(i).some((l) => l.sign !== " "))
      shown.push(null);
  });
  return shown;
}

/** Lines without the indentation that all of them share: a narrow listing has no room for it. */
export function dedented(lines: (Line | null)[]): (Line | null)[] {
  const texts = lines.flatMap((line) => (line?.text.trim() ? [line.text] : []));
  const shared = Math.min(...texts.map((text) => text.length - text.trimStart().length));
  return lines.map((line) => line && { ...line, text: line.text.slice(shared) });
}

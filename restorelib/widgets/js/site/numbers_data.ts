// What the page "Name your number" hands to its script: tools/site/numbers.py writes it.

import type { Words } from "./number_answer.ts";

export interface Symptom {
  title: string;
  test: string;
  /** The page, as seen from this one; "" where there is none. */
  href: string;
  lesson: { title: string; href: string };
}
export interface Field {
  name: string;
  label: string;
  placeholder: string;
  hint: string;
  /** The facts that it holds. */
  gives: string[];
}
export interface Data extends Words {
  losses: [measure: string, label: string][];
  fields: Field[];
  examples: { label: string; text: string; known?: Record<string, string> }[];
  symptoms: Record<string, Symptom>;
  /** Numbers worth knowing, drawn before anything is typed. */
  landmarks: { value: number; label: string }[];
  /** Of the page that the links of `symptoms` are seen from. */
  path: string;
}

// What `known_table.py` holds, and what is compared with it.

/** A number, the name of a fact, or an operation with its arguments: ["ln", "classes"]. */
export type Formula = number | string | Formula[];
/** What is known of the data: a number, or for "shares" one number a class. */
export type Facts = Record<string, number | number[]>;
export interface Known {
  predictor: string;
  of: string;
  formula: Formula;
  symptom: string;
  when: string;
}
/** `known_table.py`, and the bounds of `known_numbers.py`. */
export interface Table {
  known: Known[];
  guessed: Record<string, number[]>;
  sampled: string[];
  near: number;
  slack: number;
  gap: number;
}
export type Fit = "fits" | "near" | "far";
export interface Match {
  known: Known;
  guessed: Record<string, number>;
  value: number;
  distance: number;
  fit: Fit;
}
/** A number as it was read: `half` is half a unit of its last digit. */
export interface Reading {
  value: number;
  half: number;
}
/** What is known: the facts, and half a unit of the last digit of those that have one. */
export interface Given {
  facts: Facts;
  halves: Record<string, number>;
}

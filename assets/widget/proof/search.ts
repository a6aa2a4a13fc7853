// Looks for the number that the server hid in a challenge. Cut into slices, so that a page without workers stays alive.

import { sha256 } from "./sha256";

export interface Puzzle {
  salt: string;
  /** Lower-case hex of SHA-256(salt + number). */
  challenge: string;
  max_number: number;
}

/** How many numbers are tried in one go: some 10 ms on a slow phone. */
const SLICE = 1_000;

/** The number from `from` on within one slice; null when it is not among them. */
export function searchSlice({ salt, challenge, max_number }: Puzzle, from: number): number | null {
  const text = new TextEncoder();
  const end = Math.min(from + SLICE, max_number + 1);
  for (let number = from; number < end; number += 1) {
    if (sha256(text.encode(salt + number)) === challenge) return number;
  }
  return null;
}

/** The number, or null when there is none. `rest` is waited for between slices. */
export async function search(puzzle: Puzzle, rest: () => Promise<void> = breathe): Promise<number | null> {
  for (let from = 0; from <= puzzle.max_number; from += SLICE) {
    const found = searchSlice(puzzle, from);
    if (found !== null) return found;
    await rest();
  }
  return null;
}

function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

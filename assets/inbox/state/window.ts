// Which rows of a long list are drawn, and where the list stands when rows come and go above. Pure; all sizes in pixels.

import type { Entry } from "./order";

/** Rows drawn beyond each edge, so that none is missing while it scrolls. */
const SPARE = 6;

export interface Span {
  /** The first row that is drawn. */
  start: number;
  /** The row after the last. */
  end: number;
}

export function spanOf(top: number, height: number, row: number, count: number): Span {
  const start = Math.max(0, Math.floor(top / row) - SPARE);
  const end = Math.min(count, Math.ceil((top + height) / row) + SPARE);
  return { start: Math.min(start, Math.max(0, end)), end: Math.max(0, end) };
}

/**
 * Where the list must stand so that what is in sight stays where it is, though rows came or went above it. At the very top
 * it stays at the top.
 */
export function anchored(before: readonly Entry[], after: readonly Entry[], top: number, row: number): number {
  if (before === after || top < row / 2) return top;
  const first = Math.min(Math.floor(top / row), before.length - 1);
  const places = new Map(after.map((entry, index) => [entry.id, { key: entry.key, index }]));
  for (let at = first; at >= 0 && at < before.length; at += 1) {
    const place = places.get(before[at]!.id);
    // One that moved itself says nothing of the others.
    if (place !== undefined && place.key === before[at]!.key) return top + (place.index - at) * row;
  }
  return top;
}

/** Where the list must stand so that the whole of a row can be seen. */
export function showing(index: number, top: number, height: number, row: number): number {
  if (index * row < top) return index * row;
  return (index + 1) * row > top + height ? (index + 1) * row - height : top;
}

// Chooses a leaf and its colour from an id. Pure: the same id looks the same everywhere.

const LEAVES = [
  "M18 4c8 6 9 18 0 27C9 22 10 10 18 4z",
  "M18 5c3 3 10 6 9 14-1 7-6 10-9 12-3-2-8-5-9-12C8 11 15 8 18 5z",
  "M18 5c5 2 6 6 5 8 4 1 5 5 4 8-1 5-5 8-9 10-4-2-8-5-9-10-1-3 0-7 4-8-1-2 0-6 5-8z",
  "M18 4c4 7 12 9 11 17-1 6-6 9-11 10C13 30 8 27 7 21 6 13 14 11 18 4z",
] as const;

/** FNV-1a: small, and spreads similar ids widely. */
function hashOf(id: string): number {
  let hash = 0x811c9dc5;
  for (const letter of id) hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}

export function hueOf(id: string): number {
  return hashOf(id) % 360;
}

export function leafOf(id: string): { turn: number; path: string } {
  const hash = hashOf(`${id}/leaf`);
  return { turn: ((hash >>> 4) % 12) * 30, path: LEAVES[hash % LEAVES.length]! };
}

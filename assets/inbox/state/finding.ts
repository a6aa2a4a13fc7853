// Finds what somebody types among a few names: those that begin so first, then those with a word that does, then any. Pure.

export interface Findable {
  name: string;
  words?: string;
}

export function found<One extends Findable>(all: readonly One[], typed: string): One[] {
  const wanted = plain(typed);
  if (wanted === "") return [...all];
  const ranked = all.map((one, index) => ({ one, index, rank: rankOf(plain(one.name), plain(one.words ?? ""), wanted) }));
  return ranked
    .filter(({ rank }) => rank < 4)
    .sort((first, second) => first.rank - second.rank || first.index - second.index)
    .map(({ one }) => one);
}

function rankOf(name: string, words: string, wanted: string): number {
  if (name.startsWith(wanted)) return 0;
  if (name.split(/[\s-]+/).some((word) => word.startsWith(wanted))) return 1;
  if (name.includes(wanted)) return 2;
  return words.includes(wanted) ? 3 : 4;
}

/** Without case and accents. */
function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}

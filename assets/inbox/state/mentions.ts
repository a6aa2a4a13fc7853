// Naming colleagues in a note: what is being looked for while somebody types, what choosing writes, and whom a note names
// in the end. Pure.

export interface Mentionable {
  id: string;
  name: string;
}

/** What is being typed at the caret: `@an` is a search for "an" that begins at `from`. */
export interface Asked {
  from: number;
  query: string;
}

/** The most people one note names. */
export const MENTIONS_MAX = 20;

/** A name is at most a few words, so a search is never longer than this. */
const QUERY_MAX_CHARS = 40;

/** What the text before the caret looks for behind `sign`, which must begin a word; null for nothing. */
export function askedFor(sign: "@" | "/", text: string, caret: number): Asked | null {
  const from = text.lastIndexOf(sign, caret - 1);
  if (from === -1) return null;
  const query = text.slice(from + 1, caret);
  const isBegin = from === 0 || /\s/u.test(text[from - 1]!);
  const hasEnded = sign === "/" ? /\s/u.test(query) : /\n|\s{2}|^\s/u.test(query);
  return isBegin && !hasEnded && query.length <= QUERY_MAX_CHARS ? { from, query } : null;
}

/** Names that hold the query, those that begin with it first. */
export function matching<One extends { name: string }>(all: readonly One[], query: string): One[] {
  const sought = query.trim().toLocaleLowerCase();
  const places = all.map((one) => ({ one, at: placeIn(one.name.toLocaleLowerCase(), sought) }));
  return places.filter(({ at }) => at !== -1).sort((a, b) => a.at - b.at || a.one.name.localeCompare(b.one.name)).map(({ one }) => one);
}

/** 0 at the beginning, 1 at a word's beginning, 2 elsewhere. */
function placeIn(name: string, sought: string): number {
  const at = name.indexOf(sought);
  if (at <= 0) return at;
  return /[\s._-]/u.test(name[at - 1]!) || name.includes(` ${sought}`) ? 1 : 2;
}

/** The text with what was chosen in place of what was typed, and where the caret stands then. */
export function withChosen(text: string, asked: Asked, caret: number, chosen: string): { text: string; caret: number } {
  const rest = text.slice(caret);
  const gap = /^\s/u.test(rest) ? "" : " ";
  const before = text.slice(0, asked.from) + chosen + gap;
  return { text: before + rest, caret: before.length };
}

export interface TextPiece {
  text: string;
  /** Whom it names; absent for plain words. */
  agent_id?: string;
}

/**
 * The text in pieces, those that name somebody apart. Of two people of the same name the one that was `chosen` is meant,
 * else the first.
 */
export function piecesOf(text: string, people: readonly Mentionable[], chosen: readonly string[] = []): TextPiece[] {
  const known = [...people].sort((one, other) => other.name.length - one.name.length || Number(chosen.includes(other.id)) - Number(chosen.includes(one.id)));
  const pieces: TextPiece[] = [];
  let plain = 0;
  for (let at = text.indexOf("@"); at !== -1; at = text.indexOf("@", at + 1)) {
    const named = at > 0 && /[\p{L}\p{N}]/u.test(text[at - 1]!) ? undefined : known.find(({ name }) => isNamed(text, at + 1, name));
    if (named === undefined) continue;
    if (at > plain) pieces.push({ text: text.slice(plain, at) });
    plain = at + 1 + named.name.length;
    pieces.push({ text: text.slice(at, plain), agent_id: named.id });
    at = plain - 1;
  }
  if (plain < text.length) pieces.push({ text: text.slice(plain) });
  return pieces;
}

/** Whom the text names, each once. */
export function mentionedIn(text: string, people: readonly Mentionable[], chosen: readonly string[] = []): string[] {
  const ids = piecesOf(text, people, chosen).flatMap(({ agent_id }) => agent_id ?? []);
  return [...new Set(ids)].slice(0, MENTIONS_MAX);
}

/** The name stands there, whole. */
function isNamed(text: string, at: number, name: string): boolean {
  const found = text.slice(at, at + name.length);
  const next = text[at + name.length];
  return name !== "" && found.toLocaleLowerCase() === name.toLocaleLowerCase() && (next === undefined || !/[\p{L}\p{N}]/u.test(next));
}

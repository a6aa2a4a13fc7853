// What is typed into the search field, taken apart as the server does it: words, and operators such as `from:ana`. Pure.

export const OPERATORS = ["from", "tag", "is", "before", "after", "site", "team"] as const;
export type Operator = (typeof OPERATORS)[number];

/** An operator with its value, as one thing in the field. */
export interface Term {
  operator: Operator;
  /** Without quotes. */
  value: string;
}

/** The most operators the server reads. */
export const TERMS_MAX = 8;
/** Longest value the server reads, in characters. */
const VALUE_MAX_CHARS = 64;

export interface Typed {
  terms: Term[];
  /** What is left: words, and an operator at the end that is still being typed. */
  rest: string;
}

/**
 * Takes whole operators out of what is typed. One at the end counts as whole when a blank or a closing quote follows it,
 * or where `isDone` says that nothing more is typed.
 */
export function takenApart(text: string, room: number = TERMS_MAX, isDone = false): Typed {
  const terms: Term[] = [];
  let rest = "";
  for (const { part, isLast } of partsOf(text)) {
    const term = termIn(part);
    const isWhole = isDone || !isLast || /:".+"$/u.test(part.trim());
    if (term && isWhole && terms.length < room) terms.push(term);
    else rest += part;
  }
  return { terms, rest: terms.length > 0 ? rest.trimStart() : rest };
}

/** The operator that is being typed at the end, with as much of its value as stands there. */
export function beingTyped(text: string): { term: Term; before: string } | null {
  const last = partsOf(text).at(-1);
  if (!last?.isLast) return null;
  const term = operatorIn(last.part);
  return term && { term, before: text.slice(0, text.length - last.part.length) };
}

/** What the server is asked; an operator that is still being typed is left out. */
export function queryOf(terms: readonly Term[], rest: string): string {
  const words = (beingTyped(rest)?.before ?? rest).trim().replace(/\s+/gu, " ");
  return [...terms.map(textOf), words].filter(Boolean).join(" ");
}

/** As it is typed, in quotes where it has blanks. */
export function textOf({ operator, value }: Term): string {
  return `${operator}:${/\s/u.test(value) ? `"${value}"` : value}`;
}

function termIn(part: string): Term | null {
  const term = operatorIn(part.trim());
  return term && term.value !== "" ? term : null;
}

function operatorIn(part: string): Term | null {
  const at = part.indexOf(":");
  const operator = OPERATORS.find((known) => known === part.slice(0, Math.max(0, at)).toLowerCase());
  if (operator === undefined) return null;
  const value = [...part.slice(at + 1).replaceAll('"', "").trim()].slice(0, VALUE_MAX_CHARS).join("");
  return { operator, value };
}

/** Parts with the blanks behind them; blanks in quotes belong to their part. The last has none behind it, if it is `isLast`. */
function partsOf(text: string): { part: string; isLast: boolean }[] {
  const parts = text.match(/\s+|(?:"[^"]*"?|[^\s"])+\s*/gu) ?? [];
  return parts.map((part, index) => ({ part, isLast: index === parts.length - 1 && (!/\s$/u.test(part) || isInQuotes(part)) }));
}

function isInQuotes(part: string): boolean {
  return (part.match(/"/gu)?.length ?? 0) % 2 === 1;
}

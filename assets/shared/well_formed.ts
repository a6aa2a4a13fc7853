// Half an emoji (a surrogate without its other half) is a value in JavaScript and none in JSON as servers read it: one in
// a message would make the whole frame unreadable, again with each repeat.

/** The text with U+FFFD in place of every half of a character. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\ufffd");
}

/** The beginning of a text, at most `max` UTF-16 units long and not cut within a character. */
export function cut(text: string, max: number): string {
  return text.length <= max ? text : text.slice(0, max).replace(/[\ud800-\udbff]$/, "");
}

/** JSON that every server can read, whatever the page put into names and values. */
export function toJson(value: unknown): string {
  // Only halves are written as \ud800 to \udfff; the other branch steps over escaped backslashes.
  return JSON.stringify(value).replace(/\\(?:u(d[89a-f]..)|.)/g, (escape, half?: string) => (half === undefined ? escape : "\ufffd"));
}

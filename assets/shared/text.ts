// Text as it is shown: split into words and links. Only http and https become links, and nothing ever becomes HTML.

export type TextPart = { text: string; href?: string };

/** Stops at spaces, quotes and brackets; `www.` alone counts, because people write it so. */
const LINK = /\b(?:https?:\/\/|www\.)[^\s<>"'`{}|\\^]+/giu;
const TRAILING = /[.,;:!?…)\]*_~]+$/u;

/** Splits a message into plain parts and links. Joined, the parts' texts are the message again. */
export function partsOf(body: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of body.matchAll(LINK)) {
    const text = withoutTrailing(match[0]);
    const href = safeHref(/^www\./iu.test(text) ? `https://${text}` : text);
    if (href === null) continue;
    if (match.index > end) parts.push({ text: body.slice(end, match.index) });
    parts.push({ text, href });
    end = match.index + text.length;
  }
  if (end < body.length) parts.push({ text: body.slice(end) });
  return parts;
}

/** A full stop after an address belongs to the sentence; a closing bracket only if one was opened inside the address. */
function withoutTrailing(link: string): string {
  let kept = link;
  for (;;) {
    const shorter = kept.replace(TRAILING, "");
    if (shorter === kept) return kept;
    const cut = kept.slice(shorter.length);
    if (cut.startsWith(")") && count(shorter, "(") > count(shorter, ")")) return shorter + ")";
    kept = shorter;
  }
}

function count(text: string, letter: string): number {
  return text.split(letter).length - 1;
}

/** The address, when following it can do nothing but open a web page; null otherwise. */
export function safeHref(address: string | null): string | null {
  if (address === null) return null;
  try {
    const url = new URL(address);
    const isWeb = url.protocol === "https:" || url.protocol === "http:";
    return isWeb && url.hostname !== "" ? url.href : null;
  } catch {
    return null;
  }
}

/** The address of a button: a web page, a mail or a call; null for everything else. */
export function safeAction(address: string | null | undefined): string | null {
  if (address == null) return null;
  return /^(mailto|tel):[^\s]+$/iu.test(address) ? address : safeHref(address);
}

/** Up to three emoji and nothing else: shown larger, as in any messenger. */
export function isOnlyEmoji(body: string): boolean {
  return /^(?:(?:\p{RI}\p{RI}|\p{Extended_Pictographic}\p{EMod}?\ufe0f?(?:\u200d\p{Extended_Pictographic}\p{EMod}?\ufe0f?)*)\s?){1,3}$/u.test(body);
}

/** How many characters the server counts: code points, not UTF-16 units. */
export function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

/** A new random id for a message. `randomUUID` exists only on secure pages, and Deskbell also runs in a plain LAN. */
export function newClientId(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

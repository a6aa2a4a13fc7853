// A draft as this browser keeps it: what stands in the box, what the server held, what another window wrote, and what was
// sent to the server last.

import type { Begun } from "../../shared/outbox";
import { keptBegun, readBegun } from "./kept_begun";

/** A text, and when it was begun. */
export interface Text {
  body: string;
  /** Null while nothing is. Which forms were open then only the window knows in which it was begun. */
  begun: Begun | null;
}

export interface KeptText extends Text {
  saved: string;
  newer: Text | null;
  /** When it was last written in the box; 0 where its window was left since. */
  at: number;
  /** What windows of this browser have sent to the server, of which they may not have heard whether it arrived. */
  sent: readonly string[];
}

/** As it is kept. */
export function keptOf({ body, begun, newer, saved, at, sent }: KeptText): string {
  return JSON.stringify({ ...flat({ body, begun }), saved, newer: newer && flat(newer), at, sent });
}

const flat = ({ body, begun }: Text) => ({ body, ...keptBegun(begun) });

/** What was kept of one; whatever cannot be read is nothing. */
export function readKept(kept: string | null): KeptText {
  const nothing = { body: "", begun: null, saved: "", newer: null, at: 0, sent: [] };
  if (kept === null) return nothing;
  try {
    const { saved, newer, at, sent, ...own } = JSON.parse(kept) as Record<string, unknown>;
    return {
      ...textIn(own),
      saved: typeof saved === "string" ? saved : "",
      newer: newer ? textIn(newer as Record<string, unknown>) : null,
      at: typeof at === "number" ? at : 0,
      sent: Array.isArray(sent) ? sent.filter((one) => typeof one === "string") : [],
    };
  } catch {
    return nothing;
  }
}

function textIn({ body, ...begun }: Record<string, unknown>): Text {
  return { body: typeof body === "string" ? body : "", begun: readBegun(begun) };
}

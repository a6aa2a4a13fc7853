// A draft as this browser keeps it: what stands in the box, what the server held, what another window wrote, and what was
// sent to the server last.

/** A text with the message it was begun after. */
export interface Text {
  body: string;
  after_number: number | null;
  /** The forms that the visitor had not answered then, by their numbers; only the window in which it was begun knows. */
  forms?: readonly number[];
}

export interface KeptText extends Text {
  saved: string;
  newer: Text | null;
  /** When it was last written in the box; 0 where its window was left since. */
  at: number;
  /** What windows of this browser have sent to the server, of which they may not have heard whether it arrived. */
  sent: readonly string[];
}

/** What was kept of one; whatever cannot be read is nothing. */
export function readKept(kept: string | null): KeptText {
  const nothing = { body: "", after_number: null, saved: "", newer: null, at: 0, sent: [] };
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

function textIn({ body, after_number, forms }: Record<string, unknown>): Text {
  const text = { body: typeof body === "string" ? body : "", after_number: typeof after_number === "number" ? after_number : null };
  return Array.isArray(forms) ? { ...text, forms: forms.filter((one) => typeof one === "number") } : text;
}

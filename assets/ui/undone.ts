// What was taken back at once leaves nothing in the thread: a Done that somebody of the team undid, with the question how it
// was. The server keeps both lines, numbered like all; it is only not drawn. Pure, for both apps.

import { readContent } from "../shared/content";
import type { ThreadMessage } from "./rows";

/** How much later a Done counts as undone where the line does not tell, in milliseconds: as long as it can be undone, and the way to the server. The server has the same number. */
const UNDONE_MS = 15_000;

/** The messages without those lines. `isRated` says that the visitor has answered: then a Done of which no line tells that it was undone has happened. */
export function withoutUndone<M extends ThreadMessage>(messages: readonly M[], isRated: boolean): readonly M[] {
  const undone = new Set<M>();
  messages.forEach((message, at) => {
    if (!lineOf(message, "resolved")) return;
    const asks = messages[at + 1] && readContent(messages[at + 1]!.content)?.type === "rating";
    const next = at + (asks ? 2 : 1);
    const back = messages[next];
    const line = back && lineOf(back, "reopened");
    if (!line) return;
    // Whether it was rated by then only the server knows, and says it in newer lines.
    const isUndoing = line.is_undoing ?? (!isRated && back.at - message.at <= UNDONE_MS);
    if (isUndoing) messages.slice(at, next + 1).forEach((one) => undone.add(one));
  });
  return undone.size === 0 ? messages : messages.filter((message) => !undone.has(message));
}

/** The line that somebody of the team did that. A visitor who writes again is not named there: that undoes nothing. */
function lineOf({ author, content: given }: ThreadMessage, event: "resolved" | "reopened") {
  const content = author === "system" ? readContent(given) : null;
  return content?.type === "event" && content.event === event && content.name ? content : null;
}

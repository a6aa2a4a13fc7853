// A line about the conversation itself, small and in the middle, in the reader's language.

import type { Author } from "../../shared/protocol";
import { say } from "../../shared/strings";
import { exactTime } from "../../shared/time";
import type { MessageRow } from "../rows";

export function EventLine({ row, own }: { row: MessageRow; own: Author }) {
  return (
    <p class="thread__note" dir="auto" title={exactTime(row.at)}>
      {eventWords(row, own)}
    </p>
  );
}

/** The visitor is told who they talk with; the team, who did what. */
export function eventWords({ content, body }: Pick<MessageRow, "content" | "body">, own: Author): string {
  if (content?.type !== "event") return body;
  const name = content.name ?? null;
  const side = own === "agent" ? "team_event" : "event";
  if (name !== null) return say(`${side}_${content.event}_by`, { name });
  return content.event === "joined" ? body : say(`${side}_${content.event}`);
}

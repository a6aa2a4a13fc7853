// Whom a note will tell.

import { say } from "../../../shared/strings";
import type { InboxState } from "../../state/inbox";

export function Told({ inbox, text }: { inbox: InboxState; text: string }) {
  const ids = inbox.writing.mentions(text);
  if (ids.length === 0) return null;
  return (
    <p class="told" role="status">
      {say("will_be_told")}
      {ids.map((id) => (
        <bdi key={id} class="mention">
          {inbox.directory.agent(id)?.name}
        </bdi>
      ))}
    </p>
  );
}

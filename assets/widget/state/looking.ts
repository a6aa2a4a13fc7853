// What the visitor has looked at: their read marks, told to the server, and to the browser's other tabs.

import type { VisitorSays } from "../../shared/protocol";
import type { Facts } from "./facts";
import type { PanelHooks } from "./hooks";
import { withRead } from "./thread";

interface LookingParts {
  facts: Facts;
  tellTabs: PanelHooks["tellTabs"];
  say(frame: VisitorSays): unknown;
}

export function openLooking({ facts, tellTabs, say }: LookingParts) {
  /** Conversations whose newest message was looked at in this load: a line that was away has not heard of it. */
  const looked = new Set<string>();

  function tell(id: string): void {
    const number = facts.threads.value.get(id)?.own_read ?? 0;
    if (number > 0) say({ type: "read", conversation_id: id, number });
  }

  return {
    /** The visitor looks at the newest message. */
    seen(): void {
      const thread = facts.current.value;
      if (!facts.isLooking.value || !facts.isAtEnd.value || !thread || thread.own_read >= thread.last_number) return;
      facts.threads.value = withRead(facts.threads.value, thread.id, thread.last_number);
      tellTabs({ type: "read", conversation_id: thread.id, number: thread.last_number });
      looked.add(thread.id);
      tell(thread.id);
    },
    /** Says all of it again, to a line that was away. */
    tellAll: () => looked.forEach(tell),
    clear: () => looked.clear(),
  };
}

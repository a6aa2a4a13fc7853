// Puts a draft to the server, so that every browser of this agent has it.

import { call } from "../../shared/api";
import type { Mode } from "./draft_windows";
import type { DraftsParts } from "./drafts";
import type { Facts } from "./facts";
import { heedIn } from "./heeding";
import { mayPass } from "./patience";

export interface DraftToSave {
  conversation_id: string;
  mode: Mode;
  body: string;
  after_number: number;
}

/** Answers as the drafts ask it to; a lost session shows itself in the facts. */
export function openDraftSaving(facts: Facts): DraftsParts["save"] {
  const heed = heedIn(facts);
  return async ({ conversation_id, mode, body, after_number }, isLeaving) => {
    try {
      const path = `/api/inbox/conversations/${encodeURIComponent(conversation_id)}/drafts/${mode}`;
      await call(path, { method: "PUT", body: { body, after_number }, keepalive: isLeaving });
      return true;
    } catch (error) {
      return mayPass(heed(error)) ? false : null;
    }
  };
}

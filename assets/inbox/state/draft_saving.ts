// Puts a draft to the server, so that every browser of this agent has it.

import { ApiError, call } from "../../shared/api";
import type { DraftsParts } from "./drafts";
import type { Facts } from "./facts";
import { mayPass } from "./patience";

/** Answers as the drafts ask it to; a lost session shows itself in the facts. */
export function openDraftSaving(facts: Facts): DraftsParts["save"] {
  return async ({ conversation_id, mode, body, after_number }, isLeaving) => {
    try {
      const path = `/api/inbox/conversations/${encodeURIComponent(conversation_id)}/drafts/${mode}`;
      await call(path, { method: "PUT", body: { body, after_number }, keepalive: isLeaving });
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.isSignedOut) facts.isSignedOut.value = true;
      return mayPass(error) ? false : null;
    }
  };
}

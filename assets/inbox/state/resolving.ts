// Resolves and reopens conversations: shown at once, and taken back with a word where the server says no.

import { signal } from "@preact/signals";
import { ApiError, call } from "../../shared/api";
import type { ConversationStatus, ConversationSummary } from "../../shared/protocol";
import type { Facts } from "./facts";
import { withStatus, withSummary } from "./rows";

export type Resolving = ReturnType<typeof openResolving>;

export function openResolving(facts: Facts) {
  /** Why the last wish failed, in words. */
  const problem = signal<string | null>(null);
  const underWay = new Set<string>();

  async function change(id: string, status: ConversationStatus): Promise<void> {
    const before = facts.rows.value.get(id)?.conversation.status;
    if (before === undefined || before === status || underWay.has(id)) return;
    underWay.add(id);
    problem.value = null;
    facts.rows.value = withStatus(facts.rows.value, id, status);
    try {
      const verb = status === "resolved" ? "resolve" : "reopen";
      const summary = await call<ConversationSummary>(`/api/inbox/conversations/${encodeURIComponent(id)}/${verb}`, { method: "POST" });
      facts.rows.value = withSummary(facts.rows.value, summary);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      facts.rows.value = withStatus(facts.rows.value, id, before);
      if (error.isSignedOut) facts.isSignedOut.value = true;
      else problem.value = error.message;
    } finally {
      underWay.delete(id);
    }
  }
  return {
    problem,
    resolve: (id: string) => void change(id, "resolved"),
    reopen: (id: string) => void change(id, "open"),
  };
}

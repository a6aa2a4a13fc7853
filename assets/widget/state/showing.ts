// A conversation comes into view: what is not there of it is fetched, and one that nothing is known of is looked for.

import { ApiError } from "../../shared/api";
import type { Facts } from "./facts";
import { fetchThread } from "./fetching";
import type { Session } from "./session";

interface ShowingParts {
  facts: Facts;
  session: Session;
  answered(): void;
  fail(error: unknown, again: () => void): void;
  /** The conversation that was named is not among those of this visitor. */
  missing(): void;
}

/** Fetches the newest of the conversation in view, unless it is there to its end. */
export function openShowing({ facts, session, answered, fail, missing }: ShowingParts) {
  async function show(): Promise<void> {
    const { value: chosen } = facts.chosen;
    if (typeof chosen === "string" && !facts.threads.value.has(chosen)) return find(chosen);
    const thread = facts.current.value;
    if (thread === undefined || session.token.value === null || thread.messages.has(thread.last_number)) return;
    if (facts.messages.value.length === 0) facts.loading.value = "loading";
    try {
      await fetchThread(facts, session, thread.id);
      answered();
      facts.loading.value = "idle";
    } catch (error) {
      if (facts.current.value?.id === thread.id) fail(error, () => void show());
    }
  }

  /** A page has named a conversation that this browser knows nothing of. */
  async function find(id: string): Promise<void> {
    const isSought = () => facts.chosen.value === id && !facts.threads.value.has(id);
    // The page may just be proving whose it is.
    await session.settled();
    if (!isSought()) return;
    if (session.token.value === null) return missing();
    // The list that is on its way tells.
    if (!facts.isListed.value) return;
    try {
      await fetchThread(facts, session, id);
    } catch (error) {
      if (!(error instanceof ApiError) || (error.status !== 404 && error.status !== 422)) return fail(error, () => void show());
    }
    if (isSought()) missing();
  }

  return show;
}

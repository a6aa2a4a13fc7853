// The newest unread answer in one line, for the bubble beside the launcher. What the visitor has closed never comes again.

import { computed, signal } from "@preact/signals";
import type { Teaser } from "../../shared/bridge";
import type { VisitorMessage } from "../../shared/protocol";
import type { Store } from "../../shared/storage";
import { cut } from "../../shared/well_formed";
import { plainWords } from "../../shared/plain_words";
import type { Facts } from "./facts";
import { lastOf, unreadOf, type Thread } from "./thread";

const LINE_MAX = 120;
/** How many closed teasers are remembered; older answers are no longer the newest. */
const REMEMBERED = 50;

export function openTeaser(facts: Facts, store: Store, key: string) {
  const dismissed = signal<readonly string[]>(read(store, key));
  const remember = (ids: readonly string[]) => {
    dismissed.value = ids.slice(-REMEMBERED);
    store.set(key, JSON.stringify(dismissed.value));
  };
  return {
    teaser: computed<Teaser | null>(() => {
      if (facts.isOpen.value) return null;
      const waiting = [...facts.threads.value.values()].filter((thread) => unreadOf(thread) > 0);
      const answers = waiting.flatMap((thread) => answerIn(thread) ?? []);
      const newest = answers.sort((one, other) => other.message.at - one.message.at)[0];
      if (newest === undefined || dismissed.value.includes(newest.message.id)) return null;
      const { message, conversation_id } = newest;
      return { id: message.id, conversation_id, name: message.author_name, text: lineOf(message) };
    }),
    dismiss(id: string) {
      if (!dismissed.value.includes(id)) remember([...dismissed.value, id]);
    },
    /** Another tab has remembered more. */
    reread() {
      dismissed.value = read(store, key);
    },
    clear() {
      dismissed.value = [];
      store.remove(key);
    },
  };
}

/** The last thing said in a conversation, where the team said it. */
function answerIn(thread: Thread): { message: VisitorMessage; conversation_id: string } | null {
  const message = lastOf(thread);
  return message?.author === "agent" ? { message, conversation_id: thread.id } : null;
}

/** A message on one line: its text, else the names of its files. */
export function lineOf({ attachments, ...said }: Pick<VisitorMessage, "body" | "attachments"> & { html?: string | null }): string {
  const text = (plainWords(said) || attachments.map((file) => file.name).join(", ")).replace(/\s+/g, " ").trim();
  return text.length <= LINE_MAX ? text : `${cut(text, LINE_MAX - 1)}…`;
}

function read(store: Store, key: string): string[] {
  try {
    const ids = JSON.parse(store.get(key) ?? "[]") as unknown;
    return Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [];
  } catch {
    return [];
  }
}

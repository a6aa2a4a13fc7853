// What the visitor writes: the text and the files of the next message of each conversation, and how they leave.

import { signal, type Signal } from "@preact/signals";
import type { Given } from "../../shared/form_check";
import type { Outbox, Outgoing } from "../../shared/outbox";
import type { Store } from "../../shared/storage";
import { newClientId } from "../../shared/text";
import type { Typing } from "../../shared/typing";
import { openAttaching, type AttachingParts } from "./attaching";
import { openDrafts } from "./drafts";
import type { Facts } from "./facts";

export interface WritingParts extends Omit<AttachingParts, "send"> {
  outbox: Outbox;
  store: Store;
  typing: Typing;
  /** The conversation that is shown; null for one that is still to begin. */
  shownId(): string | null;
  /** The console's preview sends nothing. */
  isPreview: boolean;
  /** Only a browser that has acted remembers what is written. */
  mayKeep(): boolean;
}

export function openWriting({ outbox, store, typing, shownId, isPreview, ...parts }: WritingParts) {
  const drafts = openDrafts(store, parts.prefix, () => parts.mayKeep() || outbox.items.value.length > 0);
  const sendIn = (id: string | null) => {
    if (isPreview) return;
    const draft = drafts.of(id);
    const body = draft.text.value.trim();
    const files = attaching.of(id).take();
    if (body === "" && files.length === 0) return;
    outbox.add({ client_id: newClientId(), conversation_id: id, body, files }, Date.now());
    draft.clear();
    typing.stop();
  };
  const attaching = openAttaching({ ...parts, send: sendIn });
  /** What was filled in in forms that are not sent, in memory alone. */
  const forms = new Map<string, Signal<Given>>();
  return {
    filledIn(id: string | null, number: number): Signal<Given> {
      const key = `${id} ${number}`;
      const known = forms.get(key) ?? signal<Given>({});
      forms.set(key, known);
      return known;
    },
    draft: drafts.of,
    picking: attaching.of,
    /** Sends the draft with the picked files. */
    send: () => sendIn(shownId()),
    /** A choice that was offered: sent as the visitor's own words, beside what they are writing. */
    reply: (body: string) => void (isPreview || outbox.add({ client_id: newClientId(), conversation_id: shownId(), body }, Date.now())),
    /** Takes an unsent message back into the box it was written in. */
    edit(client_id: string) {
      const id = shownId();
      attaching.of(id).put(outbox.items.value.find((one) => one.client_id === client_id)?.files ?? []);
      const body = outbox.withdraw(client_id);
      if (body) drafts.of(id).prepend(body);
    },
    begin(id: string) {
      drafts.begin(id);
      attaching.begin(id);
    },
    lapse: attaching.expire,
    clear() {
      forms.clear();
      drafts.clear();
      attaching.clear();
    },
  };
}

/** The unsent messages of the conversation that is shown. While nothing is known of any, they all are. */
export function waitingIn(items: readonly Outgoing[], { threads, chosen, current }: Pick<Facts, "threads" | "chosen" | "current">): readonly Outgoing[] {
  const isOpen = chosen.value === undefined;
  if (isOpen && threads.value.size === 0) return items;
  const id = current.value?.id ?? chosen.value ?? null;
  // Written before anybody chose: it goes on in the newest.
  return items.filter((one) => one.conversation_id === id || (isOpen && one.conversation_id === null));
}

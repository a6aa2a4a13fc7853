// One person as the profile page shows it: what is known, and what can be done. It knows nothing of how it is drawn.

import { batch, signal } from "@preact/signals";
import { ApiError, call } from "../../shared/api";
import type { ContactCard, ContactChange, ContactConversations, ContactHistory, ContactNotes, ContactNoteView, ConversationSummary, Duplicate, Duplicates, MergeDone, MergePreview, MergeUndone, PeopleFound, PersonView, RecentMerge, RecentMerges } from "../../shared/protocol";
import type { Deeds } from "./deeds";
import type { Heed } from "./heeding";
import type { ProfileChanges } from "./profile_edit";

export type Person = ReturnType<typeof openPerson>;

/** A list that comes part by part. */
export interface Parts<Item> {
  items: readonly Item[];
  next: string | null;
}

export interface PersonOptions {
  id: string;
  /** A lost session shows itself; anything else that fails is undefined. */
  attempt<T>(act: () => Promise<T>): Promise<T | undefined>;
  heed: Heed;
  /** The card came anew: rows and threads show it too. */
  told(card: ContactCard): void;
  /** Where what was done here is offered to be taken back. */
  deeds: Pick<Deeds, "offer" | "drop">;
}

export function openPerson({ id, attempt, heed, told, deeds }: PersonOptions) {
  const base = `/api/inbox/contacts/${encodeURIComponent(id)}`;
  const card = signal<ContactCard | null>(null);
  const loading = signal<"loading" | "ready" | "failed" | "gone">("loading");
  const conversations = signal<Parts<ConversationSummary> | null>(null);
  const history = signal<Parts<ContactChange> | null>(null);
  const notes = signal<readonly ContactNoteView[] | null>(null);
  const merges = signal<readonly RecentMerge[]>([]);
  const duplicates = signal<readonly Duplicate[]>([]);
  let coming: Promise<void> | null = null;
  let isStale = false;
  let isErased = false;
  /** Grows when something is done to this person, and when it is done: an answer asked for before says nothing any more. */
  let turn = 0;

  async function fetchCard(): Promise<void> {
    const mine = turn;
    try {
      const fresh = await call<ContactCard>(base);
      if (isErased || mine !== turn) return;
      batch(() => {
        card.value = fresh;
        loading.value = "ready";
      });
      told(fresh);
    } catch (error) {
      const { status } = heed(error);
      if (isErased || mine !== turn) return;
      if (status === 404) loading.value = "gone";
      else if (card.value === null) loading.value = "failed";
    }
  }

  /** Everything anew. However often it is asked for meanwhile, once more is enough. */
  function refresh(): Promise<void> {
    isStale = true;
    return (coming ??= bring());
  }

  async function bring(): Promise<void> {
    try {
      while (isStale) await bringOnce();
    } finally {
      coming = null;
    }
  }

  async function bringOnce(): Promise<void> {
    isStale = false;
    const mine = turn;
    const [, talks, changes, written, merged, others] = await Promise.all([
      fetchCard(),
      attempt(() => call<ContactConversations>(`${base}/conversations`)),
      attempt(() => call<ContactHistory>(`${base}/history`)),
      attempt(() => call<ContactNotes>(`${base}/notes`)),
      attempt(() => call<RecentMerges>(`${base}/merges`)),
      attempt(() => call<Duplicates>(`${base}/duplicates`)),
    ]);
    isStale ||= mine !== turn;
    if (mine !== turn || isErased) return;
    batch(() => {
      if (talks) conversations.value = { items: talks.conversations, next: talks.next };
      if (changes) history.value = { items: changes.changes, next: changes.next };
      if (written) notes.value = written.notes;
      if (merged) merges.value = merged.merges;
      if (others) duplicates.value = others.duplicates;
    });
  }

  /** Does something to this person. */
  async function acting<T>(act: () => Promise<T>): Promise<T> {
    turn += 1;
    try {
      return await act();
    } finally {
      turn += 1;
    }
  }

  async function more<Item, Page extends { next: string | null }>(of: { value: Parts<Item> | null }, what: string, items: (page: Page) => readonly Item[]): Promise<void> {
    const known = of.value;
    if (known?.next == null) return;
    const page = await attempt(() => call<Page>(`${base}/${what}?cursor=${encodeURIComponent(known.next!)}`));
    if (page && of.value === known) of.value = { items: [...known.items, ...items(page)], next: page.next };
  }

  const post = <T>(path: string, body?: unknown) => acting(() => call<T>(path, { method: "POST", ...(body === undefined ? {} : { body }) }));
  const nameNow = () => card.value?.contact.name ?? "";

  /** Answers the version that is stored by it. */
  async function patch(changes: ProfileChanges, version: number | undefined): Promise<number> {
    const stored = await acting(() => call<ContactCard>(base, { method: "PATCH", body: { ...changes, version } }));
    card.value = stored;
    told(stored);
    void refresh();
    return stored.contact.version;
  }

  async function block(isBlocked: boolean): Promise<void> {
    await post(`${base}/${isBlocked ? "block" : "unblock"}`);
    await refresh();
  }

  /** Two people again. */
  async function part(merge_id: string): Promise<void> {
    await post<MergeUndone>(`/api/inbox/merges/${merge_id}/undo`);
    deeds.drop(merge_id);
    await refresh();
  }

  return {
    id,
    card,
    loading,
    conversations,
    history,
    notes,
    merges,
    duplicates,
    refresh,
    /** Everything about them was erased. */
    erased(): void {
      isErased = true;
      loading.value = "gone";
    },
    moreConversations: () => more<ConversationSummary, ContactConversations>(conversations, "conversations", (page) => page.conversations),
    moreHistory: () => more<ContactChange, ContactHistory>(history, "history", (page) => page.changes),
    /**
     * Begins a change of what stands there now. Saving fails with the fields that are wrong, or (409) that were changed since it
     * was begun, also where the page has shown them meanwhile: the next try then knows of that, as it does of
     * what was saved. `back` is what makes it as it was.
     */
    edit() {
      let version = card.value?.contact.version;
      return async (changes: ProfileChanges, back: ProfileChanges | null): Promise<void> => {
        try {
          const saved = await patch(changes, version);
          version = saved;
          if (back !== null) deeds.offer("deed_edited", nameNow(), [id], () => patch(back, saved));
        } catch (error) {
          if (error instanceof ApiError && error.status === 409) {
            await fetchCard();
            version = card.value?.contact.version;
          }
          throw error;
        }
      };
    },
    async addNote(body: string): Promise<void> {
      await post(`${base}/notes`, { body });
      await refresh();
    },
    async changeNote(note_id: string, body: string): Promise<void> {
      await acting(() => call(`${base}/notes/${note_id}`, { method: "PUT", body: { body } }));
      await refresh();
    },
    async removeNote(note_id: string): Promise<void> {
      await acting(() => call(`${base}/notes/${note_id}`, { method: "DELETE" }));
      notes.value = notes.value?.filter((note) => note.id !== note_id) ?? null;
      await refresh();
    },
    async setBlocked(isBlocked: boolean): Promise<void> {
      await block(isBlocked);
      deeds.offer(isBlocked ? "deed_blocked" : "deed_unblocked", nameNow(), [id], () => block(!isBlocked));
    },
    preview: (other: string) => call<MergePreview>(`${base}/merge/${encodeURIComponent(other)}`),
    async merge(other: string): Promise<MergeDone> {
      const done = await post<MergeDone>(`${base}/merge`, { other });
      deeds.offer("deed_merged", done.name, [id, other, done.merge_id], () => part(done.merge_id));
      return done;
    },
    part,
    erase: (name: string) => post(`${base}/erase`, { name }),
    /** Others by what somebody typed: by name, address, id or words, also who has proved nothing. */
    async find(q: string, signal?: AbortSignal): Promise<readonly PersonView[]> {
      const found = await attempt(() => call<PeopleFound>(`/api/inbox/contacts?${new URLSearchParams({ q, except: id })}`, signal ? { signal } : {}));
      return found?.people ?? [];
    },
  };
}

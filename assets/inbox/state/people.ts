// The person whose profile is open, and what was wished for it from elsewhere (a command, a card, an address).

import { computed, effect, signal, type ReadonlySignal } from "@preact/signals";
import { call } from "../../shared/api";
import type { ContactCard } from "../../shared/protocol";
import type { Deeds } from "./deeds";
import type { Heed } from "./heeding";
import type { NoteDrafts } from "./note_drafts";
import { patiently } from "./patience";
import { openPerson, type Person } from "./person";
import type { Place } from "./place";

/** What stands over the profile. */
export type PersonWish = "edit" | "merge" | "block" | "erase";

/** A form that is open in a profile. Nothing but itself keeps what is changed there. */
export interface OpenForm {
  isChanged(): boolean;
  close(): void;
}

export type People = ReturnType<typeof openPeople>;

export interface PeopleOptions {
  place: Place;
  attempt<T>(act: () => Promise<T>): Promise<T | undefined>;
  heed: Heed;
  told(card: ContactCard): void;
  notes: NoteDrafts;
  deeds: Deeds;
}

export function openPeople({ place, attempt, heed, told, notes, deeds }: PeopleOptions) {
  const open = signal<Person | null>(null);
  const asked = signal<{ id: string; what: PersonWish } | null>(null);
  /** Whose profile is in sight. */
  const shown = computed(() => (place.page.value === "contact" ? place.contact_id.value : null));
  const wish = computed(() => (asked.value !== null && asked.value.id === shown.value ? asked.value.what : null));
  const forms = new Set<OpenForm>();
  /** Joinings whose notes are still to be looked after, one after the other: a person may become the next one at once. */
  let following = Promise.resolve();
  // A question goes with the person it is about: neither does it come over the next one, nor again later.
  effect(() => {
    const id = shown.value;
    if (asked.peek()?.id !== id) asked.value = null;
  });

  /** Whether nobody is to be found there any more; asked until the server answers. */
  async function isGone(id: string): Promise<boolean> {
    try {
      await patiently(() => call<ContactCard>(`/api/inbox/contacts/${encodeURIComponent(id)}`), Infinity);
      return false;
    } catch (error) {
      return heed(error).status === 404;
    }
  }

  /** What was begun about one goes on to the other. Where both are there, such as after a merge that was taken back, it stays. */
  async function follow(from: string, to: string): Promise<void> {
    notes.renew(to);
    if (notes.renew(from).trim() !== "" && (await isGone(from))) notes.moved(from, to);
  }

  return {
    /** The profile that is open. */
    open,
    /** Whose profile is in sight. */
    shown: shown as ReadonlySignal<string | null>,
    /** What stands over the profile in sight. */
    wish: wish as ReadonlySignal<PersonWish | null>,
    /** What was begun to be noted. */
    notes,
    /** Shows a person; the one that is shown already stays as it is. */
    show(id: string): Person {
      const known = open.peek();
      if (known?.id === id) return known;
      const person = openPerson({ id, attempt, heed, told, deeds });
      open.value = person;
      void person.refresh();
      return person;
    },
    /** Opens a profile with a wish, such as to edit it. */
    ask(id: string, what: PersonWish): void {
      asked.value = { id, what };
      place.openContact(id);
    },
    /** It is done, or not wanted any more. */
    unwish: () => void (asked.value = null),
    /** A form is open, until what this answers is called. */
    edit(form: OpenForm): () => void {
      forms.add(form);
      return () => void forms.delete(form);
    },
    isEditing: () => forms.size > 0,
    /** One step out of the forms: those in which nothing was changed are closed. Answers whether there was any to step out of. */
    stepOut(): boolean {
      const all = [...forms];
      for (const form of all) if (!form.isChanged()) form.close();
      return all.length > 0;
    },
    changed(id: string): void {
      if (open.value?.id === id) void open.value.refresh();
    },
    /** One became the other, or both are there again. Whoever looks at one that is gone is led to where it went. */
    async joined(from: string, to: string): Promise<void> {
      const followed = (following = following.then(() => follow(from, to)));
      const person = open.value;
      if (person?.id === from || person?.id === to) await person.refresh();
      if (person?.id === from && person.loading.value === "gone" && place.contact_id.value === from) place.openContact(to);
      await followed;
    },
    gone(id: string): void {
      notes.write(id, "");
      deeds.drop(id);
      if (open.value?.id === id) open.value.erased();
    },
  };
}

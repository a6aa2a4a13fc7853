// The person whose profile is open, and what was wished for it from elsewhere (a command, a card, an address).

import { signal } from "@preact/signals";
import type { ContactCard } from "../../shared/protocol";
import { openPerson, type Person } from "./person";
import type { Place } from "./place";

/** What stands over the profile. */
export type PersonWish = "edit" | "merge" | "block" | "erase";

export type People = ReturnType<typeof openPeople>;

export interface PeopleOptions {
  place: Place;
  attempt<T>(act: () => Promise<T>): Promise<T | undefined>;
  told(card: ContactCard): void;
}

export function openPeople({ place, attempt, told }: PeopleOptions) {
  const open = signal<Person | null>(null);
  const wish = signal<PersonWish | null>(null);
  return {
    /** The profile that is open. */
    open,
    wish,
    /** Shows a person; the one that is shown already stays as it is. */
    show(id: string): Person {
      const known = open.peek();
      if (known?.id === id) return known;
      const person = openPerson({ id, attempt, told });
      open.value = person;
      void person.refresh();
      return person;
    },
    /** Opens a profile with a wish, such as to edit it. */
    ask(id: string, what: PersonWish): void {
      wish.value = what;
      place.openContact(id);
    },
    changed(id: string): void {
      if (open.value?.id === id) void open.value.refresh();
    },
    /** One became the other, or both are there again. Whoever looks at one that is gone is led to where it went. */
    async joined(from: string, to: string): Promise<void> {
      const person = open.value;
      if (person === null || (person.id !== from && person.id !== to)) return;
      await person.refresh();
      if (person.id === from && person.loading.value === "gone" && place.contact_id.value === from) place.openContact(to);
    },
    gone(id: string): void {
      if (open.value?.id === id) open.value.loading.value = "gone";
    },
  };
}

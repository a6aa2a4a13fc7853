// What can be done to the person in sight, by name.

import type { Command } from "./commands";
import type { InboxState } from "./inbox";
import type { PersonWish } from "./people";

export function personCommands(inbox: InboxState): Command[] {
  const { place, people, facts } = inbox;
  /** Whose profile or conversation is open. */
  const id = () => (place.page.value === "contact" ? place.contact_id.value : place.shown_id.value === null ? null : (facts.current.value?.contact.id ?? null));
  const mayEdit = () => inbox.may("edit_contacts") && id() !== null;
  const ask = (what: PersonWish, icon: Command["icon"]): Command => ({ id: `person_${what}`, words: `command_person_${what}`, icon, isPossible: mayEdit, run: () => people.ask(id()!, what) });
  return [
    { id: "person_open", words: "open_profile", icon: "person", isPossible: () => id() !== null && place.page.value !== "contact", run: () => place.openContact(id()!) },
    ask("edit", "pencil"),
    ask("merge", "people"),
    ask("block", "close"),
  ];
}

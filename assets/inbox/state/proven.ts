// Whether who writes in a conversation has proved who they are. What says "Verified" beside a conversation or in a list of people asks here;
// the head of a profile speaks of the customer alone.

import type { ContactDetails, ConversationSummary } from "../../shared/protocol";

/** What the list knows of somebody comes with a conversation that says it. */
type Person = Pick<ContactDetails, "is_verified"> & Partial<Pick<ContactDetails, "unproven_browsers">>;

/**
 * Agents may have put the browser of this very conversation to a customer: that proves nothing. So the conversation's own
 * word counts, and where it is not known, somebody with such browsers counts as not proven.
 */
export function isProven(person: Person, conversation: Pick<ConversationSummary, "contact"> | undefined): boolean {
  return conversation?.contact.is_verified ?? (person.is_verified && !person.unproven_browsers);
}

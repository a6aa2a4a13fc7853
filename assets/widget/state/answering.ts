// What the visitor answers beside messages: a form, once, and how the conversation was.

import { ApiError } from "../../shared/api";
import type { Values } from "../../shared/form_check";
import type { Identity, VisitorMessage } from "../../shared/protocol";
import type { Facts } from "./facts";
import type { Session } from "./session";
import { withMessages } from "./thread";

/** Sends the values and shows what the server made of them. Answered in another tab already, it shows that answer. */
export async function answerForm(facts: Facts, session: Session, number: number, values: Values): Promise<void> {
  const id = facts.current.value?.id;
  const { person } = session;
  if (id === undefined) return;
  const address = `/api/widget/conversations/${encodeURIComponent(id)}/messages`;
  try {
    const message = await session.fetch<VisitorMessage>(`${address}/${number}/answer`, { method: "POST", body: { values } });
    if (person !== session.person) return;
    facts.threads.value = withMessages(facts.threads.value, id, [message]);
    if (message.content?.type === "form" && message.content.is_contact) noteContact(facts, values);
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 409) throw error;
    const page = await session.fetch<{ messages: VisitorMessage[] }>(`${address}?before=${number + 1}&limit=1`);
    if (person === session.person) facts.threads.value = withMessages(facts.threads.value, id, page.messages);
  }
}

/** What the visitor says of themselves, told the server and then noted. */
export async function tellContact(facts: Facts, session: Session, identity: Identity): Promise<void> {
  const { person } = session;
  await session.claim(identity);
  if (person !== session.person) throw new ApiError(0, "superseded", "Another session began.");
  const { name = null, email = null } = identity;
  const known = facts.contact.value ?? { name: null, has_email: false, has_phone: false, is_verified: false };
  facts.contact.value = { ...known, name: known.name ?? name, has_email: known.has_email || email !== null };
}

/** What was said of oneself in a form need not be asked again. */
function noteContact(facts: Facts, { name, email, phone }: Values): void {
  const known = facts.contact.value;
  facts.contact.value = {
    name: known?.name ?? (typeof name === "string" ? name : null),
    has_email: known?.has_email === true || typeof email === "string",
    has_phone: known?.has_phone === true || typeof phone === "string",
    is_verified: known?.is_verified === true,
  };
}

/** Gives a conversation 1 to 5, with a comment that may be empty. */
export async function rate(facts: Facts, session: Session, given: { conversation_id: string; score: number; comment: string }): Promise<void> {
  const { conversation_id, score } = given;
  const comment = given.comment.trim();
  const address = `/api/widget/conversations/${encodeURIComponent(conversation_id)}/rating`;
  await session.fetch(address, { method: "POST", body: comment === "" ? { score } : { score, comment } });
  const thread = facts.threads.value.get(conversation_id);
  if (thread) facts.threads.value = new Map(facts.threads.value).set(conversation_id, { ...thread, rating: score });
}

// Who this is, newest fact first. What the page merely said stands apart from what is proved.

import { Avatar } from "../../ui/avatar";
import { exactTime, longAgo } from "../../shared/time";
import { say } from "../../shared/strings";
import type { ContactDetails, FactView } from "../../shared/protocol";
import type { Folding } from "../state/folding";
import type { InboxState } from "../state/inbox";
import { lastSeen } from "../state/last_seen";
import { isProven } from "../state/proven";
import type { Thread } from "../state/threads";
import { now } from "./now";
import { Activity } from "./activity";
import { ContactFact } from "./contact_fact";
import { isSomewhere, Whereabouts } from "./whereabouts";
import { Sureness } from "./sureness";
import { Section } from "./section";

export function ContactCard({ inbox, thread }: { inbox: InboxState; thread: Thread }) {
  const { contact } = thread;
  const { folding } = inbox;
  const isOnline = inbox.facts.online.value.get(contact.id) === true;
  const whereabouts = { contact, isOnline, activity: thread.activity.items };
  return (
    <>
      <header class="details__head">
        <Avatar id={contact.id} isOnline={isOnline} />
        <div>
          <h2 class="details__name" title={contact.name}>
            <bdi>{contact.name}</bdi>
          </h2>
          <Sureness isVerified={isProven(contact, inbox.facts.standing.value)} hasWords />
        </div>
        <Updated at={thread.updated_at} />
      </header>
      <ProfileLink inbox={inbox} contact={contact} />
      <ContactFacts contact={contact} folding={folding} seen={lastSeen(thread, inbox.facts)} />
      {isSomewhere(whereabouts) && (
        <Section name="whereabouts" title={say("whereabouts")} folding={folding}>
          <Whereabouts {...whereabouts} />
        </Section>
      )}
      <CardNotes contact={contact} folding={folding} />
      <Pairs name="context" pairs={contact.context} folding={folding} />
      <Activity key={contact.id} inbox={inbox} thread={thread} />
      <Pairs name="claims" pairs={contact.claims} badge={say("unverified")} folding={folding} />
      <Pairs name="attributes" pairs={contact.attributes} folding={folding} />
    </>
  );
}

/** To the whole profile; what stands in the way of a careless answer is said beside it. */
function ProfileLink({ inbox, contact }: { inbox: InboxState; contact: ContactDetails }) {
  const press = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.button !== 0) return;
    event.preventDefault();
    inbox.place.openContact(contact.id);
  };
  return (
    <div class="details__profile">
      <a href={`/inbox/contacts/${contact.id}`} onClick={press}>
        {say("open_profile")}
      </a>
      {contact.blocked !== null && <span class="badge badge--warn">{say("blocked")}</span>}
    </div>
  );
}

function CardNotes({ contact, folding }: CardPart) {
  if (contact.notes.length === 0) return null;
  return (
    <Section name="notes" title={say("notes")} folding={folding}>
      <ul class="details__notes">
        {contact.notes.map((note) => (
          <li key={note.id}>
            <p dir="auto">{note.body}</p>
            <p class="details__by">
              <bdi>{note.author_name ?? say("somebody")}</bdi> {longAgo(note.created_at, now.value)}
            </p>
          </li>
        ))}
      </ul>
      {contact.note_count > contact.notes.length && <p class="details__by">{say("notes_more", { count: contact.note_count - contact.notes.length })}</p>}
    </Section>
  );
}

interface CardPart {
  contact: ContactDetails;
  folding: Folding;
}

/** How long "Updated" is said after the card changed, in milliseconds. */
const NEWS_MS = 60_000;

function Updated({ at }: { at: number | null }) {
  const isNews = at !== null && now.value - at < NEWS_MS;
  return (
    <p class="details__updated" role="status">
      {isNews ? say("updated") : ""}
    </p>
  );
}

function ContactFacts({ contact, folding, seen }: CardPart & { seen: number | "now" | null }) {
  const facts = [
    ["email", contact.email],
    ["phone", contact.phone],
    ["username", contact.username],
    ["address", contact.address],
    ["customer_id", contact.external_id],
  ].filter((fact): fact is [string, string] => fact[1] !== null);
  return (
    <Section name="contact" title={say("contact")} folding={folding}>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <ContactFact key={name} name={name} value={value} />
        ))}
        <Moment name="first_seen" at={contact.first_seen_at} />
        {seen === "now" ? (
          <div>
            <dt>{say("last_seen")}</dt>
            <dd>{say("seen_now")}</dd>
          </div>
        ) : (
          seen !== null && <Moment name="last_seen" at={seen} />
        )}
      </dl>
      <SameEmail count={contact.possible_duplicates} />
    </Section>
  );
}

/** The server counts no further. */
const COUNTED_TO = 100;

function SameEmail({ count }: { count: number }) {
  return count > 0 ? <p class="details__same">{say("same_email", { count, shown: count < COUNTED_TO ? count : `${count}+` })}</p> : null;
}

function Moment({ name, at }: { name: string; at: number }) {
  return (
    <div>
      <dt>{say(name)}</dt>
      <dd>
        <time dateTime={new Date(at).toISOString()} title={exactTime(at)}>
          {longAgo(at, now.value)}
        </time>
      </dd>
    </div>
  );
}

interface PairsProps {
  name: "context" | "claims" | "attributes";
  pairs: readonly Pick<FactView, "name" | "value">[];
  badge?: string;
  folding: Folding;
}

function Pairs({ name, pairs, badge, folding }: PairsProps) {
  if (pairs.length === 0) return null;
  return (
    <Section name={name} title={say(name)} badge={badge} folding={folding}>
      <dl class="facts">
        {pairs.map((pair) => (
          <div key={pair.name}>
            <dt dir="auto">{pair.name}</dt>
            <dd dir="auto">{pair.value}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

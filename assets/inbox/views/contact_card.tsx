// Who this is, newest fact first. What the page merely said stands apart from what is proved.

import type { ComponentChildren } from "preact";
import { Avatar } from "../../ui/avatar";
import { safeHref } from "../../shared/text";
import { exactTime, longAgo } from "../../shared/time";
import { say } from "../../shared/strings";
import type { ContactDetails } from "../../shared/protocol";
import type { InboxState } from "../state/inbox";
import type { Thread } from "../state/threads";
import { now } from "./now";
import { Activity } from "./activity";
import { Sureness } from "./row";

export function ContactCard({ inbox, thread }: { inbox: InboxState; thread: Thread }) {
  const { contact } = thread;
  const isOnline = inbox.facts.online.value.get(contact.id) === true;
  return (
    <>
      <header class="details__head">
        <Avatar id={contact.id} isOnline={isOnline} />
        <div>
          <h2 class="details__name">
            <bdi>{contact.name}</bdi>
          </h2>
          <Sureness isVerified={contact.is_verified} hasWords />
        </div>
        <Updated at={thread.updated_at} />
      </header>
      <ContactFacts contact={contact} />
      <PageNow contact={contact} isOnline={isOnline} />
      <Pairs title={say("context")} pairs={contact.context} />
      <Activity key={contact.id} inbox={inbox} thread={thread} />
      <Pairs title={say("claims")} pairs={contact.claims} badge={say("unverified")} />
      <Pairs title={say("attributes")} pairs={contact.attributes} />
    </>
  );
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

export function Section({ title, children }: { title: ComponentChildren; children: ComponentChildren }) {
  return (
    <section class="details__section">
      <h3 class="details__title">{title}</h3>
      {children}
    </section>
  );
}

function ContactFacts({ contact }: { contact: ContactDetails }) {
  const facts = [
    ["email", contact.email],
    ["phone", contact.phone],
    ["username", contact.username],
    ["address", contact.address],
    ["customer_id", contact.external_id],
  ].filter((fact): fact is [string, string] => fact[1] !== null);
  return (
    <Section title={say("contact")}>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{say(name)}</dt>
            <dd class={name === "customer_id" ? "facts__code" : ""} dir="auto">
              {value}
            </dd>
          </div>
        ))}
        <Moment name="first_seen" at={contact.first_seen_at} />
        {contact.last_seen_at !== null && <Moment name="last_seen" at={contact.last_seen_at} />}
      </dl>
      <SameEmail count={duplicatesOf(contact)} />
    </Section>
  );
}

/** The server counts no further. */
const COUNTED_TO = 100;

/** How many other people have the same e-mail address; a server that does not count them says nothing. */
function duplicatesOf(contact: ContactDetails & { possible_duplicates?: number }): number {
  return contact.possible_duplicates ?? 0;
}

function SameEmail({ count }: { count: number }) {
  return count > 0 ? <p class="details__from">{say("same_email", { count, shown: count < COUNTED_TO ? count : `${count}+` })}</p> : null;
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

function PageNow({ contact, isOnline }: { contact: ContactDetails; isOnline: boolean }) {
  if (contact.page === null && contact.referrer === null) return null;
  return (
    <Section title={say(isOnline ? "page_now" : "last_page")}>
      {contact.page && <OutLink href={contact.page.url} text={contact.page.title ?? contact.page.url} />}
      {contact.referrer && (
        <p class="details__from">
          {say("came_from")} <OutLink href={contact.referrer} text={hostOf(contact.referrer)} />
        </p>
      )}
    </Section>
  );
}

function hostOf(address: string): string {
  const href = safeHref(address);
  return href === null ? address : new URL(href).host;
}

/** A link out that can only open a web page; anything else stays text. */
export function OutLink({ href, text }: { href: string; text: string }) {
  const safe = safeHref(href);
  if (safe === null) return <bdi>{text}</bdi>;
  return (
    <a href={safe} target="_blank" rel="noopener noreferrer nofollow">
      <bdi>{text}</bdi>
    </a>
  );
}

function Pairs({ title, pairs, badge }: { title: string; pairs: { name: string; value: string }[]; badge?: string }) {
  if (pairs.length === 0) return null;
  return (
    <Section
      title={
        <>
          {title} {badge !== undefined && <span class="badge">{badge}</span>}
        </>
      }
    >
      <dl class="facts">
        {pairs.map(({ name, value }) => (
          <div key={name}>
            <dt dir="auto">{name}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

// What the business knows of the person: its servers' word, and what the team wrote by hand, marked as such. Edited in place.

import { Fragment } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { useSignal } from "@preact/signals";
import type { ContactDetails } from "../../../shared/protocol";
import { say } from "../../../shared/strings";
import { exactTime } from "../../../shared/time";
import { Icon } from "../../../ui/icons";
import { FIELDS } from "../../state/profile_edit";
import { ContactFact } from "../contact_fact";
import type { PersonProps } from "./page";
import { ProfileForm } from "./profile_form";

export function ProfileFacts({ inbox, person, contact }: PersonProps & { contact: ContactDetails }) {
  const { wish } = inbox.people;
  const isEditing = useSignal(false);
  const edit = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (wish.value !== "edit") return;
    inbox.people.unwish();
    isEditing.value = inbox.may("edit_contacts");
  }, [wish.value]);
  const close = () => {
    isEditing.value = false;
    // Whoever has gone on meanwhile stays there.
    requestAnimationFrame(() => document.activeElement === document.body && edit.current?.focus());
  };
  return (
    <section class="person__part" aria-labelledby="person-profile">
      <div class="person__title">
        <h2 id="person-profile">{say("profile")}</h2>
        {inbox.may("edit_contacts") && !isEditing.value && (
          <button class="button button--small" type="button" ref={edit} onClick={() => (isEditing.value = true)}>
            {say("edit")}
          </button>
        )}
      </div>
      {isEditing.value ? <ProfileForm people={inbox.people} person={person} contact={contact} close={close} /> : <Facts contact={contact} />}
    </section>
  );
}

function Facts({ contact }: { contact: ContactDetails }) {
  const named = contact.external_id !== null || contact.claims.every((claim) => claim.name !== "name" || claim.value !== contact.name);
  const facts = FIELDS.filter((field) => field !== "name").flatMap((field) => (contact[field] === null ? [] : [[field, contact[field]] as const]));
  const isEmpty = facts.length === 0 && contact.attributes.length === 0 && contact.external_id === null;
  return (
    <>
      <dl class="facts person__facts">
        {named && <Marked contact={contact} field="name" />}
        {facts.map(([field, value]) => (
          <Fragment key={field}>
            <ContactFact name={field} value={value} />
            <Marked contact={contact} field={field} />
          </Fragment>
        ))}
        {contact.external_id !== null && <ContactFact name="customer_id" value={contact.external_id} />}
        {contact.attributes.map(({ name, value }) => (
          <Fragment key={name}>
            <div>
              <dt dir="auto">{name}</dt>
              <dd dir="auto">{value}</dd>
            </div>
            <Marked contact={contact} field={`attributes.${name}`} />
          </Fragment>
        ))}
      </dl>
      {isEmpty && <p class="details__none">{say("nothing_known")}</p>}
      {contact.by_hand.length > 0 && <p class="person__hint">{say("by_hand_hint")}</p>}
    </>
  );
}

/** Says that the team wrote it, where it did. */
function Marked({ contact, field }: { contact: ContactDetails; field: string }) {
  const mark = contact.by_hand.find((one) => one.field === field);
  if (mark === undefined) return null;
  const words = say("by_hand", { name: mark.by_name ?? say("somebody_small") });
  return (
    <div class="person__hand">
      <dt class="visually-hidden">{say("source")}</dt>
      <dd title={exactTime(mark.at)}>
        <Icon name="pencil" /> {field === "name" ? `${say("name")}: ${words}` : words}
      </dd>
    </div>
  );
}

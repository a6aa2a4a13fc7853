// Name, how sure it is, and what can be done to the person as a whole.

import { useSignal } from "@preact/signals";
import type { Ref } from "preact";
import { ApiError } from "../../../shared/api";
import type { ContactDetails } from "../../../shared/protocol";
import { say } from "../../../shared/strings";
import { exactDay } from "../../../shared/time";
import { Avatar } from "../../../ui/avatar";
import { Icon } from "../../../ui/icons";
import { Sureness } from "../sureness";
import { BackButton, type PersonProps } from "./page";

export function Head({ inbox, person, contact, title }: PersonProps & { contact: ContactDetails; title: Ref<HTMLHeadingElement> }) {
  const isOnline = inbox.facts.online.value.get(contact.id) === true;
  const failure = useSignal<string | null>(null);
  const unblock = async () => {
    failure.value = null;
    try {
      await person.setBlocked(false);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      failure.value = error.message;
    }
  };
  return (
    <header class="person__head">
      <BackButton inbox={inbox} />
      <Avatar id={contact.id} isOnline={isOnline} />
      <div class="person__who">
        <h1 id="person-title" class="person__name" tabIndex={-1} ref={title}>
          <bdi>{contact.name}</bdi>
        </h1>
        <Sureness isVerified={contact.is_verified} hasWords />
      </div>
      {inbox.may("edit_contacts") && (
        <div class="person__acts">
          <button class="button button--small" type="button" onClick={() => inbox.people.ask(person.id, "merge")}>
            {say("merge")}
          </button>
          {contact.blocked === null && (
            <button class="button button--small" type="button" onClick={() => inbox.people.ask(person.id, "block")}>
              {say("block")}
            </button>
          )}
          {inbox.mayManage && (
            <button class="button button--small button--danger" type="button" onClick={() => inbox.people.ask(person.id, "erase")}>
              {say("erase")}
            </button>
          )}
        </div>
      )}
      {contact.blocked !== null && (
        <p class="person__blocked" role="status">
          <Icon name="close" />
          <span>{say(contact.blocked.by_name === null ? "blocked_since" : "blocked_since_by", { day: exactDay(contact.blocked.at), name: contact.blocked.by_name ?? "" })}</span>
          {inbox.may("edit_contacts") && (
            <button class="button button--small" type="button" onClick={() => void unblock()}>
              {say("unblock")}
            </button>
          )}
        </p>
      )}
      {contact.unproven_browsers > 0 && <p class="person__unproven">{say("unproven_browsers", { count: contact.unproven_browsers })}</p>}
      <p class="person__failure" role="alert">
        {failure.value}
      </p>
    </header>
  );
}

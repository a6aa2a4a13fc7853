// Who somebody is, in full: profile, conversations, activity, notes and how all of it came to be. One column on a phone.

import { useEffect, useRef } from "preact/hooks";
import { say } from "../../../shared/strings";
import { Icon } from "../../../ui/icons";
import type { InboxState } from "../../state/inbox";
import type { Person } from "../../state/person";
import { Activity } from "../activity";
import { stepBack } from "../phone/way_back";
import { isSomewhere, Whereabouts } from "../whereabouts";
import { Claims, Context } from "./claims";
import { Conversations } from "./conversations";
import { Dialogs } from "./dialogs";
import { Duplicates } from "./duplicates";
import { Head } from "./head";
import { History } from "./history";
import { Merges } from "./merges";
import { Notes } from "./notes";
import { ProfileFacts } from "./profile_facts";

export interface PersonProps {
  inbox: InboxState;
  person: Person;
}

export function Profile({ inbox, person }: PersonProps) {
  const card = person.card.value;
  const loading = person.loading.value;
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (card !== null && document.activeElement === document.body) title.current?.focus();
  }, [card !== null]);
  if (card === null || loading === "gone") return <Absent inbox={inbox} person={person} />;
  const mayEdit = inbox.may("edit_contacts");
  const whereabouts = { contact: card.contact, isOnline: inbox.facts.online.value.get(card.contact.id) === true, activity: card.activity.items };
  return (
    <section class="person" id="page" tabIndex={-1} aria-labelledby="person-title">
      <Head inbox={inbox} person={person} contact={card.contact} title={title} />
      <div class="person__columns">
        <div class="person__column">
          <ProfileFacts inbox={inbox} person={person} contact={card.contact} />
          <Duplicates inbox={inbox} person={person} />
          <Claims contact={card.contact} />
          <Context contact={card.contact} />
          {isSomewhere(whereabouts) && (
            <section class="person__part" aria-labelledby="person-whereabouts">
              <h2 id="person-whereabouts">{say("whereabouts")}</h2>
              <Whereabouts {...whereabouts} />
            </section>
          )}
        </div>
        <div class="person__column">
          <Conversations inbox={inbox} person={person} />
          <Notes inbox={inbox} person={person} />
          <div class="person__part person__part--activity">
            <Activity inbox={inbox} thread={card} />
          </div>
          {mayEdit && <Merges person={person} />}
          <History person={person} />
        </div>
      </div>
      <Dialogs inbox={inbox} person={person} contact={card.contact} />
    </section>
  );
}

function Absent({ inbox, person }: PersonProps) {
  const loading = person.loading.value;
  return (
    <section class="person person--absent" id="page" tabIndex={-1} aria-label={say("profile")}>
      <BackButton inbox={inbox} />
      {loading === "loading" && <p role="status">{say("loading")}</p>}
      {loading === "gone" && <p role="status">{say("person_gone")}</p>}
      {loading === "failed" && (
        <p role="alert">
          {say("person_failed")}{" "}
          <button class="text-button" type="button" onClick={() => void person.refresh()}>
            {say("retry")}
          </button>
        </p>
      )}
    </section>
  );
}

/** To where the agent came from; to the list where the profile was opened by its address. */
export function BackButton({ inbox }: { inbox: InboxState }) {
  return (
    <button class="icon-button person__back" type="button" aria-label={say("back")} onClick={() => stepBack(inbox)}>
      <Icon name="back" />
    </button>
  );
}

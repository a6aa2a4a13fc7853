// Who it is, how the conversation stands, who else has it open, and what can be done with it. What could not be done says
// so here. While the thread is still fetched it is drawn from what the list knows.

import { useSignal } from "@preact/signals";
import { say } from "../../../shared/strings";
import { copyText } from "../../../shared/clipboard";
import type { ConversationSummary } from "../../../shared/protocol";
import { Avatar } from "../../../ui/avatar";
import { Icon, type IconName } from "../../../ui/icons";
import type { Kind } from "../../state/choosing";
import type { InboxState } from "../../state/inbox";
import { isProven } from "../../state/proven";
import type { Thread } from "../../state/threads";
import { anchorOf } from "../anchor";
import type { Panes } from "../app";
import { RatingBadge } from "../rating";
import { Sureness } from "../sureness";
import { SmallMenu } from "../small_menu";
import { BackButton } from "./back_button";
import { StateBadge } from "./state_badge";
import { Viewers } from "./viewers";
import { Whereabouts } from "./whereabouts";

interface HeadProps {
  inbox: InboxState;
  id: string;
  thread: Thread | undefined;
  panes: Panes;
}

export function Head({ inbox, id, thread, panes }: HeadProps) {
  const contact = thread?.contact ?? inbox.facts.standing.value?.contact;
  if (contact === undefined) return <BareHead inbox={inbox} />;
  const isOnline = inbox.facts.online.value.get(contact.id) === true;
  const isShown = panes.showsDetails.value;
  const conversation = inbox.facts.standing.value;
  return (
    <header class="pane__head">
      <div class="pane__who">
        <BackButton inbox={inbox} />
        <Avatar id={contact.id} isOnline={isOnline} />
        <div class="pane__names">
          <h1 class="pane__name">
            <bdi>{contact.name}</bdi>
            <Sureness isVerified={isProven(contact, conversation)} />
            {conversation && <StateBadge conversation={conversation} />}
            {conversation && <RatingBadge rating={conversation.rating} />}
          </h1>
          <Whereabouts contact={thread?.contact ?? null} site={conversation?.site_name ?? ""} isOnline={isOnline} />
        </div>
        <Viewers inbox={inbox} id={id} />
        <button class="icon-button pane__details" type="button" aria-expanded={isShown} aria-label={say(isShown ? "hide_details" : "show_details")} onClick={() => (panes.showsDetails.value = !isShown)}>
          <Icon name="details" />
        </button>
      </div>
      {conversation && <Acts inbox={inbox} contact_id={contact.id} conversation={conversation} />}
      <Trouble inbox={inbox} id={id} />
    </header>
  );
}

/** Of a conversation that no list has told of. */
export function BareHead({ inbox }: { inbox: InboxState }) {
  return (
    <div class="pane__head pane__head--bare">
      <BackButton inbox={inbox} />
    </div>
  );
}

function Acts({ inbox, contact_id, conversation }: { inbox: InboxState; contact_id: string; conversation: ConversationSummary }) {
  const said = useSignal("");
  const { id } = conversation;
  const mayAct = inbox.may("reply");
  const assignee = inbox.directory.agent(conversation.assignee_id)?.name ?? inbox.directory.team(conversation.team_id)?.name ?? say("head_nobody");
  const tags = conversation.tag_ids.flatMap((tag) => inbox.directory.tag(tag) ?? []);
  const isDone = conversation.state === "done";
  const done = say(isDone ? "reopen" : "done");
  const copyLink = async () => {
    said.value = (await copyText(location.origin + inbox.place.linkTo(id))) ? say("link_copied") : say("copy_by_hand");
    setTimeout(() => (said.value = ""), 3_000);
  };
  const more = [
    ...(mayAct ? [{ key: "unread", words: say("mark_unread"), act: () => inbox.markUnread([id]) }] : []),
    { key: "link", words: say("copy_link"), act: () => void copyLink() },
    { key: "profile", words: say("open_profile"), act: () => inbox.place.openContact(contact_id) },
  ];
  const pick = (kind: Kind, icon: IconName, words: string, key: string) => <Pick inbox={inbox} id={id} kind={kind} icon={icon} words={words} label={say(`head_${kind}`)} shortcut={key} />;
  return (
    <div class="pane__acts" role="toolbar" aria-label={say("head_acts")}>
      {mayAct && (
        <>
          {pick("assign", "person", assignee, "a")}
          {pick("snooze", "clock", say("head_snooze"), "z")}
          {pick("priority", "flag", conversation.priority === "none" ? say("head_priority") : say(`priority_${conversation.priority}`), "p")}
          {pick("tags", "tag", tags.length === 0 ? say("head_tags") : tags.map((tag) => tag.name).join(", "), "l")}
          <button class="button button--small pane__done" type="button" title={`${done} (e)`} onClick={() => inbox.toggleDone([id])}>
            <Icon name={isDone ? "reopen" : "check"} />
            {done}
          </button>
        </>
      )}
      <SmallMenu label={say("more")} items={more} look="pane__more" buttonLook="icon-button">
        <Icon name="more" />
      </SmallMenu>
      <span class="pane__said" role="status">
        {said.value}
      </span>
    </div>
  );
}

interface PickProps {
  inbox: InboxState;
  id: string;
  kind: Kind;
  icon: IconName;
  /** How it stands. */
  words: string;
  /** What the button does. */
  label: string;
  shortcut: string;
}

function Pick({ inbox, id, kind, icon, words, label, shortcut }: PickProps) {
  const open = (event: MouseEvent) => {
    inbox.choosing.open(kind, [id], anchorOf(event.currentTarget as HTMLElement));
  };
  const name = words === label ? label : `${label}: ${words}`;
  return (
    <button class={`pick pick--${kind}`} type="button" aria-haspopup="dialog" aria-label={name} title={`${name} (${shortcut})`} onClick={open}>
      <Icon name={icon} />
      <span class="pick__words">{words}</span>
    </button>
  );
}

/** What could not be done, where it was tried. */
function Trouble({ inbox, id }: { inbox: InboxState; id: string }) {
  const failure = inbox.acts.failures.value.get(id);
  if (failure === undefined) return null;
  return (
    <p class="notice notice--err pane__trouble" role="alert">
      <span>
        {say(`failed_${failure.act.type}`)} {failure.detail}
      </span>
      <span class="notice__acts">
        <button class="text-button" type="button" onClick={() => inbox.acts.retry([id])}>
          {say("retry")}
        </button>
        <button class="text-button" type="button" onClick={() => inbox.acts.dismiss([id])}>
          {say("close")}
        </button>
      </span>
    </p>
  );
}

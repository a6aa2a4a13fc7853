// What this agent is told of, by day. Each line leads to its message or note.

import { Icon } from "../../../ui/icons";
import { say } from "../../../shared/strings";
import { dayName, dayOf, exactTime, shortAgo } from "../../../shared/time";
import type { NotificationKind, NotificationView } from "../../../shared/protocol";
import type { InboxState } from "../../state/inbox";
import { titleOf, toastOf } from "../../state/notifications/calling";
import { now } from "../now";

const ICONS: Record<NotificationKind, "person" | "plus" | "send" | "details"> = {
  mention: "person",
  assigned: "details",
  team_assigned: "details",
  message: "send",
  new_conversation: "plus",
};

export function BellList({ inbox, close }: { inbox: InboxState; close(): void }) {
  const { bell } = inbox.notifying;
  const lines = bell.lines.value;
  const openSettings = () => {
    close();
    inbox.chosen.isShown.value = true;
  };
  return (
    <>
      <header class="bell__head">
        <h2>{say("bell")}</h2>
        {bell.unread.value > 0 && (
          <button class="button button--small button--quiet" type="button" onClick={bell.readAll}>
            {say("read_all")}
          </button>
        )}
        <button class="button button--small button--quiet" type="button" onClick={openSettings}>
          {say("preferences")}
        </button>
      </header>
      <div class="bell__scroll" tabIndex={0} role="region" aria-label={say("bell_lines")}>
        {bell.hasFailed.value && (
          <p class="bell__state" role="alert">
            {say("bell_failed")}{" "}
            <button class="button button--small" type="button" onClick={() => void bell.renew()}>
              {say("retry")}
            </button>
          </p>
        )}
        {bell.isKnown.value && lines.length === 0 && <Nothing />}
        {byDay(lines).map(([day, told]) => (
          <section key={day} class="bell__day" aria-label={dayName(told[0]!.at, now.value)}>
            <h3>{dayName(told[0]!.at, now.value)}</h3>
            <ul>
              {told.map((line) => (
                <Line key={line.id} inbox={inbox} line={line} close={close} />
              ))}
            </ul>
          </section>
        ))}
        {bell.hasMore.value && (
          <button class="button button--small bell__more" type="button" onClick={() => void bell.more()}>
            {say("show_more_notifications")}
          </button>
        )}
      </div>
    </>
  );
}

function Nothing() {
  return (
    <div class="bell__state">
      <p class="bell__nothing">{say("bell_empty_title")}</p>
      <p>{say("bell_empty_text")}</p>
    </div>
  );
}

function Line({ inbox, line, close }: { inbox: InboxState; line: NotificationView; close(): void }) {
  const open = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    inbox.notifying.bell.readOne(line.id);
    close();
    inbox.notifying.go(toastOf(line));
  };
  const title = titleOf(line);
  return (
    <li class={`bell__line${line.is_read ? "" : " bell__line--unread"}`}>
      <a class="bell__link" href={inbox.place.linkTo(line.conversation_id, line)} onClick={open}>
        <span class={`bell__kind bell__kind--${line.kind}`}>
          <Icon name={ICONS[line.kind]} />
        </span>
        <span class="bell__words">
          <span class="bell__title">
            {!line.is_read && <span class="visually-hidden">{say("told_unread")}: </span>}
            <bdi>{title}</bdi>
          </span>
          <span class="bell__about">
            {line.from_name !== null && (
              <>
                <bdi>{line.contact_name}</bdi> ·{" "}
              </>
            )}
            <time title={exactTime(line.at)}>{shortAgo(line.at, now.value)}</time>
          </span>
          {line.preview !== "" && (
            <bdi class="bell__preview">{line.preview}</bdi>
          )}
        </span>
      </a>
      {!line.is_read && (
        <button class="icon-button bell__mark" type="button" aria-label={say("told_mark_read_line", { title })} title={say("told_mark_read")} onClick={() => inbox.notifying.bell.readOne(line.id)}>
          <Icon name="check" />
        </button>
      )}
    </li>
  );
}

function byDay(lines: readonly NotificationView[]): [number, NotificationView[]][] {
  const days = new Map<number, NotificationView[]>();
  for (const line of lines) days.set(dayOf(line.at), [...(days.get(dayOf(line.at)) ?? []), line]);
  return [...days];
}

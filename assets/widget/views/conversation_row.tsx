// One conversation in a list: who, when, the last line, and whether something waits to be read.

import { say } from "../../shared/strings";
import { exactTime, shortAgo } from "../../shared/time";
import type { PanelState } from "../state/panel";
import { lineOf } from "../state/teaser";
import { lastOf, unreadOf, type Thread } from "../state/thread";
import { Face } from "./faces";
import { speakerOf } from "./words";

export function ConversationRow({ panel, thread }: { panel: PanelState; thread: Thread }) {
  const last = lastOf(thread);
  const unread = unreadOf(thread);
  const line = last === null ? "" : lineOf(last) || say("preview_file");
  const member = speakerOf(panel.site, thread) ?? { name: panel.config.brand.name, picture_url: panel.config.brand.logo };
  return (
    <button class={`row${unread > 0 ? " row--unread" : ""}`} type="button" onClick={() => panel.places.openConversation(thread.id)}>
      <Face member={member} />
      <span class="row__words">
        <span class="row__top">
          <span class="row__who" dir="auto">
            {member.name}
          </span>
          <time class="row__time" title={exactTime(thread.last_activity_at)}>
            {shortAgo(thread.last_activity_at, Date.now())}
          </time>
        </span>
        <span class="row__bottom">
          <span class="row__line" dir="auto">
            {last?.author === "visitor" ? say("preview_you", { text: line }) : line}
          </span>
          {unread > 0 ? (
            <span class="row__unread" role="img" aria-label={say("unread_count", { count: unread })}>
              {unread > 99 ? "99+" : unread}
            </span>
          ) : (
            thread.status === "resolved" && <span class="row__state">{say("resolved")}</span>
          )}
        </span>
      </span>
    </button>
  );
}

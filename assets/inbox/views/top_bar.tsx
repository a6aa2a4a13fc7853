// Whose inbox this is, and the same ways on as in the console: its settings are for owners and administrators alone.

import { Icon } from "../../ui/icons";
import { Mark } from "../../ui/mark";
import { say } from "../../shared/strings";
import { AvailabilityMenu } from "./notifications/availability_menu";
import { Bell } from "./notifications/bell";
import type { InboxState } from "../state/inbox";
import type { Panes } from "./app";

export function TopBar({ inbox, panes }: { inbox: InboxState; panes: Panes }) {
  const { me } = inbox;
  return (
    <header class="top-bar">
      <a class="top-bar__brand" href="/inbox" onClick={(event) => (event.preventDefault(), inbox.place.open(null))}>
        <Mark />
        <span>{me.workspace_name}</span>
      </a>
      <nav class="top-bar__nav" aria-label={say("pages")}>
        <a href="/inbox" aria-current="page">
          {say("inbox")}
        </a>
        {inbox.mayManage && <a href="/console/sites">{say("settings")}</a>}
        <a href="/docs">{say("api_docs")}</a>
      </nav>
      <div class="top-bar__end">
        <AvailabilityMenu inbox={inbox} />
        <Bell inbox={inbox} />
        <button class="icon-button top-bar__keys" type="button" aria-label={say("key_help")} title={say("key_help")} onClick={() => (panes.showsKeys.value = true)}>
          <Icon name="keys" />
        </button>
        <form class="top-bar__who" method="post" action="/sign-out">
          <span class="top-bar__name" title={me.agent.email}>
            {me.agent.name}
          </span>
          <button class="button button--small" type="submit">
            {say("sign_out")}
          </button>
        </form>
      </div>
    </header>
  );
}

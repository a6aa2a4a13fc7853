// Whose inbox this is, and the way to the console.

import { Icon } from "../../ui/icons";
import { say } from "../../shared/strings";
import type { InboxState } from "../state/inbox";
import type { Panes } from "./app";

export function TopBar({ inbox, panes }: { inbox: InboxState; panes: Panes }) {
  const { me } = inbox;
  return (
    <header class="top-bar">
      <a class="top-bar__brand" href="/inbox" onClick={(event) => (event.preventDefault(), inbox.place.open(null))}>
        <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
          <path d="M5 16.5h14M6.5 16.5c0-6 2-9.5 5.5-9.5s5.5 3.5 5.5 9.5M12 7V4.5M10 19.5h4" />
        </svg>
        <span>{me.workspace_name}</span>
      </a>
      <nav class="top-bar__nav" aria-label={say("inbox")}>
        <a href="/inbox" aria-current="page">
          {say("inbox")}
        </a>
        <a href="/console/install">{say("install")}</a>
        <a href="/console/developers">{say("developers")}</a>
      </nav>
      <button class="icon-button top-bar__keys" type="button" aria-label={say("key_help")} title={say("key_help")} onClick={() => (panes.showsKeys.value = true)}>
        <Icon name="keys" />
      </button>
      <form class="top-bar__who" method="post" action="/sign-out">
        <span title={me.agent.email}>{me.agent.name}</span>
        <button class="button button--small" type="submit">
          {say("sign_out")}
        </button>
      </form>
    </header>
  );
}

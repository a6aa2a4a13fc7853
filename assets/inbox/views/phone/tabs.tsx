// The foot of the inbox on a phone: its pages. A conversation is a page of its own, without them.

import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "../../../ui/icons";
import { say } from "../../../shared/strings";
import type { InboxState } from "../../state/inbox";
import type { Page } from "../../state/place";
import type { Panes } from "../app";
import { OwnPresence } from "../notifications/availability_menu";
import { PAGES } from "../pages";
import { isPhone } from "./screen";

export function Tabs({ inbox, panes }: { inbox: InboxState; panes: Panes }) {
  const { place, notifying } = inbox;
  if (!isPhone.value || place.conversation_id.value !== null) return null;
  const unread = notifying.bell.unread.value;
  const tab = (page: Page, href: string, icon: IconName, more?: ComponentChildren) => (
    <li>
      <a class="tabs__one" href={href} aria-current={place.page.value === page ? "page" : undefined} onClick={(event) => (event.preventDefault(), go(page))}>
        <span class="tabs__mark">
          <Icon name={icon} />
          {more}
        </span>
        {say(`tab_${page}`)}
      </a>
    </li>
  );
  const go = (page: Page) => {
    panes.showsRail.value = false;
    // Pressed where one is already: to the top, as apps do.
    if (place.page.value === page) document.querySelector(".list__scroll, .page__scroll")?.scrollTo({ top: 0 });
    else if (page === "list") place.openList();
    else if (page === "search") place.openSearch("");
    else if (page === "notifications" || page === "me") place.openPage(page);
  };
  return (
    <nav class="tabs" aria-label={say("pages")} inert={panes.showsRail.value}>
      <ul class="tabs__list">
        {tab("list", place.viewHref(place.view.value), "inbox")}
        {PAGES.search && tab("search", "/inbox/search", "search")}
        {tab("notifications", "/inbox/notifications", "bell", unread > 0 && <Unread count={unread} />)}
        {tab("me", "/inbox/me", "person", <OwnPresence inbox={inbox} />)}
      </ul>
    </nav>
  );
}

function Unread({ count }: { count: number }) {
  return (
    <>
      <span class="bell__count" aria-hidden="true">
        {count > 99 ? "99+" : count}
      </span>
      <span class="visually-hidden">{say("unread_notifications", { count })}</span>
    </>
  );
}

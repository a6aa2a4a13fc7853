// The way to every list, with how much waits in each. Beside the list where there is room, as drawings where there is less,
// as a drawer over everything on a phone.

import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../../ui/icons";
import { Mark } from "../../ui/mark";
import { say } from "../../shared/strings";
import type { InboxState } from "../state/inbox";
import type { Panes } from "./app";
import { Bell } from "./notifications/bell";
import { RailFoot } from "./rail_foot";
import { RailItem } from "./rail_item";
import { RailSaved } from "./rail_saved";
import { RailSection } from "./rail_section";
import { FIXED_VIEWS, nameOfView } from "./view_names";

export function Rail({ inbox, panes }: { inbox: InboxState; panes: Panes }) {
  const rail = useRef<HTMLElement>(null);
  const isShown = panes.showsRail.value;
  const wasShown = useRef(isShown);
  const close = () => (panes.showsRail.value = false);
  // A drawer lies over the list: the keyboard goes into it, and back to what opened it.
  useEffect(() => {
    if (wasShown.current === isShown) return;
    wasShown.current = isShown;
    const goal = isShown ? rail.current?.querySelector<HTMLElement>("[aria-current]") : document.querySelector<HTMLElement>(".list__menu");
    requestAnimationFrame(() => goal?.focus());
  }, [isShown]);
  const { directory } = inbox;
  return (
    <>
      {isShown && <div class="rail-veil" onClick={close} />}
      <nav class="rail" aria-label={say("views")} ref={rail}>
        <div class="rail__head">
          <a class="rail__brand" href="/inbox" title={inbox.me.workspace_name} onClick={(event) => (event.preventDefault(), inbox.place.openView("mine"), close())}>
            <Mark />
            <span class="rail__words">{inbox.me.workspace_name}</span>
          </a>
          <Bell inbox={inbox} />
          <button class="icon-button rail__toggle" type="button" aria-expanded={isShown} aria-label={say(isShown ? "close_rail" : "open_rail")} onClick={() => (panes.showsRail.value = !isShown)}>
            <Icon name={isShown ? "close" : "menu"} />
          </button>
        </div>
        <div class="rail__scroll">
          <ul class="rail__list">
            {FIXED_VIEWS.map(({ view, icon }) => (
              <li key={view}>
                <RailItem inbox={inbox} panes={panes} view={view} name={nameOfView(view, directory)} mark={<Icon name={icon} />} />
              </li>
            ))}
          </ul>
          <RailSaved inbox={inbox} panes={panes} />
          <RailSection inbox={inbox} panes={panes} kind="team" all={directory.teamsMineFirst.value} />
          <RailSection inbox={inbox} panes={panes} kind="tag" all={directory.tags.value} />
          {directory.sites.value.length > 1 && <RailSection inbox={inbox} panes={panes} kind="site" all={directory.sites.value} />}
        </div>
        <RailFoot inbox={inbox} panes={panes} />
      </nav>
    </>
  );
}

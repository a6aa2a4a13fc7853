// The end of the rail: search, keys, what one has chosen, settings, and who is signed in.

import { Icon } from "../../ui/icons";
import { say } from "../../shared/strings";
import type { InboxState } from "../state/inbox";
import type { Panes } from "./app";
import { Face } from "./face";
import { AvailabilityMenu } from "./notifications/availability_menu";

export function RailFoot({ inbox, panes }: { inbox: InboxState; panes: Panes }) {
  const { me } = inbox;
  const search = inbox.commands.byId.value.get("search");
  const own = inbox.directory.agent(me.agent.id);
  return (
    <div class="rail__foot">
      {search && (
        <button class="rail__item" type="button" title={say(search.words)} aria-current={inbox.place.page.value === "search" ? "page" : undefined} onClick={() => ((panes.showsRail.value = false), search.run())}>
          <Icon name="search" />
          <span class="rail__words rail__name">{say(search.words)}</span>
        </button>
      )}
      <button class="rail__item" type="button" title={say("keys_title")} onClick={() => (panes.showsKeys.value = true)}>
        <Icon name="keys" />
        <span class="rail__words rail__name">{say("keys_title")}</span>
      </button>
      <button class="rail__item" type="button" title={say("preferences")} onClick={() => ((panes.showsRail.value = false), (inbox.chosen.isShown.value = true))}>
        <Icon name="sliders" />
        <span class="rail__words rail__name">{say("preferences")}</span>
      </button>
      {inbox.mayManage && (
        <a class="rail__item" href="/console/sites" title={say("settings")}>
          <Icon name="gear" />
          <span class="rail__words rail__name">{say("settings")}</span>
        </a>
      )}
      <AvailabilityMenu inbox={inbox} />
      <div class="rail__who">
        <a class="rail__item rail__me" href="/profile" title={me.agent.email}>
          <Face agent={own ?? { id: me.agent.id, name: me.agent.name, picture_url: null }} />
          <bdi class="rail__words rail__name">{me.agent.name}</bdi>
        </a>
        <form method="post" action="/sign-out" onSubmit={(event) => (event.preventDefault(), void panes.leaving.ask())}>
          <button class="icon-button rail__out" type="submit" aria-label={say("sign_out")} title={say("sign_out")}>
            <Icon name="door" />
          </button>
        </form>
      </div>
    </div>
  );
}

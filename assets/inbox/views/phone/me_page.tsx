// One's own page: whether one can be reached, what one has chosen, how to install the inbox, and the way out.

import { Icon, type IconName } from "../../../ui/icons";
import { say } from "../../../shared/strings";
import { Face } from "../face";
import { AvailabilityMenu } from "../notifications/availability_menu";
import type { PageProps } from "../pages";
import { InstallHint } from "./install_hint";

export function MePage({ inbox, panes }: PageProps) {
  const { agent } = inbox.me;
  const face = inbox.directory.agent(agent.id) ?? { id: agent.id, name: agent.name, picture_url: null };
  const link = (href: string, icon: IconName, words: string) => (
    <li>
      <a class="me__item" href={href}>
        <Icon name={icon} />
        <span>{say(words)}</span>
      </a>
    </li>
  );
  return (
    <section class="page me" id="page" tabIndex={-1} aria-labelledby="page-title">
      <div class="page__scroll">
        <header class="me__head">
          <Face agent={face} />
          <div class="me__names">
            <h1 class="me__name" id="page-title">
              <bdi>{agent.name}</bdi>
            </h1>
            <p class="me__mail">
              <bdi>{agent.email}</bdi>
            </p>
          </div>
        </header>
        <div class="me__state">
          <AvailabilityMenu inbox={inbox} />
        </div>
        <ul class="me__list">
          <li>
            <button class="me__item" type="button" onClick={() => (inbox.chosen.isShown.value = true)}>
              <Icon name="sliders" />
              <span>{say("preferences")}</span>
            </button>
          </li>
          {link("/profile", "person", "me_profile")}
          {inbox.mayManage && link("/console/sites", "gear", "settings")}
        </ul>
        <InstallHint installing={panes.installing} />
        <form class="me__out" method="post" action="/sign-out" onSubmit={(event) => (event.preventDefault(), void panes.leaving.ask())}>
          <button class="me__item" type="submit">
            <Icon name="door" />
            <span>{say("sign_out")}</span>
          </button>
        </form>
        <p class="me__about">{inbox.me.workspace_name}</p>
      </div>
    </section>
  );
}

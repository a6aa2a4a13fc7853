// Home: a greeting, when to expect an answer, and the way to a conversation.

import { Icon } from "../../ui/icons";
import { say } from "../../shared/strings";
import type { PanelState } from "../state/panel";
import { newestThread } from "../state/thread";
import { BrandBar, Welcome } from "./brand_bar";
import { Faces } from "./faces";
import { Glyph } from "./glyph";
import { HOME_CARDS } from "./home_cards";
import { Scroller } from "./scroller";
import { expectation, greetingOf, openHours } from "./words";

export function Home({ panel, close }: { panel: PanelState; close: () => void }) {
  const { brand, features } = panel.config;
  const { notice } = panel.site.texts.value;
  return (
    <Scroller name="home">
      <header class="head head--home">
        <BrandBar panel={panel} title={brand.name} close={close} />
        <Welcome {...greetingOf(panel.site)} name={panel.facts.contact.value?.name ?? null} />
      </header>
      <div class="cards">
        {notice !== null && (
          <p class="notice" dir="auto">
            <Glyph name="notice" />
            <span>{notice}</span>
          </p>
        )}
        <Start panel={panel} />
        {HOME_CARDS.map((HomeCard, index) => (
          <HomeCard key={index} panel={panel} />
        ))}
      </div>
      {features.credit && <p class="credit">{say("credit", { name: "Deskbell" })}</p>}
    </Scroller>
  );
}

/** Who answers and how soon, and the button that begins. */
function Start({ panel }: { panel: PanelState }) {
  const { features } = panel.config;
  const team = panel.site.team.value;
  const isOpen = panel.site.hours.value.is_open;
  const hours = openHours(panel.site, Date.now());
  const isOnly = !features.messages && newestThread(panel.facts.threads.value) !== undefined;
  return (
    <section class="card card--start">
      <div class="start">
        {features.faces && <Faces members={team?.members ?? []} />}
        <div class="start__when">
          <p dir="auto">
            <span class={`start__dot${isOpen && team?.is_online === true ? " start__dot--there" : ""}`} aria-hidden="true" />
            {expectation(panel.site, Date.now())}
          </p>
          {hours !== "" && <p class="start__hours">{hours}</p>}
        </div>
      </div>
      <button class="main-button" type="button" onClick={panel.places.startNew}>
        {say(isOnly ? "continue_conversation" : "new_message")}
        <Icon name="send" />
      </button>
    </section>
  );
}

// Whether one can be reached, said in two presses: online, away for a while, do not disturb.

import { Icon } from "../../../ui/icons";
import { useIsOnline } from "../../../ui/online";
import { say } from "../../../shared/strings";
import { clockTime, dayName, dayOf } from "../../../shared/time";
import type { InboxState } from "../../state/inbox";
import type { Availability } from "../../state/preferences";
import { tomorrowMorning } from "../../state/snoozing";
import { placeAt } from "../at_button";
import { useMenu } from "../../../ui/menu";

const MINUTE_MS = 60_000;

interface Choice {
  id: string;
  said(now: number): Availability;
}

const CHOICES: readonly Choice[] = [
  { id: "online", said: () => ({ state: "online", again_at: null }) },
  { id: "away", said: () => ({ state: "away", again_at: null }) },
  { id: "away_30", said: (now) => ({ state: "away", again_at: now + 30 * MINUTE_MS }) },
  { id: "away_60", said: (now) => ({ state: "away", again_at: now + 60 * MINUTE_MS }) },
  { id: "away_tomorrow", said: (now) => ({ state: "away", again_at: tomorrowMorning(now) }) },
  { id: "busy", said: () => ({ state: "busy", again_at: null }) },
];

export function AvailabilityMenu({ inbox }: { inbox: InboxState }) {
  const { frame, isOpen, close, pressKey } = useMenu(placeAt);
  const own = inbox.chosen.availability.value;
  const choose = (act: () => void) => {
    close();
    act();
  };
  const state = useIsOnline() ? wordsOf(own) : say("presence_offline");
  const label = say("availability_label", { state });
  return (
    <div class="availability-menu" ref={frame}>
      <button class="rail__item" type="button" aria-label={label} title={label} aria-haspopup="menu" aria-expanded={isOpen.value} onClick={() => (isOpen.value = !isOpen.value)}>
        <OwnPresence inbox={inbox} />
        <span class="rail__words rail__name">{state}</span>
      </button>
      {isOpen.value && (
        <div class="availability-menu__list" role="menu" aria-label={say("availability")} onKeyDown={pressKey}>
          {CHOICES.map((choice) => {
            const said = choice.said(Date.now());
            const isChosen = said.state === own.state && (said.again_at === null) === (own.again_at === null) && (own.again_at === null || choice.id === "away_tomorrow");
            return (
              <button key={choice.id} class="availability-menu__choice" type="button" role="menuitemradio" aria-checked={isChosen} tabIndex={-1} onClick={() => choose(() => void inbox.chosen.say(said))}>
                <PresenceDot presence={said.state} />
                <span>
                  {say(`availability_${choice.id}`)}
                  <small>{say(`availability_${choice.id}_hint`)}</small>
                </span>
                {isChosen && <Icon name="check" />}
              </button>
            );
          })}
          <button class="availability-menu__choice availability-menu__choice--more" type="button" role="menuitem" tabIndex={-1} onClick={() => choose(() => (inbox.chosen.isShown.value = true))}>
            {say("preferences_more")}
          </button>
        </div>
      )}
      {inbox.chosen.problem.value !== null && !inbox.chosen.isShown.value && (
        <p class="availability-menu__problem" role="alert">
          {inbox.chosen.problem.value}
        </p>
      )}
    </div>
  );
}

/** What the others see of oneself: whatever was chosen, without a network it is nobody. */
export function OwnPresence({ inbox }: { inbox: InboxState }) {
  return <PresenceDot presence={useIsOnline() ? inbox.chosen.availability.value.state : "offline"} />;
}

/** The state as a shape as well as a colour. */
export function PresenceDot({ presence }: { presence: "online" | "away" | "busy" | "offline" }) {
  return <span class={`presence presence--${presence}`} aria-hidden="true" />;
}

/** "Away until 14:30" */
function wordsOf({ state, again_at }: Availability): string {
  if (state === "away" && again_at !== null) {
    const now = Date.now();
    const isToday = dayOf(again_at) === dayOf(now);
    return isToday ? say("away_until", { time: clockTime(again_at) }) : say("away_until_day", { day: dayName(again_at, now), time: clockTime(again_at) });
  }
  return say(`availability_${state}`);
}

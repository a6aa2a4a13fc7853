// What calls this agent, and where: in a corner of the inbox, on the desktop, by sound.

import { useSignal } from "@preact/signals";
import { say } from "../../../shared/strings";
import type { InboxState } from "../../state/inbox";
import { CAUSES, type Cause } from "../../state/notifications/deciding";
import { Section, Switch } from "./parts";

const PLACES = ["toasts", "desktop"] as const;

export function CallsSection({ inbox }: { inbox: InboxState }) {
  const { preferences, save } = inbox.chosen;
  const chosen = preferences.value;
  const turn = (place: (typeof PLACES)[number], cause: Cause, isOn: boolean) => {
    void save(place === "toasts" ? { toasts: { ...chosen.toasts, [cause]: isOn } } : { desktop: { ...chosen.desktop, [cause]: isOn } });
  };
  return (
    <Section name="calls" hint="calls_hint">
      <table class="preferences__table">
        <thead>
          <tr>
            <th scope="col">{say("calls_about")}</th>
            {PLACES.map((place) => (
              <th key={place} scope="col">
                {say(`calls_${place}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {CAUSES.map((cause) => (
            <tr key={cause}>
              <th scope="row">
                {say(`cause_${cause}`)}
                <small>{say(`cause_${cause}_hint`)}</small>
              </th>
              {PLACES.map((place) => (
                <td key={place}>
                  <label class="preferences__cell">
                    <input type="checkbox" aria-label={say("calls_cell", { cause: say(`cause_${cause}`), place: say(`calls_${place}`) })} checked={chosen[place][cause]} onChange={(event) => turn(place, cause, event.currentTarget.checked)} />
                  </label>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div class="preferences__sound">
        <Switch name="sound" hint="sound_hint" isOn={chosen.sound} turn={(sound) => void save({ sound })} />
        <TrySound inbox={inbox} />
      </div>
    </Section>
  );
}

function TrySound({ inbox }: { inbox: InboxState }) {
  const isSilent = useSignal(false);
  const press = async () => {
    isSilent.value = !(await inbox.notifying.surroundings.chime());
  };
  return (
    <>
      <button class="button button--small" type="button" onClick={() => void press()}>
        {say("sound_try")}
      </button>
      <span class="preferences__silent" role="status">
        {isSilent.value && say("check_silent")}
      </span>
    </>
  );
}

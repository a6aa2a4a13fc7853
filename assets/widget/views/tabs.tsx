// The places at the bottom, where there are at least two.

import { say } from "../../shared/strings";
import type { PanelState } from "../state/panel";
import { Glyph } from "./glyph";

export function Tabs({ panel }: { panel: PanelState }) {
  const { tabs, current, go } = panel.places;
  if (tabs.value.length === 0) return null;
  const unread = panel.facts.unread.value;
  return (
    <nav class="tabs" aria-label={say("places")}>
      {tabs.value.map((place) => (
        <button key={place} class="tabs__tab" type="button" aria-current={current.value === place ? "page" : undefined} onClick={() => go(place)}>
          {place !== "conversation" && <Glyph name={place} />}
          <span>{say(place)}</span>
          {place === "messages" && unread > 0 && <span class="tabs__dot" role="img" aria-label={say("unread_count", { count: unread })} />}
        </button>
      ))}
    </nav>
  );
}

// Whether single keys do something. Which keys these are stands here, too, where they can be chosen.

import type { InboxState } from "../../state/inbox";
import { Section, Switch } from "./parts";

export function ShortcutsSection({ inbox }: { inbox: InboxState }) {
  const { preferences, save } = inbox.chosen;
  return (
    <Section name="keys_title">
      <Switch name="has_shortcuts" hint="has_shortcuts_hint" isOn={preferences.value.has_shortcuts} turn={(has_shortcuts) => void save({ has_shortcuts })} />
    </Section>
  );
}

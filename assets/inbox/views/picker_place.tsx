// Where pickers show themselves. They come with the first one that is opened.

import { useEffect } from "preact/hooks";
import { useOnDemand } from "../../ui/on_demand";
import type { InboxState } from "../state/inbox";

export function PickerPlace({ inbox }: { inbox: InboxState }) {
  const { part, fetch } = useOnDemand(() => import("./picking"));
  const choice = inbox.choosing.choice.value;
  useEffect(() => {
    if (choice !== null) fetch(inbox.choosing.close);
  }, [choice]);
  const Picker = part.value?.Picker;
  return choice !== null && Picker ? <Picker key={choice.kind} inbox={inbox} choice={choice} /> : null;
}

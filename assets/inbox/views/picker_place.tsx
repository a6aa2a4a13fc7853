// Where pickers show themselves. They come with the first one that is opened.

import { useLayoutEffect } from "preact/hooks";
import { useOnDemand } from "../../ui/on_demand";
import type { InboxState } from "../state/inbox";

const load = () => import("./picking");

export function PickerPlace({ inbox }: { inbox: InboxState }) {
  const { part, call } = useOnDemand(load);
  const choice = inbox.choosing.choice.value;
  useLayoutEffect(() => {
    return choice !== null ? call(inbox.choosing.close) : undefined;
  }, [choice]);
  const Picker = part.value?.Picker;
  return choice !== null && Picker ? <Picker key={choice.kind} inbox={inbox} choice={choice} /> : null;
}

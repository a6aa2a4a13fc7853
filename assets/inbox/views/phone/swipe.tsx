// A row drawn aside by a finger: to the left it is done, to the right it sleeps until a moment that is asked for. The same
// stands in the row's menu, for whoever cannot draw or see.

import { signal, type Signal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { RefObject } from "preact";
import { Icon } from "../../../ui/icons";
import { say } from "../../../shared/strings";
import type { InboxState } from "../../state/inbox";
import type { Row } from "../../state/rows";
import type { Way } from "../../state/swiping";
import { followFinger } from "./follow_finger";

export interface RowSwipe {
  element: RefObject<HTMLDivElement | null>;
  /** Where the row is being drawn, and whether it counts already; null while it lies still. */
  shown: Signal<{ way: Way; isFar: boolean } | null>;
}

export function useSwipe(inbox: InboxState, row: Row): RowSwipe {
  const element = useRef<HTMLDivElement>(null);
  const shown = useMemo(() => signal<{ way: Way; isFar: boolean } | null>(null), []);
  const { id } = row.conversation;
  useEffect(() => {
    const box = element.current;
    if (!box) return;
    const act = (way: Way) => (way === "left" ? inbox.toggleDone([id]) : inbox.choosing.open("snooze", [id]));
    const may = () => inbox.may("reply") && !inbox.selecting.isOn.peek() && !inbox.listing.leaving.peek().has(id);
    return followFinger(box, { shown, may, act });
  }, [id]);
  return { element, shown };
}

/** What lies under the row and shows what will happen. */
export function SwipeBehind({ swipe, row }: { swipe: RowSwipe; row: Row }) {
  const shown = swipe.shown.value;
  if (shown === null) return null;
  const isDone = row.conversation.state === "done";
  const icon = shown.way === "right" ? "clock" : isDone ? "reopen" : "check";
  return (
    <div class={`swipe swipe--${shown.way}${shown.isFar ? " swipe--far" : ""}`} aria-hidden="true">
      <Icon name={icon} />
      <span>{say(shown.way === "right" ? "snooze" : isDone ? "reopen" : "done")}</span>
    </div>
  );
}

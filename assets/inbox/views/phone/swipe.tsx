// A row drawn aside by a finger: to the left it is done, to the right it sleeps until a moment that is asked for. The same
// stands in the row's menu, for whoever cannot draw or see.

import { signal, type Signal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { RefObject } from "preact";
import { Icon } from "../../../ui/icons";
import { say } from "../../../shared/strings";
import type { InboxState } from "../../state/inbox";
import type { Row } from "../../state/rows";
import { begun, ended, isFar, moved, type Swipe, type Way } from "../../state/swiping";

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

interface Followed {
  shown: RowSwipe["shown"];
  may(): boolean;
  act(way: Way): void;
}

function followFinger(box: HTMLElement, { shown, may, act }: Followed): () => void {
  let swipe: Swipe | null = null;
  const listening = new AbortController();
  const point = (event: PointerEvent) => ({ x: event.clientX, y: event.clientY, at: event.timeStamp });
  const lie = (by: number, isStill: boolean) => {
    box.classList.toggle("row--drawn", !isStill);
    if (by === 0) box.style.removeProperty("--drawn");
    else box.style.setProperty("--drawn", `${by}px`);
  };
  const end = (way: Way | null) => {
    swipe = null;
    lie(0, true);
    shown.value = null;
    if (way !== null) act(way);
  };
  const on = (name: "pointerdown" | "pointermove" | "pointerup" | "pointercancel", heard: (event: PointerEvent) => void) => box.addEventListener(name, heard, listening);
  on("pointerdown", (event) => {
    swipe = event.pointerType !== "mouse" && event.isPrimary && may() ? begun(point(event), innerWidth) : null;
  });
  on("pointermove", (event) => {
    if (swipe === null) return;
    const wasAcross = swipe.axis === "across";
    swipe = moved(swipe, point(event));
    if (swipe.axis === "along") swipe = null;
    if (swipe?.axis !== "across") return;
    if (!wasAcross) box.setPointerCapture(event.pointerId);
    lie(swipe.by, false);
    const way = swipe.by < 0 ? "left" : "right";
    const now = shown.value;
    if (now?.way !== way || now.isFar !== isFar(swipe)) shown.value = { way, isFar: isFar(swipe) };
  });
  on("pointerup", (event) => {
    if (swipe === null) return;
    const last = swipe;
    if (last.axis === "across") swallowClick(box);
    end(ended({ ...last, last: { ...point(event), at: last.last.at } }));
  });
  // The browser has taken the finger for scrolling or for its own way back.
  on("pointercancel", () => swipe !== null && end(null));
  return () => listening.abort();
}

/** What was drawn aside was not pressed. */
function swallowClick(box: HTMLElement): void {
  const stop = (event: Event) => (event.preventDefault(), event.stopPropagation());
  box.addEventListener("click", stop, { capture: true, once: true });
  setTimeout(() => box.removeEventListener("click", stop, { capture: true }), 350);
}

// One finger that draws a row aside: what the browser tells of it, and how the row follows. Every other finger ends it.

import type { Signal } from "@preact/signals";
import { begun, ended, isFar, moved, type Swipe, type Way } from "../../state/swiping";

export interface Followed {
  /** Where the row is being drawn, and whether it counts already; null while it lies still. */
  shown: Signal<{ way: Way; isFar: boolean } | null>;
  may(): boolean;
  act(way: Way): void;
}

/** Listens until what it answers is called. */
export function followFinger(box: HTMLElement, { shown, may, act }: Followed): () => void {
  let swipe: Swipe | null = null;
  /** The one finger that draws. */
  let pointer = 0;
  let others = new AbortController();
  const listening = new AbortController();
  const point = (event: PointerEvent) => ({ x: event.clientX, y: event.clientY, at: event.timeStamp });
  const lie = (by: number, isStill: boolean) => {
    box.classList.toggle("row--drawn", !isStill);
    if (by === 0) box.style.removeProperty("--drawn");
    else box.style.setProperty("--drawn", `${by}px`);
  };
  const end = (way: Way | null) => {
    swipe = null;
    others.abort();
    lie(0, true);
    shown.value = null;
    if (way !== null) act(way);
  };
  // Two fingers make the page larger or smaller, wherever the second comes down: that is no swipe any more.
  const watchOthers = () => {
    others = new AbortController();
    const more = (event: Event) => (event as PointerEvent).pointerId !== pointer && end(null);
    box.ownerDocument.addEventListener("pointerdown", more, { capture: true, signal: others.signal });
  };
  const on = (name: "pointerdown" | "pointermove" | "pointerup" | "pointercancel", heard: (event: PointerEvent) => void) => box.addEventListener(name, heard, listening);
  on("pointerdown", (event) => {
    if (swipe !== null) end(null);
    if (event.pointerType === "mouse" || !event.isPrimary || !may()) return;
    swipe = begun(point(event), innerWidth);
    pointer = event.pointerId;
    if (swipe !== null) watchOthers();
  });
  on("pointermove", (event) => {
    if (swipe === null || event.pointerId !== pointer) return;
    const wasAcross = swipe.axis === "across";
    swipe = moved(swipe, point(event));
    if (swipe.axis === "along") return end(null);
    if (swipe.axis !== "across") return;
    if (!wasAcross) box.setPointerCapture(event.pointerId);
    lie(swipe.by, false);
    const way = swipe.by < 0 ? "left" : "right";
    const now = shown.value;
    if (now?.way !== way || now.isFar !== isFar(swipe)) shown.value = { way, isFar: isFar(swipe) };
  });
  on("pointerup", (event) => {
    if (swipe === null || event.pointerId !== pointer) return;
    const last = swipe;
    if (last.axis === "across") swallowClick(box);
    end(ended(last, point(event)));
  });
  // The browser has taken the finger for scrolling or for its own way back.
  on("pointercancel", (event) => swipe !== null && event.pointerId === pointer && end(null));
  return () => {
    listening.abort();
    others.abort();
  };
}

/** What was drawn aside was not pressed. */
function swallowClick(box: HTMLElement): void {
  const stop = (event: Event) => (event.preventDefault(), event.stopPropagation());
  box.addEventListener("click", stop, { capture: true, once: true });
  setTimeout(() => box.removeEventListener("click", stop, { capture: true }), 350);
}

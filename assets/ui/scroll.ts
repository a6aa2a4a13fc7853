// A thread scrolls like paper: it follows new messages only when its end is in sight, and stays still when older ones
// are put above.

import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Signal } from "@preact/signals";
import type { RefObject } from "preact";

/** How close to the end, in pixels, counts as being there. */
const NEAR_PX = 100;
/** How close to the top older messages are fetched. */
const TOP_PX = 240;

export interface ThreadScroll {
  log: RefObject<HTMLDivElement | null>;
  toEnd(): void;
  watch(): void;
}

/** Remembers where a log was looked at, past the time in which it is drawn. */
export interface LeftPlace {
  leave(log: Element): void;
  /** Its end was in sight, or another thread is next: there is nothing to come back to. */
  forget(): void;
  /** Answers whether it is where it was. */
  comeBack(log: Element): boolean;
}

export interface ScrollWatch {
  /** Changes when another thread is shown. */
  thread: string | null;
  /** Key of the newest row, and of the oldest. */
  newest: string | undefined;
  oldest: string | undefined;
  reachedTop(): void;
  /** Something of one's own was written: always show it. */
  isOwnNewest: boolean;
  /** Whether the newest message is in sight. */
  isAtEnd: Signal<boolean>;
  /** Somebody is typing: that stands below the newest row. */
  isTyping: boolean;
  /** Without it, a log that is drawn again begins at its top where its end was not in sight. */
  left?: LeftPlace | undefined;
}

/** Whether the end of a log is in sight. */
export function isAtEndOf({ scrollHeight, scrollTop, clientHeight }: Element): boolean {
  return scrollHeight - scrollTop - clientHeight < NEAR_PX;
}

/** Also where what is drawn has become shorter, and the browser has scrolled it with that. */
function isAtVeryEnd({ scrollHeight, scrollTop, clientHeight }: Element): boolean {
  return scrollHeight - scrollTop - clientHeight < 1;
}

export function useThreadScroll({ thread, newest, oldest, reachedTop, isOwnNewest, isAtEnd, isTyping, left }: ScrollWatch): ThreadScroll {
  const log = useRef<HTMLDivElement>(null);
  const known = useRef({ thread, oldest, height: 0 });
  /** How far its end is down; above that somebody has scrolled, also where no event has told of it yet. */
  const ended = useRef(0);

  const goToEnd = (box: HTMLElement) => {
    box.scrollTop = box.scrollHeight;
    ended.current = box.scrollTop;
  };
  const toEnd = () => {
    if (log.current) goToEnd(log.current);
    isAtEnd.value = true;
  };
  const watch = () => {
    const box = log.current;
    if (!box) return;
    isAtEnd.value = isAtEndOf(box);
    known.current.height = box.scrollHeight;
    if (isAtEnd.value) ended.current = isAtVeryEnd(box) ? box.scrollTop : Math.max(ended.current, box.scrollTop);
    if (box.scrollTop < TOP_PX) reachedTop();
  };

  useLayoutEffect(() => {
    const box = log.current;
    if (!box) return;
    const before = known.current;
    const isOtherThread = before.thread !== thread;
    const isBack = before.height === 0 && !isAtEnd.value && left?.comeBack(box) === true;
    if (isBack) isAtEnd.value = isAtEndOf(box);
    else if (isOtherThread || isOwnNewest || (isAtEnd.value && before.height - box.scrollTop - box.clientHeight < NEAR_PX)) toEnd();
    else if (before.oldest !== oldest) box.scrollTop += box.scrollHeight - before.height;
    known.current = { thread, oldest, height: box.scrollHeight };
  }, [thread, newest, oldest, isTyping]);

  // What is drawn below may grow without a new message: replies to choose from, an answered form, a failure.
  useLayoutEffect(() => {
    const box = log.current;
    // Not out of a scrolling of which no event has told yet.
    if (box && isAtEnd.value && (box.scrollTop >= ended.current - 1 || isAtVeryEnd(box))) goToEnd(box);
  });

  useLayoutEffect(() => {
    const box = log.current;
    return () => void (box && !isAtEnd.peek() ? left?.leave(box) : left?.forget());
  }, []);

  useEffect(() => {
    const box = log.current;
    if (!box) return;
    // The keyboard of a phone, a growing composer or a turned screen change the box: the end stays in sight.
    const observer = new ResizeObserver(() => isAtEnd.value && toEnd());
    observer.observe(box);
    return () => observer.disconnect();
  }, []);

  return { log, toEnd, watch };
}

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
}

export function useThreadScroll({ thread, newest, oldest, reachedTop, isOwnNewest, isAtEnd, isTyping }: ScrollWatch): ThreadScroll {
  const log = useRef<HTMLDivElement>(null);
  const known = useRef({ thread, oldest, height: 0 });

  const toEnd = () => {
    if (log.current) log.current.scrollTop = log.current.scrollHeight;
    isAtEnd.value = true;
  };
  const watch = () => {
    const box = log.current;
    if (!box) return;
    isAtEnd.value = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX;
    known.current.height = box.scrollHeight;
    if (box.scrollTop < TOP_PX) reachedTop();
  };

  useLayoutEffect(() => {
    const box = log.current;
    if (!box) return;
    const before = known.current;
    const isOtherThread = before.thread !== thread;
    if (isOtherThread || isAtEnd.value || isOwnNewest) toEnd();
    else if (before.oldest !== oldest) box.scrollTop += box.scrollHeight - before.height;
    known.current = { thread, oldest, height: box.scrollHeight };
  }, [thread, newest, oldest, isTyping]);

  // What is drawn below may grow without a new message: replies to choose from, an answered form, a failure.
  useLayoutEffect(() => {
    if (log.current && isAtEnd.value) log.current.scrollTop = log.current.scrollHeight;
  });

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

// The part of a list that scrolls. It draws the rows in sight and a few beyond, keeps what is in sight where it is when rows
// come and go above, and fetches on before the end is reached.

import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { say } from "../../shared/strings";
import type { InboxState } from "../state/inbox";
import type { Entry } from "../state/order";
import { anchored, spanOf } from "../state/window";
import { useAim } from "./aim";
import { ListRow } from "./row";
import { rowHeight } from "./row_height";

/** How many rows before the end the next part is fetched. */
const NEAR_ROWS = 30;
/** How long rows keep their places after the pointer last moved over them, in milliseconds. */
const AIM_MS = 700;

export function ListRows({ inbox }: { inbox: InboxState }) {
  const { listing, scrolls, facts, selecting, place } = inbox;
  const box = useRef<HTMLDivElement>(null);
  const height = rowHeight(inbox.habits.value.density);
  const name = listing.name.value;
  const entries = listing.shown.value;
  const stood = useRef<{ entries: readonly Entry[]; top: number }>({ entries, top: scrolls.of(name) * height });
  const size = useSignal(innerHeight);
  /** Where it was left, until there are enough rows to be there. */
  const wanted = useRef(scrolls.of(name) * height);
  /** How often it was scrolled. */
  const scrolled = useSignal(0);
  /** Where it was scrolled to from here: anything else is somebody's own scrolling. */
  const own = useRef(0);

  // Rows can come before the browser has told of the newest scrolling.
  if (entries !== stood.current.entries && box.current && box.current.clientHeight > 0) {
    stood.current.top = box.current.scrollTop;
    if (Math.abs(stood.current.top - own.current) >= 1) wanted.current = 0;
  }

  // Near the end of a part, the next one first: the list would reach no further than its end.
  const needed = wanted.current + (listing.hasMore.value ? (box.current?.clientHeight ?? 0) : 0);
  const top = wanted.current > 0 && entries.length * height >= needed ? wanted.current : anchored(stood.current.entries, entries, stood.current.top, height);
  stood.current = { entries, top };
  // Read, so that scrolling draws anew.
  void scrolled.value;
  const span = spanOf(top, size.value, height, entries.length);
  const rows = entries.slice(span.start, span.end);
  const missing = rows.find((entry) => !listing.isTold(entry.id));

  useLayoutEffect(() => {
    const scroll = box.current;
    if (!scroll) return;
    if (Math.abs(scroll.scrollTop - top) >= 1) scroll.scrollTop = top;
    // It was there, or as near as the list reaches: from here on it is left alone.
    const isAll = !listing.hasMore.value && entries.length * height >= wanted.current;
    if (isAll || Math.abs(scroll.scrollTop - wanted.current) < 2) wanted.current = 0;
    own.current = stood.current.top = scroll.scrollTop;
    // A list that ends before that place has other rows in sight than those that were drawn for it.
    if (Math.abs(scroll.scrollTop - top) >= 1) scrolled.value += 1;
  }, [entries, height]);
  useLayoutEffect(() => {
    const watching = new ResizeObserver(() => (size.value = box.current?.clientHeight ?? innerHeight));
    if (box.current) watching.observe(box.current);
    return () => watching.disconnect();
  }, []);
  useEffect(() => {
    listing.top.value = Math.floor(top / height);
    if (wanted.current === 0 && top < height / 2 && listing.news.value.size > 0) listing.news.value = new Set();
    if (missing) void listing.refill(missing.id);
    else if (span.end > entries.length - NEAR_ROWS && listing.hasMore.value) void listing.more();
  });
  const chosen = place.choices.value;
  const begun = useRef(chosen);
  useEffect(() => {
    if (begun.current === chosen) return;
    begun.current = chosen;
    wanted.current = 0;
    box.current?.scrollTo({ top: 0 });
  }, [chosen]);
  useHeldPlaces(inbox, box);
  useAim(inbox, box);

  const watch = () => {
    stood.current.top = box.current?.scrollTop ?? 0;
    if (Math.abs(stood.current.top - own.current) >= 1) wanted.current = 0;
    if (wanted.current === 0) scrolls.keep(name, stood.current.top / height, entries[0]);
    scrolled.value += 1;
    listing.scrolled();
  };
  const current = place.conversation_id.value;
  /** The one row that Tab leads to. */
  const stop = [selecting.cursor.value, current].find((id) => rows.some((entry) => entry.id === id)) ?? entries[Math.min(entries.length - 1, Math.ceil(top / height))]?.id;
  const pressKey = (event: KeyboardEvent) => {
    const command = { ArrowDown: "next", ArrowUp: "previous" }[event.key];
    if (command === undefined || event.altKey || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    inbox.commands.run(event.shiftKey ? { next: "extend_down", previous: "extend_up" }[command]! : command);
  };
  return (
    <div class="list__scroll" ref={box} onScroll={watch} onKeyDown={pressKey}>
      <ul class="list__rows" style={{ height: `${entries.length * height}px` }}>
        {rows.map((entry, index) => {
          const row = facts.rows.value.get(entry.id);
          const at = span.start + index;
          return (
            <li key={entry.id} class="list__place" style={{ transform: `translateY(${at * height}px)` }} aria-setsize={listing.hasMore.value ? -1 : entries.length} aria-posinset={at + 1}>
              {row && <ListRow inbox={inbox} row={row} isStop={entry.id === stop} isCurrent={entry.id === current} />}
            </li>
          );
        })}
      </ul>
      {listing.isLoadingMore.value && entries.length > 0 && <p class="list__note">{say("loading_more")}</p>}
      {listing.moreFailed.value && <MoreFailed retry={listing.retry} />}
    </div>
  );
}

function MoreFailed({ retry }: { retry(): void }) {
  return (
    <p class="list__note list__note--failed" role="alert">
      {say("more_failed")}{" "}
      <button class="text-button" type="button" onClick={retry}>
        {say("retry")}
      </button>
    </p>
  );
}

/** While somebody aims, nothing slides under the pointer. */
function useHeldPlaces({ listing }: InboxState, box: { current: HTMLDivElement | null }): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const release = () => (listing.isHeld.value = false);
    const hold = (event: PointerEvent) => {
      if (event.pointerType !== "mouse") return;
      listing.isHeld.value = true;
      clearTimeout(timer);
      timer = setTimeout(release, AIM_MS);
    };
    const listening = new AbortController();
    box.current?.addEventListener("pointermove", hold, listening);
    box.current?.addEventListener("pointerleave", release, listening);
    return () => {
      listening.abort();
      clearTimeout(timer);
      release();
    };
  }, []);
}

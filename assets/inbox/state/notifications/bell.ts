// The bell: what this agent is told of, newest first, and how much of it is unread. Frames say only that there is
// something; the list is fetched then, once for several of them.

import { batch, computed, signal, type ReadonlySignal } from "@preact/signals";
import { call } from "../../../shared/api";
import { backoffMs } from "../../../shared/backoff";
import type { NotificationsView, NotificationView } from "../../../shared/protocol";
import { newsIn } from "./deciding";

/** Several frames within this time are one question, in milliseconds. */
const PAUSE_MS = 250;

export type Bell = ReturnType<typeof openBell>;

export interface BellParts {
  /** Tries; undefined where the server does not answer just now. */
  attempt<T>(act: () => Promise<T>): Promise<T | undefined>;
  /** What came since the list was known. */
  news(lines: readonly NotificationView[]): void;
}

export function openBell({ attempt, news }: BellParts) {
  const lines = signal<readonly NotificationView[]>([]);
  const unread = signal(0);
  const next = signal<string | null>(null);
  const isKnown = signal(false);
  const hasFailed = signal(false);
  let told = new Map<string, number>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let turn = 0;
  /** What was read and is being told to the server: no answer from before brings it back. */
  let telling = 0;
  /** How often in a row the server would not hear of it. */
  let refusals = 0;
  /** What was told of before the list was known: nobody has been called for it yet. */
  const early = new Set<string>();

  async function renew(): Promise<void> {
    clearTimeout(timer);
    // The end of it asks.
    if (telling > 0) return;
    const mine = ++turn;
    const found = await attempt(() => call<NotificationsView>("/api/inbox/notifications"));
    // A later question knows more.
    if (mine !== turn) return;
    hasFailed.value = found === undefined;
    if (!found) return;
    const isFirst = !isKnown.value;
    const fresh = isFirst ? found.notifications.filter((line) => !line.is_read && early.has(line.id)) : newsIn(told, found.notifications);
    batch(() => {
      lines.value = found.notifications;
      unread.value = found.unread;
      next.value = found.next;
      isKnown.value = true;
    });
    told = new Map(found.notifications.map((line) => [line.id, line.at]));
    if (fresh.length > 0) news(fresh);
  }

  function soon(pause_ms = PAUSE_MS): void {
    clearTimeout(timer);
    timer = setTimeout(() => void renew(), pause_ms);
  }

  /** As it will be, before the server has said so. */
  function markRead(isMeant: (line: NotificationView) => boolean): number {
    const before = lines.value.filter((line) => !line.is_read && isMeant(line)).length;
    lines.value = lines.value.map((line) => (isMeant(line) ? { ...line, is_read: true } : line));
    unread.value = Math.max(0, unread.value - before);
    return before;
  }

  async function tellRead(body: { notification_id?: string; conversation_id?: string }): Promise<void> {
    telling += 1;
    turn += 1;
    const isTold = (await attempt(async () => (await call("/api/inbox/notifications/read", { method: "POST", body }), true))) === true;
    telling -= 1;
    // What was refused comes back unread, and whoever looks at it reads it again.
    refusals = isTold ? 0 : refusals + 1;
    soon(isTold ? PAUSE_MS : backoffMs(refusals, Math.random()));
  }

  return {
    lines: lines as ReadonlySignal<readonly NotificationView[]>,
    unread: unread as ReadonlySignal<number>,
    isKnown: isKnown as ReadonlySignal<boolean>,
    hasFailed: hasFailed as ReadonlySignal<boolean>,
    hasMore: computed(() => next.value !== null),
    renew,
    /** Of this there is something to tell. */
    added(id: string): void {
      if (!isKnown.value) early.add(id);
      soon();
    },
    /** It was read, maybe in another tab: one, or all. */
    read(id: string | null): void {
      markRead((line) => id === null || line.id === id);
      soon();
    },
    readOne(id: string): void {
      if (markRead((line) => line.id === id) > 0) void tellRead({ notification_id: id });
    },
    readAll(): void {
      markRead(() => true);
      unread.value = 0;
      void tellRead({});
    },
    /** The conversation is looked at: also notes, of which the server does not hear by itself. */
    readIn(conversation_id: string): void {
      if (markRead((line) => line.conversation_id === conversation_id) > 0) void tellRead({ conversation_id });
    },
    async more(): Promise<void> {
      const cursor = next.value;
      if (cursor === null) return;
      const found = await attempt(() => call<NotificationsView>(`/api/inbox/notifications?cursor=${encodeURIComponent(cursor)}`));
      if (!found || next.value !== cursor) return;
      const known = new Set(lines.value.map((line) => line.id));
      batch(() => {
        lines.value = [...lines.value, ...found.notifications.filter((line) => !known.has(line.id))];
        next.value = found.next;
      });
    },
  };
}

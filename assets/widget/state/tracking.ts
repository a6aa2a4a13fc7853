// What the page tells of its visitor's doings. Before the first act it waits in memory and nowhere else.

import { ApiError } from "../../shared/api";
import type { AttributeValue, TrackEvents } from "../../shared/types";
import { cut } from "../../shared/well_formed";
import type { Session } from "./session";

type Event = TrackEvents["events"][number];

/** As many as one request takes; of more, the oldest go. */
const WAITING_MAX = 50;
const NAME_MAX = 64;
const PROPERTIES_MAX = 20;
const VALUE_MAX = 500;

export type Tracking = ReturnType<typeof openTracking>;

export function openTracking(session: Session) {
  let waiting: Event[] = [];
  let isSending = false;

  const flush = async (): Promise<void> => {
    const { person } = session;
    if (session.token.value === null || isSending || waiting.length === 0) return;
    const events = waiting;
    waiting = [];
    isSending = true;
    try {
      await session.fetch("/api/widget/track", { method: "POST", body: { events } satisfies TrackEvents });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const isPassing = error.status === 0 || error.status === 429 || error.status >= 500;
      if (isPassing && person === session.person) waiting = [...events, ...waiting].slice(-WAITING_MAX);
      return;
    } finally {
      isSending = false;
    }
    await flush();
  };

  return {
    add(name: string, properties: unknown, at: number) {
      const event: Event = { name: cut(name, NAME_MAX), at };
      const kept = readProperties(properties);
      if (Object.keys(kept).length > 0) event.properties = kept;
      waiting = [...waiting, event].slice(-WAITING_MAX);
      void flush();
    },
    /** There is a session, or the server is back. */
    flush: () => void flush(),
    clear() {
      waiting = [];
    },
  };
}

/** Keeps what the server takes: up to 20 values that are text, numbers, booleans or null. */
function readProperties(given: unknown): Record<string, AttributeValue> {
  const kept: Record<string, AttributeValue> = {};
  if (typeof given !== "object" || given === null) return kept;
  for (const [name, value] of Object.entries(given).slice(0, PROPERTIES_MAX)) {
    const isPlain = value === null || typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value));
    if (name.length === 0 || name.length > NAME_MAX) continue;
    if (typeof value === "string") kept[name] = cut(value, VALUE_MAX);
    else if (isPlain) kept[name] = value as AttributeValue;
  }
  return kept;
}

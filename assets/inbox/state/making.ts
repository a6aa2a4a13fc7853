// What is put together in a dialog, such as a form or quick replies. It stays in this window until it is sent or given up:
// closing the dialog to look something up loses nothing.

import { signal, type Signal } from "@preact/signals";
import type { Begun } from "../../shared/outbox";

/** One message that is being put together. */
export interface Unfinished {
  /** A part of it by its name, `first` at first. */
  field<T>(name: string, first: T): Signal<T>;
  /** What there was in the conversation when the dialog was opened last. */
  begun: Begun;
}

export type Making = ReturnType<typeof openMaking>;

export function openMaking(begun: (conversation_id: string) => Begun) {
  const all = new Map<string, Map<string, { first: unknown; value: Signal }>>();
  const keyOf = (id: string, kind: string) => `${id} ${kind}`;

  return {
    /** Its dialog is opened: whoever opens it has the conversation before them. */
    open(id: string, kind: string): Unfinished {
      const parts = all.get(keyOf(id, kind)) ?? new Map<string, { first: unknown; value: Signal }>();
      all.set(keyOf(id, kind), parts);
      // What was left as it was begins anew with what there is now.
      for (const [name, { first, value }] of parts) if (value.value === first) parts.delete(name);
      return {
        begun: begun(id),
        field<T>(name: string, first: T): Signal<T> {
          const part = parts.get(name) ?? { first, value: signal<T>(first) };
          parts.set(name, part);
          return part.value as Signal<T>;
        },
      };
    },
    /** It is sent, or given up. */
    clear: (id: string, kind: string) => void all.delete(keyOf(id, kind)),
    /** The conversation is gone with everything about it. */
    forget(id: string): void {
      for (const key of all.keys()) if (key.startsWith(keyOf(id, ""))) all.delete(key);
    },
    /** Whether anything is kept that differs from an empty dialog. */
    isBegun: () => [...all.values()].some((parts) => [...parts.values()].some(({ first, value }) => value.value !== first)),
  };
}

// Somebody was erased: their conversations are gone from everywhere at once, and nothing that was written to them is sent.

import { batch } from "@preact/signals";
import type { Outbox } from "../../shared/outbox";
import type { Picking } from "../../shared/picking";
import { MODES, type Drafts } from "./drafts";
import type { Facts } from "./facts";
import type { Making } from "./making";
import type { Place } from "./place";

export interface ErasingParts {
  facts: Facts;
  place: Place;
  drafts: Drafts;
  making: Pick<Making, "forget">;
  outbox: Pick<Outbox, "items" | "withdraw" | "pump">;
  /** By conversation and mode. */
  pickings: ReadonlyMap<string, Picking>;
}

export function openErasing({ facts, place, drafts, making, outbox, pickings }: ErasingParts): (contact_id: string) => void {
  return (contact_id) => {
    const rows = [...facts.rows.value].filter(([, row]) => row.conversation.contact.id === contact_id);
    const threads = [...facts.threads.value].filter(([, thread]) => thread.contact.id === contact_id);
    const ids = new Set([...rows, ...threads].map(([id]) => id));
    batch(() => {
      facts.erased.value = new Set([...facts.erased.value, contact_id, ...ids]);
      facts.rows.value = new Map([...facts.rows.value].filter(([id]) => !ids.has(id)));
      facts.threads.value = new Map([...facts.threads.value].filter(([id]) => !ids.has(id)));
      if (ids.has(place.conversation_id.value ?? "")) facts.threadLoading.value = "erased";
      for (const id of ids) {
        drafts.forget(id);
        making.forget(id);
        for (const mode of MODES) pickings.get(`${id}:${mode}`)?.take();
      }
    });
    for (const unsent of outbox.items.value) {
      if (unsent.conversation_id !== null && ids.has(unsent.conversation_id)) outbox.withdraw(unsent.client_id);
    }
    outbox.pump();
  };
}

// Whether a reload now would take something away from whoever writes, or disturb them at it.

import { MODES } from "./drafts";
import type { InboxState } from "./inbox";

export function isWriting({ writing, place, people }: Pick<InboxState, "writing" | "place" | "people">): boolean {
  const id = place.conversation_id.value;
  const about = place.contact_id.value;
  const texts = [...(id === null ? [] : MODES.map((mode) => writing.drafts.of(id, mode).text.value)), about === null ? "" : people.notes.of(about).value];
  const hasFiles = [...writing.pickings.values()].some((picking) => picking.items.value.length > 0);
  return texts.some((text) => text.trim() !== "") || hasFiles || people.isEditing() || writing.sending.making.isBegun() || writing.outbox.items.value.length > 0;
}

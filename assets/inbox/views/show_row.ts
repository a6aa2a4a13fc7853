// Brings a row of the list into sight and gives it the focus.

import { isFieldFocused } from "../../ui/field";
import type { InboxState } from "../state/inbox";
import { showing } from "../state/window";
import { rowHeight } from "./row_height";

export function showRow(inbox: InboxState, id: string): void {
  const box = document.querySelector<HTMLElement>(".list__scroll");
  const index = inbox.listing.shown.value.findIndex((entry) => entry.id === id);
  if (!box || index === -1) return;
  box.scrollTop = showing(index, box.scrollTop, box.clientHeight, rowHeight(inbox.habits.value.density));
  const focus = () => {
    const row = document.querySelector<HTMLElement>(`.row__link[data-conversation="${CSS.escape(id)}"]`);
    row?.focus({ preventScroll: true });
    return row !== null;
  };
  // A row that has only come into sight is drawn first: whoever has begun to write by then is left there.
  if (!focus()) requestAnimationFrame(() => requestAnimationFrame(() => !isFieldFocused() && focus()));
}

// One hand on the keyboard: j and k move, Enter opens, r replies, e resolves, Esc goes back. Never while somebody types.

import type { InboxState } from "./state/inbox";
import type { Panes } from "./views/app";

export function listenForKeys(inbox: InboxState, panes: Panes): void {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.metaKey || event.ctrlKey || event.altKey) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "Escape") return goBack(event, inbox, panes);
    if (isTyping(event.target)) return;
    const act = actions(inbox, panes)[event.key];
    if (act === undefined) return;
    act();
    event.preventDefault();
  });
}

function actions(inbox: InboxState, panes: Panes): Record<string, (() => void) | undefined> {
  const move = (step: 1 | -1) => () => {
    const id = inbox.neighbour(step);
    if (id === null) return;
    inbox.place.replace(id);
    requestAnimationFrame(() => document.querySelector(`[data-conversation="${CSS.escape(id)}"]`)?.scrollIntoView({ block: "nearest" }));
  };
  return {
    j: move(1),
    k: move(-1),
    r: () => document.getElementById("reply")?.focus(),
    e: () => {
      const id = inbox.place.conversation_id.value;
      const status = id === null ? undefined : inbox.facts.rows.value.get(id)?.conversation.status;
      if (id === null || status === undefined) return;
      if (status === "open") inbox.resolving.resolve(id);
      else inbox.resolving.reopen(id);
    },
    i: () => (panes.showsDetails.value = !panes.showsDetails.value),
    "?": () => (panes.showsKeys.value = true),
  };
}

/** One step back: out of the composer, out of the details, out of the conversation. */
function goBack(event: KeyboardEvent, inbox: InboxState, panes: Panes): void {
  if (isTyping(event.target)) (event.target as HTMLElement).blur();
  else if (panes.showsDetails.value) panes.showsDetails.value = false;
  else {
    const id = inbox.place.conversation_id.value;
    inbox.place.open(null);
    if (id !== null) requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-conversation="${CSS.escape(id)}"]`)?.focus());
  }
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}

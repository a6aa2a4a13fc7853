// Keys do what the commands say. Never while somebody types, but for Escape, which leads one step back.

import { copyText } from "../shared/clipboard";
import type { InboxState } from "./state/inbox";
import { openKeying } from "./state/keying";
import { goBack, listCommands } from "./state/list_commands";
import { threadCommands } from "./state/thread_commands";
import type { Panes } from "./views/app";
import { showRow } from "./views/show_row";

/** Registers what list and frame offer, and listens. */
export function listenForKeys(inbox: InboxState, panes: Panes): void {
  const show = (id: string) => showRow(inbox, id);
  inbox.commands.register(
    ...threadCommands(inbox, { focusBox: () => document.getElementById("reply")?.focus(), copy: (text) => void copyText(text) }),
    ...listCommands(inbox, show),
    { id: "details", words: "command_details", icon: "details", key: "d", isPossible: () => inbox.place.conversation_id.value !== null, run: () => (panes.showsDetails.value = !panes.showsDetails.value) },
    { id: "new_view", words: "command_new_view", icon: "funnel", run: () => (panes.view.value = "new") },
    { id: "help", words: "command_help", icon: "keys", key: "?", run: () => (panes.showsKeys.value = true) },
  );
  const keying = openKeying(inbox.commands, inbox.habits);
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.altKey) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "Escape") return stepBack(event, inbox, panes, show);
    // With the focus nowhere, Enter opens the row that the keyboard stands on.
    if (event.key === "Enter" && event.target === document.body) return inbox.commands.run("open");
    const command = keying.press({ key: event.key, isMod: event.metaKey || event.ctrlKey, isTyping: isTyping(event.target), at: event.timeStamp });
    if (command === null) return;
    if (command !== "waits") command.run();
    event.preventDefault();
  });
}

/** One step back: out of the composer, the rail, the details, the selection, the conversation. */
function stepBack(event: KeyboardEvent, inbox: InboxState, panes: Panes, show: (id: string) => void): void {
  if (isTyping(event.target)) (event.target as HTMLElement).blur();
  else if (panes.showsRail.value) panes.showsRail.value = false;
  else if (panes.showsDetails.value) panes.showsDetails.value = false;
  else if (inbox.selecting.isOn.value) inbox.selecting.clear();
  else goBack(inbox, show);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input:not([type=checkbox]), textarea, select"));
}

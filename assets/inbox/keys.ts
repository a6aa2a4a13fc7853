// Keys do what the commands say. Never while somebody types, but for Escape, which leads one step back.

import { isComposing } from "../shared/composing";
import { copyText } from "../shared/clipboard";
import { mayBeHeld } from "./state/command_groups";
import type { InboxState } from "./state/inbox";
import { frameCommands } from "./state/frame_commands";
import { keyIn, openKeying, type Pressed } from "./state/keying";
import { goOut, listCommands } from "./state/list_commands";
import { threadCommands } from "./state/thread_commands";
import { personCommands } from "./state/person_commands";
import { focusBox, keepTypedAhead } from "./typed_ahead";
import type { Panes } from "./views/app";
import { stepBack as leavePage } from "./views/phone/way_back";
import { showRow } from "./views/show_row";

/** Registers what list and frame offer, and listens. */
export function listenForKeys(inbox: InboxState, panes: Panes): void {
  const show = (id: string) => showRow(inbox, id);
  inbox.commands.register(
    ...threadCommands(inbox, { focusBox: () => focusBox(standingOf(inbox)), copy: (text) => void copyText(text) }),
    ...listCommands(inbox, show),
    ...frameCommands(inbox, { ...panes, focusSearch: () => document.getElementById("search")?.focus() }),
    ...personCommands(inbox),
  );
  keepTypedAhead();
  const keying = openKeying(inbox.commands, inbox.habits);
  document.addEventListener("keydown", (event) => {
    // What AltGr writes, such as brackets on many layouts, is a key like any other.
    const isGraph = event.getModifierState("AltGraph");
    if (event.defaultPrevented || isComposing(event) || (event.altKey && !isGraph)) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "Escape") return stepBack(event, inbox, panes, show);
    // With the focus nowhere, Enter opens the row that the keyboard stands on.
    if (event.key === "Enter" && event.target === document.body) return inbox.commands.run("open");
    const press = { key: keyIn(pressed(event)), isMod: (event.metaKey || event.ctrlKey) && !isGraph, isTyping: isTyping(event.target), at: event.timeStamp };
    const command = keying.press(press);
    if (command === null) return;
    const refusal = command === "waits" ? null : (command.refusal?.() ?? null);
    // A finger that rests on a key means one press: many rows could be done by it.
    if (refusal !== null && !event.repeat) inbox.commands.refuse(refusal);
    else if (refusal === null && command !== "waits" && (!event.repeat || mayBeHeld(command))) command.run();
    event.preventDefault();
  });
}

/** How it stands then with the conversation that is in sight now. */
function standingOf({ place, facts }: InboxState): () => "here" | "coming" | "gone" {
  const id = place.shown_id.value;
  return () => {
    if (id === null || place.shown_id.value !== id) return "gone";
    const loading = facts.threadLoading.value;
    return loading === "loading" ? "coming" : loading === "ready" ? "here" : "gone";
  };
}

function pressed(event: KeyboardEvent): Pressed {
  return { key: event.key, code: event.code, shiftKey: event.shiftKey, getModifierState: (name) => event.getModifierState(name) };
}

/** One step back: out of the composer, the rail, the details, the selection, a form, the conversation. */
function stepBack(event: KeyboardEvent, inbox: InboxState, panes: Panes, show: (id: string) => void): void {
  if (isTyping(event.target)) (event.target as HTMLElement).blur();
  else if (panes.showsRail.value) panes.showsRail.value = false;
  else if (panes.showsDetails.value) panes.showsDetails.value = false;
  else if (inbox.selecting.isOn.value) inbox.selecting.clear();
  // What is being changed about a person is given up by its own button only.
  else if (!inbox.people.stepOut()) goOut(inbox, show, () => leavePage(inbox));
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input:not([type=checkbox]), textarea, select"));
}

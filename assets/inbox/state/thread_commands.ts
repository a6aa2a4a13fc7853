// What can be done in the open conversation by name and by key, beside what its row offers too.

import type { Command } from "./commands";
import type { InboxState } from "./inbox";
import { lastUndoable } from "./undoing";

export interface ThreadHands {
  /** Puts the keyboard into the box. */
  focusBox(): void;
  copy(text: string): void;
}

export function threadCommands(inbox: InboxState, { focusBox, copy }: ThreadHands): Command[] {
  const { place, writing, beside } = inbox;
  const isOpen = () => place.shown_id.value !== null;
  const writes = {
    isPossible: () => isOpen() && inbox.may("reply"),
    refusal: () => (isOpen() && !inbox.may("reply") ? "may_not_write" : null),
  };
  const begin = (mode: "reply" | "note") => () => {
    writing.choose(mode);
    focusBox();
  };
  return [
    { id: "reply", words: "command_reply", icon: "reply", key: "r", ...writes, run: begin("reply") },
    { id: "note", words: "command_note", icon: "note", key: "n", ...writes, run: begin("note") },
    {
      id: "undo_send",
      words: "command_undo_send",
      icon: "reopen",
      key: "Mod+z",
      isPossible: () => ["send", "macro"].includes(lastUndoable(inbox) ?? ""),
      run() {
        if (lastUndoable(inbox) === "macro") beside.macros.dismiss();
        else if (writing.undo()) focusBox();
      },
    },
    { id: "copy_link", words: "copy_link", icon: "copy", isPossible: isOpen, run: () => copy(location.origin + place.linkTo(place.shown_id.value!)) },
  ];
}

// Choosing a key by pressing it: one, or two in a row. What is in the way is said, with what can be done about it.

import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { isComposing } from "../../../shared/composing";
import { say } from "../../../shared/strings";
import type { Command } from "../../state/commands";
import type { InboxState } from "../../state/inbox";
import { keyIn } from "../../state/keying";
import { conflictOf, refusalOf, swapped, withKey, type Conflict } from "../../state/shortcuts";
import { nameOfKey } from "../key_list";

/** How long a second key is waited for, in milliseconds. */
const SECOND_MS = 1_200;

interface RecordingProps {
  inbox: InboxState;
  command: Command;
  done(): void;
  /** The keyboard went elsewhere. */
  left(): void;
}

export function Recording({ inbox, command, done, left }: RecordingProps) {
  const { preferences, save } = inbox.chosen;
  const pressed = useSignal<string | null>(null);
  const trouble = useSignal<{ words: string; key: string; conflict: Conflict | null } | null>(null);
  const box = useRef<HTMLButtonElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useLayoutEffect(() => {
    box.current?.focus();
    return () => clearTimeout(timer.current);
  }, []);

  const take = (key: string) => {
    pressed.value = null;
    const conflict = conflictOf(inbox.commands.all.value, preferences.value.shortcuts, command.id, key);
    if (conflict === null) {
      void save({ shortcuts: withKey(preferences.value.shortcuts, command, key) });
      return done();
    }
    trouble.value = { words: conflict.kind === "same" ? "key_has" : "key_begins", key, conflict };
  };
  const swap = () => {
    const found = trouble.value;
    const other = inbox.commands.byId.value.get(found?.conflict?.command.id ?? "");
    if (found && other) void save({ shortcuts: swapped(preferences.value.shortcuts, command, other, found.key) });
    done();
  };
  const pressKey = (event: KeyboardEvent) => {
    if (isComposing(event) || event.key === "Tab" || ["Shift", "Control", "Alt", "Meta", "AltGraph", "CapsLock"].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    clearTimeout(timer.current);
    if (event.key === "Escape") return done();
    if (event.repeat) return;
    const isGraph = event.getModifierState("AltGraph");
    const isMod = (event.ctrlKey || event.metaKey) && !isGraph;
    const key = keyIn({ key: event.key, code: event.code, shiftKey: event.shiftKey, getModifierState: (name) => event.getModifierState(name) });
    const refusal = refusalOf(key, isMod);
    if (refusal !== null) {
      trouble.value = { words: refusal, key, conflict: null };
      return;
    }
    trouble.value = null;
    if (isMod) return take(`Mod+${key}`);
    if (pressed.value !== null) return take(`${pressed.value} ${key}`);
    pressed.value = key;
    timer.current = setTimeout(() => take(key), SECOND_MS);
  };
  const found = trouble.value;
  const other = found?.conflict ? (inbox.commands.byId.value.get(found.conflict.command.id)?.words ?? "") : "";
  return (
    <span class="shortcuts__recording">
      <button class="shortcuts__key shortcuts__key--waiting" type="button" ref={box} onKeyDown={pressKey} onBlur={(event) => !event.currentTarget.parentElement?.contains(event.relatedTarget as Node | null) && left()}>
        {pressed.value === null ? say("key_press") : say("key_press_second", { key: nameOfKey(pressed.value) })}
      </button>
      <span class="shortcuts__trouble" role="alert">
        {found && say(found.words, { key: nameOfKey(found.key), name: other === "" ? "" : say(other) })}
      </span>
      {found?.conflict?.kind === "same" && (
        <button class="button button--small" type="button" onClick={swap}>
          {say("key_swap")}
        </button>
      )}
    </span>
  );
}

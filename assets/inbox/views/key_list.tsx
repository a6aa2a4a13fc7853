// Keys and what they do, as the commands have them just now.

import { say } from "../../shared/strings";
import type { InboxState } from "../state/inbox";
import { keyOf } from "../state/keying";

/** Those that are worth knowing first. */
export const FIRST_KEYS = ["next", "open", "reply", "done", "assign", "snooze", "help"] as const;

export function KeyList({ inbox, only }: { inbox: InboxState; only?: readonly string[] }) {
  const known = inbox.commands.all.value;
  const commands = only === undefined ? known : only.flatMap((id) => known.find((command) => command.id === id) ?? []);
  return (
    <dl class="keys">
      {commands.map((command) => {
        const key = keyOf(command, inbox.habits.value);
        if (key === null) return null;
        return (
          <div key={command.id}>
            <dt>
              <KeyNames value={key} />
            </dt>
            <dd>{say(command.words)}</dd>
          </div>
        );
      })}
      <div>
        <dt>
          <kbd>Esc</kbd>
        </dt>
        <dd>{say("key_escape")}</dd>
      </div>
    </dl>
  );
}

/** A key, or two in a row. */
export function KeyNames({ value }: { value: string }) {
  return (
    <>
      {value.split(" ").map((one, index) => (
        <>
          {index > 0 && <span class="visually-hidden">{say("key_then")}</span>}
          <kbd key={one}>{nameOfKey(one)}</kbd>
        </>
      ))}
    </>
  );
}

const IS_APPLE = /Mac|iPhone|iPad/.test(navigator.platform);

/** How a key is written on the reader's own keyboard. */
export function nameOfKey(key: string): string {
  const name = key.replace("Mod+", IS_APPLE ? "⌘" : "Ctrl ");
  return /^[A-Z]$/.test(name) ? `Shift ${name}` : name.length === 1 ? name : name.replace(/ (\w)$/, (_, letter: string) => ` ${letter.toUpperCase()}`);
}

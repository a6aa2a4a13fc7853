// Whether single keys do something, and which: each can be chosen, swapped and set back.

import { useSignal } from "@preact/signals";
import { say } from "../../../shared/strings";
import { groupOf, GROUPS } from "../../state/command_groups";
import type { Command } from "../../state/commands";
import type { InboxState } from "../../state/inbox";
import { keyOf } from "../../state/keying";
import { withKey, withoutKey } from "../../state/shortcuts";
import { Section, Switch } from "./parts";
import { KeyNames } from "../key_list";
import { Recording } from "./recording";

export function ShortcutsSection({ inbox }: { inbox: InboxState }) {
  const { preferences, save } = inbox.chosen;
  const { has_shortcuts, shortcuts } = preferences.value;
  /** The command whose key is being chosen. */
  const recorded = useSignal<string | null>(null);
  const commands = inbox.commands.all.value;
  const back = (id: string) => {
    recorded.value = null;
    requestAnimationFrame(() => document.getElementById(`key-of-${id}`)?.focus());
  };
  return (
    <Section name="keys_title">
      <Switch name="has_shortcuts" hint="has_shortcuts_hint" isOn={has_shortcuts} turn={(isOn) => void save({ has_shortcuts: isOn })} />
      <div class="shortcuts">
        {GROUPS.map((group) => {
          const own = commands.filter((command) => groupOf(command) === group);
          if (own.length === 0) return null;
          return (
            <div key={group} class="shortcuts__group" role="group" aria-labelledby={`shortcuts-${group}`}>
              <h4 id={`shortcuts-${group}`}>{say(`keys_of_${group}`)}</h4>
              <ul>
                {own.map((command) => (
                  <li key={command.id} class="shortcuts__one" data-command={command.id}>
                    <span class="shortcuts__name">{say(command.words)}</span>
                    {recorded.value === command.id ? <Recording inbox={inbox} command={command} done={() => back(command.id)} left={() => (recorded.value = null)} /> : <Present inbox={inbox} command={command} record={() => (recorded.value = command.id)} back={() => back(command.id)} />}
                  </li>
                ))}
              </ul>
            </div>
          );
        })}
      </div>
      <button class="button" type="button" aria-disabled={Object.keys(shortcuts).length === 0} onClick={() => Object.keys(shortcuts).length > 0 && void save({ shortcuts: {} })}>
        {say("keys_reset_all")}
      </button>
    </Section>
  );
}

interface PresentProps {
  inbox: InboxState;
  command: Command;
  record(): void;
  back(): void;
}

function Present({ inbox, command, record, back }: PresentProps) {
  const { preferences, save } = inbox.chosen;
  const { shortcuts } = preferences.value;
  const key = keyOf(command, { shortcuts });
  const name = say(command.words);
  const isChosen = shortcuts[command.id] !== undefined;
  const reset = () => {
    void save({ shortcuts: withoutKey(shortcuts, command.id) });
    back();
  };
  const remove = () => {
    void save({ shortcuts: withKey(shortcuts, command, null) });
    back();
  };
  return (
    <span class="shortcuts__acts">
      {isChosen && (
        <button class="text-button" type="button" aria-label={say("key_reset_of", { name })} onClick={reset}>
          {say("key_reset")}
        </button>
      )}
      {key !== null && (
        <button class="text-button" type="button" aria-label={say("key_remove_of", { name })} onClick={remove}>
          {say("key_remove")}
        </button>
      )}
      <button class="shortcuts__key" id={`key-of-${command.id}`} type="button" aria-label={key === null ? say("key_choose_of", { name }) : say("key_change_of", { name, key: key.replace(" ", ` ${say("key_then")} `) })} onClick={record}>
        {key === null ? <span class="shortcuts__none">{say("key_none")}</span> : <KeyNames value={key} />}
      </button>
    </span>
  );
}

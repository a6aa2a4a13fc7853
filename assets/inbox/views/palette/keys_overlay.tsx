// All keys that work here, by what they are for, shown by `?`.

import { say } from "../../../shared/strings";
import { Icon } from "../../../ui/icons";
import { useModal } from "../../../ui/modal";
import { groupOf, GROUPS } from "../../state/command_groups";
import type { InboxState } from "../../state/inbox";
import { keyOf } from "../../state/keying";
import { KeyNames } from "../key_list";

export function Keys({ inbox, close }: { inbox: InboxState; close: () => void }) {
  const { modal, shut } = useModal(close);
  const habits = inbox.habits.value;
  const change = () => {
    shut();
    inbox.chosen.isShown.value = true;
  };
  return (
    <dialog class="dialog keys-sheet" {...modal} aria-labelledby="keys-title">
      <header class="keys-sheet__head">
        <h2 id="keys-title">{say("keys_title")}</h2>
        <button class="icon-button" type="button" aria-label={say("close")} title={say("close")} onClick={shut}>
          <Icon name="close" />
        </button>
      </header>
      {!habits.has_shortcuts && <p class="keys-sheet__off">{say("keys_off")}</p>}
      <div class="keys-sheet__groups" tabIndex={0} role="region" aria-labelledby="keys-title">
        {GROUPS.map((group) => {
          const commands = inbox.commands.all.value.filter((command) => groupOf(command) === group && keyOf(command, habits) !== null);
          if (commands.length === 0) return null;
          return (
            <section key={group} class="keys-sheet__group" aria-labelledby={`keys-${group}`}>
              <h3 id={`keys-${group}`}>{say(`keys_${group}`)}</h3>
              <dl class="keys">
                {commands.map((command) => (
                  <div key={command.id}>
                    <dt>
                      <KeyNames value={keyOf(command, habits)!} />
                    </dt>
                    <dd>{say(command.words)}</dd>
                  </div>
                ))}
                {group === "move" && (
                  <div>
                    <dt>
                      <kbd>Esc</kbd>
                    </dt>
                    <dd>{say("key_escape")}</dd>
                  </div>
                )}
              </dl>
            </section>
          );
        })}
      </div>
      <div class="button-row button-row--end">
        <button class="button" type="button" onClick={change}>
          {say("keys_change")}
        </button>
        <button class="button button--primary" type="button" onClick={shut}>
          {say("close")}
        </button>
      </div>
    </dialog>
  );
}

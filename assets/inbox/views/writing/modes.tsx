// Reply or note: two tabs over the box. In each something may be begun.

import { say } from "../../../shared/strings";
import { Icon } from "../../../ui/icons";
import { MODES } from "../../state/drafts";
import type { InboxState } from "../../state/inbox";

export function Modes({ inbox, id }: { inbox: InboxState; id: string }) {
  const { writing } = inbox;
  const choose = (mode: (typeof MODES)[number]) => {
    writing.choose(mode);
    document.getElementById("reply")?.focus();
  };
  return (
    <div class="modes" role="group" aria-label={say("writing_as")}>
      {MODES.map((mode) => {
        const isChosen = writing.mode.value === mode;
        const isBegun = !isChosen && writing.drafts.of(id, mode).text.value.trim() !== "";
        return (
          <button key={mode} class={`modes__one modes__one--${mode}`} type="button" aria-pressed={isChosen} title={`${say(`mode_${mode}`)} (${mode === "reply" ? "r" : "n"})`} onClick={() => choose(mode)}>
            <Icon name={mode} />
            {say(`mode_${mode}`)}
            {isBegun && (
              <span class="modes__begun">
                <span class="visually-hidden">{say("begun")}</span>
              </span>
            )}
          </button>
        );
      })}
      {writing.mode.value === "note" && <span class="modes__hint">{say("note_hint")}</span>}
    </div>
  );
}

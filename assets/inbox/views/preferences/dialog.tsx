// Everything an agent chooses for itself, in one dialog. Each choice is kept at once.

import { Icon } from "../../../ui/icons";
import { say } from "../../../shared/strings";
import { useModal } from "../../../ui/modal";
import type { InboxState } from "../../state/inbox";
import { CallsSection } from "./calls";
import { QuietSection } from "./quiet";
import { ShortcutsSection } from "./shortcuts";
import { TestSection } from "./test";
import { ListSection, WritingSection } from "./working";

export function PreferencesDialog({ inbox, close }: { inbox: InboxState; close(): void }) {
  const { modal, shut } = useModal(close);
  const { problem } = inbox.chosen;
  return (
    <dialog class="dialog preferences" {...modal} aria-labelledby="preferences-title">
      <header class="preferences__head">
        <h2 id="preferences-title">{say("preferences")}</h2>
        <button class="icon-button" type="button" aria-label={say("close")} title={say("close")} onClick={shut}>
          <Icon name="close" />
        </button>
      </header>
      <div class="preferences__body" tabIndex={0} role="region" aria-labelledby="preferences-title">
        <p class="preferences__problem" role="alert">
          {problem.value !== null && say("not_kept", { why: problem.value })}
        </p>
        <CallsSection inbox={inbox} />
        <QuietSection inbox={inbox} />
        <TestSection inbox={inbox} />
        <WritingSection inbox={inbox} />
        <ListSection inbox={inbox} />
        <ShortcutsSection inbox={inbox} />
      </div>
    </dialog>
  );
}

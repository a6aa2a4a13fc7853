// Back to the list, where the thread is a page of its own.

import { say } from "../../../shared/strings";
import { Icon } from "../../../ui/icons";
import type { InboxState } from "../../state/inbox";
import { stepBack } from "../phone/way_back";

export function BackButton({ inbox }: { inbox: InboxState }) {
  return (
    <button class="icon-button pane__back" type="button" aria-label={say("back")} onClick={() => stepBack(inbox)}>
      <Icon name="back" />
    </button>
  );
}

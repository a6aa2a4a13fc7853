// What a row says of what was just done to it: that it goes, and how to keep it; or that it could not be done.

import { Icon } from "../../ui/icons";
import { say } from "../../shared/strings";
import type { Failure } from "../state/acts";
import type { InboxState } from "../state/inbox";
import { wordsOfDone } from "./act_words";

/** It stays a moment, greyed. */
export function RowGoing({ inbox, id }: { inbox: InboxState; id: string }) {
  const done = inbox.acts.done.value;
  if (done === null || !done.ids.includes(id)) return null;
  return (
    <span class="row__going">
      <span class="row__gone">{wordsOfDone({ ...done, ids: [id] }, inbox.directory)}</span>
      <button class="text-button" type="button" onClick={() => inbox.acts.undo([id])}>
        {say("undo")}
      </button>
    </span>
  );
}

export function RowFailure({ inbox, id, failure }: { inbox: InboxState; id: string; failure: Failure }) {
  return (
    <div class="row__failure" role="alert">
      <span class="row__reason" title={failure.detail}>
        {say(`failed_${failure.act.type}`)} {failure.detail}
      </span>
      <button class="text-button" type="button" onClick={() => inbox.acts.retry([id])}>
        {say("retry")}
      </button>
      <button class="row__dismiss" type="button" aria-label={say("dismiss")} onClick={() => inbox.acts.dismiss([id])}>
        <Icon name="close" />
      </button>
    </div>
  );
}

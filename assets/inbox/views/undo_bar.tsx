// What was done last, for a while: with the way back, how far it got, and what of it failed. Or why it was not done.

import { useSignal } from "@preact/signals";
import { Icon } from "../../ui/icons";
import { say } from "../../shared/strings";
import type { Done } from "../state/acts";
import type { Deed } from "../state/deeds";
import type { InboxState } from "../state/inbox";
import { shownLast } from "../state/undoing";
import { wordsOfDone } from "./act_words";

export function UndoBar({ inbox }: { inbox: InboxState }) {
  const shown = shownLast(inbox);
  return (
    <div class={`undo-bar${shown === null ? "" : " undo-bar--shown"}`} role="status">
      {shown?.what === "refused" && (
        <div class="undo-bar__line">
          <span class="undo-bar__words">{say(shown.words)}</span>
          <Close close={inbox.commands.dismiss} />
        </div>
      )}
      {shown?.what === "deed" && <DeedWords inbox={inbox} deed={shown.deed} />}
      {shown?.what === "act" && <DoneWords inbox={inbox} done={shown.done} />}
    </div>
  );
}

function DeedWords({ inbox, deed }: { inbox: InboxState; deed: Deed }) {
  const { deeds } = inbox;
  return (
    <div class="undo-bar__line">
      <span class="undo-bar__words">{deed.problem ?? say(deed.words, { name: deed.name })}</span>
      {deed.mayRetry && (
        <button class="undo-bar__button" type="button" title="Ctrl Z" onClick={() => void deeds.undo()}>
          {say(deed.problem === null ? "undo" : "retry")}
        </button>
      )}
      <Close close={deeds.close} />
    </div>
  );
}

function DoneWords({ inbox, done }: { inbox: InboxState; done: Done }) {
  const { acts, directory } = inbox;
  const showsFailed = useSignal(false);
  const { ids, answered, failed, undo } = done;
  const isOver = answered >= undo.length;
  const words =
    failed.length > 0 && isOver
      ? say(failed.length < ids.length ? "done_failed" : "all_failed", { done: ids.length - failed.length, failed: failed.length })
      : !isOver && undo.length > 100
        ? say("done_part", { done: answered, count: undo.length })
        : wordsOfDone(done, directory);
  return (
    <>
      {showsFailed.value && failed.length > 0 && <Failed inbox={inbox} ids={failed} />}
      <div class="undo-bar__line">
        <span class="undo-bar__words">{words}</span>
        {failed.length > 0 && isOver && (
          <button class="undo-bar__button" type="button" aria-expanded={showsFailed.value} onClick={() => (showsFailed.value = !showsFailed.value)}>
            {say(showsFailed.value ? "hide" : "show")}
          </button>
        )}
        {failed.length < ids.length && (
          <button class="undo-bar__button" type="button" title="Ctrl Z" onClick={() => acts.undo()}>
            {say("undo")}
          </button>
        )}
        <Close close={acts.close} />
      </div>
    </>
  );
}

function Failed({ inbox, ids }: { inbox: InboxState; ids: readonly string[] }) {
  const { acts, facts } = inbox;
  return (
    <div class="undo-bar__failed">
      <ul>
        {ids.map((id) => {
          const [failure, row] = [acts.failures.value.get(id), facts.rows.value.get(id)];
          return (
            failure &&
            row && (
              <li key={id}>
                <a href={inbox.place.conversationHref(id)} onClick={(event) => (event.preventDefault(), inbox.place.open(id))}>
                  <bdi>{row.conversation.contact.name}</bdi>
                </a>
                <span>{failure.detail}</span>
              </li>
            )
          );
        })}
      </ul>
      <button class="undo-bar__button" type="button" onClick={() => acts.retry(ids)}>
        {say("retry_all")}
      </button>
    </div>
  );
}

function Close({ close }: { close: () => void }) {
  return (
    <button class="undo-bar__close" type="button" aria-label={say("dismiss")} onClick={() => close()}>
      <Icon name="close" />
    </button>
  );
}

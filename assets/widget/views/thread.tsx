// The conversation: what was said, what is on its way, and who is typing.

import type { ComponentChildren } from "preact";
import { say } from "../../shared/strings";
import { FormView } from "../../ui/kinds/form";
import { MessageLog } from "../../ui/message_log";
import { rowsOf, type MessageRow } from "../../ui/rows";
import { withoutUndone } from "../../ui/undone";
import type { PanelState } from "../state/panel";
import { expectation } from "./words";

export interface ThreadProps {
  panel: PanelState;
  /** Draws the question how it was, where a message asks it. */
  renderRating(row: MessageRow): ComponentChildren;
}

export function ThreadView({ panel, renderRating }: ThreadProps) {
  const { facts, outbox } = panel;
  const thread = facts.current.value;
  const rows = rowsOf(withoutUndone(facts.messages.value, thread?.rating != null), panel.waiting.value, "visitor");
  const loading = facts.loading.value;
  const typing = panel.typing.value;
  const isTyping = typing !== null && typing.conversation_id === thread?.id;

  return (
    <MessageLog
      thread={thread?.id ?? "new"}
      label={say("conversation_with", { name: panel.config.brand.name })}
      rows={rows}
      own="visitor"
      readTo={thread?.team_read ?? 0}
      isAtEnd={facts.isAtEnd}
      seen={panel.seen}
      reachedTop={panel.loadEarlier}
      acts={{
        retry: outbox.retry,
        edit: panel.edit,
        reply: panel.reply,
        renderForm: (row, form) => <FormView key={row.key} row={row} form={form} given={panel.filledIn(row.number)} answer={panel.answer} />,
        refresh: () => void panel.resume(),
        renderRating,
      }}
      composer="message"
      typing={!isTyping ? null : typing.name === null ? say("someone_typing") : say("typing", { name: typing.name })}
    >
      {facts.isLoadingEarlier.value && <p class="thread__note">{say("loading_earlier")}</p>}
      {loading === "loading" && <Skeleton />}
      {loading === "failed" && (
        <p class="thread__note">
          {say("load_failed")}{" "}
          <button class="text-button" type="button" onClick={() => void panel.resume()}>
            {say("retry")}
          </button>
        </p>
      )}
      {rows.length === 0 && loading === "idle" && <Expectation words={expectation(panel.site, Date.now())} />}
    </MessageLog>
  );
}

/** Before the first word: a drawing in one line, and when to expect an answer. */
function Expectation({ words }: { words: string }) {
  return (
    <div class="welcome">
      <svg class="welcome__drawing" viewBox="0 0 120 84" aria-hidden="true">
        <path d="M26 8h68c8 0 13 5 13 13v30c0 8-5 13-13 13H62L46 76V64H26c-8 0-13-5-13-13V21c0-8 5-13 13-13zM60 52V32m0 7c0-9 7-14 17-14 0 9-7 14-17 14zm0 8c0-8-6-12-15-12 0 8 6 12 15 12zM48 52h24" />
      </svg>
      {words !== "" && <p class="welcome__words">{words}</p>}
    </div>
  );
}

function Skeleton() {
  return (
    <div class="skeleton" role="status" aria-label={say("loading")}>
      <span />
      <span />
      <span />
    </div>
  );
}

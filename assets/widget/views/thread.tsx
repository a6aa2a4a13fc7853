// The conversation: what was said, what is on its way, and who is typing.

import { Bubble } from "../../ui/bubble";
import { Icon } from "../../ui/icons";
import { rowsOf } from "../../ui/rows";
import { useThreadScroll } from "../../ui/scroll";
import { untracked, useSignal, useSignalEffect } from "@preact/signals";
import { dayName } from "../../shared/time";
import { say } from "../../shared/strings";
import type { PanelState } from "../state/panel";

export function ThreadView({ panel }: { panel: PanelState }) {
  const thread = panel.facts.current.value;
  const waiting = panel.outbox.items.value;
  const rows = rowsOf(panel.facts.messages.value, waiting, "visitor");
  const newest = rows.at(-1);
  const newestOwn = rows.findLast((row) => row.kind === "message" && row.author === "visitor" && row.outgoing === null);
  const { isAtEnd } = panel.facts;
  const { log, toEnd, watch } = useThreadScroll({
    // A thread that just got its id is still the same one.
    thread: "only",
    newest: newest?.key,
    oldest: rows.find((row) => row.kind === "message")?.key,
    reachedTop: panel.loadEarlier,
    isAtEnd,
    isOwnNewest: newest?.kind === "message" && newest.outgoing !== null,
  });
  const below = useMissed(panel, isAtEnd.value);
  useSignalEffect(() => {
    if (isAtEnd.value) untracked(panel.seen);
  });
  const typing = panel.typing.value;

  return (
    <div class="thread-box">
      <div class="thread" ref={log} onScroll={watch} role="log" aria-live="polite" aria-relevant="additions" aria-label={say("conversation_with", { name: panel.config.brand.name })} tabIndex={0}>
        {panel.facts.isLoadingEarlier.value && <p class="thread__note">{say("loading_earlier")}</p>}
        {panel.facts.loading.value === "loading" && <Skeleton />}
        {panel.facts.loading.value === "failed" && (
          <p class="thread__note">
            {say("load_failed")}{" "}
            <button class="text-button" type="button" onClick={() => void panel.resume()}>
              {say("retry")}
            </button>
          </p>
        )}
        {rows.length === 0 && panel.facts.loading.value === "idle" && <Expectation words={panel.config.reply_expectation} />}
        {rows.map((row) =>
          row.kind === "day" ? (
            <p class="thread__day" key={row.key}>
              <span>{dayName(row.at, Date.now())}</span>
            </p>
          ) : (
            <Bubble
              key={row.key}
              row={row}
              own="visitor"
              status={row === newestOwn ? (thread && thread.team_read >= row.number ? "seen" : "sent") : null}
              retry={panel.outbox.retry}
              edit={(id) => {
                panel.edit(id);
                document.getElementById("message")?.focus();
              }}
            />
          ),
        )}
        {typing && typing.conversation_id === thread?.id && (
          <p class="typing" aria-live="off">
            <span class="typing__dots" aria-hidden="true">
              <i />
              <i />
              <i />
            </span>
            <span class="typing__name">{typing.name === null ? say("someone_typing") : say("typing", { name: typing.name })}</span>
          </p>
        )}
      </div>
      {below > 0 && !isAtEnd.value && (
        <button class="pill" type="button" onClick={toEnd}>
          {say("new_messages", { count: below })}
          <Icon name="down" />
        </button>
      )}
    </div>
  );
}

/** Counts what came while the end was out of sight. */
function useMissed(panel: PanelState, isAtEnd: boolean): number {
  const seenTo = useSignal(0);
  const messages = panel.facts.messages.value;
  const newest = messages.at(-1)?.number ?? 0;
  if (isAtEnd && seenTo.peek() !== newest) seenTo.value = newest;
  return messages.filter((message) => message.number > seenTo.value && message.author !== "visitor").length;
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

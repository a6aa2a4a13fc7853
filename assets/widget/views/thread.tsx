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
  const thread = panel.current.value;
  const waiting = panel.outbox.items.value;
  const rows = rowsOf(panel.messages.value, waiting, "visitor");
  const newest = rows.at(-1);
  const newestOwn = rows.findLast((row) => row.kind === "message" && row.author === "visitor" && row.outgoing === null);
  const { isAtEnd } = panel;
  const { log, toEnd, watch } = useThreadScroll({
    // A thread that just got its id is still the same one.
    thread: "only",
    newest: newest?.key,
    oldest: rows.find((row) => row.kind === "message")?.key,
    reachedTop: () => void panel.loadEarlier(),
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
        {panel.isLoadingEarlier.value && <p class="thread__note">{say("loading_earlier")}</p>}
        {panel.loading.value === "loading" && <Skeleton />}
        {panel.loading.value === "failed" && (
          <p class="thread__note">
            {say("load_failed")}{" "}
            <button class="text-button" type="button" onClick={() => void panel.resume()}>
              {say("retry")}
            </button>
          </p>
        )}
        {rows.length === 0 && panel.loading.value === "idle" && <Expectation words={panel.config.reply_expectation} />}
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
  const messages = panel.messages.value;
  const newest = messages.at(-1)?.number ?? 0;
  if (isAtEnd && seenTo.peek() !== newest) seenTo.value = newest;
  return messages.filter((message) => message.number > seenTo.value && message.author !== "visitor").length;
}

/** Before the first word: a drawing in one line, and when to expect an answer. */
function Expectation({ words }: { words: string }) {
  return (
    <div class="welcome">
      <svg class="welcome__drawing" viewBox="0 0 120 84" aria-hidden="true">
        <path d="M8 72h30c6 0 9-3 9-8V42c0-4 3-7 7-7h38c5 0 8-3 8-8v-8c0-5-3-8-8-8H46c-5 0-8 3-8 8v9c0 5 3 7 7 7 8 0 14 5 15 13M60 72V50m0 8c0-8 6-13 15-13 0 8-6 13-15 13zm0 8c0-7-5-11-13-11 0 7 5 11 13 11zM47 72h65" />
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

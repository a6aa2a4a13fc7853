// The conversation: what was said, what is on its way, and who is typing.

import { Icon } from "../../ui/icons";
import { rowsOf } from "../../ui/rows";
import { useThreadScroll } from "../../ui/scroll";
import { useSignal, useSignalEffect } from "@preact/signals";
import { dayName } from "../../shared/time";
import { say } from "../../shared/strings";
import type { PanelState } from "../state/panel";
import { Bubble } from "./bubble";

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
    if (isAtEnd.value) panel.seen();
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

function Expectation({ words }: { words: string }) {
  if (words === "") return null;
  return (
    <p class="thread__expectation">
      <Icon name="clock" />
      {words}
    </p>
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

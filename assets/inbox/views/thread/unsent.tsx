// How it stands with a message that is not stored: it can still be taken back, is on its way, or could not be sent, and
// then why and what can be done.

import type { ComponentChildren } from "preact";
import type { Outgoing } from "../../../shared/outbox";
import { say } from "../../../shared/strings";
import { copyText } from "../../../shared/clipboard";
import { Pending } from "../../../ui/pending";
import type { InboxState } from "../../state/inbox";
import { whyStopped } from "./why_stopped";

interface UnsentProps {
  inbox: InboxState;
  outgoing: Outgoing;
}

export function Unsent({ inbox, outgoing }: UnsentProps) {
  const { sending } = inbox.writing;
  if (sending.isHeld(outgoing)) return <Held inbox={inbox} outgoing={outgoing} />;
  if (outgoing.state !== "failed") return <Pending />;
  return outgoing.refusal === "changed" ? <Changed inbox={inbox} outgoing={outgoing} /> : <Failed inbox={inbox} outgoing={outgoing} />;
}

function Held({ inbox, outgoing }: UnsentProps) {
  const { team, written_at } = outgoing;
  const whole_ms = (team?.due_at ?? 0) - written_at;
  const gone_ms = Math.max(0, Date.now() - written_at);
  const undo = () => {
    const mode = inbox.writing.sending.undo(outgoing.client_id);
    if (mode !== null) inbox.writing.choose(mode);
    document.getElementById("reply")?.focus();
  };
  return (
    <p class="held">
      <svg class="held__ring" viewBox="0 0 20 20" aria-hidden="true" style={{ "--whole": `${whole_ms}ms`, "--gone": `-${gone_ms}ms` }}>
        <circle cx="10" cy="10" r="7.5" />
        <circle cx="10" cy="10" r="7.5" pathLength="1" />
      </svg>
      {say(team?.mode === "note" ? "adding_soon" : "sending_soon")}
      <button class="text-button" type="button" title={say("key_undo")} onClick={undo}>
        {say("undo")}
      </button>
    </p>
  );
}

function Changed({ inbox, outgoing }: UnsentProps) {
  const { sending } = inbox.writing;
  const news = sending.newsFor(outgoing);
  const first = news[0]?.number;
  const id = outgoing.conversation_id;
  return (
    <Failure why={whyStopped(inbox, news, outgoing.team?.begun ?? null)}>
      {first !== undefined && id !== null && <Act words="review" act={() => void inbox.beside.point(id, { number: first, entry_id: null })} />}
      <Act words="send_anyway" act={() => sending.sendAnyway(outgoing.client_id)} />
      {outgoing.content === null && <Act words="edit" act={() => edit(inbox, outgoing)} />}
      <Act words="discard" act={() => inbox.writing.outbox.withdraw(outgoing.client_id)} />
    </Failure>
  );
}

function Failed({ inbox, outgoing }: UnsentProps) {
  const { outbox } = inbox.writing;
  const { client_id, body, content, problem } = outgoing;
  return (
    <Failure why={problem ?? ""}>
      <Act words="retry" act={() => outbox.retry(client_id)} />
      {content === null && <Act words="edit" act={() => edit(inbox, outgoing)} />}
      {body !== "" && <Act words="copy_text" act={() => void copyText(body)} />}
      <Act words="delete" act={() => outbox.withdraw(client_id)} />
    </Failure>
  );
}

function edit(inbox: InboxState, { client_id }: Outgoing): void {
  const mode = inbox.writing.sending.edit(client_id);
  if (mode !== null) inbox.writing.choose(mode);
  document.getElementById("reply")?.focus();
}

function Failure({ why, children }: { why: string; children: ComponentChildren }) {
  return (
    <div class="message__failure" role="status">
      <strong>{say("not_sent")}.</strong> {why}
      <span class="message__actions">{children}</span>
    </div>
  );
}

function Act({ words, act }: { words: string; act(): void }) {
  return (
    <button class="text-button" type="button" onClick={act}>
      {say(words)}
    </button>
  );
}

// What must be known before something is sent: who else answers, a newer draft, how a macro got on, and whether the visitor
// will see it now. Calm lines above the box; none of them takes the keyboard away.

import type { ComponentChildren } from "preact";
import { say } from "../../../shared/strings";
import type { InboxState } from "../../state/inbox";
import type { Thread } from "../../state/threads";
import { listOf } from "../thread/viewers";
import { whyStopped } from "../thread/why_stopped";

export function Notices({ inbox, thread }: { inbox: InboxState; thread: Thread }) {
  return (
    <div class="notices">
      <Replying inbox={inbox} id={thread.id} />
      <Newer inbox={inbox} id={thread.id} />
      <MacroRun inbox={inbox} id={thread.id} />
      <WhenSeen inbox={inbox} thread={thread} />
    </div>
  );
}

function Replying({ inbox, id }: { inbox: InboxState; id: string }) {
  const { now, begun } = inbox.beside.viewing.answering(id);
  return (
    <>
      <Others inbox={inbox} ids={now} what="replying" />
      <Others inbox={inbox} ids={begun} what="open" />
    </>
  );
}

function Others({ inbox, ids, what }: { inbox: InboxState; ids: readonly string[]; what: "replying" | "open" }) {
  if (ids.length === 0) return null;
  const names = ids.map((agent_id) => inbox.directory.agent(agent_id)?.name ?? say("somebody"));
  return <Notice look="warn">{names.length === 1 ? say(`colleague_${what}`, { name: names[0]! }) : say(`colleagues_${what}`, { names: listOf(names) })}</Notice>;
}

function Newer({ inbox, id }: { inbox: InboxState; id: string }) {
  const { drafts, mode } = inbox.writing;
  const newer = drafts.of(id, mode.value).newer.value;
  if (newer === null) return null;
  return (
    <Notice
      acts={[
        ["take_newer", () => drafts.takeNewer(id, mode.value)],
        ["keep_own", () => drafts.keepOwn(id, mode.value)],
      ]}
    >
      {say("newer_draft")} <q class="notice__quote">{newer.body}</q>
    </Notice>
  );
}

function MacroRun({ inbox, id }: { inbox: InboxState; id: string }) {
  const { macros } = inbox.beside;
  const run = macros.run.value;
  if (run?.conversation_id !== id) return null;
  const { name } = run.macro;
  switch (run.state) {
    case "held":
      return <Notice acts={[["undo", macros.dismiss]]}>{say("macro_soon", { name })}</Notice>;
    case "running":
      return <Notice>{say("macro_running", { name })}</Notice>;
    case "stopped": {
      const news = inbox.writing.sending.newsOver(id, run.begun);
      const first = news[0]?.number;
      const review: readonly Act[] = first === undefined ? [] : [["review", () => void inbox.beside.point(id, { number: first, entry_id: null })]];
      return (
        <Notice look="warn" acts={[...review, ["macro_anyway", macros.runAnyway], ["close", macros.dismiss]]}>
          {say("macro_failed", { name, detail: whyStopped(inbox, news, run.begun) })}
        </Notice>
      );
    }
    case "failed":
      return (
        <Notice look="err" acts={[["retry", macros.retry], ["close", macros.dismiss]]}>
          {say("macro_failed", { name, detail: run.detail })}
        </Notice>
      );
    case "skipped":
      return <Notice acts={[["close", macros.dismiss]]}>{say("macro_skipped", { name, skipped: run.detail })}</Notice>;
  }
}

/** Only where it is not now. */
function WhenSeen({ inbox, thread }: { inbox: InboxState; thread: Thread }) {
  const { name, id } = thread.contact;
  if (inbox.writing.mode.value === "note") return null;
  const conversation = inbox.facts.standing.value;
  if (conversation?.is_blocked === true) return <Notice look="plain">{say("visitor_blocked", { name })}</Notice>;
  // Until it is known, nothing is claimed.
  return inbox.facts.online.value.get(id) === false ? <Notice look="plain">{say("visitor_offline", { name })}</Notice> : null;
}

type Act = readonly [words: string, act: () => void];

interface NoticeProps {
  look?: "warn" | "err" | "plain";
  acts?: readonly Act[];
  children: ComponentChildren;
}

function Notice({ look, acts = [], children }: NoticeProps) {
  return (
    <p class={`notice${look ? ` notice--${look}` : ""}`} role="status">
      <span dir="auto">{children}</span>
      {acts.length > 0 && (
        <span class="notice__acts">
          {acts.map(([words, act]) => (
            <button key={words} class="text-button" type="button" onClick={act}>
              {say(words)}
            </button>
          ))}
        </span>
      )}
    </p>
  );
}

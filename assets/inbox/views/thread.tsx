// The open conversation: who it is, what was said, and the box for the answer.

import { useEffect } from "preact/hooks";
import { say } from "../../shared/strings";
import { enterHint } from "../state/enter_hint";
import type { InboxState } from "../state/inbox";
import type { Panes } from "./app";
import { isDrawer } from "./phone/screen";
import { BareHead, Head } from "./thread/head";
import { ThreadLog } from "./thread/log";
import { NoneOpen, ThreadSkeleton, ThreadTrouble } from "./thread_states";
import { WritingPane } from "./writing/writing_pane";

export function ThreadPane({ inbox, panes }: { inbox: InboxState; panes: Panes }) {
  const id = inbox.place.conversation_id.value;
  const thread = inbox.facts.current.value;
  const isLoading = inbox.facts.threadLoading.value === "loading";
  return (
    <section class="pane" id="thread" tabIndex={-1} inert={panes.showsDetails.value && isDrawer.value} aria-label={say("open_conversation")}>
      {id === null ? (
        <NoneOpen inbox={inbox} />
      ) : thread === undefined ? (
        <>
          {isLoading ? <Head inbox={inbox} id={id} thread={undefined} panes={panes} /> : <BareHead inbox={inbox} />}
          {isLoading ? <ThreadSkeleton /> : <ThreadTrouble inbox={inbox} id={id} />}
        </>
      ) : (
        <>
          <Head inbox={inbox} id={id} thread={thread} panes={panes} />
          <OpensAt inbox={inbox} id={id} />
          <ThreadLog key={id} inbox={inbox} thread={thread} />
          {inbox.may("reply") ? (
            <>
              <WritingPane key={`writing-${id}`} inbox={inbox} thread={thread} />
              <Hint inbox={inbox} id={id} />
            </>
          ) : (
            <p class="pane__reading">{say("may_not_write")}</p>
          )}
        </>
      )}
    </section>
  );
}

/** The message or note that the address names. */
function OpensAt({ inbox, id }: { inbox: InboxState; id: string }) {
  const turn = inbox.place.turn.value;
  useEffect(() => void inbox.beside.arrive(id), [id, turn]);
  return null;
}

function Hint({ inbox, id }: { inbox: InboxState; id: string }) {
  const mod = /Mac|iPhone|iPad/u.test(navigator.platform) ? "⌘" : "Ctrl";
  return <p class="pane__hint">{say(enterHint(inbox, id), { mod })}</p>;
}

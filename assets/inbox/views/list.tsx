// The conversations, last activity first. More are fetched as the end comes near.

import { say } from "../../shared/strings";
import type { InboxState } from "../state/inbox";
import { ListRow } from "./row";

/** How close to the end, in pixels, the next page is fetched. */
const NEAR_PX = 600;

export function List({ inbox }: { inbox: InboxState }) {
  const rows = inbox.facts.list.value;
  const loading = inbox.facts.listLoading.value;
  const openId = inbox.place.conversation_id.value;
  // What the page is about is the open conversation, as soon as there is one.
  const Title = openId === null ? "h1" : "h2";
  const watch = (event: Event) => {
    const box = event.currentTarget as HTMLElement;
    if (box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX) inbox.loadMore();
  };
  return (
    <section class="list" aria-label={say("conversations")}>
      <Title class="list__title">{say("all_conversations")}</Title>
      <div class="list__scroll" onScroll={watch}>
        {loading === "failed" && (
          <p class="list__note" role="alert">
            {say("list_failed")}{" "}
            <button class="text-button" type="button" onClick={() => void inbox.start()}>
              {say("retry")}
            </button>
          </p>
        )}
        {loading === "loading" && rows.length === 0 && <Skeleton />}
        {loading === "ready" && rows.length === 0 && <NothingYet />}
        <ul class="list__rows">
          {rows.map((row) => (
            <ListRow key={row.conversation.id} inbox={inbox} row={row} isOpen={row.conversation.id === openId} />
          ))}
        </ul>
        {inbox.facts.isLoadingMore.value && <p class="list__note">{say("loading")}</p>}
      </div>
    </section>
  );
}

export function NothingYet() {
  return (
    <div class="nothing">
      <svg class="empty__drawing" viewBox="0 0 88 88" aria-hidden="true">
        <path d="M10 62h68M18 62c0-4 3-7 8-7h36c5 0 8 3 8 7M44 55V30m0 12c0-9 7-15 18-15 0 10-7 15-18 15zm0 8c0-8-6-13-16-13 0 9 6 13 16 13zM30 62v10h28V62" />
      </svg>
      <h2 class="empty__title">{say("no_conversations_title")}</h2>
      <p class="empty__text">{say("no_conversations_text")}</p>
      <a class="button button--primary empty__action" href="/console/install">
        {say("no_conversations_action")}
      </a>
    </div>
  );
}

function Skeleton() {
  return (
    <div class="list__skeleton" role="status" aria-label={say("loading")}>
      {Array.from({ length: 8 }, (_, index) => (
        <span key={index} />
      ))}
    </div>
  );
}

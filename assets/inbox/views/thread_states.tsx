// What stands where a thread would be: nothing chosen, loading, or not to be had.

import { useIsLate } from "../../ui/late";
import { say } from "../../shared/strings";
import { EmptyList } from "./empty_list";
import { FIRST_KEYS, KeyList } from "./key_list";
import type { InboxState } from "../state/inbox";

export function NoneOpen({ inbox }: { inbox: InboxState }) {
  if (inbox.listing.shown.value.length === 0) return inbox.listing.loading.value === "ready" ? <EmptyList inbox={inbox} /> : null;
  return (
    <div class="pane__empty">
      <svg class="empty__drawing" viewBox="0 0 88 88" aria-hidden="true">
        <path d="M12 66h22c6 0 8-3 8-8V36c0-5 3-8 8-8h18c5 0 8 3 8 8v14c0 5-3 8-8 8H54l-10 9v-9M24 66c0-10-6-16-14-16 0 9 5 14 14 16zm0-10c0-9 5-14 12-15 1 8-4 13-12 15z" />
      </svg>
      <h2 class="empty__title">{say("pick_conversation_title")}</h2>
      <p class="empty__text">{say("pick_conversation_text")}</p>
      <KeyList inbox={inbox} only={FIRST_KEYS} />
    </div>
  );
}

export function ThreadSkeleton() {
  if (!useIsLate()) return null;
  return (
    <div class="thread skeleton" role="status" aria-label={say("loading")}>
      <span />
      <span />
      <span />
    </div>
  );
}

export function ThreadTrouble({ inbox, id }: { inbox: InboxState; id: string }) {
  const loading = inbox.facts.threadLoading.value;
  if (loading === "gone" || loading === "erased") {
    return (
      <div class="pane__empty" role="alert">
        <h1 class="empty__title">{say(`thread_${loading}_title`)}</h1>
        <p class="empty__text">{say(`thread_${loading}_text`)}</p>
        <button class="button empty__action" type="button" onClick={() => inbox.place.open(null)}>
          {say("back")}
        </button>
      </div>
    );
  }
  return (
    <div class="pane__empty" role="alert">
      <h1 class="empty__title">{say("thread_failed")}</h1>
      <button class="button empty__action" type="button" onClick={() => void inbox.load(id)}>
        {say("retry")}
      </button>
    </div>
  );
}

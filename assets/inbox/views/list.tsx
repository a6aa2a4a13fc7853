// The conversations of one view. Only the rows in sight are drawn, however many there are.

import { Icon } from "../../ui/icons";
import { useIsLate } from "../../ui/late";
import { say } from "../../shared/strings";
import type { InboxState } from "../state/inbox";
import type { Panes } from "./app";
import { BulkActs, BulkHead } from "./bulk_bar";
import { EmptyList } from "./empty_list";
import { ListHead } from "./list_head";
import { ListRows } from "./list_rows";
import { nameOfView } from "./view_names";

export function List({ inbox, panes }: { inbox: InboxState; panes: Panes }) {
  const { listing, selecting, place, directory } = inbox;
  const loading = listing.loading.value;
  const isEmpty = listing.shown.value.length === 0;
  const name = nameOfView(place.view.value, directory);
  return (
    <section class={`list list--${inbox.habits.value.density}`} id="list" tabIndex={-1} aria-label={say("conversations_in", { view: name })} aria-busy={loading === "loading"}>
      {selecting.isOn.value ? <BulkHead inbox={inbox} /> : <ListHead inbox={inbox} panes={panes} name={name} />}
      {loading === "failed" && (
        <p class="list__note list__note--failed" role="alert">
          {say(isEmpty ? "list_failed" : "list_failed_old")}{" "}
          <button class="text-button" type="button" onClick={() => void inbox.start()}>
            {say("retry")}
          </button>
        </p>
      )}
      {loading === "loading" && isEmpty && <Skeleton />}
      {loading === "ready" && isEmpty && !listing.hasMore.value && <EmptyList inbox={inbox} />}
      <News inbox={inbox} />
      <ListRows key={listing.name.value} inbox={inbox} />
      {selecting.isOn.value && <BulkActs inbox={inbox} />}
    </section>
  );
}

/** Rows came above what is in sight; nothing moved for them. */
function News({ inbox }: { inbox: InboxState }) {
  const count = inbox.listing.news.value.size;
  const show = () => {
    inbox.listing.news.value = new Set();
    document.querySelector(".list__scroll")?.scrollTo({ top: 0, behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  };
  return (
    <div class="list__news" role="status">
      {count > 0 && (
        <button class="list__pill" type="button" onClick={show}>
          {say("new_rows", { count })}
          <Icon name="up" />
        </button>
      )}
    </div>
  );
}

function Skeleton() {
  if (!useIsLate()) return null;
  return (
    <div class="list__skeleton" role="status" aria-label={say("loading")}>
      {Array.from({ length: 8 }, (_, index) => (
        <span key={index} />
      ))}
    </div>
  );
}

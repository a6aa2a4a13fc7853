// What a saved view would hold just now: how many, and the first of them.

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { ApiError, call } from "../../../shared/api";
import type { InboxPage } from "../../../shared/protocol";
import { say } from "../../../shared/strings";
import { filtersToSend } from "../../state/view_draft";
import type { SavedFilters, Sort } from "../../state/wire";

/** Nobody asks for each letter that is typed. */
const PAUSE_MS = 300;
const LIMIT = 100;
const SHOWN = 3;

export function Preview({ filters, sort }: { filters: SavedFilters; sort: Sort }) {
  const page = useSignal<InboxPage | null>(null);
  const problem = useSignal<string | null>(null);
  const asked = JSON.stringify(filtersToSend(filters));
  useEffect(() => {
    const turn = new AbortController();
    const look = async () => {
      const query = new URLSearchParams({ view: "all", sort, limit: String(LIMIT), filters: asked });
      try {
        const found = await call<InboxPage>(`/api/inbox/conversations?${query}`, { signal: turn.signal });
        if (!turn.signal.aborted) [page.value, problem.value] = [found, null];
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (!turn.signal.aborted) problem.value = error.fields[0]?.detail ?? error.message;
      }
    };
    const timer = setTimeout(() => void look(), PAUSE_MS);
    return () => {
      clearTimeout(timer);
      turn.abort();
    };
  }, [asked, sort]);
  const found = page.value?.conversations ?? [];
  const isMore = page.value?.next != null;
  return (
    <div class="view-form__preview" role="status">
      {problem.value ?? (page.value === null ? say("loading") : say("saving_count", { count: isMore ? `${found.length}+` : found.length }))}
      {problem.value === null && found.length > 0 && <bdi class="view-form__names">{found.slice(0, SHOWN).map((row) => row.conversation.contact.name).join(", ")}{found.length > SHOWN ? "…" : ""}</bdi>}
    </div>
  );
}

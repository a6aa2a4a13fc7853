// What was found, or why nothing was. More comes as one reads on.

import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { say } from "../../../shared/strings";
import type { InboxState } from "../../state/inbox";
import { focusHit } from "./field";
import { HitLine } from "./hit";
import { Beginning, NothingFound } from "./nothing";
import type { Sought } from "./search";

export function Results({ inbox, sought }: { inbox: InboxState; sought: Sought }) {
  const { searching } = sought;
  const loading = searching.loading.value;
  const found = searching.found.value;
  const hits = found?.hits ?? [];
  const isNothing = loading === "ready" && hits.length === 0;
  useLayoutEffect(() => {
    if (loading !== "ready" || !sought.wantsHit) return;
    sought.wantsHit = false;
    focusHit(0);
  }, [loading]);
  const moveFrom = (index: number, event: KeyboardEvent) => {
    const next = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: hits.length - 1 }[event.key];
    if (next === undefined || event.metaKey || event.ctrlKey || event.altKey || event.shiftKey) return;
    event.preventDefault();
    const goal = document.querySelector<HTMLElement>(next < 0 ? "#search" : `[data-hit="${Math.min(next, hits.length - 1)}"]`);
    goal?.focus();
    goal?.scrollIntoView({ block: "nearest" });
  };
  return (
    <>
      <p class="visually-hidden" role="status">
        {loading === "ready" && (isNothing ? say("search_none_said") : say(found?.next == null ? "search_count" : "search_count_more", { count: hits.length }))}
      </p>
      {loading === "failed" && (
        <p class="search__failed" role="alert">
          {say("search_failed", { why: searching.problem.value })}{" "}
          <button class="text-button" type="button" onClick={searching.retry}>
            {say("retry")}
          </button>
        </p>
      )}
      {loading === "none" && <Beginning sought={sought} />}
      {loading === "loading" && found === null && <Waiting />}
      {hits.length > 0 && searching.terms.value.length > 0 && searching.kind.value === "all" && <p class="search__said">{say("search_people_filtered")}</p>}
      {hits.length > 0 && (
        <ul class={`search__hits${loading === "loading" ? " search__hits--old" : ""}`} aria-label={say("search_results")} aria-busy={loading === "loading"}>
          {hits.map((hit, index) => (
            <li key={`${hit.kind} ${hit.entry_id ?? ""} ${hit.conversation_id ?? ""} ${hit.number ?? ""} ${hit.contact_id} ${index}`} class="search__hit">
              <HitLine inbox={inbox} sought={sought} hit={hit} index={index} pressKey={(event) => moveFrom(index, event)} />
            </li>
          ))}
        </ul>
      )}
      {isNothing && <NothingFound sought={sought} />}
      <More sought={sought} />
    </>
  );
}

/** The next part comes by itself when its place comes into sight; the button is there for who gets to it first. */
function More({ sought: { searching } }: { sought: Sought }) {
  const place = useRef<HTMLDivElement>(null);
  const next = searching.found.value?.next ?? null;
  const isEmpty = searching.found.value?.hits.length === 0;
  useEffect(() => {
    if (next === null || isEmpty || !place.current) return;
    const watching = new IntersectionObserver(([seen]) => seen?.isIntersecting && searching.more(), { rootMargin: "400px" });
    watching.observe(place.current);
    return () => watching.disconnect();
  }, [next, isEmpty, searching.loading.value === "ready"]);
  if (next === null || searching.loading.value === "loading" || searching.loading.value === "failed") return null;
  return (
    <div class="search__more" ref={place}>
      {isEmpty && <p>{say("search_far_text")}</p>}
      <button class="button" type="button" aria-disabled={searching.loading.value === "more"} onClick={searching.more}>
        {say(searching.loading.value === "more" ? "search_more_loading" : isEmpty ? "search_further" : "search_more")}
      </button>
    </div>
  );
}

function Waiting() {
  return (
    <div class="search__waiting" role="status" aria-label={say("loading")}>
      {Array.from({ length: 5 }, (_, index) => (
        <span key={index} />
      ))}
    </div>
  );
}

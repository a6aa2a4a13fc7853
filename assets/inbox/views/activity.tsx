// What the customer bought, paid or got back, and what it did on the website: newest first, by day, live.

import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { say } from "../../shared/strings";
import { dayName, dayOf, exactDay } from "../../shared/time";
import { openTimeline, type Timeline } from "../state/activity";
import { daysOf, isRecord, kindsOf } from "../state/activity_facts";
import type { InboxState } from "../state/inbox";
import type { Thread } from "../state/threads";
import { Item } from "./activity_item";
import { Chips, Totals } from "./activity_totals";
import { now } from "./now";
import { Section } from "./section";

export function Activity({ inbox, thread }: { inbox: InboxState; thread: Pick<Thread, "contact" | "activity" | "totals"> }) {
  const { contact, activity, totals } = thread;
  const timeline = useMemo(() => openTimeline({ first: activity, load: (ask) => inbox.loadActivity(contact.id, ask) }), [contact.id]);
  const first = useRef(activity);
  useEffect(() => {
    if (first.current !== activity) void timeline.renew(activity);
    first.current = activity;
  }, [activity]);
  const isFolded = inbox.folding.isFolded("records");
  useEffect(() => void (isFolded || timeline.seek()), [contact.id, isFolded]);
  const kind = timeline.kind.value;
  const kinds = kindsOf(totals, timeline.seen.value, kind);
  return (
    <Section name="records" title={say("records")} folding={inbox.folding}>
      {!kinds.some((one) => isRecord(one.kind)) && <NoRecords isEmpty={kinds.length === 0} mayPush={inbox.mayManage && contact.external_id !== null} />}
      {kinds.length > 0 && (
        <>
          <Chips kinds={kinds} chosen={kind} choose={(chosen) => void timeline.choose(chosen)} />
          <Totals totals={totals} chosen={kind} />
          <List timeline={timeline} />
        </>
      )}
    </Section>
  );
}

/**
 * Only who may make a key is sent to where keys are made, and only for a customer, whom a server can name; elsewhere it is
 * said where there is nothing at all.
 */
function NoRecords({ isEmpty, mayPush }: { isEmpty: boolean; mayPush: boolean }) {
  if (!mayPush) return isEmpty ? <p class="details__none">{say("no_activity")}</p> : null;
  return (
    <p class="details__none activity__hint">
      {say("no_records")} <a href="/console/developers">{say("no_records_action")}</a>
    </p>
  );
}

function List({ timeline }: { timeline: Timeline }) {
  const top = useRef<HTMLDivElement>(null);
  /** The button that was pressed is gone: the keyboard goes on where the list begins. */
  const restart = async () => {
    await timeline.restart();
    requestAnimationFrame(() => document.activeElement === document.body && top.current?.focus());
  };
  return (
    <div ref={top} tabIndex={-1} role="group" aria-label={say("records")}>
      <Listed timeline={timeline} restart={() => void restart()} />
    </div>
  );
}

function Listed({ timeline, restart }: { timeline: Timeline; restart(): void }) {
  const loading = timeline.loading.value;
  if (loading === "failed") return <Failed words={say("activity_failed")} retry={restart} />;
  if (loading === "loading") return <Skeleton />;
  const items = timeline.items.value;
  if (items.length === 0) return <p class="details__none">{say("no_activity_of_kind")}</p>;
  return (
    <>
      {timeline.isBelowNewest.value && (
        <button class="button button--small button--wide activity__newest" type="button" onClick={restart}>
          {say("activity_newest")}
        </button>
      )}
      {daysOf(items).map((day) => (
        <section key={dayOf(day.at)} class="activity__part">
          <h4 class="activity__day" title={exactDay(day.at)}>
            {dayName(day.at, now.value)}
          </h4>
          <ul class="activity">
            {day.items.map((item) => (
              <Item key={item.id} item={item} />
            ))}
          </ul>
        </section>
      ))}
      <Older timeline={timeline} />
    </>
  );
}

/** More of it, and what a keyboard and a screen reader need to know of that. */
function Older({ timeline }: { timeline: Timeline }) {
  const end = useRef<HTMLParagraphElement>(null);
  const hasAsked = useRef(false);
  const said = useSignal("");
  const { hasOlder, olderLoading, items } = timeline;
  const older = async () => {
    const known = new Set(items.value.map((item) => item.id));
    hasAsked.current = true;
    said.value = "";
    await timeline.older();
    const count = items.value.filter((item) => !known.has(item.id)).length;
    if (count > 0) said.value = say("activity_more", { count });
    // The button that had the focus is gone with the last part.
    if (!hasOlder.value) requestAnimationFrame(() => document.activeElement === document.body && end.current?.focus());
  };
  return (
    <>
      {olderLoading.value === "failed" && <Failed words={say("older_failed")} retry={() => void older()} />}
      {olderLoading.value !== "failed" && hasOlder.value && (
        <button class="button button--small button--wide activity__older" type="button" aria-disabled={olderLoading.value === "loading"} onClick={() => olderLoading.value === "ready" && void older()}>
          {say(olderLoading.value === "loading" ? "loading" : "activity_older")}
        </button>
      )}
      {!hasOlder.value && hasAsked.current && (
        <p class="activity__end" ref={end} tabIndex={-1}>
          {say("activity_end")}
        </p>
      )}
      <p class="visually-hidden" role="status">
        {said.value}
      </p>
    </>
  );
}

function Failed({ words, retry }: { words: string; retry(): void }) {
  return (
    <p class="activity__failed" role="alert">
      {words}{" "}
      <button class="text-button" type="button" onClick={retry}>
        {say("retry")}
      </button>
    </p>
  );
}

function Skeleton() {
  return (
    <div class="activity__skeleton" role="status" aria-label={say("loading")}>
      <span />
      <span />
      <span />
    </div>
  );
}

// One thing a person did: what it was, what it came to, how it stands, and where to find it. The colour repeats the word.

import { useSignal } from "@preact/signals";
import { formatAmount } from "../../shared/money";
import type { ActivityItem, FactView } from "../../shared/protocol";
import { say } from "../../shared/strings";
import { safeHref } from "../../shared/text";
import { clockTime, exactTime } from "../../shared/time";
import { Icon } from "../../ui/icons";
import { Sign } from "./activity_sign";

const BADGES: Record<string, string> = { green: " badge--ok", amber: " badge--warn", red: " badge--err" };

export function Item({ item }: { item: ActivityItem }) {
  const { kind, amount, currency, status, colour, reference } = item;
  return (
    <li class="activity__item">
      <Sign kind={kind} />
      <div class="activity__words">
        <div class="activity__line">
          <Title item={item} />
          {amount !== null && <span class="activity__amount">{formatAmount(amount, currency)}</span>}
        </div>
        <div class="activity__line activity__line--small">
          <span class="activity__what">
            {say(`item_${kind}`)}
            {reference !== null && (
              <>
                {" · "}
                <bdi class="activity__reference">{reference}</bdi>
              </>
            )}
            {" · "}
            <time dateTime={new Date(item.at).toISOString()} title={exactTime(item.at)}>
              {clockTime(item.at)}
            </time>
          </span>
          {status !== null && (
            <span class={`badge activity__status${BADGES[colour ?? ""] ?? ""}`}>
              <bdi>{status}</bdi>
            </span>
          )}
        </div>
        {item.facts.length > 0 && <Facts title={item.title} facts={item.facts} />}
      </div>
    </li>
  );
}

/** Leads to the record in the business's own system, or to the page; only ever to a web page. */
function Title({ item }: { item: ActivityItem }) {
  const href = safeHref(item.url);
  const title = <bdi class="activity__title">{item.title}</bdi>;
  if (href === null) return title;
  return (
    <a class="activity__link" href={href} target="_blank" rel="noopener noreferrer nofollow" title={href} aria-label={say("open_record", { title: item.title })}>
      {title}
      <Icon name="out" />
    </a>
  );
}

/** Drawn only once it is opened: a long timeline has many of them. */
function Facts({ title, facts }: { title: string; facts: readonly FactView[] }) {
  const isOpen = useSignal(false);
  return (
    <details class="activity__facts" onToggle={(event) => (isOpen.value = event.currentTarget.open)}>
      <summary>
        {say("facts_count", { count: facts.length })} <bdi class="visually-hidden">{title}</bdi>
      </summary>
      {isOpen.value && (
        <dl class="facts">
          {facts.map(({ name, value }, index) => (
            <div key={index}>
              <dt dir="auto">{name}</dt>
              <dd dir="auto">{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </details>
  );
}

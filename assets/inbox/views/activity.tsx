// What the customer bought, paid or got back, and what it did on the website. The colour repeats the word, never replaces it.

import { Icon } from "../../ui/icons";
import { formatAmount } from "../../shared/money";
import { safeHref } from "../../shared/text";
import { exactTime, longAgo } from "../../shared/time";
import { say } from "../../shared/strings";
import type { ActivityItem } from "../../shared/protocol";
import { Section } from "./contact_card";
import { now } from "./now";

export function Activity({ items: records }: { items: readonly ActivityItem[] }) {
  return (
    <Section title={say("records")}>
      {records.length === 0 ? (
        <p class="details__none">
          {say("no_records")} <a href="/console/developers">{say("no_records_action")}</a>
        </p>
      ) : (
        <ul class="records">
          {records.map((record) => (
            <Record key={record.id} record={record} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function Record({ record }: { record: ActivityItem }) {
  const href = safeHref(record.url);
  const title = <bdi class="record__title">{record.title}</bdi>;
  return (
    <li class="record">
      <div class="record__line">
        {href === null ? (
          title
        ) : (
          <a href={href} target="_blank" rel="noopener noreferrer" aria-label={say("open_record", { title: record.title })}>
            {title}
            <Icon name="out" />
          </a>
        )}
        {record.amount !== null && <span class="record__amount">{formatAmount(record.amount, record.currency)}</span>}
      </div>
      <div class="record__line record__line--small">
        {record.status !== null && (
          <span class={`status status--${record.colour}`}>
            <bdi>{record.status}</bdi>
          </span>
        )}
        <time dateTime={new Date(record.at).toISOString()} title={exactTime(record.at)}>
          {longAgo(record.at, now.value)}
        </time>
      </div>
    </li>
  );
}

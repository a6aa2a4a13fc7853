// One order or payment of the customer: its state is a word, and a colour beside it.

import { formatAmount } from "../../shared/money";
import { say } from "../../shared/strings";
import { exactTime, shortAgo } from "../../shared/time";
import type { VisitorRecord } from "../../shared/types";

const KINDS = ["order", "deposit", "withdrawal", "payment"];
const COLOURS = ["green", "amber", "red"];

export function RecordRow({ record }: { record: VisitorRecord }) {
  const kind = say(`kind_${KINDS.includes(record.kind) ? record.kind : "custom"}`);
  const colour = COLOURS.includes(record.colour) ? record.colour : "grey";
  return (
    <li class="record">
      <span class="record__words">
        <span class="record__title" dir="auto">
          {record.title}
        </span>
        <span class="record__note">
          {kind} · <time title={exactTime(record.occurred_at)}>{shortAgo(record.occurred_at, Date.now())}</time>
        </span>
      </span>
      <span class="record__end">
        {record.amount !== null && <span class="record__amount">{formatAmount(record.amount, record.currency)}</span>}
        {record.status !== null && (
          <span class={`state state--${colour}`} dir="auto">
            {record.status}
          </span>
        )}
      </span>
    </li>
  );
}

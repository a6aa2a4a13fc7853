// What somebody's records come to, by kind and currency, and the chips that show one kind of them.

import { formatAmount, formatCount } from "../../shared/money";
import type { ActivityKind, ActivityTotal } from "../../shared/protocol";
import { say } from "../../shared/strings";
import { Icon } from "../../ui/icons";
import { sumsOf, type KindCount } from "../state/activity_facts";

interface ChipsProps {
  kinds: readonly KindCount[];
  chosen: ActivityKind | null;
  choose(kind: ActivityKind | null): void;
}

/** With one kind there is nothing to choose. */
export function Chips({ kinds, chosen, choose }: ChipsProps) {
  if (kinds.length < 2 && chosen === null) return null;
  return (
    <div class="chips" role="group" aria-label={say("activity_filter")}>
      <Chip words={say("activity_all")} count={null} isChosen={chosen === null} choose={() => choose(null)} />
      {kinds.map(({ kind, count }) => (
        <Chip key={kind} words={say(`items_${kind}`)} count={count} isChosen={chosen === kind} choose={() => choose(chosen === kind ? null : kind)} />
      ))}
    </div>
  );
}

function Chip({ words, count, isChosen, choose }: { words: string; count: number | null; isChosen: boolean; choose(): void }) {
  return (
    <button class="chip" type="button" aria-pressed={isChosen} onClick={choose}>
      {isChosen && <Icon name="check" />}
      {words}
      {count !== null && <span class="chip__count"> {formatCount(count)}</span>}
    </button>
  );
}

/** How many sums are shown at once; a business with more currencies unfolds the rest. */
const SUMS_AT_ONCE = 5;

export function Totals({ totals, chosen }: { totals: readonly ActivityTotal[]; chosen: ActivityKind | null }) {
  const sums = sumsOf(totals, chosen);
  if (sums.length === 0) return null;
  const rest = sums.slice(SUMS_AT_ONCE);
  return (
    <div class="sums">
      <SumList sums={sums.slice(0, SUMS_AT_ONCE)} />
      {rest.length > 0 && (
        <details class="sums__rest">
          <summary>{say("sums_more", { count: rest.length })}</summary>
          <SumList sums={rest} />
        </details>
      )}
    </div>
  );
}

function SumList({ sums }: { sums: readonly ActivityTotal[] }) {
  return (
    <ul class="sums__list" aria-label={say("activity_totals")}>
      {sums.map((sum) => (
        <Sum key={`${sum.kind} ${sum.currency ?? ""}`} sum={sum} />
      ))}
    </ul>
  );
}

/** "Orders · 12 · €340.00", and apart from it what came to nothing. */
function Sum({ sum }: { sum: ActivityTotal }) {
  const { kind, count, amount, currency, failed } = sum;
  return (
    <li class="sum">
      <span>
        {say(`items_${kind}`)}
        {count > 0 && ` · ${formatCount(count)}`}
        {count > 0 && amount !== null && (
          <>
            {" · "}
            <strong class="sum__amount">{formatAmount(amount, currency)}</strong>
          </>
        )}
      </span>
      {failed > 0 && (
        <span class="sum__failed" title={say("sum_failed_hint")}>
          {say("sum_failed", { count: failed, shown: formatCount(failed) })}
        </span>
      )}
    </li>
  );
}

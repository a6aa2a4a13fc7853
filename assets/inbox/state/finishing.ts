// "Send and done", "send and snooze": what is done to a conversation once a message is stored. It is meant for the
// conversation as its writer saw it: nothing is done over what somebody has written behind that message.

import type { Acts } from "./acts";
import type { Facts } from "./facts";
import type { Fetching } from "./fetching";
import type { Then } from "./sending";

/** Where a message stands, and whether it was stored at this moment; what is told later may be days old. */
export interface Stored {
  number: number;
  isNow: boolean;
}

export function openFinishing(facts: Facts, fetching: Pick<Fetching, "row">, run: Acts["run"]) {
  return async (id: string, then: NonNullable<Then>, { number, isNow }: Stored): Promise<void> => {
    const isKnown = isNow && facts.rows.value.has(id);
    if (!isKnown && !(await fetching.row(id))) return;
    const row = facts.rows.value.get(id);
    if (row !== undefined && row.told.last_number <= number) await run([id], then);
  };
}

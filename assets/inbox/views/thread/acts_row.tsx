// What was done to a conversation, small and in the middle. Many at once are folded: the last one stands there, the others
// behind a button.

import { useSignal } from "@preact/signals";
import type { AgentEntry } from "../../../shared/protocol";
import { say } from "../../../shared/strings";
import { clockTime, exactTime } from "../../../shared/time";
import { actWords } from "./act_words";

/** From how many on they are folded. */
const FOLDED_FROM = 4;

export function ActsRow({ entries, me }: { entries: readonly AgentEntry[]; me: { id: string; name: string } }) {
  const isOpen = useSignal(false);
  const isFolded = entries.length >= FOLDED_FROM && !isOpen.value;
  const shown = isFolded ? entries.slice(-1) : entries;
  return (
    <div class="acts">
      {isFolded && (
        <button class="acts__more" type="button" aria-expanded={false} onClick={() => (isOpen.value = true)}>
          {say("acts_more", { count: entries.length - 1 })}
        </button>
      )}
      <ul class="acts__list">
        {shown.map((entry) => (
          <li key={entry.id} class="acts__one" title={exactTime(entry.at)}>
            <span dir="auto">{actWords(entry, me)}</span>
            {" · "}
            <time dateTime={new Date(entry.at).toISOString()}>{clockTime(entry.at)}</time>
          </li>
        ))}
      </ul>
    </div>
  );
}

// How pressing a conversation is, in bars: more of them is more.

import { say } from "../../shared/strings";
import type { Priority } from "../../shared/protocol";

export const PRIORITIES: readonly Priority[] = ["urgent", "high", "medium", "low", "none"];

export function PriorityMark({ priority, hasWords = true }: { priority: Priority; hasWords?: boolean }) {
  if (priority === "none") return null;
  const words = say("priority_is", { name: say(`priority_${priority}`) });
  const bars = { low: 1, medium: 2, high: 3, urgent: 3 }[priority];
  return (
    <span class={`priority priority--${priority}`} title={hasWords ? words : undefined}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        {priority === "urgent" ? (
          <path d="M8 2.5v6.5M8 12.5v.5" class="priority__cry" />
        ) : (
          [0, 1, 2].map((bar) => <rect key={bar} x={2 + bar * 4.5} y={9 - bar * 3} width="3" height={4 + bar * 3} rx="1" class={bar < bars ? "" : "priority__rest"} />)
        )}
      </svg>
      {hasWords && <span class="visually-hidden">{words}</span>}
    </span>
  );
}

// The sign of each kind of activity, drawn like the other icons. Its word always stands beside it.

import type { ActivityKind } from "../../shared/protocol";

const LINES: Record<ActivityKind, string> = {
  order: "M4.5 7h11l-.8 9.5H5.3zM7.2 9V6a2.8 2.8 0 0 1 5.6 0v3",
  payment: "M3 5.2h14v9.6H3zM3 8.4h14M5.8 12h3",
  deposit: "M10 3.5v8.2M6.7 8.4l3.3 3.3 3.3-3.3M4 12.5v3.8h12v-3.8",
  withdrawal: "M10 11.7V3.5M6.7 6.8 10 3.5l3.3 3.3M4 12.5v3.8h12v-3.8",
  custom: "M3.5 4h6l7 7-5.3 5.3-7.7-7.3zM7 7.4h.01",
  event: "M11 2.8 4.8 11.4h4.4l-.6 5.8 6.6-8.8h-4.4z",
  page: "M3.5 4.5h13v11h-13zM3.5 8h13M6 6.3h.01M8.2 6.3h.01",
};

export function Sign({ kind }: { kind: ActivityKind }) {
  return (
    <span class={`sign sign--${kind}`} aria-hidden="true">
      <svg class="icon" viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round">
        <path d={LINES[kind]} />
      </svg>
    </span>
  );
}

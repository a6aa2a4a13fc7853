// Whether anybody has ever written: asked once a list is empty, so that a newcomer is shown how to begin.

import { signal, type ReadonlySignal } from "@preact/signals";
import { call } from "../../shared/api";
import type { InboxPage } from "../../shared/protocol";

export function openFirstRun(attempt: <T>(act: () => Promise<T>) => Promise<T | undefined>) {
  /** Null until it is known. */
  const hasAny = signal<boolean | null>(null);
  let isAsking = false;
  return {
    hasAny: hasAny as ReadonlySignal<boolean | null>,
    async ask(): Promise<void> {
      if (isAsking || hasAny.value === true) return;
      isAsking = true;
      const page = await attempt(() => call<InboxPage>("/api/inbox/conversations?view=all&limit=1"));
      isAsking = false;
      if (page) hasAny.value ||= page.conversations.length > 0;
    },
    /** Somebody has. */
    begun: () => (hasAny.value = true),
  };
}

// Orders and payments of a verified customer, fetched when somebody looks.

import { signal } from "@preact/signals";
import { ApiError, call } from "../../shared/api";
import type { VisitorActivity, VisitorRecord } from "../../shared/types";

/** What was fetched so recently, in milliseconds, is not fetched again by looking. */
const FRESH_MS = 30_000;

export type Activity = ReturnType<typeof openActivity>;

export function openActivity(token: () => string | null, mayAsk: () => boolean) {
  const records = signal<readonly VisitorRecord[]>([]);
  const state = signal<"idle" | "loading" | "failed">("idle");
  let askedAt = -FRESH_MS;
  /** Whose token it was asked with: what is another customer's is never fresh. */
  let askedWith: string | null = null;

  const ask = async (): Promise<void> => {
    const mine = token();
    if (mine === null || !mayAsk() || (state.value === "loading" && mine === askedWith)) return;
    state.value = "loading";
    askedAt = Date.now();
    askedWith = mine;
    try {
      const answer = await call<VisitorActivity>("/api/widget/activity", { token: mine });
      // Meanwhile it may be another customer's browser.
      if (mine !== token()) return;
      records.value = answer.records;
      state.value = "idle";
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (mine !== token()) return;
      if (error.status === 401 || error.status === 403) records.value = [];
      state.value = error.status === 401 || error.status === 403 ? "idle" : "failed";
    }
  };

  return {
    records,
    state,
    ask,
    look: () => void ((Date.now() - askedAt >= FRESH_MS || token() !== askedWith) && ask()),
    clear() {
      records.value = [];
      state.value = "idle";
      askedAt = -FRESH_MS;
    },
  };
}

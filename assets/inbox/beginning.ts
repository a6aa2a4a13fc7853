// How the inbox begins: who is signed in is asked first. Where no answer comes, what this browser has kept is shown, and the
// question goes on being asked until the server is there again.

import { ApiError, call } from "../shared/api";
import { backoffMs } from "../shared/backoff";
import type { MeView } from "../shared/protocol";
import { permissionsOf } from "./state/habits";

/** How long an answer may take until the inbox begins without it, in milliseconds. */
const PATIENCE_MS = 4_000;

/** Asks until there is an answer; `trouble` is told once that there is none yet. Fails where the session is over. */
export async function untilAnswered(trouble: () => void): Promise<MeView> {
  let isTold = false;
  const tell = () => {
    if (!isTold) trouble();
    isTold = true;
  };
  const late = setTimeout(tell, PATIENCE_MS);
  try {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await call<MeView>("/api/inbox/me");
      } catch (error) {
        if (error instanceof ApiError && error.isSignedOut) throw error;
        tell();
        await pause(backoffMs(attempt, Math.random()));
      }
    }
  } finally {
    clearTimeout(late);
  }
}

/** Ends early when the network or the reader comes back. */
function pause(delay_ms: number): Promise<void> {
  return new Promise((resolve) => {
    const listening = new AbortController();
    const end = () => (listening.abort(), clearTimeout(timer), resolve());
    const timer = setTimeout(end, delay_ms);
    addEventListener("online", end, listening);
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && end(), listening);
  });
}

/** Whether the same person may still do the same: else what was drawn for them is drawn anew. */
export function isSamePerson(one: MeView, other: MeView): boolean {
  return one.agent.id === other.agent.id && [...permissionsOf(one)].join() === [...permissionsOf(other)].join();
}

/** The script that this document begins with; its name tells the build. */
export function entryOf(page: Document): string {
  return page.querySelector<HTMLScriptElement>('script[type="module"][src]')?.getAttribute("src") ?? "";
}

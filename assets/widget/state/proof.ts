// The proof of work for a stranger's first message: fetched when the visitor begins to write, solved meanwhile, used once.
// Asking for a challenge stores nothing, here or on the server.

import { ApiError, call } from "../../shared/api";
import { say } from "../../shared/strings";
import type { Challenge } from "../../shared/types";

export type Solve = (challenge: Challenge) => Promise<number | null>;

export type Proof = ReturnType<typeof openProof>;

/** The server wants a proof, or another one. */
export const PROOF_REFUSED = "captcha-required";

/** A proof that lapses sooner than this, in milliseconds, is made anew: the message must still arrive. */
const MARGIN_MS = 60_000;

/** In place of a proof where nobody is a visitor: every first act is refused in words, and asks the server nothing. */
export const NOBODY: Proof = {
  prepare: () => undefined,
  take: () => Promise.reject(new ApiError(415, "preview", say("preview_note"))),
};

export function openProof(appId: string, isNeeded: () => boolean, solve: Solve) {
  let making: Promise<{ captcha: string; expires_at: number }> | null = null;

  const make = async () => {
    const challenge = await call<Challenge>(`/api/widget/challenge?app_id=${encodeURIComponent(appId)}`);
    const number = await solve(challenge);
    if (number === null) throw new ApiError(403, PROOF_REFUSED, say("proof_failed"));
    return { captcha: captchaOf(challenge, number), expires_at: challenge.expires_at };
  };
  const start = () => {
    const mine = make();
    making = mine;
    // What failed is tried anew by whoever needs it.
    mine.catch(() => making === mine && (making = null));
    return mine;
  };

  return {
    /** The visitor begins: by the time they send, the proof is there. */
    prepare(): void {
      if (isNeeded() && making === null) void start().catch(() => undefined);
    },
    /** The proof, null where none is needed. Each is handed out once. `isInsisted`: the server has said that it needs one. */
    async take(isInsisted = false): Promise<string | null> {
      if (!isNeeded() && !isInsisted) return null;
      let made = await (making ?? start());
      if (made.expires_at - Date.now() < MARGIN_MS) made = await start();
      making = null;
      return made.captcha;
    },
  };
}

/** base64url of the solution's JSON, as the server reads it. */
export function captchaOf({ algorithm, salt, challenge, signature }: Challenge, number: number): string {
  const bytes = new TextEncoder().encode(JSON.stringify({ algorithm, salt, challenge, number, signature }));
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

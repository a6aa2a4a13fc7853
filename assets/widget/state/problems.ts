// What the page hears of who its visitor is: whether that is proven, else why not, in the words of whoever builds the page.

import type { Identity } from "../../shared/protocol";
import type { PanelHooks } from "./hooks";

const WHERE = "The administrator sees the reason under Settings → Install.";

export function announce(hooks: PanelHooks, isVerified: boolean, problem: string | null, said: Identity): void {
  hooks.identified(isVerified || problem === null, isVerified);
  if (problem === null) hooks.emit("identified", { verified: isVerified });
  else hooks.emit("error", { code: problem, message: sentenceFor(problem, said) });
}

/** `code` is the server's; `said` is what the page had given as proof. */
function sentenceFor(code: string, said: Identity): string {
  if (code === "session_spent") {
    return "This prepared session was used by another browser, or its time is over. Let your server prepare a new one for each visitor.";
  }
  if (said.session !== undefined) {
    return `The prepared session was not accepted, so the visitor stays unverified. Let your server prepare a new one, for this site. ${WHERE}`;
  }
  if (said.user_token !== undefined) {
    return `The user_token was not accepted, so the visitor stays unverified. Sign it on your server with HS256 and the identity secret as it is shown, with "sub" (the user id) and "exp" (at most 24 hours ahead). ${WHERE}`;
  }
  if (said.user_hash !== undefined) {
    return `The user_hash does not fit this user_id, so the visitor stays unverified. Make it on your server: the lower-case hex HMAC-SHA256 of the id as text, with the identity secret as it is shown. ${WHERE}`;
  }
  return "This chat takes a user_id only with proof, so the visitor stays unverified. Give identify a user_hash, a user_token or a session from your server.";
}

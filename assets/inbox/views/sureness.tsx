// Whether it is proved who somebody is, or only said.

import { Icon } from "../../ui/icons";
import { say } from "../../shared/strings";

export function Sureness({ isVerified, hasWords = false }: { isVerified: boolean; hasWords?: boolean }) {
  const word = say(isVerified ? "verified" : "unverified");
  return (
    <span class={`sure${isVerified ? " sure--verified" : ""}`} title={say(isVerified ? "verified_hint" : "unverified_hint")}>
      {isVerified ? <Icon name="verified" /> : <span class="sure__mark">?</span>}
      <span class={hasWords ? "" : "visually-hidden"}>{word}</span>
    </span>
  );
}

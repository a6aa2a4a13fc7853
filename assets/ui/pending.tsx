// Said under a message that is on its way, or waits for a network.

import { say } from "../shared/strings";
import { useIsOnline } from "./online";

export function Pending() {
  return <p class="message__meta">{say(useIsOnline() ? "sending" : "will_send")}</p>;
}

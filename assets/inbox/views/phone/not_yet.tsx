// The frame of the inbox while there is nothing to put into it: the server has not answered and nothing was kept here.

import { Mark } from "../../../ui/mark";
import { say } from "../../../shared/strings";
import { useIsOnline } from "../../../ui/online";

export function NotYet() {
  const isOffline = !useIsOnline();
  return (
    <main class="inbox-boot" aria-live="polite">
      <Mark />
      <h1 class="inbox-boot__title">{say(isOffline ? "frame_offline_title" : "reconnecting")}</h1>
      <p>{say("frame_offline_text")}</p>
    </main>
  );
}

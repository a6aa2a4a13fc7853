// The inbox on one screen: list, thread and details side by side where there is room, one after the other on a phone.

import { useComputed, useSignal, useSignalEffect, type Signal } from "@preact/signals";
import { clockTime } from "../../shared/time";
import { say } from "../../shared/strings";
import type { InboxState } from "../state/inbox";
import { Details } from "./details";
import { Keys } from "./keys_overlay";
import { Toasts } from "./notifications/toasts";
import { PreferencesPlace } from "./preferences/place";
import { List } from "./list";
import { SignedOut } from "./signed_out";
import { ThreadPane } from "./thread";
import { TopBar } from "./top_bar";

export interface Panes {
  showsDetails: Signal<boolean>;
  showsKeys: Signal<boolean>;
}

export function App({ inbox, panes }: { inbox: InboxState; panes: Panes }) {
  const isOpen = inbox.place.conversation_id.value !== null;
  const classes = ["inbox", isOpen ? "inbox--open" : "", panes.showsDetails.value ? "inbox--details" : ""];
  return (
    <div class={classes.filter(Boolean).join(" ")}>
      {isOpen && (
        <a class="skip-link" href="#thread">
          {say("to_conversation")}
        </a>
      )}
      {inbox.me.is_plain_http && !isThisMachine() && (
        <aside class="strip" aria-label={say("warning")}>
          {say("plain_http")}
        </aside>
      )}
      <TopBar inbox={inbox} panes={panes} />
      <ConnectionLine inbox={inbox} />
      <div class="inbox__columns">
        <main class="inbox__main">
          <List inbox={inbox} />
          <ThreadPane inbox={inbox} panes={panes} />
        </main>
        {isOpen && <Details inbox={inbox} panes={panes} />}
      </div>
      <Toasts inbox={inbox} />
      <PreferencesPlace inbox={inbox} />
      {inbox.facts.isSignedOut.value && <SignedOut />}
      {panes.showsKeys.value && <Keys close={() => (panes.showsKeys.value = false)} />}
    </div>
  );
}

/** Plain HTTP is safe on the machine itself only. */
function isThisMachine(): boolean {
  return /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(location.hostname);
}

/** How long a lost connection stays unmentioned, in milliseconds. */
const PATIENCE_MS = 3_000;

function ConnectionLine({ inbox }: { inbox: InboxState }) {
  const isLate = useSignal(false);
  const isTrying = useComputed(() => inbox.line.state.value === "waiting" || inbox.line.state.value === "connecting");
  useSignalEffect(() => {
    if (!isTrying.value) {
      isLate.value = false;
      return;
    }
    const timer = setTimeout(() => (isLate.value = true), PATIENCE_MS);
    return () => clearTimeout(timer);
  });
  const isLost = isLate.value && !inbox.facts.isSignedOut.value;
  return (
    <p class="connection" role="status">
      {isLost && (navigator.onLine ? say("reconnecting") : say("inbox_offline", { time: clockTime(inbox.facts.trueAt.value) }))}
    </p>
  );
}

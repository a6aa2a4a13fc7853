// The inbox on one screen: rail, list, thread and details side by side where there is room, one after the other on a phone.

import { useComputed, type Signal } from "@preact/signals";
import { clockTime, dayOf, exactTime } from "../../shared/time";
import { say } from "../../shared/strings";
import { useHasLasted, useIsOnline } from "../../ui/online";
import type { InboxState } from "../state/inbox";
import type { SavedViewOf } from "../state/wire";
import type { Freshness } from "../state/freshness";
import type { InstallOffer } from "../state/installing";
import type { Leaving } from "../state/leaving";
import { Details } from "./details";
import { Toasts } from "./notifications/toasts";
import { PreferencesPlace } from "./preferences/place";
import { List } from "./list";
import { PAGES } from "./pages";
import { CommandPlace } from "./command_place";
import { LeavingDialog } from "./phone/leaving_dialog";
import { isNarrow } from "./phone/screen";
import { Tabs } from "./phone/tabs";
import { UpdateBar } from "./phone/update_bar";
import { PickerPlace } from "./picker_place";
import { Rail } from "./rail";
import { SignedOut } from "./signed_out";
import { ThreadPane } from "./thread";
import { UndoBar } from "./undo_bar";
import { ViewDialogPlace } from "./view_dialog_place";

export interface Panes {
  /** The details lie over the thread, where there is no room beside it. */
  showsDetails: Signal<boolean>;
  showsKeys: Signal<boolean>;
  showsPalette: Signal<boolean>;
  /** The rail lies over the list, where there is no room beside it. */
  showsRail: Signal<boolean>;
  /** The saved view that is being put together or changed. */
  view: Signal<"new" | SavedViewOf | null>;
  /** Newer files, installing, and signing out: what is the page's and not the conversations'. */
  freshness: Freshness;
  installing: InstallOffer;
  leaving: Leaving;
}

export function App({ inbox, panes }: { inbox: InboxState; panes: Panes }) {
  const isOpen = useComputed(() => inbox.place.conversation_id.value !== null).value;
  const page = inbox.place.page.value;
  const OtherPage = page === "list" ? undefined : PAGES[page];
  const classes = ["inbox", isOpen ? "inbox--open" : "", OtherPage ? "inbox--page" : "", panes.showsDetails.value ? "inbox--details" : "", panes.showsRail.value ? "inbox--rail" : "", inbox.selecting.isOn.value ? "inbox--selecting" : ""];
  return (
    <div class={classes.filter(Boolean).join(" ")}>
      <a class="skip-link" href={OtherPage ? "#page" : isOpen ? "#thread" : "#list"}>
        {say(OtherPage ? "to_page" : isOpen ? "to_conversation" : "conversations")}
      </a>
      {inbox.me.is_plain_http && !isThisMachine() && (
        <aside class="strip" aria-label={say("warning")}>
          {say("plain_http")}
        </aside>
      )}
      <ConnectionLine inbox={inbox} />
      <UpdateBar panes={panes} />
      <div class="inbox__columns">
        <Rail inbox={inbox} panes={panes} />
        <main class="inbox__main" inert={panes.showsRail.value && isNarrow.value}>
          {OtherPage ? (
            <OtherPage inbox={inbox} panes={panes} />
          ) : (
            <>
              <List inbox={inbox} panes={panes} />
              <ThreadPane inbox={inbox} panes={panes} />
            </>
          )}
        </main>
        {isOpen && !OtherPage && <Details inbox={inbox} panes={panes} />}
      </div>
      <Tabs inbox={inbox} panes={panes} />
      <UndoBar inbox={inbox} />
      <PickerPlace inbox={inbox} />
      <ViewDialogPlace inbox={inbox} panes={panes} />
      <Toasts inbox={inbox} />
      <PreferencesPlace inbox={inbox} />
      <LeavingDialog leaving={panes.leaving} />
      {inbox.facts.isSignedOut.value && <SignedOut />}
      <CommandPlace inbox={inbox} panes={panes} />
    </div>
  );
}

/** The time alone where it was today. */
function timeOf(at: number): string {
  return dayOf(at) === dayOf(Date.now()) ? clockTime(at) : exactTime(at);
}

/** Plain HTTP is safe on the machine itself only. */
function isThisMachine(): boolean {
  return /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(location.hostname);
}

/** How long a connection that is lost, or was never there, stays unmentioned, in milliseconds. */
const PATIENCE_MS = 3_000;

function ConnectionLine({ inbox }: { inbox: InboxState }) {
  const isOnline = useIsOnline();
  const isTrying = useComputed(() => inbox.line.state.value !== "live");
  const isLate = useHasLasted(isTrying, PATIENCE_MS);
  const { isKept, isSignedOut, trueAt } = inbox.facts;
  const isOffline = !isOnline || isKept.value;
  const isLost = (isOffline || isLate.value) && !isSignedOut.value;
  return (
    <p class="connection" role="status">
      {isLost && (isOffline ? say("inbox_offline", { time: timeOf(isTrying.value ? trueAt.value : Date.now()) }) : say("reconnecting"))}
    </p>
  );
}

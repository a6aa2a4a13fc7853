// Entry of the agents' inbox: asks who is signed in, then draws and follows.

import { effect, signal, untracked } from "@preact/signals";
import { render } from "preact";
import { ApiError, call } from "../shared/api";
import { backoffMs } from "../shared/backoff";
import type { MeView } from "../shared/protocol";
import { hurryWhenBack } from "../shared/socket";
import { openStore } from "../shared/storage";
import { learn, say, speak } from "../shared/strings";
import inboxWords from "../shared/strings/inbox.json";
import threadWords from "../shared/strings/inbox_thread.json";
import findWords from "../shared/strings/inbox_find.json";
import contactWords from "../shared/strings/inbox_contacts.json";
import listWords from "../shared/strings/inbox_list.json";
import togetherWords from "../shared/strings/inbox_together.json";
import { listenForKeys } from "./keys";
import { watchForLife } from "./state/colleagues";
import { openInbox, type InboxState } from "./state/inbox";
import { marksOfPage, openMarks } from "./state/notifications/marks";
import { openPlace } from "./state/place";
import { togetherCommands } from "./state/together_commands";
import { App, type Panes } from "./views/app";
import { SignedOut } from "./views/signed_out";

/** How often a view that goes by waiting time is looked at anew, in milliseconds. */
const WAITING_MS = 60_000;

const root = document.getElementById("deskbell-inbox");
learn({ ...inboxWords, ...threadWords, ...listWords, ...findWords, ...togetherWords, ...contactWords });
speak(navigator.language);

/** The server may be restarting while the page loads: ask until it answers. */
async function whoAmI(): Promise<MeView> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await call<MeView>("/api/inbox/me");
    } catch (error) {
      if (error instanceof ApiError && error.isSignedOut) throw error;
      if (root) render(<p class="inbox-boot">{say(attempt < 2 ? "loading" : "reconnecting")}</p>, root);
      await new Promise((resolve) => setTimeout(resolve, backoffMs(attempt, Math.random())));
    }
  }
}

function show(me: MeView, root: HTMLElement): void {
  const place = openPlace({
    path: () => location.pathname + location.search,
    push: (path) => history.pushState(null, "", path),
    replace: (path) => history.replaceState(null, "", path),
    moved: (act) => addEventListener("popstate", act),
  });
  const inbox = openInbox(me, openStore(), place, openStore([() => sessionStorage]));
  const panes: Panes = { showsDetails: signal(false), showsKeys: signal(false), showsPalette: signal(false), showsRail: signal(false), view: signal(null) };
  listenForKeys(inbox, panes);

  render(<App inbox={inbox} panes={panes} />, root);
  effect(() => {
    const id = place.conversation_id.value;
    untracked(() => {
      inbox.facts.isAtEnd.value = true;
      if (id !== null) void inbox.load(id);
    });
  });
  followList(inbox);
  const mark = openMarks(marksOfPage(), document.querySelector<HTMLLinkElement>('link[rel="icon"]')?.href ?? "");
  effect(() => mark(inbox.notifying.attention.value, say("inbox")));
  watchForLife(inbox.idling);
  inbox.notifying.watch();
  inbox.commands.register(...togetherCommands(inbox));
  const look = () => inbox.look(document.visibilityState === "visible");
  document.addEventListener("visibilitychange", look);
  look();
  hurryWhenBack(inbox.line);
  keepWritten(inbox);
  void inbox.start();
}

/** Nothing that was written is lost when the page is left, and what another window of this browser took back is not sent here. */
function keepWritten({ writing }: InboxState): void {
  writing.sending.resume();
  addEventListener("pagehide", () => writing.leave((frame) => void call("/api/inbox/frames", { method: "POST", body: frame, keepalive: true }).catch(() => undefined)));
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && writing.drafts.save(true));
  addEventListener("storage", ({ key, newValue }) => key !== null && newValue === null && writing.goneElsewhere(key));
}

/** Another list begins with nothing selected, and a reload finds each list where it was. */
function followList(inbox: InboxState): void {
  let before = inbox.listing.name.value;
  effect(() => {
    const name = inbox.listing.name.value;
    if (name === before) return;
    before = name;
    untracked(() => {
      inbox.selecting.clear();
      inbox.selecting.cursor.value = null;
      void inbox.listing.show();
    });
  });
  addEventListener("pagehide", inbox.scrolls.save);
  // Who has waited long enough for a view comes into it without anything happening.
  setInterval(() => {
    const saved = inbox.directory.savedView(inbox.place.view.value.replace("saved:", ""));
    if (saved?.filters.waiting_minutes != null) void inbox.listing.show();
  }, WAITING_MS);
}

if (root) {
  whoAmI().then(
    (me) => show(me, root),
    () => render(<SignedOut />, root),
  );
}

// Entry of the agents' inbox: asks who is signed in, then draws and follows.

import { effect, signal, untracked } from "@preact/signals";
import { render } from "preact";
import { ApiError, call } from "../shared/api";
import type { MeView } from "../shared/protocol";
import { hurryWhenBack } from "../shared/socket";
import { openStore } from "../shared/storage";
import { learn, say, speak } from "../shared/strings";
import inboxWords from "../shared/strings/inbox.json";
import phoneWords from "../shared/strings/inbox_phone.json";
import threadWords from "../shared/strings/inbox_thread.json";
import findWords from "../shared/strings/inbox_find.json";
import contactWords from "../shared/strings/inbox_contacts.json";
import listWords from "../shared/strings/inbox_list.json";
import { entryOf, isSamePerson, untilAnswered } from "./beginning";
import { openAddress } from "./address";
import { openKeptBox } from "./kept_box";
import { freshnessOf, installingOf, leavingOf, registerWorker } from "./page";
import type { Freshness } from "./state/freshness";
import togetherWords from "../shared/strings/inbox_together.json";
import { listenForKeys } from "./keys";
import { watchTextSize } from "./views/row_height";
import { watchForLife } from "./state/colleagues";
import { openInbox, type InboxState } from "./state/inbox";
import { marksOfPage, openMarks } from "./state/notifications/marks";
import { openKeeping, readKept, restore, type Kept } from "./state/kept";
import { openPlace } from "./state/place";
import { togetherCommands } from "./state/together_commands";
import { App, type Panes } from "./views/app";
import { followKeyboard } from "./views/phone/keyboard";
import { NotYet } from "./views/phone/not_yet";
import { isPhone, isTouched } from "./views/phone/screen";
import { closedByBack, isOverPage, stepOver, stepTo } from "./views/phone/way_back";
import { SignedOut } from "./views/signed_out";

/** How often a view that goes by waiting time is looked at anew, in milliseconds. */
const WAITING_MS = 60_000;

const root = document.getElementById("deskbell-inbox");
learn({ ...inboxWords, ...threadWords, ...listWords, ...findWords, ...togetherWords, ...contactWords, ...phoneWords });
speak(navigator.language);
followKeyboard();
const build = entryOf(document);
const box = openKeptBox();
const installing = installingOf();

/** Draws the inbox; with what was kept where the server has not answered yet. */
function show(me: MeView, root: HTMLElement, kept: Kept | null): { inbox: InboxState; freshness: Freshness } {
  const address = openAddress({
    path: () => location.pathname + location.search,
    push: stepTo,
    replace: stepOver,
    moved: (act) => addEventListener("popstate", act),
    // What is touched keeps a picture of the page at each step, and shows it to the finger that goes back.
    mayWait: () => !isPhone.peek() && !isTouched.peek() && !isOverPage(),
    touched(act) {
      for (const sign of ["keydown", "pointerdown", "pagehide", "visibilitychange"]) addEventListener(sign, act, { capture: true });
    },
  });
  const place = openPlace(address);
  const inbox = openInbox(me, openStore(), place, openStore([() => sessionStorage]));
  const { facts, listing, directory, line } = inbox;
  const keeping = openKeeping({ box, build, me: () => ({ ...me, ...inbox.chosen.kept() }), facts, place, listing, directory, isLive: () => line.state.value === "live" });
  const freshness = freshnessOf(build, () => inbox, address.settle);
  const panes: Panes = { showsDetails: signal(false), showsKeys: signal(false), showsPalette: signal(false), showsRail: signal(false), view: signal(null), freshness, installing, leaving: leavingOf(inbox, keeping) };
  listenForKeys(inbox, panes);
  watchTextSize();
  if (kept) restore(kept, { facts, listing, directory });

  render(<App inbox={inbox} panes={panes} />, root);
  effect(() => {
    const id = place.conversation_id.value;
    untracked(() => {
      facts.isAtEnd.value = true;
      if (isPhone.value) panes.showsDetails.value = false;
      if (id === null) return;
      // What is known is drawn at once, and what is asked for may be known by then.
      const isKnown = facts.threads.value.has(id);
      const coming = inbox.load(id);
      if (!isKnown) address.waitFor(coming);
    });
  });
  // Signing in leads back to what the address names.
  effect(() => {
    if (facts.isSignedOut.value) address.settle();
  });
  closedByBack(panes.showsDetails, panes.showsRail);
  followList(inbox);
  const mark = openMarks(marksOfPage(), document.querySelector<HTMLLinkElement>('link[rel="icon"]')?.href ?? "");
  effect(() => mark(inbox.notifying.attention.value, say("inbox")));
  watchForLife(inbox.idling);
  inbox.notifying.watch();
  inbox.commands.register(...togetherCommands(inbox));
  const look = () => inbox.look(document.visibilityState === "visible");
  document.addEventListener("visibilitychange", look);
  look();
  hurryWhenBack(line);
  keepWritten(inbox);
  checkWhenBack(inbox, freshness);
  registerWorker(freshness);
  if (location.hash === "#sign-out") void panes.leaving.ask();
  if (!kept) void inbox.start();
  return { inbox, freshness };
}

/** The server may have been replaced while it was away. */
function checkWhenBack({ line }: InboxState, freshness: Freshness): void {
  let wasLive = false;
  effect(() => {
    const isLive = line.state.value === "live";
    if (isLive && wasLive) untracked(() => void freshness.check());
    wasLive ||= isLive;
  });
}

/** Nothing that was written is lost when the page is left, and what other windows of this browser write and take back is followed. */
function keepWritten({ writing, beside, people, chosen, savedViews }: InboxState): void {
  writing.sending.resume();
  addEventListener("pagehide", () => writing.leave((frame) => void call("/api/inbox/frames", { method: "POST", body: frame, keepalive: true }).catch(() => undefined)));
  addEventListener("pagehide", () => void beside.macros.leave());
  addEventListener("pagehide", chosen.leave);
  addEventListener("pagehide", savedViews.leave);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && writing.drafts.save(true));
  addEventListener("storage", ({ key, newValue }) => key !== null && newValue === null && writing.goneElsewhere(key));
  addEventListener("storage", ({ key }) => {
    if (key === null) return;
    people.notes.keptElsewhere(key);
    writing.drafts.keptElsewhere(key);
  });
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

/** The server is there again, behind a page that began with what was kept. */
async function goOn({ inbox, freshness }: ReturnType<typeof show>, before: MeView, me: MeView): Promise<void> {
  // Another person's, another role's or an older page is not for this server to talk to. Nothing written is lost by it.
  if (!isSamePerson(before, me) || (await freshness.check())) return freshness.reload();
  inbox.chosen.begin(me);
  await inbox.start();
  const id = inbox.place.conversation_id.value;
  if (id !== null) await inbox.load(id);
  await inbox.writing.settle();
}

async function begin(root: HTMLElement): Promise<void> {
  let shown: { page: ReturnType<typeof show>; me: MeView } | null = null;
  let isAnswered = false;
  const trouble = async () => {
    const kept = await readKept(box, build);
    if (isAnswered) return;
    if (kept) shown = { page: show(kept.me, root, kept), me: kept.me };
    else render(<NotYet />, root);
  };
  let telling = Promise.resolve();
  try {
    const me = await untilAnswered(() => (telling = trouble()));
    isAnswered = true;
    await telling;
    const early = shown as { page: ReturnType<typeof show>; me: MeView } | null;
    if (early) await goOn(early.page, early.me, me);
    else show(me, root, null);
  } catch (error) {
    isAnswered = true;
    if (!(error instanceof ApiError)) throw error;
    // The session is over: nothing of it stays here.
    await box.clear();
    const early = shown as { page: ReturnType<typeof show> } | null;
    if (early) early.page.inbox.facts.isSignedOut.value = true;
    else render(<SignedOut />, root);
  }
}

if (root) void begin(root);

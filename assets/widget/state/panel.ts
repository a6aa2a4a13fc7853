// The panel's state: what can be done to it, by the visitor, the page, the server and the browser's other tabs.
// It knows nothing of how any of it is drawn.

import { computed, effect, signal, untracked } from "@preact/signals";
import { ApiError } from "../../shared/api";
import { prepare } from "../../shared/preparing";
import type { Values } from "../../shared/form_check";
import { frameOf, openOutbox, type Outgoing } from "../../shared/outbox";
import type { PlaceName } from "../../shared/bridge";
import type { Identity, PanelConfig } from "../../shared/protocol";
import type { Store } from "../../shared/storage";
import { openTyping } from "../../shared/typing";
import { guarded, openUpload } from "../../shared/uploads";
import { openActivity } from "./activity";
import { answerForm, rate, tellContact } from "./answering";
import { openAsking } from "./asking";
import { openFacts } from "./facts";
import { openHearing } from "./hearing";
import { plainBrowser, type PanelHooks, type TabNews } from "./hooks";
import { openLife } from "./life";
import { openVisitorLine } from "./line";
import { openLooking } from "./looking";
import { openPlaces } from "./places";
import { announce } from "./problems";
import { NOBODY, openProof } from "./proof";
import { openSession } from "./session";
import { openSite } from "./site";
import { openTeaser } from "./teaser";
import { withRead } from "./thread";
import { openTracking } from "./tracking";
import { openWriting, waitingIn } from "./writing";

export type PanelState = ReturnType<typeof openPanel>;

export function openPanel(config: PanelConfig, store: Store, hooks: PanelHooks, browser = plainBrowser()) {
  const isPreview = browser.isPreview === true;
  const prefix = `deskbell:${config.app_id}:`;
  const facts = openFacts();
  const site = openSite(config);
  const proof = isPreview ? NOBODY : openProof(config.app_id, () => site.config.value.captcha === "pow", browser.solve);
  const session = openSession(config.app_id, store, {
    began: (beginning) => life.began(beginning),
    identified: (...judgement) => announce(hooks, ...judgement),
    claimsRefused: ({ code, message }) => hooks.emit("error", { code, message }),
    known: (isVerified) => life.judged(isVerified),
    ended: () => void life.logout(),
    renewed: () => hooks.tellTabs({ type: "session", isAnother: false }),
    joined: () => life.followTab("began", false),
    alone: browser.alone,
    prove: proof.take,
  });
  const token = () => session.token.value;
  const outbox = openOutbox({ store, prefix: `${prefix}out:`, post });
  const typing = openTyping(sayTyping);
  const writing = openWriting({
    outbox,
    store,
    tab: browser.tab,
    prefix,
    shownId,
    typing,
    isPreview,
    mayKeep: hasActed,
    rules: () => site.config.value.uploads,
    upload: guarded(openUpload("/api/widget/files", session.actingToken), (error) => life.heed(error)),
    prepare,
  });
  const tracking = openTracking(session);
  const activity = openActivity(session, () => facts.isVerified.value && site.config.value.features.activity, () => void life.recheck());
  const teaser = openTeaser(facts, store, `${prefix}dismissed`);
  const asking = openAsking({ facts, site, store, key: `${prefix}asked`, saidEmail: session.saidEmail, tell: (said) => tellContact(facts, session, said).catch(life.refuse) });
  const hear = openHearing({ facts, outbox, typing, emit: hooks.emit, rejoin: (seq) => life.rejoin(seq), seen: () => looking.seen(), begun, teamActed: site.teamActed, siteChanged: site.changed, recordsChanged: () => activity.changed(facts.isOpen.value) });
  const line = openVisitorLine(config, session, {
    apply: hear,
    refetch: () => life.fetch(),
    refused: (code) => (code === "signed_out" ? life.beAnonymous() : void (facts.loading.value = "unavailable")),
    connected() {
      outbox.rewind();
      outbox.pump();
      looking.tellAll();
      tracking.flush();
      site.lineBack();
    },
    disconnected() {
      outbox.rewind();
      site.lineLost();
    },
  });
  const life = openLife({ facts, session, outbox, line: () => line, hasActed, hooks, ready: () => tracking.flush(), dropOwn, lapsed, missing: () => places.missing() });
  const places = openPlaces({
    facts,
    site,
    tab: browser.tab,
    key: `${prefix}place`,
    hasActivity: () => activity.records.value.length > 0,
    known: () => life.known(),
    mayKeep: hasActed,
    emit: hooks.emit,
    shown: () => void life.fetchShown(),
  });
  const looking = openLooking({ facts, tellTabs: hooks.tellTabs, say: line.say });
  const waiting = computed(() => waitingIn(outbox.items.value, facts));
  const isInSight = signal(false);
  effect(() => {
    facts.isLooking.value = isInSight.value && places.current.value === "conversation" && facts.current.value !== undefined;
    untracked(looking.seen);
  });
  effect(() => {
    // A proof is believed before its token is here, and another customer has another token.
    if (facts.isOpen.value && facts.isVerified.value && session.token.value !== null) untracked(activity.look);
  });

  function post(outgoing: Outgoing): boolean {
    if (token() !== null) return line.say(frameOf(outgoing));
    places.keep();
    void life.begin();
    return false;
  }

  /** There is a session, or something written that waits for one. */
  function hasActed(): boolean {
    return token() !== null || outbox.items.value.some((one) => one.state !== "failed");
  }

  /** The conversation that is shown; null for one that is still to begin. */
  function shownId(): string | null {
    return facts.chosen.value ?? facts.current.value?.id ?? null;
  }

  function begun(conversation_id: string): void {
    writing.begin(conversation_id);
    if (typeof facts.chosen.value === "string") return;
    facts.chosen.value = conversation_id;
    places.keep();
  }

  function sayTyping(is_typing: boolean): void {
    const conversation_id = facts.current.value?.id;
    if (conversation_id !== undefined) line.say({ type: "typing", conversation_id, is_typing });
  }

  function lapsed(): void {
    writing.lapse();
    activity.clear();
  }

  function dropOwn(): void {
    facts.contact.value = null;
    writing.clear();
    looking.clear();
    tracking.clear();
    teaser.clear();
    asking.clear();
    activity.clear();
    places.reset();
  }

  return {
    /** As the site is now; read within a view it is followed. */
    get config() {
      return site.config.value;
    },
    /** Of the conversation that is shown; read within a view it is followed. */
    get draft() {
      return writing.draft(shownId());
    },
    get picking() {
      return writing.picking(shownId());
    },
    facts,
    site,
    session,
    outbox,
    waiting,
    line,
    places,
    activity,
    isPreview,
    hasActed,
    asking,
    tracking,
    teaser: teaser.teaser,
    typing: typing.who,
    resume: life.resume,
    loadEarlier: life.loadEarlier,
    logout: life.logout,
    seen: looking.seen,
    send: writing.send,
    reply: writing.reply,
    edit: writing.edit,
    /** Gives a form's values; fails with `ApiError`, which names the fields that are wrong. */
    filledIn: (number: number) => writing.filledIn(shownId(), number),
    answer: (number: number, values: Values) => answerForm(facts, session, number, values).catch(life.refuse),
    /** The panel opens; `place` is the page's wish, else it is where it was. */
    open({ place, id, isQuiet }: { place?: PlaceName | undefined; id?: string | undefined; isQuiet?: boolean | undefined }) {
      const remembered = isQuiet === true ? places.remembered() : null;
      facts.isOpen.value = true;
      site.watch(true);
      if (place !== undefined) places.wish(place, id);
      else if (remembered !== null) places.restore(remembered.place, remembered.id);
      places.show();
    },
    close() {
      facts.isOpen.value = false;
      site.watch(false);
      places.forget();
    },
    /** Whether the panel is open on a page that is in sight. */
    look(isNow: boolean) {
      isInSight.value = isNow;
    },
    typed() {
      const draft = writing.draft(shownId());
      if (token() === null && draft.text.value !== "") proof.prepare();
      draft.keep();
      typing.say(draft.text.value !== "");
    },
    dismiss(id: string) {
      teaser.dismiss(id);
      hooks.tellTabs({ type: "dismissed" });
    },
    /** What the visitor gives a conversation, 1 to 5. */
    async rate(conversation_id: string, score: number, comment: string): Promise<void> {
      await rate(facts, session, { conversation_id, score, comment }).catch(life.refuse);
      hooks.emit("csat:submitted", { conversation_id, score });
    },
    identify(identity: Identity) {
      // Whoever was here has left without logging out: nothing of them may be shown while the next one is asked about.
      if (facts.isVerified.value && session.isOfAnother(identity)) void life.logout();
      session.identify(identity).catch((error: unknown) => {
        if (!(error instanceof ApiError)) throw error;
        if (error.isSignedOut) life.beAnonymous();
        else if (error.code !== "superseded") hooks.emit("error", { code: error.code, message: error.message });
      });
      void life.resumeOnce();
    },
    hearTab(news: TabNews) {
      if (news.type === "read") facts.threads.value = withRead(facts.threads.value, news.conversation_id, news.number);
      else if (news.type === "dismissed") teaser.reread();
      else life.followTab(session.adopt(), news.isAnother);
    },
  };
}

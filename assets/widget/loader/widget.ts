// The widget on one page: the launcher, the panel that comes on first intent, and what the page may ask of them.

import type { LoaderSays } from "../../shared/bridge";
import type { Identity, Theme, WidgetInit } from "../../shared/protocol";
import type { BoxHost, Wish } from "../box/contract";
import type { Attributes } from "./attributes";
import { emit, emitUnavailable, mirror } from "./events";
import type { Flag } from "./flag";
import { openLine } from "./line";
import { openNotice } from "./notice";
import { watchPage } from "./page";
import { openPlacement } from "./placement";
import { pulse } from "./pulse";
import { buildShell, mountShell } from "./shell";
import { fetchInit } from "./start";
import { state } from "./state";
import { warn } from "./warn";
import { wordsOf } from "./words";

export interface Widget {
  /** Nothing opens: the business is away and hides its widget then. */
  readonly isAway: boolean;
  open(opener: HTMLElement | null, wish?: Wish): void;
  close(): void;
  /** Passes something on to the panel; `isUrgent` loads it when the page is idle instead of waiting for an intent. */
  tell(message: LoaderSays, isUrgent?: boolean): void;
  identify(identity: Identity): void;
  logout(): void;
  showLauncher(isShown: boolean): void;
  destroy(): void;
}

/** Narrow, or a phone on its side. A page without a viewport tag is laid out wide and keeps the desktop panel. */
const PHONE = "(max-width: 480px), (max-height: 480px) and (pointer: coarse)";

/** `isNew`: nobody has seen a launcher in this document yet. */
export function startWidget(init: WidgetInit, attributes: Attributes, flag: Flag, isNew: boolean): Widget {
  const stopping = new AbortController();
  const { signal } = stopping;
  const phone = matchMedia(PHONE);
  const shell = buildShell(init, attributes);
  const { launcher, root } = shell;
  const placement = openPlacement(init, attributes, phone);
  const notice = openNotice(launcher, stopping);
  const line = openLine();
  if (attributes.locale) state.locale = attributes.locale;
  let opener: HTMLElement | null = null;
  let theme: Theme | null = attributes.theme;
  /** The panel has said hello. Until then nothing of it shows, and nothing of the page is taken: only the launcher waits. */
  let isThere = false;
  let isQuiet = false;

  const draw = () => {
    const isShown = state.open && isThere;
    const hasLauncher = placement.showsLauncher();
    if (!hasLauncher) notice.hide();
    shell.draw(hasLauncher, isShown, theme);
    line.draw({ isShown, isPhone: phone.matches, isQuiet, words: shell.words });
  };
  const moved = () => line.moved(placement.purpose());
  const host: BoxHost = {
    address: attributes.base + init.panel,
    root,
    launcher,
    campaign: attributes.campaign,
    state,
    draw,
    emit,
    warn,
    acted: flag.set,
    introduce() {
      isThere = true;
      notice.hide();
      draw();
      return { theme, locale: state.locale, purpose: placement.purpose() };
    },
    silent() {
      line.cut();
      isThere = false;
      if (!state.open) return;
      widget.close();
      notice.say(shell.words.unreachable);
      emitUnavailable("The panel");
    },
    open: (from, wish) => widget.open(from, wish),
    close: () => widget.close(),
    reopen() {
      if (!state.open && !placement.isHidden()) widget.open(null, { isQuiet: true });
    },
  };
  const load = () => {
    if (line.isLoading) return;
    line.load(host);
    draw();
  };
  /** Storage costs the page time too: the flag is read no sooner than the page is idle. */
  const loadWhenIdle = (isWanted = () => true) => {
    (window.requestIdleCallback ?? setTimeout)(() => !signal.aborted && isWanted() && load());
  };
  const speak = async (locale: string) => {
    state.locale = locale;
    const said = await fetchInit(attributes, locale, signal);
    if (!said || state.locale !== locale) return;
    shell.words = wordsOf(said);
    draw();
  };

  const widget: Widget = {
    isAway: init.is_away,
    open(from, wish = {}) {
      if (init.is_away) return emitUnavailable("The chat");
      const isFirst = !state.open;
      if (isFirst) opener = from ?? (document.activeElement as HTMLElement | null);
      state.open = true;
      notice.hide();
      isQuiet = !!wish.isQuiet;
      load();
      draw();
      moved();
      line.say({ type: "open", isFull: phone.matches, wantsComposer: false, ...wish });
      if (isFirst) emit("open");
    },
    close() {
      if (!state.open) return;
      const hadFocus = root.activeElement;
      state.open = false;
      draw();
      if (line.isLoading) line.say({ type: "close" });
      // Back to what opened the panel; to the launcher when that is gone. Who writes elsewhere on the page stays there.
      if (hadFocus) (opener?.isConnected && opener !== document.body ? opener : launcher).focus();
      emit("close");
    },
    tell(message, isUrgent) {
      const { type } = message;
      if (type === "theme") theme = message.theme;
      if (type === "locale" && message.locale !== state.locale) void speak(message.locale);
      if (type !== "track") draw();
      line.say(message);
      if (isUrgent) loadWhenIdle();
    },
    identify(identity) {
      const { user_id, user_hash, user_token, session } = identity;
      if (user_id || user_token) placement.isSignedIn = true;
      widget.tell({ type: "identify", identity }, !!((user_id && user_hash) || user_token || session));
    },
    logout() {
      line.forget();
      state.identified = state.verified = placement.isSignedIn = false;
      draw();
      if (line.isLoading || flag.isSet()) widget.tell({ type: "logout" }, true);
      flag.set(false);
    },
    showLauncher(isShown) {
      placement.wish = isShown;
      draw();
    },
    destroy() {
      widget.close();
      stopping.abort();
      line.cut();
      unmount();
    },
  };

  launcher.onpointerenter = launcher.onfocus = load;
  launcher.onclick = () => (state.open ? widget.close() : widget.open(launcher));
  launcher.onkeydown = (event) => void (event.key === "Escape" && widget.close());
  phone.addEventListener("change", draw, stopping);
  watchPage(() => {
    draw();
    moved();
  }, stopping);
  mirror(init.mirror ?? []);
  draw();
  if (isNew && init.launcher.has_pulse) pulse(launcher);
  const unmount = mountShell(root);
  if (attributes.identity) widget.identify(attributes.identity);
  loadWhenIdle(flag.isSet);
  return widget;
}

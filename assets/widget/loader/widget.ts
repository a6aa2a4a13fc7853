// The widget on one page: the launcher, the frame made on first intent, and what the page may ask of them.

import type { FrameSays, LoaderSays } from "../../shared/bridge";
import type { Identity, Theme, WidgetInit } from "../../shared/protocol";
import type { Attributes } from "./attributes";
import { openBubble } from "./bubble";
import { emit, emitUnavailable, mirror } from "./events";
import type { Flag } from "./flag";
import { openFrame, type Frame } from "./frame";
import { watchFullScreen } from "./full_screen";
import { holdBack } from "./held";
import { describePage, watchPage } from "./page";
import { openPlacement } from "./placement";
import { isFirstPage, pulse } from "./pulse";
import { buildShell, mountShell } from "./shell";
import { state } from "./state";
import { warn } from "./warn";

type Open = Extract<LoaderSays, { type: "open" }>;
/** What the page wants to see; nothing in particular when empty. */
export type Wish = Partial<Omit<Open, "type" | "isFull">>;

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

export function startWidget(init: WidgetInit, attributes: Attributes, flag: Flag): Widget {
  const stopping = new AbortController();
  const shell = buildShell(init, attributes);
  const { launcher, root, box } = shell;
  const bubble = openBubble(launcher, stopping.signal);
  const held = holdBack();
  if (attributes.locale) state.locale = attributes.locale;
  let frame: Frame | null = null;
  let opener: HTMLElement | null = null;
  let theme: Theme | null = attributes.theme;
  /** The panel has said hello. Until then nothing of it shows, and nothing of the page is taken: only the launcher waits. */
  let isThere = false;

  const report = () => frame?.say({ type: "page", page: describePage(attributes.campaign), purpose: placement.purpose() });
  const draw = () => {
    const isShown = state.open && isThere;
    const hasLauncher = placement.showsLauncher();
    shell.draw(hasLauncher, isShown, theme);
    if (!hasLauncher) bubble.hide();
    if (frame) frame.element.title = shell.words.chat;
    const isFull = isShown && full.isNeeded;
    full.take(box, isFull);
    box.classList.toggle("m", isFull);
    frame?.say({ type: "full", isFull });
  };
  const full = watchFullScreen(() => draw(), () => widget.close(), stopping);
  const placement = openPlacement(init, attributes, () => full.isNeeded);

  const hear = (message: FrameSays) => {
    if (message.type === "acted") flag.set(message.hasActed);
    else if (message.type === "close") widget.close();
    else if (message.type === "event") emit(message.name, message.detail);
    else if (message.type === "warn") warn(message.text);
    else if (message.type === "reopen") {
      if (!state.open && !placement.isHidden()) widget.open(null, { isQuiet: true });
    } else if (message.type === "identity") {
      state.identified = message.identified;
      state.verified = message.verified;
    } else if (message.type === "unread") hearUnread(message);
  };
  const hearUnread = ({ count, teaser }: Extract<FrameSays, { type: "unread" }>) => {
    const isNew = count !== state.unread;
    state.unread = count;
    draw();
    if (!teaser || state.open || launcher.hidden) bubble.hide();
    else {
      bubble.show(teaser, shell.words.dismiss, {
        chosen: () => widget.open(launcher, { place: "conversation", id: teaser.id }),
        dismissed: () => widget.tell({ type: "dismissed", id: teaser.id }),
      });
    }
    if (isNew) emit("unread", { count });
  };
  const loadFailed = () => {
    held.keep(frame!.close());
    frame = null;
    isThere = false;
    if (!state.open) return;
    widget.close();
    bubble.show({ id: "", text: shell.words.away }, shell.words.dismiss, { chosen: bubble.hide, dismissed() {} });
    emitUnavailable("The panel");
  };

  const load = (): Frame => {
    if (frame) return frame;
    frame = openFrame(attributes.base + init.panel, {
      introduce() {
        isThere = true;
        draw();
        return { page: describePage(attributes.campaign), theme, locale: state.locale, purpose: placement.purpose() };
      },
      heard: hear,
      silent: loadFailed,
    });
    box.append(frame.element);
    draw();
    for (const message of held.take()) frame.say(message);
    return frame;
  };
  /** Storage costs the page time too: the flag is read no sooner than the page is idle. */
  const loadWhenIdle = (isWanted = () => true) => {
    (window.requestIdleCallback ?? setTimeout)(() => !stopping.signal.aborted && isWanted() && load());
  };

  const widget: Widget = {
    isAway: init.is_away,
    open(from, wish = {}) {
      if (init.is_away) return emitUnavailable("The chat");
      const isFirst = !state.open;
      if (isFirst) opener = from ?? (document.activeElement as HTMLElement | null);
      state.open = true;
      bubble.hide();
      box.classList.toggle("q", !!wish.isQuiet);
      load();
      draw();
      report();
      frame!.say({ type: "open", isFull: full.isNeeded, wantsComposer: false, ...wish });
      if (isFirst) emit("open");
    },
    close() {
      if (!state.open) return;
      const hadFocus = root.activeElement;
      state.open = false;
      draw();
      frame?.say({ type: "close" });
      // Back to what opened the panel; to the launcher when that is gone. Who writes elsewhere on the page stays there.
      if (hadFocus) (opener?.isConnected && opener !== document.body ? opener : launcher).focus();
      emit("close");
    },
    tell(message, isUrgent = false) {
      if (message.type === "theme") theme = message.theme;
      else if (message.type === "locale") state.locale = message.locale;
      if (message.type === "theme" || message.type === "locale" || message.type === "identify") draw();
      if (frame) return frame.say(message);
      held.keep([message]);
      if (isUrgent) loadWhenIdle();
    },
    identify(identity) {
      const { user_id, user_hash, user_token, session } = identity;
      if (user_id || user_token) placement.isSignedIn = true;
      widget.tell({ type: "identify", identity }, !!((user_id && user_hash) || user_token || session));
    },
    logout() {
      held.forget();
      state.identified = state.verified = placement.isSignedIn = false;
      draw();
      if (frame || flag.isSet()) widget.tell({ type: "logout" }, true);
      flag.set(false);
    },
    showLauncher(isShown) {
      placement.wish = isShown;
      draw();
    },
    destroy() {
      widget.close();
      stopping.abort();
      frame?.close();
      unmount();
    },
  };

  launcher.addEventListener("pointerenter", load);
  launcher.addEventListener("focus", load);
  launcher.addEventListener("click", () => (state.open ? widget.close() : widget.open(launcher)));
  launcher.addEventListener("keydown", (event) => event.key === "Escape" && widget.close());
  watchPage(() => {
    draw();
    report();
  }, stopping);
  mirror(init.mirror ?? []);
  draw();
  if (init.launcher.has_pulse && isFirstPage()) pulse(launcher);
  const unmount = mountShell(root);
  if (attributes.identity) widget.identify(attributes.identity);
  loadWhenIdle(flag.isSet);
  return widget;
}

// The widget on one page: the launcher, the frame made on first intent, and what the page may ask of them.

import type { FrameSays, LoaderSays } from "../../shared/bridge";
import type { Identity, Theme, WidgetInit } from "../../shared/protocol";
import type { Attributes } from "./attributes";
import { emit, emitUnavailable } from "./events";
import { openFlag } from "./flag";
import { openFrame, type Frame } from "./frame";
import { watchFullScreen } from "./full_screen";
import { describePage, watchPage } from "./page";
import { warn } from "./warn";
import { state } from "./state";
import { buildShell, mountShell } from "./shell";

export interface Widget {
  open(opener: HTMLElement | null, compose?: { text?: string }): void;
  close(): void;
  /** Passes something on to the panel; `isUrgent` loads it when the page is idle instead of waiting for an intent. */
  tell(message: LoaderSays, isUrgent?: boolean): void;
  identify(identity: Identity): void;
  logout(): void;
  showLauncher(isShown: boolean): void;
  destroy(): void;
}

export function startWidget(init: WidgetInit, attributes: Attributes): Widget {
  const stopping = new AbortController();
  const shell = buildShell(init, attributes);
  const { launcher } = shell;
  const flag = openFlag(init.app_id);
  if (attributes.locale) state.locale = attributes.locale;
  let frame: Frame | null = null;
  let held: LoaderSays[] = [];
  let opener: HTMLElement | null = null;
  let theme: Theme | null = attributes.theme;
  /** The panel has said hello. Until then nothing of it shows, and nothing of the page is taken: only the launcher waits. */
  let isThere = false;

  const full = watchFullScreen(() => draw(), stopping);
  const draw = () => {
    const isShown = state.open && isThere;
    shell.draw(state.open, isShown, state.unread);
    const isFull = isShown && full.isNeeded;
    full.take(shell.box, isFull);
    shell.box.classList.toggle("m", isFull);
    frame?.say({ type: "full", isFull });
  };

  const hear = (message: FrameSays) => {
    if (message.type === "acted") flag.set(message.hasActed);
    else if (message.type === "close") widget.close();
    else if (message.type === "event") emit(message.name, message.detail);
    else if (message.type === "warn") warn(message.text);
    else if (message.type === "identity") {
      state.identified = message.identified;
      state.verified = message.verified;
    } else if (message.type === "unread" && message.count !== state.unread) {
      state.unread = message.count;
      draw();
      emit("unread", { count: message.count });
    }
  };

  const load = (): Frame => {
    if (frame) return frame;
    frame = openFrame(attributes.base, init.panel, {
      introduce() {
        isThere = true;
        draw();
        return { page: describePage(), theme, locale: state.locale };
      },
      heard: hear,
      silent() {
        // What the page said waits for the next intent, in its order. The panel that hears it then is not yet open.
        held = [...frame!.close(), { type: "close" }];
        frame = null;
        isThere = false;
        widget.close();
        emitUnavailable("the panel");
      },
    });
    shell.box.append(frame.element);
    for (const message of held.splice(0)) frame.say(message);
    return frame;
  };
  /** Storage costs the page time too: the flag is read no sooner than the page is idle. */
  const loadWhenIdle = (isWanted = () => true) => {
    (window.requestIdleCallback ?? setTimeout)(() => !stopping.signal.aborted && isWanted() && load());
  };

  const widget: Widget = {
    open(from, compose) {
      const isFirst = !state.open;
      if (isFirst) opener = from ?? (document.activeElement as HTMLElement | null);
      state.open = true;
      load();
      draw();
      frame!.say({ type: "page", page: describePage() });
      frame!.say({ type: "open", isFull: full.isNeeded, wantsComposer: compose !== undefined, ...compose });
      if (isFirst) emit("open");
    },
    close() {
      if (!state.open) return;
      state.open = false;
      draw();
      frame?.say({ type: "close" });
      // Back to what opened the panel; to the launcher when that is gone.
      (opener?.isConnected && opener !== document.body ? opener : launcher).focus();
      emit("close");
    },
    tell(message, isUrgent = false) {
      if (message.type === "theme") theme = message.theme;
      if (message.type === "locale") state.locale = message.locale;
      if (frame) return frame.say(message);
      held.push(message);
      if (isUrgent) loadWhenIdle();
    },
    identify(identity) {
      widget.tell({ type: "identify", identity }, Boolean(identity.user_id && identity.user_hash));
    },
    logout() {
      held = held.filter((message) => message.type !== "identify");
      state.identified = state.verified = false;
      if (frame || flag.isSet()) widget.tell({ type: "logout" }, true);
      flag.set(false);
    },
    showLauncher: shell.showLauncher,
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
  watchPage(() => frame?.say({ type: "page", page: describePage() }), stopping);
  shell.showLauncher(attributes.hasLauncher && !init.launcher.is_hidden);
  const unmount = mountShell(shell.host);
  if (attributes.identity) widget.identify(attributes.identity);
  loadWhenIdle(flag.isSet);
  return widget;
}

// Everything by which an agent misses nothing, put together: the bell, toasts, sound, desktop, title and dot.

import { computed, effect, signal, type ReadonlySignal } from "@preact/signals";
import { call } from "../../../shared/api";
import { say } from "../../../shared/strings";
import type { AgentHears, NotificationsView } from "../../../shared/protocol";
import type { LineState } from "../../../shared/socket";
import type { Stop } from "../place";
import type { Chosen } from "../preferences";
import { openBell } from "./bell";
import { openCalling } from "./calling";
import { showTest, type Surroundings } from "./checks";
import { openDesktop } from "./desktop";
import { openSound } from "./sound";
import { openToasts, type Toast } from "./toasts";
import { openTurns } from "./turns";

export type Notifying = ReturnType<typeof openNotifying>;

export interface NotifyingParts {
  chosen: Chosen;
  /** The conversation that is shown; null where none is. */
  shown_id: ReadonlySignal<string | null>;
  /** Nobody sits before this window. */
  isIdle: ReadonlySignal<boolean>;
  /** Opens a conversation at a message. */
  open(conversation_id: string, stop: Stop): void;
  attempt<T>(act: () => Promise<T>): Promise<T | undefined>;
  line(): LineState;
}

export function openNotifying({ chosen, shown_id, isIdle, open, attempt, line }: NotifyingParts) {
  const turns = openTurns(globalThis.navigator?.locks);
  const toasts = openToasts();
  const sound = openSound();
  const isFocused = signal(false);
  /** Somebody looks at this page. */
  const isWatched = computed(() => isFocused.value && !isIdle.value);
  const showsBell = signal(false);
  const go = (toast: Toast) => {
    toasts.remove(toast.id);
    if (toast.conversation_id === null) showsBell.value = true;
    else open(toast.conversation_id, toast);
  };
  const desktop = openDesktop(go);
  const shout = openCalling({
    preferences: () => chosen.preferences.peek(),
    availability: () => chosen.availability.peek(),
    isVisible: () => document.visibilityState === "visible",
    now: () => new Date(),
    turns,
    toasts,
    sound,
    desktop,
  });
  const bell = openBell({ attempt, news: (lines) => void shout(lines) });

  effect(() => turns.look(isWatched.value ? (shown_id.value ?? "") : null));
  effect(() => {
    const id = shown_id.value;
    if (id === null || !isWatched.value || !bell.lines.value.some((told) => !told.is_read && told.conversation_id === id)) return;
    bell.readIn(id);
    toasts.removeOf(id);
    desktop.close(id);
  });

  const surroundings: Surroundings = {
    isSecure: () => window.isSecureContext,
    permission: () => (typeof Notification === "undefined" ? "unsupported" : Notification.permission),
    ask: () => Notification.requestPermission(),
    async reach() {
      const found = await attempt(() => call<NotificationsView>("/api/inbox/notifications"));
      return { isReached: found !== undefined, isLive: line() === "live" };
    },
    preferences: () => chosen.preferences.peek(),
    availability: () => chosen.availability.peek(),
    now: () => new Date(),
    async chime() {
      const isHeard = await sound.wake();
      if (isHeard) sound.play();
      return isHeard;
    },
    show: () => showTest(say("test_title"), say("test_text")),
    isInFront,
  };

  return {
    bell,
    toasts,
    sound,
    /** What title, dot and badge tell from afar: as many as the bell, which the server counts, whatever is loaded here. */
    attention: bell.unread,
    /** Whether the bell's list is open. */
    showsBell,
    go,
    surroundings,
    /** Follows whether this page is in front, and waits for the gesture that lets it be heard. */
    watch(): void {
      const look = () => (isFocused.value = isInFront());
      for (const moved of ["focus", "blur"]) addEventListener(moved, look);
      document.addEventListener("visibilitychange", look);
      look();
      for (const gesture of ["pointerdown", "keydown"]) addEventListener(gesture, () => void sound.wake(), { once: true });
    },
    /** Answers whether the frame was for here. */
    hear(frame: AgentHears): boolean {
      if (frame.type === "notification") bell.added(frame.notification_id);
      else if (frame.type === "notifications_read") bell.read(frame.notification_id);
      else return false;
      return true;
    },
  };
}

function isInFront(): boolean {
  return document.visibilityState === "visible" && document.hasFocus();
}

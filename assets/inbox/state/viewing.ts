// Who else has a conversation open, and who of them answers. What this window shows is said at once when it changes and
// again while it holds; what others show is told by the server.

import { effect, signal } from "@preact/signals";
import type { Viewer } from "../../shared/protocol";

/** How often what holds is said again, in milliseconds. */
const AGAIN_MS = 20_000;
/** How long a colleague's hint of typing is believed, in milliseconds. */
const BELIEVE_MS = 6_000;

export interface Shown {
  conversation_id: string | null;
  is_replying: boolean;
}

export type Viewing = ReturnType<typeof openViewing>;

/** `shown` reads signals: whenever they change, what is shown now is told. */
export function openViewing(me_id: string, shown: () => Shown, tell: (shown: Shown) => boolean) {
  const viewers = signal<ReadonlyMap<string, readonly Viewer[]>>(new Map());
  /** Conversation → the colleagues who type there. */
  const typing = signal<ReadonlyMap<string, ReadonlySet<string>>>(new Map());
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  let timer: ReturnType<typeof setInterval> | undefined;
  let said = "";
  /** There is nobody to tell before the first connection. */
  let isOn = false;

  function say(isAgain: boolean): void {
    const now = shown();
    const words = JSON.stringify(now);
    if (!isOn || (words === said && !isAgain)) return;
    const isHeard = tell(now);
    said = isHeard ? words : "";
    clearInterval(timer);
    if (now.conversation_id !== null) timer = setInterval(() => tell(shown()), AGAIN_MS);
  }
  effect(() => say(false));

  function believe(conversation_id: string, agent_id: string, isTyping: boolean): void {
    const others = new Set(typing.value.get(conversation_id));
    if (isTyping) others.add(agent_id);
    else others.delete(agent_id);
    typing.value = new Map(typing.value).set(conversation_id, others);
    const key = `${conversation_id} ${agent_id}`;
    clearTimeout(timers.get(key));
    if (isTyping) timers.set(key, setTimeout(() => believe(conversation_id, agent_id, false), BELIEVE_MS));
  }

  const others = (id: string): readonly Viewer[] => (viewers.value.get(id) ?? []).filter((viewer) => viewer.agent_id !== me_id);
  const typingIn = (id: string): ReadonlySet<string> => typing.value.get(id) ?? new Set();
  return {
    /** The others in a conversation. */
    others,
    typing: typingIn,
    /** Who of them types an answer at this moment, and who has one open without typing. */
    answering(id: string): { now: string[]; begun: string[] } {
      const now = typingIn(id);
      const open = others(id).filter((viewer) => viewer.is_replying && !now.has(viewer.agent_id));
      return { now: [...now], begun: open.map((viewer) => viewer.agent_id) };
    },
    hear(conversation_id: string, present: readonly Viewer[]): void {
      viewers.value = new Map(viewers.value).set(conversation_id, present);
    },
    heardTyping(conversation_id: string, agent_id: string | null, isTyping: boolean): void {
      if (agent_id !== null && agent_id !== me_id) believe(conversation_id, agent_id, isTyping);
    },
    /** A new connection knows nothing of what was said, and who was there may be gone. */
    again(): void {
      viewers.value = new Map();
      isOn = true;
      say(true);
    },
  };
}

// Running a macro: it can be taken back for as long as a message can, then all its steps are done at once by the server.

import { signal } from "@preact/signals";
import { call } from "../../shared/api";
import { newClientId } from "../../shared/text";
import type { AgentMessage, MacroView } from "../../shared/protocol";
import type { Begun } from "../../shared/outbox";
import type { Heed } from "./heeding";

export interface MacroRun {
  conversation_id: string;
  macro: MacroView;
  /** The same one again is the same run. */
  client_id: string;
  /** When it was chosen, in milliseconds since 1970. */
  at: number;
  /** What there was then: it answers nobody over what came since. */
  begun: Begun;
  state: "held" | "running" | "stopped" | "failed" | "skipped";
  /** What went wrong, or what was left out. */
  detail: string;
}

export interface MacrosParts {
  /** For how long it can be taken back, in seconds. */
  undoSeconds(): number;
  /** What there is in a conversation now. */
  begun(conversation_id: string): Begun;
  /** What has come since. */
  newsOver(conversation_id: string, begun: Begun): readonly AgentMessage[];
  heed: Heed;
}

export type Macros = ReturnType<typeof openMacros>;

export function openMacros({ undoSeconds, begun, newsOver, heed }: MacrosParts) {
  const run = signal<MacroRun | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** How others ended while a later one was shown, as far as somebody must know. */
  let unseen: readonly MacroRun[] = [];

  const next = (): MacroRun | null => {
    const [first = null, ...others] = unseen;
    unseen = others;
    return first;
  };
  /** Where a later one was begun meanwhile that one stays, with its undo. */
  function tell(one: MacroRun, now: MacroRun | null): void {
    if (run.value?.client_id === one.client_id) run.value = now ?? next();
    else if (now === null || now.state === "running") return;
    else if (run.value === null) run.value = now;
    else unseen = [...unseen, now];
  }

  async function go(one: MacroRun): Promise<void> {
    // The server stops what goes out over a message; which forms had been answered only this window knows.
    const isReply = one.macro.steps.some((step) => step.type === "reply");
    if (isReply && newsOver(one.conversation_id, one.begun).length > 0) return tell(one, { ...one, state: "stopped" });
    tell(one, { ...one, state: "running" });
    try {
      const path = `/api/inbox/conversations/${encodeURIComponent(one.conversation_id)}/macros/${encodeURIComponent(one.macro.id)}`;
      const { skipped } = await call<{ skipped: string[] }>(path, { method: "POST", body: { client_id: one.client_id, after_number: one.begun.after_number } });
      tell(one, skipped.length === 0 ? null : { ...one, state: "skipped", detail: skipped.join(" ") });
    } catch (error) {
      const { status, message } = heed(error);
      tell(one, { ...one, state: status === 409 ? "stopped" : "failed", detail: message });
    }
  }

  return {
    run,
    start(conversation_id: string, macro: MacroView): void {
      const before = run.value;
      clearTimeout(timer);
      const one: MacroRun = { conversation_id, macro, client_id: newClientId(), at: Date.now(), begun: begun(conversation_id), state: "held", detail: "" };
      run.value = one;
      // One that still waits was wanted: it goes first.
      if (before?.state === "held") void go(before);
      else if (before !== null && isOver(before) && !isSame(before, one)) unseen = [...unseen, before];
      const seconds = undoSeconds();
      if (seconds === 0) void go(one);
      else timer = setTimeout(() => void go(one), seconds * 1_000);
    },
    retry(): void {
      if (run.value) void go(run.value);
    },
    /** Runs it though somebody else has written: whoever says so has seen it. */
    runAnyway(): void {
      if (run.value) void go({ ...run.value, begun: begun(run.value.conversation_id) });
    },
    /** Takes it back, or puts away what was said of it. */
    dismiss(): void {
      clearTimeout(timer);
      if (run.value?.state !== "running") run.value = next();
    },
    /** The page is being left: what waits for its undo is done now. Answers when the server has heard of it, or could not. */
    async leave(): Promise<void> {
      clearTimeout(timer);
      if (run.value?.state === "held") await go(run.value);
    },
  };
}

const isOver = ({ state }: MacroRun) => state !== "held" && state !== "running";

/** The same thing in the same place: it is being tried again. */
const isSame = (one: MacroRun, other: MacroRun) => one.conversation_id === other.conversation_id && one.macro.id === other.macro.id;

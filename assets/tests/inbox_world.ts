// An inbox over a server that the test plays: answers by path, everything it was asked, and every frame it heard.

import { openInbox } from "../inbox/state/inbox";
import { openPlace } from "../inbox/state/place";
import type { AgentHears, AgentMessage, AgentSays, InboxPage, InboxThread } from "../shared/protocol";
import { ME, conversation, memoryStore, opened } from "./support";

/** What was promised has happened. */
export const settled = (ms = 5) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** A list at that position; unread messages by conversation. */
export function listAt(seq: number, last_numbers: Record<string, number>, unread = 0): InboxPage {
  const conversations = Object.entries(last_numbers).map(([id, last]) => ({ conversation: conversation(id, last), unread, has_draft: false }));
  return { seq, conversations, next: null };
}

/** A conversation whose last message has that number, as it is opened. */
export function threadAt(seq: number, messages: readonly AgentMessage[], more: Partial<InboxThread> = {}): InboxThread {
  return opened("cnv_a", messages, { seq, ...more });
}

interface Asked {
  path: string;
  body: unknown;
}

/** `answers` by path without query: a body, a status, a promise of a response, or nothing at all; a function is asked each time, with the whole address. */
export function inboxWorld(answers: Record<string, unknown>, { path = "/inbox/v/open", store = memoryStore(), undo_send_seconds = 5 } = {}) {
  const asked: Asked[] = [];
  const sockets: Socket[] = [];
  class Socket {
    static OPEN = 1;
    readyState = 1;
    /** What is sent into it is lost. */
    isDead = false;
    said: AgentSays[] = [];
    onmessage?: (event: { data: string }) => void;
    onclose?: () => void;
    constructor(readonly url: string) {
      sockets.push(this);
    }
    send(text: string) {
      if (!this.isDead) this.said.push(JSON.parse(text) as AgentSays);
    }
    close() {}
    hear(frame: AgentHears) {
      this.onmessage?.({ data: JSON.stringify(frame) });
    }
  }
  const fetch = (address: string, { body }: { body?: string } = {}) => {
    const plain = address.split("?")[0]!;
    asked.push({ path: plain, body: body === undefined ? null : JSON.parse(body) });
    const given = answers[plain];
    const answer = typeof given === "function" ? (given as (address: string) => unknown)(address) : given;
    if (answer === undefined) return new Promise(() => undefined);
    if (answer instanceof Promise) return answer;
    if (typeof answer === "number") return Promise.resolve(new Response("{}", { status: answer }));
    return Promise.resolve(new Response(JSON.stringify(answer)));
  };
  const location = { origin: "https://desk.example", href: "https://desk.example/inbox" };
  Object.assign(globalThis, { location, fetch, WebSocket: Socket });
  const place = openPlace({ path: () => path, push: () => undefined, replace: () => undefined, moved: () => undefined });
  const inbox = openInbox({ ...ME, preferences: { ...ME.preferences, undo_send_seconds } }, store, place);
  const socket = () => sockets.at(-1)!;
  return {
    inbox,
    place,
    asked,
    answers,
    sockets,
    socket,
    /** What was asked at an address. */
    askedAt: (of: string) => asked.filter((one) => one.path === of).map((one) => one.body),
    /** The numbers up to which was said to be read. */
    reads: () => sockets.flatMap((one) => one.said.flatMap((frame) => (frame.type === "read" ? [frame.number] : []))),
    hear: (frame: AgentHears) => socket().hear(frame),
    /** Live, with one conversation open whose last message is 3. */
    async opens(id = "cnv_a") {
      await inbox.start();
      socket().hear({ type: "ready", seq: 5 });
      socket().hear({ type: "position", seq: 5 });
      place.open(id);
      await inbox.load(id);
    },
    end: () => inbox.line.stop(),
  };
}

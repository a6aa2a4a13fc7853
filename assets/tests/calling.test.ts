// Several tabs call as one: one sound for a burst, and each thing once on the desktop.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openCalling } from "../inbox/state/notifications/calling";
import { openToasts } from "../inbox/state/notifications/toasts";
import { openTurns } from "../inbox/state/notifications/turns";
import { learn } from "../shared/strings";
import togetherWords from "../shared/strings/inbox_together.json";
import type { NotificationView } from "../shared/protocol";
import { USUAL } from "./support";

learn(togetherWords);

type Held = (lock: { name: string } | null) => unknown;

/** The locks of one browser. */
function browserLocks(): LockManager {
  const held: string[] = [];
  const locks = {
    async request(name: string, options: { ifAvailable?: boolean; mode?: string }, act: Held) {
      if (options.mode !== "shared" && held.includes(name)) return act(null);
      held.push(name);
      await act({ name });
      held.splice(held.indexOf(name), 1);
    },
    query: async () => ({ held: held.map((name) => ({ name })), pending: [] }),
  };
  return locks as unknown as LockManager;
}

function told(id: string, at = 1_000): NotificationView {
  return { id, kind: "message", conversation_id: `cnv_${id}`, contact_name: id, from_name: null, preview: "Hello", number: 3, entry_id: null, count: 1, at, is_read: false, is_waiting: true, taken_by_name: null };
}

/** So many tabs of one browser, none of them in sight; what they called is written down in one place. */
function tabs(count: number) {
  const locks = browserLocks();
  const called = { desktop: [] as string[], sounds: 0 };
  const shouts = Array.from({ length: count }, () =>
    openCalling({
      preferences: () => USUAL,
      availability: () => ({ state: "online" }),
      isVisible: () => false,
      now: () => new Date(2026, 10, 21, 12, 0),
      turns: openTurns(locks),
      toasts: openToasts(),
      sound: { play: () => (called.sounds += 1) },
      desktop: { show: (toast) => void called.desktop.push(toast.title) },
    }),
  );
  const hear = async (...lines: NotificationView[]) => {
    for (const shout of shouts) void shout(lines);
    await new Promise((resolve) => setTimeout(resolve, 5));
  };
  return { called, hear };
}

test("what comes right behind the first is on the desktop too, each once over all tabs, with one sound", async () => {
  const { called, hear } = tabs(3);

  await hear(told("Ana"));
  await hear(told("Bo"));
  await hear(told("Ana", 2_000));

  assert.deepEqual(called.desktop, ["New message from Ana", "New message from Bo", "New message from Ana"]);
  assert.equal(called.sounds, 1);
});

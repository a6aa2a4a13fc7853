// Where the inbox keeps what was shown last, for a start without a network: one record in a database of this browser.
//
// It holds what people have written, so it goes with the session: at sign-out, and as soon as the server says that the
// session is over (`kept.ts`). The disk of a machine that others use must not tell what an agent has read. A database
// and not localStorage, so that it never takes the room in which unsent messages are kept.

import { DEVICE_DATABASE } from "../shared/device";
import type { Kept, KeptBox } from "./state/kept";

const STORE = "kept";
const KEY = "shown";

/** A browser that has no such database, or refuses it, keeps nothing. */
export function openKeptBox(): KeptBox {
  let opening: Promise<IDBDatabase | null> | null = null;
  let isClosed = false;
  const database = () => (opening ??= open(() => (opening = null)));
  return {
    async read() {
      const db = await database();
      return db ? ((await answerOf(db.transaction(STORE).objectStore(STORE).get(KEY))) as Kept | undefined) ?? null : null;
    },
    async write(kept) {
      const db = isClosed ? null : await database();
      if (db && !isClosed) await answerOf(db.transaction(STORE, "readwrite").objectStore(STORE).put(kept, KEY));
    },
    async clear() {
      // Nothing that is still on its way may come after it.
      isClosed = true;
      const db = await database();
      if (!db) return;
      await answerOf(db.transaction(STORE, "readwrite").objectStore(STORE).clear());
      db.close();
    },
  };
}

function open(lost: () => void): Promise<IDBDatabase | null> {
  return new Promise((resolve) => {
    try {
      const asked = indexedDB.open(DEVICE_DATABASE, 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
      asked.onerror = () => resolve(null);
      asked.onsuccess = () => {
        // Another tab signs out: it must not wait for this one.
        asked.result.onversionchange = () => (asked.result.close(), lost());
        resolve(asked.result);
      };
    } catch {
      resolve(null);
    }
  });
}

function answerOf<T>(asked: IDBRequest<T>): Promise<T | undefined> {
  return new Promise((resolve) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => resolve(undefined);
  });
}

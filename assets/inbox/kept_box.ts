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

  async function ask<T>(mode: IDBTransactionMode, question: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> {
    const db = await database();
    try {
      return db ? await answerOf(question(db.transaction(STORE, mode).objectStore(STORE))) : undefined;
    } catch {
      // The browser has closed it, such as when the server asked it to forget everything.
      opening = null;
      return undefined;
    }
  }

  return {
    read: async () => ((await ask("readonly", (store) => store.get(KEY))) as Kept | undefined) ?? null,
    async write(kept) {
      if (isClosed) return;
      await database();
      // Nothing that was on its way may come after `clear`.
      if (!isClosed) await ask("readwrite", (store) => store.put(kept, KEY));
    },
    async clear() {
      isClosed = true;
      await ask("readwrite", (store) => store.clear());
      (await opening)?.close();
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
        asked.result.onclose = lost;
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

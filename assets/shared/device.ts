// What the inbox keeps in a browser, and how it is removed when somebody signs out.
//
// The server asks the browser to forget all that pages keep at sign-out (`Clear-Site-Data`), which browsers follow over
// HTTPS. The pages do the same themselves, so that over plain HTTP the next person at this machine finds nothing either.
// What was written and has not left would be lost by that: whoever signs out is asked first.

/** Begins every key of the inbox in localStorage and sessionStorage; an agent's id follows. */
export const DEVICE_PREFIX = "deskbell:inbox:";
/** The database of what was shown last. */
export const DEVICE_DATABASE = "deskbell-inbox";
/** Longest wait for a browser to remove a database that another tab still holds, in milliseconds. */
const PATIENCE_MS = 800;

type Kept = Pick<Storage, "length" | "key" | "getItem" | "removeItem">;

/** How many messages wait to be sent, and how many drafts the server does not have. */
export function unsentIn(store: Kept): { messages: number; drafts: number } {
  const keys = keysOf(store);
  return {
    messages: keys.filter((key) => key.includes(":out:")).length,
    drafts: keys.flatMap((key) => (key.includes(":draft:") ? unsavedIn(store.getItem(key)) : [])).length,
  };
}

/** Removes everything that was kept of conversations. */
export async function forgetDevice(stores: readonly Kept[] = storesOfPage()): Promise<void> {
  for (const store of stores) for (const key of keysOf(store)) store.removeItem(key);
  await Promise.race([removeDatabase(), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
}

function storesOfPage(): Kept[] {
  // Blocked storage throws on the first touch, and holds nothing then.
  return [() => localStorage, () => sessionStorage].flatMap((open) => {
    try {
      return [open()];
    } catch {
      return [];
    }
  });
}

function removeDatabase(): Promise<void> {
  return new Promise((resolve) => {
    try {
      const removing = indexedDB.deleteDatabase(DEVICE_DATABASE);
      removing.onsuccess = removing.onerror = () => resolve();
    } catch {
      resolve();
    }
  });
}

function keysOf(store: Kept): string[] {
  return Array.from({ length: store.length }, (_, index) => store.key(index) ?? "").filter((key) => key.startsWith(DEVICE_PREFIX));
}

/** The texts that only this browser has: what stands in the box, and what was there before another window's was taken. */
function unsavedIn(kept: string | null): unknown[] {
  try {
    const { body, saved, newer } = JSON.parse(kept ?? "{}") as { body?: unknown; saved?: unknown; newer?: { body?: unknown } | null };
    return [body, newer?.body].filter((text) => typeof text === "string" && text.trim() !== "" && text !== saved);
  } catch {
    return [];
  }
}

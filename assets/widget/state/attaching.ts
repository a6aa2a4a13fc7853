// The files picked for the next message of each conversation. What is uploaded already outlives a reload of this tab;
// what was still on its way then is said to be lost, by name.

import { effect } from "@preact/signals";
import { openPicking, type Picking, type PickingOptions } from "../../shared/picking";
import type { Attachment } from "../../shared/protocol";
import type { Store } from "../../shared/storage";

export interface AttachingParts extends Omit<PickingOptions, "send"> {
  /** The tab's own memory: two tabs must not send the same file. */
  tab: Store;
  prefix: string;
  mayKeep(): boolean;
  /** Sends what is written in that conversation, null for one that is still to begin. */
  send(id: string | null): void;
}

/** The server forgets a file that was not sent after a day; before that, in milliseconds, it is not counted on any more. */
const KEPT_MS = 20 * 3_600_000;

interface Kept {
  at: number;
  ready: Attachment[];
  lost: string[];
}

export type Attaching = ReturnType<typeof openAttaching>;

export function openAttaching({ tab, prefix, send, ...options }: AttachingParts) {
  const open = new Map<string | null, Picking>();
  const keyOf = (id: string | null) => (id === null ? `${prefix}files` : `${prefix}files:${id}`);
  const idOf = (picking: Picking) => [...open].find(([, one]) => one === picking)?.[0];

  const keep = (picking: Picking) => {
    const items = picking.items.value;
    const id = idOf(picking);
    if (id === undefined) return;
    const ready = items.flatMap((one) => one.attachment ?? []);
    const lost = items.filter((one) => one.attachment === null && one.state !== "refused").map((one) => one.name);
    if (ready.length + lost.length === 0) tab.remove(keyOf(id));
    // To pick a file is no act yet, to upload it is.
    else if (ready.length > 0 || options.mayKeep()) tab.set(keyOf(id), JSON.stringify({ at: Date.now(), ready, lost } satisfies Kept));
  };
  const of = (id: string | null): Picking => {
    const known = open.get(id);
    if (known) return known;
    const picking: Picking = openPicking({
      ...options,
      send: () => {
        const now = idOf(picking);
        if (now !== undefined) send(now);
      },
    });
    open.set(id, picking);
    const kept = readKept(tab.get(keyOf(id)));
    if (kept) picking.restore(kept.ready, kept.lost);
    effect(() => keep(picking));
    return picking;
  };
  return {
    of,
    /** The conversation has begun: what was picked meanwhile goes on in it. */
    begin(id: string) {
      const picking = open.get(null);
      if (!picking || open.has(id)) return;
      open.delete(null);
      open.set(id, picking);
      tab.remove(keyOf(null));
      keep(picking);
    },
    /** Whoever uploaded these is not known any more: each must be uploaded anew, where it is still at hand. */
    expire() {
      for (const picking of open.values()) picking.expire();
    },
    clear() {
      for (const picking of open.values()) picking.take();
      for (const key of tab.keys(`${prefix}files`)) tab.remove(key);
    },
  };
}

function readKept(text: string | null): Kept | null {
  try {
    const kept = JSON.parse(text ?? "null") as Kept | null;
    return kept !== null && Array.isArray(kept.ready) && Array.isArray(kept.lost) && Date.now() - kept.at < KEPT_MS ? kept : null;
  } catch {
    return null;
  }
}

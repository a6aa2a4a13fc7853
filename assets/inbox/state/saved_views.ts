// Lists that people have put together: made, changed, put in order, and deleted with a way back.

import { signal } from "@preact/signals";
import { call } from "../../shared/api";
import type { Deeds } from "./deeds";
import type { Directory } from "./directory";
import type { Heed } from "./heeding";
import { openInTurn } from "./in_turn";
import type { SavedFilters, SavedViewOf, Sort } from "./wire";

export type SavedViews = ReturnType<typeof openSavedViews>;

export interface ViewDraft {
  name: string;
  filters: SavedFilters;
  sort: Sort;
  is_shared: boolean;
}

export const NO_FILTERS: SavedFilters = { states: ["open"], assignees: [], teams: [], tags: [], sites: [], priorities: [], attributes: [] };

export function openSavedViews(directory: Directory, deeds: Pick<Deeds, "offer">, heed: Heed) {
  /** Why the last change failed, in words. */
  const problem = signal<string | null>(null);

  /** The orders that the server has not heard yet, of shared views and of own ones: a key held down is a few requests. */
  const orders = new Map<boolean, readonly string[]>();
  const turns = openInTurn();
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => directory.changing(() => turns.run(act));

  /** Shows a change at once; where the server says no, everything is as it says. */
  async function optimistic(next: readonly SavedViewOf[], act: () => Promise<unknown>): Promise<boolean> {
    directory.savedViews.value = next;
    problem.value = null;
    try {
      await inTurn(act);
      return true;
    } catch (error) {
      problem.value = heed(error).message;
      await directory.renew();
      return false;
    }
  }

  const make = (draft: ViewDraft): Promise<SavedViewOf> =>
    inTurn(async () => {
      const made = await call<SavedViewOf>("/api/inbox/views", { method: "POST", body: draft });
      directory.savedViews.value = [...directory.savedViews.value.filter((one) => one.id !== made.id), made];
      return made;
    });

  /** Where nobody heard whether it was made, the directory knows. */
  async function restore(draft: ViewDraft): Promise<void> {
    try {
      await make(draft);
    } catch (error) {
      await directory.renew();
      throw error;
    }
  }

  return {
    problem,
    /** The page is being left. */
    leave: turns.leave,
    /** Fails with `ApiError`, for the dialog to say. */
    make,
    /** Fails with `ApiError`; with status 409 where somebody else has changed it meanwhile. */
    change: (before: SavedViewOf, draft: ViewDraft): Promise<SavedViewOf> =>
      inTurn(async () => {
        const changed = await call<SavedViewOf>(`/api/inbox/views/${encodeURIComponent(before.id)}`, { method: "PUT", body: { ...draft, version: before.version } });
        directory.savedViews.value = directory.savedViews.value.map((one) => (one.id === changed.id ? changed : one));
        return changed;
      }),
    async remove(view: SavedViewOf): Promise<void> {
      const left = directory.savedViews.value.filter((one) => one.id !== view.id);
      const isGone = await optimistic(left, () => call(`/api/inbox/views/${encodeURIComponent(view.id)}`, { method: "DELETE" }));
      const { name, filters, sort, is_shared } = view;
      if (isGone) deeds.offer("view_removed", name, [view.id], () => restore({ name, filters, sort, is_shared }), false);
    },
    /** Puts one where another stands, among those of its kind. */
    async move(id: string, to: number): Promise<void> {
      const all = directory.savedViews.value;
      const moved = all.find((one) => one.id === id);
      if (moved === undefined) return;
      const [own, others] = [all.filter((one) => one.is_shared === moved.is_shared && one.id !== id), all.filter((one) => one.is_shared !== moved.is_shared)];
      const ordered = own.toSpliced(Math.max(0, Math.min(to, own.length)), 0, moved);
      orders.set(moved.is_shared, ordered.map((one) => one.id));
      await optimistic([...ordered, ...others], async () => {
        const ids = orders.get(moved.is_shared);
        orders.delete(moved.is_shared);
        if (ids) await call("/api/inbox/views/order", { method: "PUT", body: { ids } });
      });
    },
  };
}

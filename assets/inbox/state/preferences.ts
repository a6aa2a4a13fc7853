// What this agent has chosen, and whether it can be reached. A choice holds at once, in every tab of this browser, and is
// taken back where the server cannot keep it.

import { signal, type ReadonlySignal } from "@preact/signals";
import { call } from "../../shared/api";
import type { AvailabilityView, MeView, PreferencesView } from "../../shared/protocol";
import type { Heed } from "./heeding";

export type Chosen = ReturnType<typeof openPreferences>;

/** What tells other tabs; a BroadcastChannel, or nothing where there is none. */
export interface Tabs {
  postMessage(said: Told): void;
  addEventListener(type: "message", heard: (event: { data: Told }) => void): void;
}

/** What an agent says of itself; `again_at` is null where it is open when it is back. */
export interface Availability {
  state: AvailabilityView["state"];
  again_at: number | null;
}

export interface Told {
  preferences?: PreferencesView;
  availability?: AvailabilityView;
}

/** Longest time a browser's timer can wait, in milliseconds. */
const LONGEST_MS = 2_000_000_000;

export function openPreferences(me: MeView, tabs: Tabs | null, heed: Heed) {
  const preferences = signal<PreferencesView>(me.preferences);
  const availability = signal(whole(me.availability));
  const problem = signal<string | null>(null);
  const isShown = signal(false);
  let back: ReturnType<typeof setTimeout> | undefined;
  /** By path: how often something was chosen. */
  const turns = new Map<string, number>();

  function take(told: Told): void {
    if (told.preferences) preferences.value = told.preferences;
    if (told.availability) {
      availability.value = whole(told.availability);
      waitForReturn();
    }
  }

  /** Whoever is away until a moment is back from then on, also here. */
  function waitForReturn(): void {
    clearTimeout(back);
    const { again_at } = availability.value;
    if (again_at === null) return;
    const left = again_at - Date.now();
    if (left <= 0) availability.value = { state: "online", again_at: null };
    else back = setTimeout(waitForReturn, Math.min(left, LONGEST_MS));
  }

  async function keep<T>(path: string, body: unknown, show: (kept: T) => Told, [before, wished]: readonly [T, T]): Promise<boolean> {
    const mine = (turns.get(path) ?? 0) + 1;
    turns.set(path, mine);
    const isLast = () => turns.get(path) === mine;
    take(show(wished));
    problem.value = null;
    try {
      const kept = await call<T>(path, { method: "PUT", body });
      // A later choice is on its way: its answer counts.
      if (isLast()) take(show(kept));
      tabs?.postMessage(show(kept));
      return true;
    } catch (error) {
      const { fields, message } = heed(error);
      if (isLast()) take(show(before));
      problem.value = fields[0]?.detail ?? message;
      return false;
    }
  }

  tabs?.addEventListener("message", ({ data }) => take(data));
  waitForReturn();

  return {
    preferences: preferences as ReadonlySignal<PreferencesView>,
    availability: availability as ReadonlySignal<Availability>,
    /** Whether the dialog with all choices is open. */
    isShown,
    /** Why the last choice was not kept. */
    problem: problem as ReadonlySignal<string | null>,
    /** Only what was chosen anew is sent: what another browser has chosen meanwhile stays, and is answered. */
    save: (changes: Partial<PreferencesView>): Promise<boolean> =>
      keep<PreferencesView>("/api/inbox/preferences", changes, (kept) => ({ preferences: kept }), [preferences.value, { ...preferences.value, ...changes }]),
    say: (said: Availability): Promise<boolean> =>
      keep<AvailabilityView>("/api/inbox/availability", said, (kept) => ({ availability: kept }), [availability.value, said]),
  };
}

function whole({ state, again_at }: AvailabilityView): Availability {
  return { state, again_at: again_at ?? null };
}

// What this agent has chosen, and whether it can be reached. A choice holds at once, in every tab of this browser, and is
// taken back where the server cannot keep it.

import { computed, effect, signal, untracked, type ReadonlySignal } from "@preact/signals";
import type { AvailabilityView, MeView, PreferencesView } from "../../shared/protocol";
import { openChoice } from "./choice";
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
  const problem = signal<string | null>(null);
  const isShown = signal(false);
  let back: ReturnType<typeof setTimeout> | undefined;
  const preferences = openChoice<PreferencesView>("/api/inbox/preferences", me.preferences, (kept) => tabs?.postMessage({ preferences: kept }));
  const availability = openChoice<AvailabilityView>("/api/inbox/availability", me.availability, (kept) => tabs?.postMessage({ availability: kept }));
  /** Grows when somebody is back. */
  const returns = signal(0);
  const shown = computed<Availability>(() => {
    void returns.value;
    const said = whole(availability.now.value);
    return said.again_at !== null && said.again_at <= Date.now() ? { state: "online", again_at: null } : said;
  });

  /** Whoever is away until a moment is back from then on, also here. */
  function waitForReturn(): void {
    clearTimeout(back);
    const again_at = availability.now.value.again_at ?? null;
    const left = again_at === null ? 0 : again_at - Date.now();
    if (left > 0) back = setTimeout(waitForReturn, Math.min(left, LONGEST_MS));
    else returns.value += 1;
  }

  async function keep(choosing: Promise<void>): Promise<boolean> {
    problem.value = null;
    try {
      await choosing;
      return true;
    } catch (error) {
      const { fields, message } = heed(error);
      problem.value = fields[0]?.detail ?? message;
      return false;
    }
  }

  tabs?.addEventListener("message", ({ data }) => {
    if (data.preferences) preferences.hear(data.preferences);
    if (data.availability) availability.hear(data.availability);
  });
  effect(() => {
    void availability.now.value;
    untracked(waitForReturn);
  });

  return {
    preferences: preferences.now,
    availability: shown,
    /** Whether the dialog with all choices is open. */
    isShown,
    /** Why the last choice was not kept. */
    problem: problem as ReadonlySignal<string | null>,
    /** As the server last said them. */
    kept: () => ({ preferences: preferences.kept(), availability: availability.kept() }),
    /** The page began with what was kept of an earlier one; this is how it stands. */
    begin(me: MeView): void {
      preferences.begin(me.preferences);
      availability.begin(me.availability);
    },
    /** The page is being left. */
    leave(): void {
      preferences.leave();
      availability.leave();
    },
    /** Only what was chosen anew is sent: what another browser has chosen meanwhile stays, and is answered. */
    save: (changes: Partial<PreferencesView>): Promise<boolean> => keep(preferences.choose(changes, (now) => ({ ...now, ...changes }))),
    say: (said: Availability): Promise<boolean> => keep(availability.choose(said, () => said)),
  };
}

function whole({ state, again_at }: AvailabilityView): Availability {
  return { state, again_at: again_at ?? null };
}

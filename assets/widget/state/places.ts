// Where the visitor is in the panel: which places there are, how one gets from one to another, and what a page may wish.

import { computed, effect, signal, untracked } from "@preact/signals";
import type { PlaceName } from "../../shared/bridge";
import type { Store } from "../../shared/storage";
import type { Facts } from "./facts";
import type { Site } from "./site";
import { newestThread } from "./thread";

export type Place = "home" | "messages" | "conversation" | "activity";

export interface PlacesParts {
  facts: Facts;
  site: Site;
  /** The tab's own memory, `key` the name in it. */
  tab: Store;
  key: string;
  /** Whether a verified customer has something to see. */
  hasActivity(): boolean;
  /** It has been asked who this is. */
  known(): Promise<void>;
  mayKeep(): boolean;
  emit(name: string, detail: Record<string, string>): void;
  /** A conversation is shown: what it holds may have to be fetched. */
  shown(): void;
}

export type Places = ReturnType<typeof openPlaces>;

export function openPlaces(parts: PlacesParts) {
  const { facts, site } = parts;
  const current = signal<Place | null>(null);
  const cameFrom = signal<Place | null>(null);
  const features = computed(() => site.config.value.features);
  const tabs = computed<Place[]>(() => {
    const there: Place[] = [];
    if (features.value.home) there.push("home");
    if (features.value.messages && (facts.threads.value.size > 1 || (!features.value.home && facts.threads.value.size > 0))) there.push("messages");
    // Who was led there by the page sees that there is nothing, or nothing yet.
    if (features.value.activity && (parts.hasActivity() || (facts.isVerified.value && current.value === "activity"))) there.push("activity");
    return there;
  });

  const go = (place: Place) => {
    const before = current.peek();
    if (before !== "conversation" && before !== null) cameFrom.value = before;
    current.value = place;
    if (place === "conversation") parts.shown();
    if (before !== place) parts.emit("navigate", { view: place });
    keep();
  };
  const goTo = (id: string | null | undefined) => {
    facts.chosen.value = id;
    go("conversation");
  };
  const newest = () => newestThread(facts.threads.peek())?.id;
  /** A new conversation where there may be several, else the one there is. */
  const startNew = () => goTo(features.peek().messages ? null : newest());
  /** Whether there may be conversations: some are known, or it is not yet known that there are none. */
  const mayHaveSome = () => facts.threads.value.size > 0 || (parts.mayKeep() && !facts.isListed.value);
  const homeOrElse = () => (features.peek().home ? go("home") : goTo(newest()));
  const refuse = (name: PlaceName) => {
    homeOrElse();
    parts.emit("error", { code: "unavailable", message: `This chat has no place "${name}" just now, so it shows its first one.` });
  };
  /** Only a proven customer has one, and the page may just be proving whom it has. */
  const goToActivity = async (refused: () => void) => {
    const before = current.peek();
    await parts.known();
    // Whoever went elsewhere meanwhile stays there.
    if (current.peek() !== before) return;
    if (features.peek().activity && facts.isVerified.peek()) go("activity");
    else refused();
  };
  const first = (): void => {
    const { home, faces, messages, activity } = features.peek();
    const isWorth = faces || messages || activity || site.texts.peek().notice !== null || newest() !== undefined;
    if (home && isWorth && site.purpose.peek() !== "checkout") go("home");
    else goTo(newest());
  };
  const keep = () => {
    if (!facts.isOpen.peek() || !parts.mayKeep()) return;
    parts.tab.set(parts.key, JSON.stringify({ place: current.peek(), id: facts.chosen.peek() }));
  };

  // A tab that is gone while one stands in it, by logout or a changed site, leads home.
  effect(() => {
    const place = current.value;
    if (place === "conversation" || place === null || place === "home" || tabs.value.includes(place)) return;
    if (place !== "messages" || !features.value.messages) return untracked(homeOrElse);
    if (!mayHaveSome()) untracked(startNew);
  });

  return {
    current: computed<Place>(() => current.value ?? "home"),
    tabs: computed(() => (tabs.value.length > 1 ? tabs.value : [])),
    /** Where "back" leads from the conversation; null where there is nowhere. */
    back: computed<Place | null>(() => {
      const from = cameFrom.value;
      if (from !== null && tabs.value.includes(from)) return from;
      return tabs.value[0] ?? null;
    }),
    go,
    openConversation: goTo,
    startNew,
    /** The panel opens: where it was, at first its first place. */
    show() {
      if (current.peek() === null) first();
      else if (current.peek() === "conversation") parts.shown();
      keep();
    },
    wish(name: PlaceName, id?: string) {
      if (name === "home") return features.peek().home ? go("home") : refuse(name);
      if (name === "new") return startNew();
      if (name === "conversation") return goTo(id ?? newest());
      if (name === "messages" && features.peek().messages) return untracked(mayHaveSome) ? go("messages") : startNew();
      if (name === "activity" && features.peek().activity) {
        if (facts.isVerified.peek()) return go("activity");
        homeOrElse();
        return void goToActivity(() => refuse("activity"));
      }
      refuse(name);
    },
    /** The conversation a page or a reload named is not there. */
    missing() {
      facts.chosen.value = undefined;
      refuse("conversation");
    },
    /** What this tab showed before it was reloaded; null where its panel was closed. */
    remembered(): { place: Place; id: string | null | undefined } | null {
      try {
        const { place, id } = JSON.parse(parts.tab.get(parts.key) ?? "null") as { place: Place; id?: string | null };
        return { place, id };
      } catch {
        return null;
      }
    },
    restore(place: Place, id: string | null | undefined) {
      if (place === "conversation") goTo(id);
      else if (place === "activity") void goToActivity(() => undefined);
      else go(place);
    },
    keep,
    forget: () => parts.tab.remove(parts.key),
    /** Nothing of before counts any more. */
    reset() {
      parts.tab.remove(parts.key);
      cameFrom.value = null;
      facts.chosen.value = undefined;
      if (current.peek() !== null) first();
    },
  };
}

// Asking a visitor how they can be reached: never before their first message is stored, always skippable, and once.

import { computed, signal } from "@preact/signals";
import { ApiError } from "../../shared/api";
import type { Identity } from "../../shared/protocol";
import type { Store } from "../../shared/storage";
import type { Facts } from "./facts";
import type { Site } from "./site";

export interface AskingParts {
  facts: Facts;
  site: Site;
  store: Store;
  /** Where it is kept that the visitor has answered or does not wish to. */
  key: string;
  /** Whether the page has said the visitor's address already. */
  saidEmail(): boolean;
  /** Tells the server, and the contact's facts. */
  tell(identity: Identity): Promise<void>;
}

/** So close to the newest message, in milliseconds, an answer shows that somebody is there, whatever the hours say. */
const TALKING_MS = 10 * 60_000;

export type Asking = ReturnType<typeof openAsking>;

export function openAsking({ facts, site, store, key, saidEmail, tell }: AskingParts) {
  const name = signal("");
  const email = signal("");
  const isDone = signal(store.get(key) !== null);
  const thanks = signal<string | null>(null);
  const state = signal<"idle" | "saving" | "wrong" | "failed">("idle");
  /** Grows when another visitor is asked. */
  let turn = 0;
  const isTalking = computed(() => {
    const messages = facts.messages.value;
    const since = (messages.at(-1)?.at ?? 0) - TALKING_MS;
    return messages.some((message) => message.author === "agent" && message.at >= since);
  });
  const isAway = computed(() => !isTalking.value && (!site.hours.value.is_open || site.team.value?.is_online === false));
  /** A message after hours that is answered by e-mail. */
  const isForm = computed(() => isAway.value && !site.hours.value.is_open && site.hours.value.when_closed === "form");
  const hasWritten = computed(() => facts.messages.value.some((message) => message.author === "visitor"));

  const done = () => {
    isDone.value = true;
    store.set(key, "1");
  };
  return {
    name,
    email,
    state,
    /** The address that was just given. */
    thanks,
    isAway,
    isForm,
    isShown: computed(() => {
      if (isDone.value || !hasWritten.value || facts.contact.value?.has_email === true || saidEmail()) return false;
      const wish = site.config.value.features.ask_contact;
      return isForm.value || wish === "after_first_message" || (wish === "when_away" && isAway.value);
    }),
    async give(): Promise<void> {
      const given: Identity = {};
      if (name.value.trim() !== "") given.name = name.value.trim();
      if (email.value.trim() !== "") given.email = email.value.trim();
      if (given.email && !looksLikeEmail(given.email)) return void (state.value = "wrong");
      if (Object.keys(given).length === 0) return done();
      state.value = "saving";
      const mine = turn;
      try {
        await tell(given);
        if (mine !== turn) return;
        state.value = "idle";
        thanks.value = given.email ?? null;
        done();
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (mine === turn) state.value = error.status === 422 ? "wrong" : "failed";
      }
    },
    skip: done,
    clear() {
      turn += 1;
      store.remove(key);
      isDone.value = false;
      name.value = email.value = "";
      thanks.value = null;
      state.value = "idle";
    },
  };
}

/** Generous on purpose: the server decides, this only catches slips. */
export function looksLikeEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@.]+$/u.test(text);
}

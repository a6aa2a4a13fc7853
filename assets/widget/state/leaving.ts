// What is put away when whoever was here leaves, or may not see any more what they saw.

import { batch } from "@preact/signals";
import type { Outbox } from "../../shared/outbox";
import { say } from "../../shared/strings";
import type { Facts } from "./facts";
import type { PanelHooks } from "./hooks";

export interface LeavingParts {
  facts: Facts;
  outbox: Outbox;
  hooks: PanelHooks;
  /** Everything that belonged to whoever was here. */
  dropOwn(): void;
  /** Nobody knows any more whose this was, or it is not theirs to see any more. */
  lapsed(): void;
}

export function openLeaving({ facts, outbox, hooks, dropOwn, lapsed }: LeavingParts) {
  return {
    /** Somebody else is here: nothing of before is shown or kept. */
    dropShown(): void {
      facts.threads.value = new Map();
      facts.isListed.value = false;
      outbox.clear();
      dropOwn();
    },
    /** Nobody knows any more whose this was: nothing of it is shown, and nothing unsent leaves by itself or is lost. */
    putAside(): void {
      batch(() => {
        facts.threads.value = new Map();
        facts.chosen.value = undefined;
        facts.contact.value = null;
      });
      outbox.detach(say("ended"));
      lapsed();
    },
    /** The proof is older than it may be: this is a visitor like any other, with the conversations that are still listed. */
    outliveProof(): void {
      const { value: chosen } = facts.chosen;
      if (typeof chosen === "string" && !facts.threads.value.has(chosen)) facts.chosen.value = undefined;
      outbox.detach(say("ended"));
      lapsed();
    },
    beUnknown(hasActed: boolean): void {
      facts.isVerified.value = false;
      hooks.acted(hasActed);
      hooks.identified(false, false);
    },
  };
}

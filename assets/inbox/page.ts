// What belongs to the page and not to conversations: newer files, the worker, installing, signing out.

import { forgetDevice, unsentIn } from "../shared/device";
import { INBOX_WORKER, trusted } from "../shared/trusted";
import { openFreshness, type Freshness } from "./state/freshness";
import type { InboxState } from "./state/inbox";
import { openInstalling, type InstallOffer } from "./state/installing";
import type { Keeping } from "./state/kept";
import { openLeaving, type Leaving } from "./state/leaving";
import { isWriting } from "./state/unsaved";

/** From when on nobody is at the page, in milliseconds. */
const QUIET_MS = 3 * 60_000;
/** A page does not reload by itself more often than this: something between it and the server may keep old answers. */
const RELOADS_MS = 10 * 60_000;
const RELOADED = "deskbell:inbox:reloaded";
/** How long messages that wait may take to leave before signing out asks, in milliseconds. */
const SETTLE_MS = 3_000;

/** `settle` tells the browser where the page is, before it is loaded anew. */
export function freshnessOf(entry: string, inbox: () => InboxState | null, settle: () => void): Freshness {
  let touchedAt = performance.now();
  for (const sign of ["pointerdown", "keydown", "wheel"]) addEventListener(sign, () => (touchedAt = performance.now()), { passive: true, capture: true });
  const isBusy = () => {
    const state = inbox();
    return state !== null && isWriting(state);
  };
  const isQuiet = () => {
    const isAway = document.visibilityState === "hidden" || performance.now() - touchedAt > QUIET_MS;
    const reloadedAt = Number(sessionStorage.getItem(RELOADED) ?? 0);
    return isAway && Date.now() - reloadedAt > RELOADS_MS && document.querySelector("dialog[open]") === null && !isBusy();
  };
  const reload = () => {
    sessionStorage.setItem(RELOADED, String(Date.now()));
    settle();
    location.reload();
  };
  const freshness = openFreshness({ frame: async () => (await fetch("/inbox/frame", { cache: "no-store", credentials: "omit" })).text(), entry, isQuiet, reload });
  document.addEventListener("visibilitychange", () => freshness.isStale.value && isQuiet() && reload());
  return freshness;
}

/** The worker keeps the frame. It is the browser's to start; without it everything works as long as there is a network. */
export function registerWorker(freshness: Freshness): void {
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!workers) return;
  const address = trusted().createScriptURL(INBOX_WORKER) as string;
  workers.register(address, { scope: "/inbox", updateViaCache: "none" }).catch(() => undefined);
  // A newer worker came because the server has newer files.
  let isFirst = workers.controller === null;
  workers.addEventListener("controllerchange", () => {
    if (!isFirst) void freshness.check();
    isFirst = false;
  });
}

export function installingOf(): InstallOffer {
  const isApp = matchMedia("(display-mode: standalone)").matches || (navigator as { standalone?: boolean }).standalone === true;
  return openInstalling({ isApp, userAgent: navigator.userAgent, touches: navigator.maxTouchPoints }, window);
}

export function leavingOf({ writing, beside, line }: InboxState, keeping: Keeping): Leaving {
  return openLeaving({
    async settle() {
      writing.sending.releaseAll();
      const done = beside.macros.leave();
      if (line.state.value === "live") {
        writing.drafts.takeOver();
        await Promise.all([done, writing.settle()]);
        const until = Date.now() + SETTLE_MS;
        while (writing.outbox.items.value.some((one) => one.state !== "failed") && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return unsentIn(localStorage);
    },
    async end() {
      try {
        // The answer leads to the sign-in page, which is for the browser to open.
        return (await fetch("/sign-out", { method: "POST", redirect: "manual" })).type === "opaqueredirect";
      } catch {
        return false;
      }
    },
    async forget() {
      await keeping.forget();
      line.stop();
      writing.end();
      await forgetDevice();
    },
    away: () => location.replace("/sign-in"),
  });
}

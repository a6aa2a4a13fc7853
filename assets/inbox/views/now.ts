// The present, as far as the screen needs it: "4m" becomes "5m" without anything else happening.

import { signal } from "@preact/signals";

const TICK_MS = 20_000;

export const now = signal(Date.now());

setInterval(() => (now.value = Date.now()), TICK_MS);
document.addEventListener("visibilitychange", () => (now.value = Date.now()));

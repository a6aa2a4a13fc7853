// <relative-time><time datetime="2026-05-03T10:00:00Z">3 May 2026, 10:00</time></relative-time>
// shows "4 minutes ago" and keeps it true; the exact time moves into the title. Without script the server's text stays.

import { exactTime, longAgo } from "../../shared/time";

/** How often the words are said anew, in milliseconds. */
const REFRESH_MS = 30_000;

export class RelativeTime extends HTMLElement {
  #timer = 0;

  connectedCallback(): void {
    const time = this.querySelector("time");
    const at = Date.parse(time?.dateTime ?? "");
    if (time === null || Number.isNaN(at)) return;
    time.title = exactTime(at);
    const refresh = () => {
      time.textContent = longAgo(at, Date.now());
    };
    refresh();
    this.#timer = setInterval(refresh, REFRESH_MS);
  }

  disconnectedCallback(): void {
    clearInterval(this.#timer);
  }
}

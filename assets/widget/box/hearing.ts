// What the panel says, and what becomes of it. Unknown types are ignored: a panel may be newer than this.

import type { FrameSays } from "../../shared/bridge";
import type { BoxHost } from "./contract";
import type { TeaserBubble } from "./teaser";
import { countInTitle } from "./title";

export function hearing(host: BoxHost, bubble: TeaserBubble): (message: FrameSays) => void {
  const { state } = host;
  return (message) => {
    if (message.type === "acted") host.acted(message.hasActed);
    else if (message.type === "close") host.close();
    else if (message.type === "event") host.emit(message.name, message.detail);
    else if (message.type === "warn") host.warn(message.text);
    else if (message.type === "reopen") host.reopen();
    else if (message.type === "identity") {
      state.identified = message.identified;
      state.verified = message.verified;
    } else if (message.type === "unread") {
      const { count } = message;
      const isNew = count !== state.unread;
      state.unread = count;
      bubble.next = message.teaser ?? null;
      host.draw();
      countInTitle(message.isInTitle ? count : 0);
      if (isNew) host.emit("unread", { count });
    }
  };
}

// The visitor's live line: which addresses, and what is said first.

import type { PanelConfig, VisitorHears, VisitorSays } from "../../shared/protocol";
import { openLine, openSocket, type LineOptions } from "../../shared/socket";
import { openStream } from "../../shared/stream";
import type { Session } from "./session";

type Options = Omit<LineOptions<VisitorSays, VisitorHears>, "openSocket" | "openStream">;

export function openVisitorLine({ app_id }: PanelConfig, session: Session, options: Options) {
  return openLine<VisitorSays, VisitorHears>({
    ...options,
    openSocket(after, hooks) {
      const hello: VisitorSays = { type: "hello", app_id, token: session.token.value ?? "", after, page: session.page };
      return openSocket("/api/widget/ws", hello, hooks);
    },
    openStream(after, hooks) {
      const position = after === null ? "" : `&after=${after}`;
      const url = `/api/widget/stream?app_id=${encodeURIComponent(app_id)}${position}`;
      return openStream({ url, frames_url: "/api/widget/frames", token: session.token.value }, hooks);
    },
  });
}

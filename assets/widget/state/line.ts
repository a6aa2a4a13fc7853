// The visitor's live line: which addresses, and what is said first.

import type { PanelConfig, VisitorHears, VisitorSays } from "../../shared/protocol";
import { openLine, openSocket, type LineOptions } from "../../shared/socket";
import { openStream } from "../../shared/stream";
import type { Session } from "./session";
import { whereabouts } from "./whereabouts";

type Options = Omit<LineOptions<VisitorSays, VisitorHears>, "openSocket" | "openStream">;

export function openVisitorLine({ app_id }: PanelConfig, session: Session, options: Options) {
  /** What the line that is open was opened with: a token may be renewed while it goes on. */
  let shown: string | null = null;
  return openLine<VisitorSays, VisitorHears>({
    ...options,
    refused(code) {
      if (code === "signed_out") session.deny(shown);
      options.refused(code);
    },
    openSocket(after, hooks) {
      shown = session.current();
      const hello: VisitorSays = { type: "hello", app_id, token: shown ?? "", after, page: { ...session.page, ...whereabouts() } };
      return openSocket("/api/widget/ws", hello, hooks);
    },
    openStream(after, hooks) {
      shown = session.current();
      const position = after === null ? "" : `&after=${after}`;
      const url = `/api/widget/stream?app_id=${encodeURIComponent(app_id)}&origin=${encodeURIComponent(session.page.origin)}${position}`;
      return openStream({ url, frames_url: "/api/widget/frames", token: shown }, hooks);
    },
  });
}

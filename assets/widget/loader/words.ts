// The few words on the page itself. The start document brings them in the page's language; English stands here, for
// languages that the widget does not speak.

import type { LauncherWords } from "../../shared/protocol";

const ENGLISH: LauncherWords = {
  open: "Open chat",
  close: "Close chat",
  unread: ", # unread",
  dismiss: "Close",
  unreachable: "Chat cannot be reached right now.",
  chat: "Chat",
};

/** What the start document says, English where it is silent. */
export function wordsOf({ words }: { words: LauncherWords | null }): LauncherWords {
  return { ...ENGLISH, ...words };
}

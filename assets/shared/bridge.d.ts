// What the loader and the panel's frame say to each other over their port. Unknown types are ignored on both sides:
// a loader that a browser cached must work with a newer panel for at least 90 days.

import type { Identity, PageReport, PanelConfig, Purpose, Theme } from "./protocol";

/** The version of this conversation; it changes only when an old loader could not follow. */
export type BridgeVersion = 1;

export interface FrameHello {
  deskbell: "hello";
  v: number;
}

export interface LoaderInit {
  deskbell: "init";
  v: number;
  page: PageReport;
  theme: Theme | null;
  locale: string | null;
  /** What this page is for: the snippet's word, else what the rules say; absent from older loaders. */
  purpose?: Purpose | null;
  /** The next thing the panel hears is whom the page has: it may be another than whoever was here last. */
  isNaming?: boolean;
}

/** The places of the panel that a page may ask for. One that is off or not built opens Home. */
export type PlaceName =
  | "home" | "messages" | "conversation" | "new" | "activity"
  | "contact" | "article" | "booking" | "flow" | "app";

/** What a booking begins with, as the page gave it: not yet checked. */
export interface BookingOptions {
  service?: unknown;
  provider?: unknown;
}

export type LoaderSays =
  /** `place` is absent where the page only said open: then the panel shows where it was, at first its first place. */
  | { type: "open"; isFull: boolean; text?: string; wantsComposer: boolean; place?: PlaceName; id?: string; isQuiet?: boolean; options?: BookingOptions }
  | { type: "close" }
  | { type: "full"; isFull: boolean }
  | { type: "page"; page: PageReport; purpose?: Purpose | null }
  /** Names and values as the page gave them: not yet checked. */
  | { type: "attributes"; attributes: unknown }
  | { type: "track"; name: string; properties: unknown; at: number }
  /** The visitor has closed the teaser of this message: it never shows again, in no tab. */
  | { type: "dismissed"; id: string }
  /** The console's preview: shows this configuration in place of the stored one. Taken from our own origin only. */
  | { type: "preview"; config: PanelConfig }
  | { type: "identify"; identity: Identity /* as the page gave it: not yet checked */ }
  | { type: "logout" }
  | { type: "theme"; theme: Theme }
  | { type: "locale"; locale: string };

export type FrameSays =
  | { type: "acted"; hasActed: boolean }
  /** `teaser`: the newest unread answer in one line, for the bubble beside the launcher. */
  | { type: "unread"; count: number; teaser?: Teaser | null; isInTitle?: boolean }
  /** The panel was open in this tab before the page was reloaded: it opens again, without taking the focus. */
  | { type: "reopen" }
  | { type: "close" }
  | { type: "warn"; text: string }
  | { type: "identity"; identified: boolean; verified: boolean }
  | { type: "event"; name: string; detail: { [name: string]: string | number | boolean | null } };

export interface Teaser {
  /** The message's id. */
  id: string;
  /** The conversation a click opens; without it the panel opens where it was. */
  conversation_id?: string;
  /** Who wrote it. */
  name: string | null;
  /** One line, at most 120 characters. */
  text: string;
}

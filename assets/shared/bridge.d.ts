// What the loader and the panel's frame say to each other over their port. Unknown types are ignored on both sides:
// a loader that a browser cached must work with a newer panel for at least 90 days.

import type { Identity, PageReport, Theme } from "./protocol";

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
}

export type LoaderSays =
  | { type: "open"; isFull: boolean; text?: string; wantsComposer: boolean }
  | { type: "close" }
  | { type: "full"; isFull: boolean }
  | { type: "page"; page: PageReport }
  | { type: "identify"; identity: Identity /* as the page gave it: not yet checked */ }
  | { type: "logout" }
  | { type: "theme"; theme: Theme }
  | { type: "locale"; locale: string };

export type FrameSays =
  | { type: "acted"; hasActed: boolean }
  | { type: "unread"; count: number }
  | { type: "close" }
  | { type: "warn"; text: string }
  | { type: "identity"; identified: boolean; verified: boolean }
  | { type: "event"; name: string; detail: { [name: string]: string | number | boolean | null } };

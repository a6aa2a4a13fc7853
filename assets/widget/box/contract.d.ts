// What `widget.js` (the loader) and `widget-panel.js` (the box) ask of each other. Both stand under fixed addresses and are
// kept apart by browsers and caches, so that either may be older than the other: a loader by 90 days, a box by an hour.
// **Invariant:** `v1` and all that stands here keeps name and meaning for 90 days after a `v2` has come beside it; what is
// added is optional for both. A loader that misses its version in a box counts that as not loaded, and asks anew, past the
// cache.
//
// The box's style reads custom properties of the loader's element: `--l` or `--r` distance from that side, `--side`, `--x`
// the same without the screen's own inset, `--py` distance from the bottom, `--d` the launcher's size, `--t` the color
// scheme; and the classes `l` launcher, `o` its drawing, `v` its text, `t` a line beside it.

import type { LoaderInit, LoaderSays } from "../../shared/bridge";
import type { Purpose } from "../../shared/protocol";

export type Open = Extract<LoaderSays, { type: "open" }>;
/** What the page wants to see; nothing in particular when empty. */
export type Wish = Partial<Omit<Open, "type" | "isFull">>;

/** What the loader gives. */
export interface BoxHost {
  /** The panel's document, absolute. */
  readonly address: string;
  /** The box comes first in it. */
  readonly root: ShadowRoot;
  /** Its number and cross are the box's; a line of an answer stands before it. */
  readonly launcher: HTMLElement;
  /** What the snippet says of where visitors of this page come from. */
  readonly campaign: string | undefined;
  /** What `getState` answers. The box writes what the panel says of the last three. */
  readonly state: { readonly open: boolean; unread: number; identified: boolean; verified: boolean };
  /** The panel has said hello: what it shall know of the page. It may say so again, when it was loaded anew. */
  introduce(): Pick<LoaderInit, "theme" | "locale" | "purpose">;
  /** The panel does not answer: blocked by the page's policy, or the server is away. */
  silent(): void;
  /** Draws anew what `state` says, the box too. */
  draw(): void;
  open(opener: HTMLElement | null, wish: Wish): void;
  close(): void;
  /** The panel was open before the page was loaded anew. */
  reopen(): void;
  /** Tells the page. */
  emit(name: string, detail: object): void;
  warn(sentence: string): void;
  acted(hasActed: boolean): void;
}

/** What the box does. */
export interface Box {
  /** Goes to the panel as soon as it is there, in order. */
  say(message: LoaderSays): void;
  /** The page is another now, or for something else. */
  moved(purpose: Purpose): void;
  draw(look: BoxLook): void;
  /** Takes the box away; returns what the panel never heard. */
  close(): LoaderSays[];
}

export interface BoxLook {
  isShown: boolean;
  /** Whether the panel takes the whole screen when it is shown. */
  isPhone: boolean;
  /** Without motion: nobody asked just now. */
  isQuiet: boolean;
  /** In the visitor's language: the frame's title, and what closes a line. */
  words: { chat: string; dismiss: string };
}

/** The module. */
export interface BoxModule {
  v1(host: BoxHost): Box;
}

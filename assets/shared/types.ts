// Shorter names for types of the wire, and the few that the generated file spells differently from how our code reads.
// `protocol.d.ts` itself comes from `deskbell openapi --types` and is never edited.

import type { AckFrame, FactView, RefusedFrame } from "./protocol";

export type Ack = AckFrame;
export type Refused = RefusedFrame;
export type Fact = FactView;

/** What the way round for blocked WebSockets answers to a posted frame. */
export interface Frames<Heard> {
  frames: Heard[];
}

/** What a page may say of its visitor under a name of its own. */
export type AttributeValue = string | number | boolean | null;

/** What a message has beside its text when it is only text. */
export const PLAIN = { content: null, html: null, attachments: [], answer: null };

/** `POST /api/widget/track`. */
export interface TrackEvents {
  events: { name: string; properties?: Record<string, AttributeValue>; at: number }[];
}

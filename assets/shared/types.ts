// Shorter names for types of the wire, and the few that the generated file spells differently from how our code reads.
// `protocol.d.ts` itself comes from `deskbell openapi --types` and is never edited.

import type { AckFrame, FactView, HoursView, RefusedFrame, TeamMember } from "./protocol";

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

/** `GET /api/widget/challenge`: a number in 0..=max_number whose SHA-256 behind the salt is the challenge. */
export interface Challenge {
  algorithm: string;
  salt: string;
  challenge: string;
  max_number: number;
  /** Milliseconds since 1970 in UTC. */
  expires_at: number;
  signature: string;
}

/** `GET /api/widget/team`. */
export interface TeamView {
  /** At most 5 faces. */
  members: TeamMember[];
  is_online: boolean;
  /** The median of first replies; null where there were too few. */
  usual_reply_ms: number | null;
  hours: HoursView;
}

/** What a verified customer sees of an order or payment. */
export interface VisitorRecord {
  id: string;
  kind: string;
  title: string;
  amount: string | null;
  currency: string | null;
  status: string | null;
  /** `green`, `amber`, `red` or `grey`. */
  colour: string;
  occurred_at: number;
}

/** `GET /api/widget/activity`. */
export interface VisitorActivity {
  records: VisitorRecord[];
  /** The cursor of the next part; null on the last. */
  next: string | null;
}

// Words the tests share: people's messages, memory to store in, and every order in which frames could come.

import { signal } from "@preact/signals";
import { heedIn } from "../inbox/state/heeding";
import type { Store } from "../shared/storage";
import type { PanelState } from "../widget/state/panel";
import { openStore } from "../shared/storage";
import { PLAIN } from "../shared/types";
import type { AgentEntry, AgentMessage, ContactDetails, ConversationSummary, InboxThread, MeView, PanelConfig, PanelFeatures, PreferencesView, VisitorConversation, VisitorMessage } from "../shared/protocol";

/** For what asks a server that signs nobody out. */
export const heed = heedIn({ isSignedOut: signal(false) });

export function memoryStore(): Store {
  return openStore([]);
}

/** What nobody has chosen otherwise. */
export const USUAL: PreferencesView = {
  undo_send_seconds: 5,
  has_shortcuts: true,
  shortcuts: {},
  density: "comfortable",
  sound: true,
  desktop: { mine: true, unassigned: true, mentions: true, assigned: true },
  toasts: { mine: true, unassigned: true, mentions: true, assigned: true },
  quiet: null,
  enter_sends: true,
};

/** An owner who is signed in. */
export const ME: MeView = {
  agent: { id: "agt_ana", name: "Ana", email: "ana@example.com", role: "owner" },
  workspace_name: "Fern",
  seq: 1,
  is_plain_http: false,
  preferences: USUAL,
  availability: { state: "online", again_at: null },
  permissions: ["read", "reply", "edit_contacts", "curate", "manage", "manage_people", "manage_owners"],
  picture_url: null,
};

export function visitorMessage(number: number, author: "visitor" | "agent" = "agent"): VisitorMessage {
  const client_id = author === "visitor" ? `client-${number}` : null;
  return { id: `msg_${number}`, number, client_id, author, author_name: author === "agent" ? "Ana" : null, body: `Message ${number}`, at: number * 1_000, ...PLAIN };
}

export function agentMessage(number: number, author: "visitor" | "agent"): AgentMessage {
  return { ...visitorMessage(number, author), author_id: author === "agent" ? "agt_ana" : null };
}

export function conversation(id: string, last_number: number): ConversationSummary {
  return {
    id,
    site_name: "Fern & Co",
    contact: { id: `con_${id}`, name: "Visitor K7Q2", is_verified: false, is_customer: false },
    last_number,
    visitor_read_number: 0,
    last_activity_at: last_number * 1_000,
    last_message: { author: "visitor", author_name: null, preview: `Message ${last_number}`, at: last_number * 1_000 },
    status: "open",
    rating: null,
    rating_comment: null,
    site_id: "sit_1",
    state: "open",
    assignee_id: null,
    team_id: null,
    priority: "none",
    snoozed_until: null,
    waiting_since: null,
    tag_ids: [],
    last_note: null,
    is_blocked: false,
  };
}

/** A note behind a message, or what was done there. */
export function entry(number: number, after_number: number, more: Partial<AgentEntry> = {}): AgentEntry {
  const said = { author_id: "agt_bo", author_name: "Bo", client_id: null, body: `Note ${number}`, html: null, attachments: [], mentions: [], act: null };
  return { ...said, id: `ent_${number}`, number, after_number, at: after_number * 1_000 + number, ...more };
}

/** A conversation as it is opened. */
export function opened(id: string, messages: readonly AgentMessage[], more: Partial<InboxThread> = {}): InboxThread {
  const summary = conversation(id, messages.at(-1)?.number ?? 0);
  return { seq: 1, conversation: summary, unread: 0, contact: contact(summary.contact.id), activity: { items: [], next: null }, totals: [], messages: [...messages], entries: [], next: null, drafts: [], mentions: [], ...more };
}

/** Somebody of whom nothing is known but a name. */
export function contact(id: string): ContactDetails {
  const nothing = { email: null, phone: null, username: null, address: null, avatar_url: null, external_id: null, last_seen_at: null, page: null, referrer: null, blocked: null, locale: null, time_zone: null, device: null };
  const known = { ...nothing, id, name: "Bo", is_verified: false, claims: [], context: [], attributes: [], first_seen_at: 0, possible_duplicates: 0, unproven_browsers: 0, version: 1, by_hand: [], notes: [], note_count: 0, recent_pages: [] };
  return known;
}

/** A site with everything on, unless a test says otherwise. */
export function panelConfig(changes: Partial<PanelConfig> = {}, features: Partial<PanelFeatures> = {}): PanelConfig {
  return {
    app_id: "icw_test",
    brand: { name: "Fern & Co", logo: null },
    colors: { primary: "#0e6b58", primaryLight: "", text: "", textLight: "", onPrimary: "" },
    theme: "auto",
    texts: {},
    locale: "en",
    purpose: "support",
    features: { home: true, messages: true, activity: true, files: true, emoji: true, rating: true, transcript: true, sound: true, title: false, faces: true, credit: true, ask_contact: "after_first_message", ...features },
    hours: { is_open: true, changes_at: null, when_closed: "chat" },
    captcha: "none",
    uploads: { max_bytes: 1_000, max_files: 10, endings: [".pdf"] },
    allowed_origins: [],
    message_max_chars: 10_000,
    ...changes,
  };
}

/** A conversation as it is listed, whose last message is the team's. */
export function listed(id: string, last_number: number, unread = 0): VisitorConversation {
  const last_message = { ...visitorMessage(last_number), id: `msg_${id}_${last_number}` };
  return { id, last_number, unread, team_read_number: 0, last_message, status: "open", rating: null, agent: null, last_activity_at: last_number * 1_000 };
}

/** A few hundred orders of the same things, each with some of them twice. Always the same ones. */
export function* shuffled<T>(things: readonly T[], rounds = 300): Generator<T[]> {
  let seed = 42;
  const random = () => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
  for (let round = 0; round < rounds; round += 1) {
    const order = [...things, ...things.filter(() => random() < 0.4)];
    for (let last = order.length - 1; last > 0; last -= 1) {
      const other = Math.floor(random() * (last + 1));
      [order[last], order[other]] = [order[other]!, order[last]!];
    }
    yield order;
  }
}

/** The visitor writes a message and sends it. */
export function write(panel: Pick<PanelState, "draft" | "send">, text: string): void {
  panel.draft.text.value = text;
  panel.send();
}

// Made by `deskbell openapi --types` from the server's own types. Do not edit.

export interface AckFrame {
  client_id: string;
  conversation_id: string;
  message_id: string;
  number: number;
  /** The event that tells of it; 0 for a repeat. It does not move the position: frames before it may still come. */
  seq: number;
}

export interface AgentFrames {
  frames: AgentHears[];
}

export type AgentHears = AgentHears_ReadyFrame | AgentHears_PositionFrame | AgentHears_AckFrame | AgentHears_RefusedFrame | AgentHears_AgentMessageFrame | AgentHears_AgentReadFrame | AgentHears_ContactFrame | AgentHears_AgentJoinedFrame | AgentHears_AgentTypingFrame | AgentHears_PresenceFrame | AgentHears_ReloadFrame | AgentHears_ErrorFrame;

export type AgentHears_AckFrame = {
  type: "ack";
} & AckFrame;

export type AgentHears_AgentJoinedFrame = {
  type: "joined";
} & AgentJoinedFrame;

export type AgentHears_AgentMessageFrame = {
  type: "message";
} & AgentMessageFrame;

export type AgentHears_AgentReadFrame = {
  type: "read";
} & AgentReadFrame;

export type AgentHears_AgentTypingFrame = {
  type: "typing";
} & AgentTypingFrame;

export type AgentHears_ContactFrame = {
  type: "contact";
} & ContactFrame;

export type AgentHears_ErrorFrame = {
  type: "error";
} & ErrorFrame;

export type AgentHears_PositionFrame = {
  type: "position";
} & PositionFrame;

export type AgentHears_PresenceFrame = {
  type: "presence";
} & PresenceFrame;

export type AgentHears_ReadyFrame = {
  type: "ready";
} & ReadyFrame;

export type AgentHears_RefusedFrame = {
  type: "refused";
} & RefusedFrame;

export type AgentHears_ReloadFrame = {
  type: "reload";
} & ReloadFrame;

export interface AgentJoinedFrame {
  from_contact_id: string;
  seq: number;
  to_contact_id: string;
}

export interface AgentMessage {
  /** Milliseconds since 1970 in UTC. */
  at: number;
  author: Author;
  /** The agent's id, where an agent wrote it. */
  author_id: string | null;
  author_name: string | null;
  body: string;
  /** The sender's own name for it. */
  client_id: string | null;
  id: string;
  /** Its place in the conversation: 1, 2, 3, … without gaps. */
  number: number;
}

export interface AgentMessageFrame {
  conversation: ConversationSummary;
  message: AgentMessage;
  seq: number;
}

export interface AgentMessages {
  /** Whether there are older ones. */
  has_more: boolean;
  messages: AgentMessage[];
}

export interface AgentReadFrame {
  conversation_id: string;
  number: number;
  /** `visitor` or `me`. */
  reader: string;
  seq: number;
  /** What is left unread for this agent, where the reader is `me`. */
  unread: number | null;
}

export type AgentSays = AgentSays_PostFrame | AgentSays_TypingSays | AgentSays_ReadSays | AgentSays_WatchSays;

export type AgentSays_PostFrame = {
  type: "message.post";
} & PostFrame;

export type AgentSays_ReadSays = {
  type: "read";
} & ReadSays;

export type AgentSays_TypingSays = {
  type: "typing";
} & TypingSays;

export type AgentSays_WatchSays = {
  type: "watch";
} & WatchSays;

export interface AgentTypingFrame {
  author: Author;
  conversation_id: string;
  is_typing: boolean;
  name: string | null;
}

export interface AgentView {
  email: string;
  id: string;
  name: string;
  /** `owner`, `admin` or `agent`. */
  role: string;
}

export type Author = "visitor" | "agent" | "system";

export interface Brand {
  logo: string | null;
  name: string;
}

export interface Colors {
  /** The brand colour. */
  primary: string;
  /** A light shade of it, for backgrounds. */
  primaryLight: string;
  /** Text on a light background. */
  text: string;
  /** Lesser text on a light background. */
  textLight: string;
}

export interface ContactBrief {
  id: string;
  /** Whether the business knows the person by an id of its own. */
  is_customer: boolean;
  /** Whether the person has proved who it is. */
  is_verified: boolean;
  /** Never empty. */
  name: string;
}

export interface ContactCard {
  contact: ContactDetails;
  /** The newest 20. */
  records: RecordView[];
}

export interface ContactDetails {
  address: string | null;
  attributes: FactView[];
  avatar_url: string | null;
  /** What pages said without proof. */
  claims: FactView[];
  email: string | null;
  /** The business's own id of the person. */
  external_id: string | null;
  /** Milliseconds since 1970 in UTC. */
  first_seen_at: number;
  id: string;
  is_verified: boolean;
  /** Milliseconds since 1970 in UTC. */
  last_seen_at: number | null;
  /** Never empty. */
  name: string;
  page: PageView | null;
  phone: string | null;
  referrer: string | null;
  username: string | null;
}

export interface ContactFrame {
  contact_id: string;
  seq: number;
}

export interface ConversationSummary {
  contact: ContactBrief;
  id: string;
  /** Milliseconds since 1970 in UTC. */
  last_activity_at: number;
  last_message: MessagePreview | null;
  /** The number of its last message. */
  last_number: number;
  site_name: string;
  /** The visitor has seen it up to this number. */
  visitor_read_number: number;
}

export interface ErrorFrame {
  /** `signed_out`, `site_inactive`, `origin_not_allowed`, `bad_frame` or `too_many`. */
  code: string;
  detail: string;
}

export interface FactView {
  name: string;
  value: string;
}

export interface Identity {
  address?: string | null;
  /** Up to 100 facts: text, numbers, booleans; `null` removes one. */
  attributes?: { [name: string]: unknown } | null;
  avatar_url?: string | null;
  email?: string | null;
  name?: string | null;
  phone?: string | null;
  /** Lower-case hex of HMAC-SHA256 of `user_id` under the identity secret. */
  user_hash?: string | null;
  /** The business's own id of the customer, 1 to 255 characters. A number is taken as its text. */
  user_id?: string | null;
  username?: string | null;
}

export interface InboxPage {
  conversations: InboxRow[];
  /** The cursor of the next page; absent on the last. */
  next: string | null;
  /** The place in the event log this answer stands at: pass it as `after` to the socket. */
  seq: number;
}

export interface InboxRow {
  conversation: ConversationSummary;
  /** Messages of the visitor that this agent has not read. */
  unread: number;
}

export interface InboxThread {
  contact: ContactDetails;
  conversation: ConversationSummary;
  /** Whether there are older ones. */
  has_more: boolean;
  /** The newest 50, oldest first. */
  messages: AgentMessage[];
  /** The newest 20. */
  records: RecordView[];
  /** The place in the event log this answer stands at. */
  seq: number;
  unread: number;
}

export interface LauncherLook {
  /** Whether the page opens the panel by a button of its own. */
  is_hidden: boolean;
  /** Distance from the side edge in pixels, 0 to 1000. */
  offset_x: number;
  /** Distance from the bottom in pixels, 0 to 1000. */
  offset_y: number;
  position: Side;
  size: LauncherSize;
}

export type LauncherSize = "small" | "medium" | "large";

export interface MeView {
  agent: AgentView;
  /** Whether the browser speaks plain HTTP, which others in the network can read. */
  is_plain_http: boolean;
  /** The place in the event log this answer stands at. */
  seq: number;
  workspace_name: string;
}

export interface MessagePreview {
  /** Milliseconds since 1970 in UTC. */
  at: number;
  author: Author;
  author_name: string | null;
  /** At most 140 characters. */
  preview: string;
}

export interface PageReport {
  /** `utm_*` and the snippet's campaign. */
  campaign?: { [name: string]: string } | null;
  /** The page's origin, as the browser gave it to the panel. */
  origin: string;
  referrer?: string | null;
  title?: string | null;
  url?: string | null;
}

export interface PageView {
  title: string | null;
  url: string;
}

export interface PanelConfig {
  /** Pages that may embed the panel, as exact origins; empty means any. */
  allowed_origins: string[];
  app_id: string;
  brand: Brand;
  colors: Colors;
  greeting: string;
  introduction: string;
  /** The longest message, in characters. */
  message_max_chars: number;
  /** When visitors may expect an answer, in words. */
  reply_expectation: string;
  theme: Theme;
}

export interface PositionFrame {
  seq: number;
}

export interface PostFrame {
  /** 1 to 10,000 characters. */
  body: string;
  /** The sender's own name for the message: 1 to 64 visible ASCII characters, best a UUID. */
  client_id: string;
  /** Without it a visitor starts a conversation. */
  conversation_id?: string | null;
}

export interface PresenceFrame {
  contact_id: string;
  is_online: boolean;
}

export interface Problem {
  /** What happened this time and what to do, for a person. */
  detail: string;
  /** Where fields are wrong: every one of them. */
  errors: ProblemField[] | null;
  /** Quote this when you ask for help about an error of status 500. */
  instance: string | null;
  /** The HTTP status, again. */
  status: number;
  /** The problem in a few words, the same each time. */
  title: string;
  /** Which problem this is, as a stable address. Programs decide by its last part. */
  type: string;
}

export interface ProblemField {
  /** What is wrong with it and what is expected. */
  detail: string;
  /** A JSON pointer (RFC 6901) into the body, such as `/records/3/amount`; for a parameter its name after `/`. */
  pointer: string;
}

export interface ReadSays {
  conversation_id: string;
  number: number;
}

export interface ReadyFrame {
  seq: number;
}

export interface RecordView {
  /** In major units, exact: "19.99". */
  amount: string | null;
  /** `green`, `amber`, `red` or `grey`. */
  colour: string;
  /** ISO 4217. */
  currency: string | null;
  id: string;
  kind: string;
  /** Milliseconds since 1970 in UTC. */
  occurred_at: number;
  reference: string;
  status: string | null;
  title: string;
  url: string | null;
}

export interface RefusedFrame {
  /** Which message was refused; absent for other frames. */
  client_id: string | null;
  /** `rate_limited`, `invalid`, `not_found`, `forbidden` or `busy`. */
  code: string;
  /** What is wrong and what to do. */
  detail: string;
  /** Seconds until a new try makes sense. */
  retry_after: number | null;
}

export type ReloadFrame = {
};

export interface SessionView {
  /** Whether the browser has proved to be a customer. */
  is_verified: boolean;
  /** `identity_unverified` where a customer id was named and not believed. */
  problem: string | null;
  /** A new token for this browser; without one it keeps the one it has. */
  token: string | null;
  /** Absent where nobody has acted and nothing was proven. */
  visitor_id: string | null;
}

export type Side = "left" | "right";

export interface StartSession {
  /** The site's app id. */
  app_id: string;
  /** What the page says of its visitor. */
  identity?: Identity & unknown | null;
  /** Whether to make a visitor only for a right proof: for what a page says before anybody has acted. Nothing is stored otherwise. */
  only_if_proven?: boolean | null;
  /** The page the panel is on. */
  page: PageReport & unknown;
}

export interface TeamReadFrame {
  conversation_id: string;
  number: number;
  seq: number;
}

export interface TeamTypingFrame {
  conversation_id: string;
  is_typing: boolean;
  name: string | null;
}

export type Theme = "light" | "dark" | "auto";

export interface TypingSays {
  conversation_id: string;
  is_typing: boolean;
}

export interface VisitorConversation {
  id: string;
  /** Milliseconds since 1970 in UTC. */
  last_activity_at: number;
  last_message: VisitorMessage | null;
  /** The number of its last message. */
  last_number: number;
  /** The team has read up to this number. */
  team_read_number: number;
  /** Messages of the team that the visitor has not seen. */
  unread: number;
}

export interface VisitorConversations {
  conversations: VisitorConversation[];
  /** The place in the event log this answer stands at: pass it as `after` to the socket. */
  seq: number;
}

export interface VisitorFrames {
  frames: VisitorHears[];
}

export type VisitorHears = VisitorHears_ReadyFrame | VisitorHears_PositionFrame | VisitorHears_AckFrame | VisitorHears_RefusedFrame | VisitorHears_VisitorMessageFrame | VisitorHears_TeamReadFrame | VisitorHears_TeamTypingFrame | VisitorHears_VisitorJoinedFrame | VisitorHears_ReloadFrame | VisitorHears_ErrorFrame;

export type VisitorHears_AckFrame = {
  type: "ack";
} & AckFrame;

export type VisitorHears_ErrorFrame = {
  type: "error";
} & ErrorFrame;

export type VisitorHears_PositionFrame = {
  type: "position";
} & PositionFrame;

export type VisitorHears_ReadyFrame = {
  type: "ready";
} & ReadyFrame;

export type VisitorHears_RefusedFrame = {
  type: "refused";
} & RefusedFrame;

export type VisitorHears_ReloadFrame = {
  type: "reload";
} & ReloadFrame;

export type VisitorHears_TeamReadFrame = {
  type: "read";
} & TeamReadFrame;

export type VisitorHears_TeamTypingFrame = {
  type: "typing";
} & TeamTypingFrame;

export type VisitorHears_VisitorJoinedFrame = {
  type: "joined";
} & VisitorJoinedFrame;

export type VisitorHears_VisitorMessageFrame = {
  type: "message";
} & VisitorMessageFrame;

export interface VisitorHello {
  /** The highest `seq` applied so far; without it only what happens from now on is sent. */
  after?: number | null;
  /** The site's app id. */
  app_id: string;
  /** The page the panel is on. */
  page: PageReport & unknown;
  /** The token this browser was given. */
  token: string;
}

export interface VisitorJoinedFrame {
  seq: number;
}

export interface VisitorMessage {
  /** Milliseconds since 1970 in UTC. */
  at: number;
  author: Author;
  author_name: string | null;
  body: string;
  /** The sender's own name for it; on the visitor's messages only. */
  client_id: string | null;
  id: string;
  /** Its place in the conversation: 1, 2, 3, … without gaps. */
  number: number;
}

export interface VisitorMessageFrame {
  conversation_id: string;
  message: VisitorMessage;
  seq: number;
}

export interface VisitorMessages {
  /** Whether there are older ones. */
  has_more: boolean;
  messages: VisitorMessage[];
}

export type VisitorSays = VisitorSays_VisitorHello | VisitorSays_PostFrame | VisitorSays_TypingSays | VisitorSays_ReadSays;

export type VisitorSays_PostFrame = {
  type: "message.post";
} & PostFrame;

export type VisitorSays_ReadSays = {
  type: "read";
} & ReadSays;

export type VisitorSays_TypingSays = {
  type: "typing";
} & TypingSays;

export type VisitorSays_VisitorHello = {
  type: "hello";
} & VisitorHello;

export interface WatchSays {
  /** At most 100. */
  contact_ids: string[];
}

export interface WidgetInit {
  /** The site's public id. */
  app_id: string;
  /** Who speaks. */
  brand: Brand & unknown;
  /** Which captcha first messages need: `none`. */
  captcha: string;
  captchaSiteKey: string | null;
  /** Any CSS colours. They become the custom properties `--widget-primary` and so on. */
  colors: Colors & unknown;
  /** Parts of the panel that are switched on or off. */
  features: { [name: string]: boolean };
  launcher: LauncherLook;
  /** The path of the panel document on this server. */
  panel: string;
  theme: Theme;
}

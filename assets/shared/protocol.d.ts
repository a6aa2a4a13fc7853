// The types of everything that travels between the server and our pages, by the names the internal API document gives them.
// Times are milliseconds since 1970 (UTC). Ids are text with a prefix.

export type Author = "visitor" | "agent" | "system";

export interface VisitorMessage {
  id: string;
  number: number;
  client_id: string | null;
  author: Author;
  author_name: string | null;
  body: string;
  at: number;
}

export interface VisitorConversation {
  id: string;
  last_number: number;
  unread: number;
  team_read_number: number;
  last_message: VisitorMessage | null;
  last_activity_at: number;
}

export interface AgentMessage {
  id: string;
  number: number;
  client_id: string | null;
  author: Author;
  author_id: string | null;
  author_name: string | null;
  body: string;
  at: number;
}

export interface ContactBrief {
  id: string;
  name: string;
  is_verified: boolean;
  is_customer: boolean;
}

export interface MessagePreview {
  author: Author;
  author_name: string | null;
  preview: string;
  at: number;
}

export interface ConversationSummary {
  id: string;
  site_name: string;
  contact: ContactBrief;
  last_number: number;
  visitor_read_number: number;
  last_activity_at: number;
  last_message: MessagePreview | null;
}

export interface InboxRow {
  conversation: ConversationSummary;
  unread: number;
}

export interface ClaimView {
  name: string;
  value: string;
}

export interface AttributeView {
  name: string;
  value: string;
}

export interface PageView {
  url: string;
  title: string | null;
}

export interface ContactDetails {
  id: string;
  name: string;
  email: string | null;
  phone: string | null;
  username: string | null;
  address: string | null;
  avatar_url: string | null;
  external_id: string | null;
  is_verified: boolean;
  claims: ClaimView[];
  attributes: AttributeView[];
  first_seen_at: number;
  last_seen_at: number | null;
  page: PageView | null;
  referrer: string | null;
}

export type StatusColour = "green" | "amber" | "red" | "grey";

export interface RecordView {
  id: string;
  kind: string;
  reference: string;
  title: string;
  amount: string | null;
  currency: string | null;
  status: string | null;
  colour: StatusColour;
  url: string | null;
  occurred_at: number;
}

export interface InboxThread {
  seq: number;
  conversation: ConversationSummary;
  unread: number;
  contact: ContactDetails;
  records: RecordView[];
  messages: AgentMessage[];
  has_more: boolean;
}

export interface PageReport {
  origin: string;
  url: string | null;
  title: string | null;
  referrer: string | null;
  campaign?: { [name: string]: string };
}

export type AttributeValue = string | number | boolean | null;

export interface Identity {
  user_id?: string;
  user_hash?: string;
  name?: string;
  email?: string;
  phone?: string;
  username?: string;
  avatar_url?: string;
  address?: string;
  attributes?: { [name: string]: AttributeValue };
}

export interface Brand {
  name: string;
  logo: string | null;
}

export interface Colors {
  primary: string;
  primaryLight: string;
  text: string;
  textLight: string;
}

export type Theme = "light" | "dark" | "auto";
export type Side = "left" | "right";
export type LauncherSize = "small" | "medium" | "large";

export interface LauncherLook {
  position: Side;
  offset_x: number;
  offset_y: number;
  size: LauncherSize;
  is_hidden: boolean;
}

export interface WidgetInit {
  app_id: string;
  brand: Brand;
  colors: Colors;
  theme: Theme;
  launcher: LauncherLook;
  panel: string;
  features: { [name: string]: boolean };
  captcha: string;
  captchaSiteKey: string | null;
}

export interface PanelConfig {
  app_id: string;
  brand: Brand;
  colors: Colors;
  theme: Theme;
  greeting: string;
  introduction: string;
  reply_expectation: string;
  allowed_origins: string[];
  message_max_chars: number;
}

export interface StartSession {
  app_id: string;
  page: PageReport;
  identity?: Identity;
}

export interface SessionView {
  token: string | null;
  visitor_id: string;
  is_verified: boolean;
  problem: string | null;
}

export interface VisitorConversations {
  seq: number;
  conversations: VisitorConversation[];
}

export interface VisitorMessages {
  messages: VisitorMessage[];
  has_more: boolean;
}

export interface AgentMessages {
  messages: AgentMessage[];
  has_more: boolean;
}

export interface InboxPage {
  seq: number;
  conversations: InboxRow[];
  next: string | null;
}

export interface ContactCard {
  contact: ContactDetails;
  records: RecordView[];
}

export interface AgentView {
  id: string;
  name: string;
  email: string;
  role: string;
}

export interface MeView {
  agent: AgentView;
  workspace_name: string;
  seq: number;
  is_plain_http: boolean;
}

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  errors?: { pointer: string; detail: string }[];
}

/* Frames */

export type VisitorSays =
  | { type: "hello"; app_id: string; token: string; after: number | null; page: PageReport }
  | { type: "message.post"; client_id: string; conversation_id: string | null; body: string }
  | { type: "typing"; conversation_id: string; is_typing: boolean }
  | { type: "read"; conversation_id: string; number: number };

export interface Ready {
  type: "ready";
  seq: number;
}

export interface Ack {
  type: "ack";
  client_id: string;
  conversation_id: string;
  message_id: string;
  number: number;
  seq: number;
}

export interface Refused {
  type: "refused";
  client_id: string | null;
  code: string;
  detail: string;
  retry_after: number | null;
}

export interface Position {
  type: "position";
  seq: number;
}

export interface Reload {
  type: "reload";
}

export interface SocketError {
  type: "error";
  code: string;
  detail: string;
}

export type VisitorHears =
  | Ready
  | Ack
  | Refused
  | { type: "message"; seq: number; conversation_id: string; message: VisitorMessage }
  | { type: "read"; seq: number; conversation_id: string; number: number }
  | { type: "typing"; conversation_id: string; name: string | null; is_typing: boolean }
  | { type: "joined"; seq: number }
  | Position
  | Reload
  | SocketError;

export type AgentSays =
  | { type: "message.post"; client_id: string; conversation_id: string; body: string }
  | { type: "typing"; conversation_id: string; is_typing: boolean }
  | { type: "read"; conversation_id: string; number: number };

export type AgentHears =
  | Ready
  | Ack
  | Refused
  | { type: "message"; seq: number; conversation: ConversationSummary; message: AgentMessage }
  | { type: "read"; seq: number; conversation_id: string; reader: "visitor" | "me"; number: number; unread: number }
  | { type: "contact"; seq: number; contact_id: string }
  | { type: "joined"; seq: number; from_contact_id: string; to_contact_id: string }
  | { type: "typing"; conversation_id: string; author: "visitor" | "agent"; name: string | null; is_typing: boolean }
  | { type: "presence"; contact_id: string; is_online: boolean }
  | Position
  | Reload
  | SocketError;

export interface Frames<Heard> {
  frames: Heard[];
}
